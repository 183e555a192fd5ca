"""Question (e): which settings were chosen, how, and with what result.

Everything is read, nothing is run. A quarter of the points each for

1. `final` being stated: a literal with the four keys and numbers of the right type;
2. values that can work: see `LIMITS`;
3. signs of a search in which at least two settings were compared on validation data;
4. the reported line: a test accuracy that a network of two layers can reach, in the
   stored output of a cell that uses the test set.

Whoever chooses by a test value gets at most half. Any other look at the test set is
only shown to the instructor, as a flag.
"""

import math
import re

from coursework.grading.tuning import peeking, searched
from coursework.grading.tuning.literal import KEYS, find_final
from coursework.grading.tuning.reported import (
    HIGHEST,
    LOWEST,
    best_line,
    find_accuracies,
)

PART = 0.25
MOST_IF_SELECTED = 0.5
# Measured on MNIST with 64 hidden units: 1 hidden unit reaches 0.26 in two epochs; with
# batches of 32, lr = 3 reaches 0.87 and lr = 5 stays at 0.10, with batches of 1,024
# lr = 5 and 10 stay below 0.25. What only might fail is left to the reported line.
LIMITS = {
    "num_hiddens": (2, 10_000),
    "batch_size": (1, 60_000),
    "lr": (0, 10),
    "n_epochs": (1, 1000),
}
# The length of the way, lr times steps: at 0.3 the accuracy is 0.20 (measured).
SHORTEST_WAY = 0.3
TRAINING_IMAGES = 48_000
FARTHEST = 0.05  # between the last validation accuracy and the test accuracy

SENTENCES = {
    "final_not_literal": (
        "`final` is there, but not in numbers. It is read, not run: type the values "
        "in, as in final = dict(num_hiddens=64, batch_size=32, lr=0.25, n_epochs=3)."
    ),
    "final_syntax": (
        "Cell {cell}, where `final` stands, cannot be read by Python, so nothing in it "
        "counts. Mend the line that Python complains about."
    ),
    "final_keys": (
        "`final` needs the keys num_hiddens, batch_size, lr and n_epochs; missing: "
        "{missing}."
    ),
    "final_types": (
        "num_hiddens, batch_size and n_epochs are whole numbers (64, not 64.0 or "
        "'64'), and lr is a number; look at {names}."
    ),
    "final_range": "These settings cannot work: {reason}.",
    "no_search": (
        "Nothing shows that settings were compared. Train at least two on the training "
        "data, print the validation accuracy of each, and leave code and output in the "
        "notebook."
    ),
    "search_by_training": (
        "Your search measures each setting on the data that it was trained on; that "
        "favors whatever memorizes best. Compare by X_val and Y_val."
    ),
    "no_test_line": (
        "No stored output reports a test accuracy. Run the last cells (data.open_test "
        "for the final model, then its accuracy) and hand the notebook in with outputs."
    ),
    "implausible_test_line": (
        "The reported test accuracy is {reported:.4g}. A tuned network of this kind "
        "gets between 0.9 and 0.99: check that it was trained, and how the accuracy is "
        "computed."
    ),
    "typed_test_line": (
        "A test accuracy is reported, but no code that computes it from the test set "
        "was found in its cell. Let the cell evaluate the final model."
    ),
    "selects_by_test": (
        "Your notebook chooses by a value that comes from the test set (cell {cell}). "
        "That makes the test set a second validation set, and its result too good. "
        "Choose by X_val and Y_val, and open the test set once."
    ),
}
DECIMALS = re.compile(r"\d*\.\d+").findall
FROM_TEXT = "Read from your text, since no stored output shows it"
NOTHING = "There is no `final` yet: state your choice, as the exercise shows."
HINTS = (
    "Four things count: `final` with its four numbers, numbers that can work, a search "
    "on validation data, and one reported test accuracy.",
    "final = dict(num_hiddens=64, batch_size=32, lr=0.25, n_epochs=3) in a cell of its "
    "own, a loop over settings above it that prints validation accuracies, below it "
    "the final training and print(f'test accuracy {...:.4f}').",
)


def judge_choice(hand_in):
    """Return the entry of question (e), with the flags and the settings found.

    Parameters
    ----------
    hand_in : HandIn
        Its code cells, and its texts: a result may stand there, too.

    Returns
    -------
    dict
        question, score, out_of, status, mistake, message, hints, notes, cell, and
        flags (list of dict), final (dict or None), reported (float or None).
    """
    parsed = peeking.parse(hand_in.cells)
    flags, opened = peeking.look(parsed)
    texts = list(hand_in.texts)
    found = find_final(parsed)
    if found.absent:
        return _entry(0.0, "not attempted", None, NOTHING, found, flags, None)
    mistakes, score = [], 0.0
    for points, wrong in (
        _stated(found),
        _ranges(found),
        _search(parsed, texts),
    ):
        score += points
        mistakes += wrong
    points, wrong, reported, notes = _reported(parsed, opened, texts)
    score += points
    mistakes += wrong
    if reported is not None:
        flags = flags + _misfit(parsed, reported)
    chosen = [flag for flag in flags if flag["kind"] == "selects_by_test"]
    if chosen:
        score = min(score, MOST_IF_SELECTED)
        mistakes.insert(0, _mistake("selects_by_test", cell=chosen[0]["cell"]))
    mistake, message = mistakes[0] if mistakes else (None, "")
    notes += [sentence for _, sentence in mistakes[1:]]
    status = "incorrect" if mistakes else "correct"
    return _entry(score, status, mistake, message, found, flags, reported, notes)


