"""Apply the points and comments that a teacher writes to OUT/overrides.csv.

A line has the columns student, question, points and comment. The points replace the
points of the checks. A line may have only a comment, on a question or, without one, on
the whole submission. OUT/overrides.json keeps a hash of the submission to which a line
was first applied: if the student sends another submission later, the run says so.
"""

import copy
import json
import pathlib
import unicodedata

from coursework.grading.pages.table import safe_cell
from coursework.grading.pages.text import label, number
from coursework.grading.records import by_hand as entry_by_hand
from coursework.grading.submissions.files import how_many
from coursework.grading.submissions.roster import table
from neuralnet.support.files import write_whole

FILE, SEEN = "overrides.csv", "overrides.json"
CHANGED = (
    "{student} has {given} by hand in {question}; what was handed in has changed "
    "since, and {checks}. Change or delete line {line} of {file} if it no longer holds."
)
COLUMNS = {name: name for name in ("student", "question", "points", "comment")}
LIKE = f"its first line is {','.join(COLUMNS)}"


def overridden(records, out, by_hand=()):
    """Apply overrides.csv to the records; return them, and sentences about its lines.

    `out` is the folder of the run. `by_hand` holds (question, points) where no program
    marks a question. If the file lacks a column, a ValueError names the column.
    """
    path = pathlib.Path(out) / FILE
    is_there = path.is_file() and path.stat().st_size
    lines = table(path, COLUMNS, COLUMNS, LIKE) if is_there else ()
    records, remarks = [{"comment": ""} | copy.deepcopy(r) for r in records], []
    for record in records:
        entries = [entry_by_hand(*each) for each in by_hand]
        if record["problem"]:  # there is nothing to mark
            missing = {"status": "not attempted", "message": record["problem"]}
            for entry in record["questions"]:
                missing["mistake"] = entry["mistake"]  # the same in all
            entries = [entry | missing for entry in entries]
        record["questions"] += entries
    names = [(record, _names(record)) for record in records]
    first_hashes, hashes = _first_hashes(path.with_name(SEEN)), {}
    for line, cells in enumerate(lines, 2):  # line 1 is the head
        student, *decision = (cells.get(column, "") for column in COLUMNS)
        found = [record for record, spelled in names if _spelled(student) in spelled]
        problem = f"there is no student {student}"
        if len(found) > 1:
            problem = f"{student} may be one of {len(found)} students"
        elif found:
            problem = _decide(found[0], *decision)
        if problem and any(cells.values()):
            remarks.append(f"{FILE}, line {line}: {problem}.")
        if len(found) == 1:
            key, now = json.dumps([student, *decision]), found[0].get("content")
            hashes[key] = first_hashes.get(key, now)
            if hashes[key] != now and not problem:  # another submission since then
                remarks += _changed(found[0], line, *decision)
    if hashes != first_hashes:
        write_whole(path.with_name(SEEN), json.dumps(hashes, indent=1), private=True)
    return records, remarks


def _first_hashes(file):
    """Return {a line's cells as JSON: hash of its first submission}, or {}."""
    try:
        return dict(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _changed(record, line, question, points, _comment):
    """Return [sentence] if a line gives points to a changed submission, otherwise [].

    The entry still says what the checks gave: a score, or None if no program marks it.
    """
    for entry in record["questions"] if points else ():
        if entry["question"] == question and "checked" in entry:
            checked, given = entry["checked"], number(entry["score"])
            checks = "no program marks this"
            if checked is not None:
                checks = f"the checks give {number(checked)} now"
            fields = {"given": given, "question": question, "checks": checks}
            fields |= {"student": label(record["student"]), "line": line, "file": FILE}
            return [CHANGED.format(**fields)]
    return []


def _names(record):
    """Return the set of names that overrides.csv may use for a record's student."""
    student = record["student"]
    names = {student, label(student), record["id"], record["name"]} - {""}
    return {_spelled(form) for name in names for form in (name, safe_cell(name))}


def _spelled(name):
    return unicodedata.normalize("NFC", name).strip()


def _decide(record, question, points, comment):
    """Apply a line to a record; return what is wrong with the line, or None."""
    if not question:
        record["comment"] = comment
        return "points need a question" if points else None
    entry = next((e for e in record["questions"] if e["question"] == question), None)
    if entry is None:
        return f"there is no question {question}"
    entry["comment"] = comment or entry["comment"]
    if not points:
        return None
    try:
        given = float(points.replace(",", "."))
    except ValueError:
        given = -1.0  # refused below
    if not 0 <= given < float("inf"):
        return f"{points} is no number of points"
    entry["checked"] = entry.get("checked", entry["score"])  # that of the checks
    entry["score"] = given
    if given >= entry["out_of"]:
        entry |= {"status": "correct", "mistake": None, "message": "", "notes": []}
    elif entry["status"] == "correct":
        entry["status"] = "incorrect"
    if given > entry["out_of"]:
        worth = how_many(entry["out_of"], "point")
        return f"{question} is worth {worth}, and {points} count"
    return None
