"""The page of the class, for the instructor alone."""

import collections
import math
import pathlib
import statistics

from coursework.grading.pages.book import further_reading
from coursework.grading.pages.page import write_page
from coursework.grading.records import points
from coursework.report import MARKS


def write_summary(records, out, others=(), told=()):
    """Write OUT/summary.html: how the class did, and where to look; return its path.

    The same records in any order give the same page: it has no times and no dates.
    `others` are the files that are no hand-ins, each with the reason, and `told` says
    what is wrong with lines of overrides.csv.
    """
    records = sorted(records, key=lambda record: record["student"])
    got, out_of = zip(*map(points, records), strict=True)
    values = {"records": records, "others": others, "told": told, "got": got}
    values |= {"mean": statistics.fmean(got), "median": statistics.median(got)}
    values |= {"out_of": out_of[0], "bins": distribution(got, out_of[0])}
    columns = zip(*(record["questions"] for record in records), strict=True)
    values["questions"] = [*map(_question, columns)]
    values["mistakes"] = _mistakes(records)
    return write_page(pathlib.Path(out) / "summary.html", "summary.html", values)


def distribution(got, out_of):
    """Return where each bin of points starts, its count, and its height of 1.

    The bins, 15 at most, are half a point wide or a multiple.
    """
    width = max(1, math.ceil(out_of / 7)) / 2
    counts = [0] * (int(out_of / width) + 1)
    for value in got:
        counts[min(int(value / width + 1e-9), len(counts) - 1)] += 1
    return [(k * width, n, n / max(counts)) for k, n in enumerate(counts)]


def _question(column):
    """Return how one question went: its mean, and the share of each status."""
    counts = collections.Counter(entry["status"] for entry in column)
    return {
        "question": column[0]["question"],
        "mean": statistics.fmean(entry["score"] for entry in column),
        "out_of": column[0]["out_of"],
        "shares": {status: counts[status] / len(column) for status in MARKS},
        "links": further_reading(column[0]["question"]),
    }


def _mistakes(records):
    """Return the mistakes, the most common first: question, name, sentence, who.

    Some sentences hold what one student's answer did; the most common stands for all.
    """
    made = collections.defaultdict(list)
    for record in records:
        for k, entry in enumerate(record["questions"]):
            if entry["status"] == "incorrect":
                key = k, entry["question"], entry["mistake"] or ""
                made[key].append((record["student"], entry["message"]))
    found = []
    for key in sorted(made, key=lambda key: (-len(made[key]), key)):
        who, said = zip(*made[key], strict=True)
        (sentence, _), *_ = collections.Counter(sorted(said)).most_common(1)
        found.append((*key[1:], sentence, who))
    return found
