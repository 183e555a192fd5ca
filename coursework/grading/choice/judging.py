"""What question (e) is worth: read from the cells, with `final` from the sandbox.

A quarter of the points each for

1. `final` being stated: a dictionary with the four keys and numbers of the right type;
2. values that can work: see `LIMITS` in coursework.questions.tuning;
3. signs of a search in which at least two settings were compared on validation data;
4. the reported line: a test accuracy that a network of two layers can reach, in the
   stored output of a cell that uses the test set, or in a report that is written.

The last two count where something ran: a stored output beside the search or the report
holds a number that is not typed there. What is typed text alone earns nothing, unless
`retrain` finds that the result fits. How the test set was used is flagged for the
instructor (`looking`) and costs nothing.
"""

import ast

import numpy as np

from coursework.grading.choice import final, reported, searched
from coursework.grading.choice.looking import Look
from coursework.grading.hand_in.statements import parse_cell
from coursework.grading.records import blank
from coursework.questions.tuning import KEYS, misfit

PART = 0.25
SENTENCES = {
    "final_not_typed": "The numbers of `final` cannot be had without your search, and "
    "that is not run again. Type them in, as in final = dict(num_hiddens=64, "
    "batch_size=32, lr=0.25, n_epochs=3).",
    "final_syntax": "Python cannot read the line in cell {cell} that assigns `final`: "
    "mend it.",
    "no_search": "Nothing shows that settings were compared. Train at least two, print "
    "the validation accuracy of each, and leave code and output in the notebook.",
    "search_by_training": "Your search measures each setting on the data that it was "
    "trained on; that favors whatever memorizes best. Compare by X_val and Y_val.",
    "no_test_line": "No stored output reports a test accuracy. Run the last cells "
    "(data.open_test for the final model, then its accuracy) and hand the notebook in "
    "with outputs.",
    "implausible_test_line": "The reported test accuracy is {accuracy:.4g}. A tuned "
    "network of this kind gets between 0.9 and 0.99: check that it was trained, and "
    "how the accuracy is computed.",
    "typed_test_line": "A test accuracy is reported, but no code that computes it from "
    "the test set was found in its cell. Let the cell evaluate the final model.",
    "typed_only": "Your search, or the test accuracy that you report, is typed text: "
    "no stored output shows that anything ran. Run the notebook, and hand it in with "
    "its outputs.",
}
OF_SEARCH = {None: "no_search", "training": "search_by_training"}
TYPED_ONLY = (
    "The search and the test accuracy are typed text: no output shows that they ran. "
    "--retrain tells if the accuracy fits the settings, and gives the points if so."
)
NOTHING = "There is no `final` yet: state your choice, as the exercise shows."
HINTS = (
    "Four things count: `final` with its four numbers, numbers that can work, a search "
    "on validation data, and one reported test accuracy.",
    "final = dict(num_hiddens=64, batch_size=32, lr=0.25, n_epochs=3) in a cell of its "
    "own, a loop over settings above it that prints validation accuracies, below it "
    "the final training and print(f'test accuracy {...:.4f}').",
)


def read_choice(hand_in):
    """Return what the cells of a HandIn say, as a dict of plain values; nothing is run.

    They are what `find_final`, `find_search` and `find_report` return, and the flags of
    a `Look`.
    """
    parsed, broken = [], []
    for cell in hand_in.cells:
        pairs, lost = parse_cell(cell)
        parsed.append((cell, ast.Module([node for node, _ in pairs], [])))
        broken += lost
    look = Look(parsed)
    return {
        "final": final.find_final(parsed, broken),
        "search": searched.find_search(parsed, hand_in.texts),
        "report": reported.find_report(parsed, hand_in.texts, look.is_test),
        "flags": look.flags,
    }


def judge_choice(read, value, ran=False):
    """Return the entry of question (e), as `marking.mark` does.

    `read` is from `read_choice`, `value` what the program for `final` gave in the
    sandbox; `ran` says that what is reported is known to be true, though no output
    shows it. The entry also has flags (list of dict), final (dict or None), reported
    (float or None) and fitting: the entry if training again gives the accuracy, where
    that matters.
    """
    found, search, report = read["final"], read["search"], read["report"]
    entry = blank(final.Chosen.name, NOTHING) | {"hints": list(HINTS), "final": None}
    entry |= {"cell": found["cell"], "reported": report["accuracy"]}
    entry["flags"] = list(read["flags"])
    if found["problem"] == "absent":
        return entry
    settings = None
    if found["problem"] or not isinstance(value, dict):
        works = _mistake(found["problem"] or "final_not_typed", cell=found["cell"])
    else:
        settings = {key: value[key] for key in KEYS if key in value}
        plain = {k: v.item() for k, v in settings.items() if isinstance(v, np.generic)}
        settings |= plain
        works = misfit(settings)
    stated = None if works and works[0] == "final_range" else works
    accuracy, told = report["accuracy"], None
    if accuracy is None:
        told = _mistake("typed_test_line" if report["source"] else "no_test_line")
    elif not reported.LOWEST <= accuracy <= reported.HIGHEST:
        told = _mistake("implausible_test_line", accuracy=accuracy)
    parts = [stated, works, _mistake(OF_SEARCH.get(search["sign"])), told]
    typed = None in parts[2:] and not (
        ran or search["ran"] or report["source"] == "output"
    )
    if typed and accuracy is not None:
        entry["fitting"] = judge_choice(read, value, ran=True)
        flag = {"kind": "typed_only", "cell": None, "quote": report["text"]}
        entry["flags"].append(flag | {"message": TYPED_ONLY})
    if typed:
        parts[2:] = [part or _mistake("typed_only") for part in parts[2:]]
    entry |= {"final": None if stated else settings, "score": PART * parts.count(None)}
    if report["source"] == "text":
        said = f"Read from your text, for want of an output: {report['text']}"
        entry["notes"] = [said]
    wrong = [part for k, part in enumerate(parts) if part and part not in parts[:k]]
    if not wrong:
        entry |= {"status": "correct", "mistake": None, "message": "", "hints": []}
        return entry
    (mistake, message), *others = wrong
    entry["notes"] += [sentence for _, sentence in others]
    return entry | {"status": "incorrect", "mistake": mistake, "message": message}


def _mistake(name, **words):
    return name and (name, SENTENCES[name].format(**words))
