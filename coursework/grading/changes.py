"""List the scores that have changed since the last run: OUT/changes.csv.

OUT/scores.json keeps the scores of the last run, and hashes of the submissions.
"""

import json
import pathlib

from coursework.grading.pages.table import write_table
from coursework.grading.pages.text import label, number
from coursework.grading.records import points
from neuralnet.support.files import write_whole

FILE, KEPT = "changes.csv", "scores.json"
HEAD = ["student", "question", "before", "after", "why"]
NEW, GONE = "a new row", "no row any more"
BY_HAND = "your points in overrides.csv", "no points of yours in overrides.csv any more"
SENT, WORTH = "another submission", "the question is worth other points"
ANEW = "graded anew: the seed, the questions, the limits or the checks have changed"
RETRAINED = "the result of --retrain"
SAID = "{count} since the last run, see {file}: {listed}."
MOST = 20  # rows in the sentence


def changed(records, out):
    """Write changes.csv if scores have changed; return [sentence] about them, or []."""
    file = pathlib.Path(out) / KEPT
    before = json.loads(file.read_text("utf-8")) if file.is_file() else None
    now = {record["student"]: _scores(record) for record in records}
    write_whole(file, json.dumps(now), private=True)
    rows = [] if before is None else [*_rows(before, now)]
    if not rows:
        return []
    write_table(pathlib.Path(out) / FILE, [HEAD, *rows])
    listed = ["{} {} {} to {} ({})".format(*row) for row in rows[:MOST]]
    more = [f"and {len(rows) - MOST} more"] * (len(rows) > MOST)
    count = f"{len(rows)} score{'s' * (len(rows) > 1)} changed"
    return [SAID.format(count=count, file=FILE, listed="; ".join([*listed, *more]))]


def _scores(record):
    """Return the values of a record that the next run compares with its own values."""
    scores = {
        entry["question"]: [entry["score"], entry["out_of"], "checked" in entry]
        for entry in record["questions"]
    }
    kept = {"content": record["content"], "key": record["key"]}
    return kept | {"scores": scores, "total": points(record)[0]}


def _rows(before, now):
    """Yield a row for each score that differs, and each student who came or went."""
    for student in sorted(before.keys() | now.keys()):
        old, new, who = before.get(student), now.get(student), label(student)
        if not (old and new):
            totals = [number(each["total"]) if each else "none" for each in (old, new)]
            yield [who, "all", *totals, NEW if new else GONE]
            continue
        for name, (score, *now_given) in new["scores"].items():
            old_score, *given = old["scores"].get(name, [score, *now_given])
            if old_score != score:
                why = _why(old, new, given, now_given)
                yield [who, name, number(old_score), number(score), why]


def _why(old, new, given, now_given):
    """Return why a score has changed; the lists hold (worth, is by hand)."""
    worth, is_by_hand = given
    worth_now, is_by_hand_now = now_given
    if is_by_hand or is_by_hand_now:
        return BY_HAND[not is_by_hand_now]
    if old["content"] != new["content"]:
        return SENT
    if worth != worth_now:
        return WORTH
    return ANEW if old["key"] != new["key"] else RETRAINED
