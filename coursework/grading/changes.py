"""List the scores that have changed since the last run: OUT/changes.csv.

OUT/run.json keeps the scores of the last run, and hashes of the submissions.
"""

import dataclasses
import pathlib

from coursework.grading.kept import keep, kept
from coursework.grading.pages.table import write_table
from coursework.grading.pages.text import label, number

FILE = "changes.csv"
HEAD = ["student", "question", "before", "after", "why"]
NEW, GONE = "a new row", "no row any more"
BY_HAND = "your points in overrides.csv"
NO_MORE_BY_HAND = "no points of yours in overrides.csv any more"
SENT, WORTH = "another submission", "the question is worth other points"
ANEW = "graded anew: the questions, the limits or the checks have changed"
SAID = "{count} since the last run, see {file}: {listed}."
MOST = 20  # rows in the sentence


def changed(records, out):
    """Write changes.csv if scores have changed; return [sentence] about them, or []."""
    before = kept(out).get("scores")
    now = {record.student: _scores(record) for record in records}
    keep(out, scores=now)
    rows = [] if before is None else [*_rows(before, now)]  # None: the first run
    if not rows:
        return []
    write_table(pathlib.Path(out) / FILE, [HEAD, *rows])
    listed = ["{} {} {} to {} ({})".format(*row) for row in rows[:MOST]]
    more = [f"and {len(rows) - MOST} more"] * (len(rows) > MOST)
    count = f"{len(rows)} score{'s' * (len(rows) > 1)} changed"
    return [SAID.format(count=count, file=FILE, listed="; ".join([*listed, *more]))]


@dataclasses.dataclass(frozen=True)
class Score:
    """The score of a question, as OUT/run.json keeps it."""

    score: float
    out_of: float
    is_by_hand: bool  # whether these points are a teacher's


def _scores(record):
    """Return what the next run compares: a dict with content, total and scores."""
    scores = {
        entry.question: vars(Score(entry.score, entry.out_of, entry.has_given_points))
        for entry in record.questions
    }
    return {"content": record.content, "scores": scores, "total": record.score}


def _rows(before, now):
    """Yield a row for each score that differs, and each student who came or went."""
    for student in sorted(before.keys() | now.keys()):
        old, new, who = before.get(student), now.get(student), label(student)
        if not (old and new):
            totals = [number(each["total"]) if each else "none" for each in (old, new)]
            yield [who, "all", *totals, NEW if new else GONE]
            continue
        is_sent = old["content"] != new["content"]
        for name in new["scores"]:
            if name not in old["scores"]:
                continue  # a new question is no change
            last, this = (Score(**each["scores"][name]) for each in (old, new))
            if last.score != this.score:
                why = _why(last, this, is_sent)
                yield [who, name, number(last.score), number(this.score), why]


def _why(old, new, is_sent):
    """Return why a Score has changed; `is_sent` says if another file was handed in."""
    if old.is_by_hand or new.is_by_hand:
        return BY_HAND if new.is_by_hand else NO_MORE_BY_HAND
    if is_sent:
        return SENT
    return WORTH if old.out_of != new.out_of else ANEW
