"""The page of the class, for the instructor alone."""

import collections
import math
import pathlib
import statistics

from coursework.grading.pages.book import book_url, further_reading
from coursework.grading.pages.page import write_page
from coursework.grading.records import asked, entries, points
from coursework.report import MARKS


def write_summary(records, out, book=None, others=()):
    """Write OUT/summary.html: how the class did, and where to look.

    The page has no times and no dates: the same records in any order give the same
    page.

    Parameters
    ----------
    records : list of dict
        Lines of run.jsonl.
    out : str or pathlib.Path
        The folder of the run.
    book : str, optional
        Address of the book, as in `write_feedback`.
    others : sequence of (str, str)
        The files that are no hand-ins, each with the reason.

    Returns
    -------
    pathlib.Path
    """
    book = book_url() if book is None else book
    records = sorted(records, key=lambda record: record["student"])
    names = asked(records)
    students = []
    for record in records:
        listed = entries(record, names)
        students.append((record["student"], points(listed)[0], listed))
    values = {"students": students, "others": others} | _lists(records)
    if students:
        got = [each for _, each, _ in students]
        out_of = max(points(listed)[1] for _, _, listed in students)
        values |= {"mean": statistics.fmean(got), "median": statistics.median(got)}
        values |= {"out_of": out_of, "bins": distribution(got, out_of)}
        columns = zip(*(listed for _, _, listed in students), strict=True)
        values["questions"] = [_question(column, book) for column in columns]
        values["mistakes"] = _mistakes(students, names)
    return write_page(pathlib.Path(out) / "summary.html", "summary.html", values)


def _lists(records):
    """Return the hand-ins that need a look, and why."""
    told = [(r["student"], r.get("file") or "", r.get("problem")) for r in records]
    return {
        "flagged": [(r["student"], r["flags"]) for r in records if r.get("flags")],
        "retrained": [
            (r["student"], r["retrained"]) for r in records if r.get("retrained")
        ],
        "unreadable": [each for each in told if each[-1]],
    }


def distribution(got, out_of):
    """Return where each bin of points starts, its count, and its height of 1.

    Parameters
    ----------
    got : list of float
        Points of each hand-in.
    out_of : float
        Points to be had. The bins, 15 at most, are half a point wide or a multiple.
    """
    width = max(1, math.ceil(out_of / 7)) / 2
    counts = [0] * (int(out_of / width) + 1)
    for value in got:
        counts[min(int(value / width + 1e-9), len(counts) - 1)] += 1
    return [(k * width, n, n / max(counts)) for k, n in enumerate(counts)]


def _question(column, book):
    """Return how one question went: its mean, and the share of each status."""
    name = column[0]["question"]
    counts = collections.Counter(entry["status"] for entry in column)
    return {
        "question": name,
        "mean": statistics.fmean(entry["score"] for entry in column),
        "out_of": max(entry["out_of"] for entry in column),
        "shares": {status: counts[status] / len(column) for status in MARKS},
        "links": further_reading(name, book),
    }


def _mistakes(students, names):
    """Return the mistakes, the most common first, with who made them.

    Some sentences hold what one student's answer did; the most common stands for all.
    """
    made = collections.defaultdict(list)
    for student, _, listed in students:
        for entry in listed:
            if entry["status"] == "incorrect":
                key = entry["question"], entry["mistake"] or ""
                made[key].append((student, entry["message"]))
    found = []
    for question, mistake in sorted(
        made, key=lambda key: (-len(made[key]), names.index(key[0]), key[1])
    ):
        who, said = zip(*made[question, mistake], strict=True)
        counts = collections.Counter(sorted(said))
        found.append({"question": question, "mistake": mistake, "students": who})
        found[-1]["sentence"] = counts.most_common(1)[0][0]
    return found
