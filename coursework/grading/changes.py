"""List the scores that have changed since the last run: OUT/changes.csv.

OUT/run.json keeps the scores of the last run, and hashes of the submissions.
"""

import pathlib

from coursework.grading.kept import keep, kept
from coursework.grading.pages.table import write_table
from coursework.grading.pages.text import label, number
from coursework.grading.submissions.files import how_many

FILE = "changes.csv"
HEAD = ["student", "question", "before", "after", "why"]
NEW, GONE = "a new row", "no row any more"
BY_HAND = "your points in overrides.csv, there now or before"
SENT = "another submission"
ANEW = "graded anew: the questions, their points, the limits or the checks have changed"


def changed(records, out):
    """Write changes.csv if scores have changed; return [sentence] about them, or []."""
    before = kept(out).get("scores")
    now = {record.student: _scores(record) for record in records}
    keep(out, scores=now)
    rows = [] if before is None else [*_rows(before, now)]  # None: the first run
    if not rows:
        return []
    write_table(pathlib.Path(out) / FILE, [HEAD, *rows])
    return [f"{how_many(len(rows), 'score')} changed since the last run, see {FILE}."]


def _scores(record):
    """Return what the next run compares, as run.json can keep it."""
    scores = {entry.question: entry.score for entry in record.questions}
    by_hand = [each.question for each in record.questions if each.has_given_points]
    return {
        "content": record.content,
        "total": record.score,
        "scores": scores,
        "by_hand": by_hand,
    }


def _rows(before, now):
    """Yield a row for each score that differs, and each student who came or went."""
    for student in sorted(before.keys() | now.keys()):
        old, new, who = before.get(student), now.get(student), label(student)
        if not (old and new):
            totals = [number(each["total"]) if each else "none" for each in (old, new)]
            yield [who, "all", *totals, NEW if new else GONE]
            continue
        for name in [each for each in new["scores"] if each in old["scores"]]:
            last, this = old["scores"][name], new["scores"][name]
            if last != this:
                why = SENT if old["content"] != new["content"] else ANEW
                if name in [*old["by_hand"], *new["by_hand"]]:
                    why = BY_HAND
                yield [who, name, number(last), number(this), why]