def _entry(score, status, mistake, message, found, flags, reported, notes=()):
    return {
        "question": "tuning",
        "score": score,
        "out_of": 1.0,
        "status": status,
        "mistake": mistake,
        "message": message,
        "hints": [] if status == "correct" else list(HINTS),
        "notes": list(notes),
        "cell": found.cell,
        "flags": flags,
        "final": found.values if found.complete else None,
        "reported": reported,
    }


def _mistake(name, **words):
    return name, SENTENCES[name].format(**words)


def _stated(found):
    if found.problem:
        return 0.0, [_mistake(found.problem, cell=found.cell)]
    missing = [key for key in KEYS if key not in found.values]
    if missing:
        return 0.0, [_mistake("final_keys", missing=", ".join(missing))]
    if found.wrong_types:
        return 0.0, [_mistake("final_types", names=", ".join(found.wrong_types))]
    return PART, []


def _ranges(found):
    if not found.complete:
        return 0.0, []  # said already
    values = found.values
    for key, (low, high) in LIMITS.items():
        value = values[key]
        if not (low <= value <= high and math.isfinite(value) and value > 0):
            low = f"above {low}" if low == 0 else f"at least {low}"
            reason = f"{key} is {value:.6g}, it should be {low} and at most {high}"
            return 0.0, [_mistake("final_range", reason=reason)]
    steps = max(1, TRAINING_IMAGES // values["batch_size"]) * values["n_epochs"]
    if values["lr"] * steps < SHORTEST_WAY:
        reason = (
            f"{steps} steps with lr = {values['lr']:.6g} do not get anywhere; more "
            "epochs, smaller batches or a larger lr do"
        )
        return 0.0, [_mistake("final_range", reason=reason)]
    return PART, []


def _search(parsed, texts):
    sign, validates = searched.find_search(parsed, texts)
    if sign is None:
        return 0.0, [_mistake("no_search")]
    if not validates:
        return 0.0, [_mistake("search_by_training")]
    return PART, []


def _reported(parsed, opened, texts):
    """Return points, mistakes, the accuracy that is reported, and notes."""
    lines, typed = [], []
    for cell, tree in parsed:
        if not cell.outputs:
            continue
        # A way to the test set that the look at the code missed still has its name.
        tests = cell.number in opened or (tree and peeking.names_test(tree))
        for line in find_accuracies(cell.outputs, about_test=bool(tests)):
            by_hand = not tests and any(n in cell.source for n in DECIMALS(line.text))
            (typed if by_hand else lines).append(line)
    notes = []
    if not lines and not typed:
        lines = _from_text(parsed, texts)
        notes = [f"{FROM_TEXT}: {best_line(lines).text}"] if lines else []
    line = best_line(lines)
    if line is None:
        wrong = "typed_test_line" if typed else "no_test_line"
        return 0.0, [_mistake(wrong)], None, []
    if not LOWEST <= line.accuracy <= HIGHEST:
        wrong = _mistake("implausible_test_line", reported=line.accuracy)
        return 0.0, [wrong], line.accuracy, notes
    return PART, [], line.accuracy, notes


def _from_text(parsed, texts):
    """Return lines of a report in Markdown, or in the comments of a script."""
    texts = list(texts)
    if not any(cell.outputs for cell, _ in parsed):
        for cell, _ in parsed:
            lines = [line.strip() for line in cell.source.splitlines()]
            texts.append("\n".join(line for line in lines if line.startswith("#")))
    return [line for text in texts for line in find_accuracies(text, prose=True)]


def _misfit(parsed, reported):
    """Flag a result that lies far from the last validation accuracy printed."""
    last = None
    for cell, _ in parsed:
        for line in cell.outputs.splitlines():
            if "valid loss/acc:" in line:
                last = (cell.number, line.strip()[:160])
    if last is None:
        return []
    try:
        valid = float(last[1].split("valid loss/acc:")[1].split()[1])
    except (IndexError, ValueError):
        return []
    if abs(valid - reported) <= FARTHEST:
        return []
    message = (
        f"The reported test accuracy, {reported:.4f}, lies far from the last "
        "validation accuracy in the outputs; --retrain tells which of them fits."
    )
    flag = {"kind": "result_misfit", "cell": last[0], "quote": last[1]}
    return [flag | {"message": message}]
