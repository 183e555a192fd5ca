"""List the scores that have changed since the last run: OUT/changes.csv.

OUT/run.json keeps the scores of the last run, and hashes of the submissions.
"""

import pathlib

from coursework.grading.kept import keep, kept
from coursework.grading.pages.table import write_table
from coursework.grading.pages.text import label, number

FILE = "changes.csv"
HEAD = ["student", "question", "before", "after", "why"]
NEW, GONE = "a new row", "no row any more"
BY_HAND = "your points in overrides.csv", "no points of yours in overrides.csv any more"
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


def _scores(record):
    """Return what the next run compares: a dict with content, key, scores and total.

    `scores` is {question: [score, worth, whether these points are by hand]}.
    """
    scores = {
        entry.question: [entry.score, entry.out_of, entry.has_given_points]
        for entry in record.questions
    }
    kept = {"content": record.content, "key": record.key}
    return kept | {"scores": scores, "total": record.score}


def _rows(before, now):
    """Yield a row for each score that differs, and each student who came or went."""
    for student in sorted(before.keys() | now.keys()):
        old, new, who = before.get(student), now.get(student), label(student)
        if not (old and new):
            totals = [number(each["total"]) if each else "none" for each in (old, new)]
            yield [who, "all", *totals, NEW if new else GONE]
            continue
        for name, entry in new["scores"].items():
            old_entry = old["scores"].get(name, entry)  # a new question is no change
            if old_entry[0] != entry[0]:
                why = _why(old, new, old_entry, entry)
                yield [who, name, number(old_entry[0]), number(entry[0]), why]


def _why(old, new, old_entry, new_entry):
    """Return why a student's score in a question has changed; see `_scores`."""
    _, old_worth, was_by_hand = old_entry
    _, worth, is_by_hand = new_entry
    if was_by_hand or is_by_hand:
        return BY_HAND[0] if is_by_hand else BY_HAND[1]
    if old["content"] != new["content"]:
        return SENT
    if old_worth != worth:
        return WORTH
    return ANEW
