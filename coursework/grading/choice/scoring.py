"""What question (e) is worth: one half is `tuning`, and the other is `RESULT`.

The first is checked: half of it is for `final` being stated, a dictionary with four
numbers of the right type, and half for values that can work, see `LIMITS` in
coursework.questions.tuning. The second, the search and its result, is marked by hand
unless `retrain` finds that the reported accuracy fits.
"""

import ast

import numpy as np

from coursework.grading.choice import final, reading
from coursework.grading.records import blank, by_hand
from coursework.grading.submissions.statements import parse_cell
from coursework.questions.tuning import KEYS, misfit

RESULT = f"{final.Chosen.name}_result"
SENTENCES = {
    "final_not_typed": "The numbers of `final` cannot be had without your search, and "
    "that is not run again. Type them in, as in final = dict(num_hiddens=64, "
    "batch_size=32, lr=0.25, n_epochs=3).",
    "final_syntax": "Python cannot read the line in cell {cell} that assigns `final`: "
    "mend it.",
}
NOTHING = "There is no `final` yet: state your choice, as the exercise shows."
HINTS = (
    "Two things count here: `final` with its four numbers, and numbers that can work.",
    "final = dict(num_hiddens=64, batch_size=32, lr=0.25, n_epochs=3) in a cell of its "
    "own, with your numbers.",
)


def read_choice(hand_in):
    """Return what the cells of a HandIn say, as a dict of plain values; nothing is run.

    They are what `find_final`, `find_report` and `quoted` return.
    """
    parsed, broken = [], []
    for cell in hand_in.cells:
        pairs, lost = parse_cell(cell)
        parsed.append((cell, ast.Module([node for node, _ in pairs], [])))
        broken += lost
    told = {"reported": reading.find_report(parsed), "quotes": reading.quoted(parsed)}
    return told | {"final": final.find_final(parsed, broken)}


def judge_choice(read, value):
    """Return the entry of `tuning`, as `marking.mark` does.

    `read` is from `read_choice`, `value` what the program for `final` gave in the
    sandbox. The entry also has a choice, a dict of final (a dict or None), reported
    and quotes.
    """
    found = read["final"]
    entry = blank(final.Chosen.name, NOTHING) | {"hints": list(HINTS)}
    entry |= {"cell": found["cell"], "choice": None}
    if found["problem"] == "absent":
        return entry
    told = {key: read[key] for key in ("reported", "quotes")} | {"final": None}
    entry |= {"choice": told, "status": "incorrect"}
    if found["problem"] or not isinstance(value, dict):
        mistake = found["problem"] or "final_not_typed"
        message = SENTENCES[mistake].format(cell=found["cell"])
        return entry | {"mistake": mistake, "message": message}
    settings = {key: value[key] for key in KEYS if key in value}
    plain = {k: v.item() for k, v in settings.items() if isinstance(v, np.generic)}
    settings |= plain
    mistake, message = misfit(settings) or (None, "")
    entry |= {"mistake": mistake, "message": message}
    if mistake not in (None, "final_range"):
        return entry
    entry |= {"choice": told | {"final": settings}, "score": 0.5}
    right = {"score": 1.0, "status": "correct", "hints": []}
    return entry if mistake else entry | right


def result_of(entry):
    """Return the entry of `RESULT` beside that of `tuning`: it is marked by hand."""
    if entry["status"] == "not attempted":
        return blank(RESULT, entry["message"], entry["mistake"])
    return by_hand(RESULT)
