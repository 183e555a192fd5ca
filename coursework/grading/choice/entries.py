"""Make the two entries of question (e): `tuning`, and `RESULT` for the search.

`tuning` is checked: half of the points are for a `final` with four numbers of the right
type, half for values that can work (`LIMITS` in coursework.questions.tuning). `RESULT`
is marked by hand, unless `retrain` finds that the reported accuracy fits.
"""

import ast

import numpy as np

from coursework.grading.choice import final, reading
from coursework.grading.records import blank, by_hand
from coursework.grading.submissions.parsing import parse_cell
from coursework.questions.tuning import KEYS, misfit
from coursework.words import say

RESULT = f"{final.Chosen.name}_result"


def read_choice(submission):
    """Return what the cells say on (e): a dict with `final`, `reported`, `quotes`."""
    parsed, broken = [], []
    for cell in submission.cells:
        pairs, broken_here = parse_cell(cell)
        parsed.append((cell, ast.Module([node for node, _ in pairs], [])))
        broken += broken_here
    found = {"reported": reading.find_report(parsed), "quotes": reading.quoted(parsed)}
    return found | {"final": final.find_final(parsed, broken)}


def choice_entry(read, value):
    """Return the entry of `tuning`, from `read_choice`'s dict and `final`'s value."""
    found = read["final"]  # the fields of its Program
    hints = [say("two_things_count"), say("final_in_a_cell")]
    entry = blank(final.Chosen.name, say("no_final")) | {"hints": hints}
    entry |= {"cell": found["cell"], "choice": None}
    if found["problem"] == "absent":
        return entry
    choice = {key: read[key] for key in ("reported", "quotes")} | {"final": None}
    entry |= {"choice": choice, "status": "incorrect"}
    if found["problem"] or not isinstance(value, dict):
        mistake = found["problem"] or "final_not_typed"
        message = say(mistake, cell=found["cell"])
        return entry | {"mistake": mistake, "message": message}
    chosen = {key: value[key] for key in KEYS if key in value}
    chosen |= {k: v.item() for k, v in chosen.items() if isinstance(v, np.generic)}
    mistake, message = misfit(chosen) or (None, "")
    entry |= {"mistake": mistake, "message": message}
    if mistake not in (None, "final_range"):
        return entry  # the types are wrong
    entry |= {"choice": choice | {"final": chosen}, "score": 0.5}
    right = {"score": 1.0, "status": "correct", "hints": []}
    return entry if mistake else entry | right


def result_entry(entry):
    """Return the entry of `RESULT`, which is marked by hand; `entry` is of `tuning`."""
    if entry["status"] == "not attempted":
        return blank(RESULT, entry["message"], entry["mistake"])
    return by_hand(RESULT)
