"""The record of a hand-in holds an entry for each question."""

from coursework.judging.report import MARKS

BY_HAND = "Your teacher reads this and gives the points by hand."
STATUSES = MARKS | {"by hand": "✎"}


def blank(question, problem="", mistake=None, out_of=1.0):
    """Return the entry of a question to which there is no answer."""
    return {
        "question": question,
        "score": 0.0,
        "out_of": out_of,
        "status": "not attempted",
        "mistake": mistake,
        "message": problem,
        "hints": [],
        "notes": [],
        "cell": None,
        "comment": "",
    }


def by_hand(question, out_of=1.0):
    """Return the entry of a question that no program marks."""
    status = {"status": "by hand", "checked": None}
    return blank(question, BY_HAND, None, out_of) | status


def points(record):
    """Return the points of a hand-in, and those that were to be had."""
    listed = record["questions"]
    return sum(e["score"] for e in listed), sum(e["out_of"] for e in listed)
