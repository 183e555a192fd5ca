"""The record of a submission is a dict, and so is its entry for each question.

`verdicts` and `choice.entries` make one entry, `marking` those of one submission.
"""

from coursework.judging.report import MARKS

BY_HAND = "Your teacher reads this and gives the points by hand."
STATUSES = MARKS | {"by hand": "✎"}


def blank(question, problem="", mistake=None, out_of=1.0):
    """Return the entry of a question to which there is no answer."""
    entry = {"question": question, "score": 0.0, "out_of": out_of}
    entry |= {"status": "not attempted", "mistake": mistake, "message": problem}
    return entry | {"hints": [], "notes": [], "cell": None, "comment": ""}


def by_hand(question, out_of=1.0):
    """Return the entry of a question that no program marks."""
    status = {"status": "by hand", "checked": None}
    return blank(question, BY_HAND, None, out_of) | status


def points(record):
    """Return the points of a submission, and the points that were possible."""
    entries = record["questions"]
    return sum(e["score"] for e in entries), sum(e["out_of"] for e in entries)
