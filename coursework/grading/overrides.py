"""Apply the points and comments that a teacher writes to OUT/overrides.csv.

A line has the columns student, question, points and comment. The points replace the
points of the checks. A line may have only a comment, on a question or, without one, on
the whole submission. OUT/run.json keeps what a line was first applied to: if another
submission, question or score of the checks is there later, the run says so.
"""

import copy
import dataclasses
import json
import pathlib
import re
import unicodedata

from coursework.grading.kept import keep, kept
from coursework.grading.pages.table import safe_cell
from coursework.grading.pages.text import label, number
from coursework.grading.records import by_hand as entry_by_hand
from coursework.grading.submissions.files import how_many
from coursework.grading.submissions.roster import table

FILE = "overrides.csv"
MOST = 10  # times what a question is worth; more is a slip
CHANGED = (
    "{student} has {given} by hand in {question}; {what} has changed since, and "
    "{checks}. Change or delete line {line} of {file} if it no longer holds."
)
COLUMNS = {name: name for name in ("student", "question", "points", "comment")}
LIKE = f"its first line is {','.join(COLUMNS)}"


def overridden(records, out, by_hand=None, questions=None):
    """Apply overrides.csv to the records; return them, and sentences about its lines.

    `out` is the folder of the run. `by_hand` is {name: points} of the questions that no
    program marks, and `questions` is {name: question} of the others. If the file lacks
    a column, a ValueError names the column.
    """
    path = pathlib.Path(out) / FILE
    is_there = path.is_file() and path.stat().st_size
    lines = table(path, COLUMNS, COLUMNS, LIKE) if is_there else ()
    records, remarks = copy.deepcopy(records), []
    for record in records:
        entries = [entry_by_hand(*each) for each in (by_hand or {}).items()]
        if record.problem:  # there is nothing to mark
            missing = {"status": "not attempted", "message": record.problem}
            for entry in record.questions:
                missing["mistake"] = entry.mistake  # the same in all
            entries = [dataclasses.replace(entry, **missing) for entry in entries]
        record.questions += entries
    names = [(record, _names(record)) for record in records]
    known, first = questions or {}, kept(out).get("decided", {})
    decided = {}  # {a line's cells as JSON: what it was first applied to}
    last = {}  # {(student, question, column): the last line with a cell there}
    for line, cells in enumerate(lines, 2):  # line 1 is the head
        student, *decision = (cells.get(column, "") for column in COLUMNS)
        found = [record for record, spelled in names if _spelled(student) in spelled]
        problem = f"there is no student {student}"
        if len(found) > 1:
            problem = f"{student} may be one of {len(found)} students"
        elif found:
            now = _applied_to(found[0], known.get(decision[0]), decision[0])
            problem = _decide(found[0], *decision)
            again = _again(last, line, found[0].student, *decision)
            problem = problem or again
        if problem and any(cells.values()):
            remarks.append(f"{FILE}, line {line}: {problem}.")
        if len(found) == 1:
            key = json.dumps([student, *decision])
            before = decided[key] = first.get(key, now)
            what = [name for name in now if now[name] != before.get(name)]
            if what and decision[1] and problem in (None, again):
                remarks.append(_changed(found[0], line, what[0], decision[0]))
    if decided != first:
        keep(out, decided=decided)
    return records, remarks


def _again(last, line, student, question, points, comment):
    """Return what is wrong with a line if an earlier one says the same, or None."""
    given = {"points": points, "comment": comment}
    places = [(student, question, column) for column in given if given[column]]
    replaced = {place[2]: last[place] for place in places if place in last}
    last.update(dict.fromkeys(places, line))
    about = f"{label(student)} in {question or 'the whole submission'}"
    texts = [f"the {column} of line {n} for {about}" for column, n in replaced.items()]
    return f"it replaces {' and '.join(texts)}" if texts else None


def _applied_to(record, question, name):
    """Return what a decision may depend on, as a dict; its keys are for people."""
    entry = _entry(record, name)
    return {
        "what was handed in": record.content,
        "the question": [entry and entry.out_of, getattr(question, "version", "")],
        "what the checks give": entry and entry.by_checks,
    }


def _entry(record, name):
    """Return a record's entry of the question of this name, or None."""
    return next((each for each in record.questions if each.question == name), None)


def _changed(record, line, what, name):
    """Return a sentence: a line gives points to what has changed since."""
    entry = _entry(record, name)
    checks = "no program marks this"
    if not entry.is_by_hand:
        checks = f"the checks give {number(entry.by_checks)} now"
    fields = {"given": number(entry.score), "question": name, "checks": checks}
    fields |= {"student": label(record.student), "line": line, "file": FILE}
    fields |= {"what": what}
    return CHANGED.format(**fields)


def _names(record):
    """Return the set of names that overrides.csv may use for a record's student."""
    student = record.student
    names = {student, label(student), record.id, record.name} - {""}
    return {_spelled(form) for name in names for form in (name, safe_cell(name))}


def _spelled(name):
    return unicodedata.normalize("NFC", name).strip()


def _decide(record, question, points, comment):
    """Apply a line to a record; return what is wrong with the line, or None."""
    if not question:
        record.comment = comment
        return "points need a question" if points else None
    entry = _entry(record, question)
    if entry is None:
        return f"there is no question {question}"
    entry.comment = comment or entry.comment
    if not points:
        return None
    is_number = re.fullmatch(r"\s*(\d+([.,]\d*)?|[.,]\d+)\s*", points)
    given = float(points.replace(",", ".")) if is_number else -1.0
    if not 0 <= given <= MOST * entry.out_of:
        most = number(MOST * entry.out_of)
        return f"{points} is no number of points from 0 to {most}"
    entry.give(given)
    if given > entry.out_of:
        worth = how_many(entry.out_of, "point")
        return f"{question} is worth {worth}, and {points} count"
    return None
