"""Make records and entries: a record is a dict, with an entry for each question."""

import collections
import re

from coursework.judging.report import MARKS
from coursework.words import say

RENAMED = "Written, but not found: perhaps {} under another name ({})."
# Cells of question (e), which a teacher marks by hand, have one of these names.
OF_TUNING = re.compile(r"\b(?:trials|final|open_test)\b")
MOST_QUOTED, LONGEST_QUOTE = 8, 2000  # cells; characters of a cell
STATUSES = MARKS | {"by hand": "✎"}


def blank(question, problem="", mistake=None, out_of=1.0):
    """Return the entry of a question that has no answer; `problem` says why."""
    entry = {"question": question, "score": 0.0, "out_of": out_of}
    entry |= {"status": "not attempted", "mistake": mistake, "message": problem}
    return entry | {"hints": [], "notes": [], "cell": None, "comment": ""}


def by_hand(question, out_of=1.0):
    """Return the entry of a question that no program marks."""
    status = {"status": "by hand", "checked": None}
    return blank(question, say("by_hand"), None, out_of) | status


def quoted(submission):
    """Return {cell, source, output} of the last cells that belong to question (e)."""
    cells = [cell for cell in submission.cells if OF_TUNING.search(cell.source)]
    return [
        {"cell": c.number, "source": c.source[:LONGEST_QUOTE], "output": c.outputs}
        for c in cells[-MOST_QUOTED:]
    ]


def points(record):
    """Return the points that a submission has, and those that it could get."""
    entries = record["questions"]
    return sum(e["score"] for e in entries), sum(e["out_of"] for e in entries)


def renamed(records):
    """Return a sentence for each question whose answers may have another name."""
    found = collections.defaultdict(list)
    for record in records:
        for entry in record["questions"]:
            # `checked` is there once a teacher has given points.
            if entry.get("near") and entry.get("checked") is None:
                found[entry["question"]].append(f"{record['student']}: {entry['near']}")
    return [RENAMED.format(name, "; ".join(each)) for name, each in found.items()]
