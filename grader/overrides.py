"""Apply the points and comments that a teacher writes to OUT/overrides.csv.

A line has the columns student, question, points and comment. The points replace the
points of the checks. A line may have only a comment, on a question or, without one, on
the whole submission. Of two lines for one student and question neither counts.
OUT/run.json keeps what a line was first applied to: if another submission, question or
score of the checks is there later, the run says so.
"""

import collections
import copy
import dataclasses
import json
import pathlib
import re
import unicodedata

from grader.kept import keep, kept
from grader.pages.table import safe_cell
from grader.pages.text import label, number
from grader.records import mark_by_hand
from grader.submissions.files import how_many
from grader.submissions.roster import csv_lines

FILE = "overrides.csv"
CHANGED = (
    "{student} has {given} by hand in {question}; {what} has changed since, and "
    "{checks}. Change or delete line {line} of {file} if it no longer holds."
)
COLUMNS = {name: name for name in ("student", "question", "points", "comment")}
LIKE = f"its first line is {','.join(COLUMNS)}"


@dataclasses.dataclass(frozen=True)
class Line:
    """A line of overrides.csv, as it stands there."""

    number: int
    student: str
    question: str
    points: str
    comment: str

    def __str__(self):
        return f"{FILE}, line {self.number}"

    @property
    def key(self):
        """The cells as one text."""
        return json.dumps([self.student, self.question, self.points, self.comment])


def overridden(records, out, by_hand=None, questions=None):
    """Apply overrides.csv to the records; return them, and sentences about its lines.

    `out` is the folder of the run. `by_hand` is {name: points} of the questions that no
    program marks, and `questions` is {name: question} of the others. If the file lacks
    a column, a ValueError names the column.
    """
    records = copy.deepcopy(records)
    for record in records:
        marks = [mark_by_hand(*each) for each in (by_hand or {}).items()]
        record.marks += [_of_record(record, mark) for mark in marks]
    lines_of, remarks = _lines_of(records, pathlib.Path(out) / FILE)
    known, first = questions or {}, kept(out).get("decided", {})
    decided = {}  # {the key of a line: what it was first applied to}
    for (place, question), lines in lines_of.items():
        record, line = records[place], lines[0]
        if len(lines) > 1:
            remarks.append(_contradiction(record, question, lines))
            continue
        now = _applied_to(record, known.get(question), question)
        problem = _decide(record, line)
        if problem:
            remarks.append(f"{line}: {problem}.")
        before = first.get(line.key, now)
        decided[line.key] = before
        changed = [name for name in now if now[name] != before.get(name)]
        if changed and line.points and not problem:
            remarks.append(_changed(record, line, changed[0]))
    if decided != first:
        keep(out, decided=decided)
    return records, remarks


def _contradiction(record, question, lines):
    """Return a sentence: several lines are for one student and question."""
    first, *others = lines
    numbers = " and ".join(str(other.number) for other in others)
    what = f"{label(record.student)} in {question or 'the whole submission'}"
    return f"{first} and {numbers}: all for {what}, so none counts."


def _lines_of(records, path):
    """Return {(place of a record, question): Lines}, and remarks on other lines."""
    names = [_names(record) for record in records]
    lines_of, remarks = collections.defaultdict(list), []
    for line in _lines(path):
        student = _spelled(line.student)
        places = [k for k, spelled in enumerate(names) if student in spelled]
        if len(places) == 1:
            lines_of[places[0], line.question].append(line)
        elif places:
            many = f"{line.student} may be one of {len(places)} students"
            remarks.append(f"{line}: {many}.")
        else:
            remarks.append(f"{line}: there is no student {line.student}.")
    return lines_of, remarks


def _lines(path):
    """Yield the Lines of a file, if it is there, without empty ones."""
    is_there = path.is_file() and path.stat().st_size
    lines = csv_lines(path, COLUMNS, COLUMNS, LIKE) if is_there else ()
    for place, cells in enumerate(lines, 2):  # line 1 is the head
        if any(cells.values()):
            yield Line(place, *(cells.get(column, "") for column in COLUMNS))


def _of_record(record, mark):
    """Return a mark by hand as this record has it: it may have nothing to mark."""
    if not record.problem:
        return mark
    mistakes = [other.mistake for other in record.marks]  # the same in all
    why = {"message": record.problem, "mistake": mistakes[0] if mistakes else None}
    return dataclasses.replace(mark, status="not attempted", **why)


def _applied_to(record, question, name):
    """Return what a decision may depend on, as a dict; its keys are for people."""
    mark = _mark(record, name)
    return {
        "what was handed in": record.content,
        "the question": [mark and mark.out_of, getattr(question, "version", "")],
        "what the checks give": mark and mark.by_checks,
    }


def _mark(record, name):
    """Return a record's mark of the question of this name, or None."""
    return next((each for each in record.marks if each.question == name), None)


def _changed(record, line, what):
    """Return a sentence: a line gives points to what has changed since."""
    mark = _mark(record, line.question)
    checks = "no program marks this"
    if not mark.is_by_hand:
        checks = f"the checks give {number(mark.by_checks)} now"
    fields = {"given": number(mark.score), "question": line.question, "checks": checks}
    fields |= {"student": label(record.student), "line": line.number, "file": FILE}
    fields |= {"what": what}
    return CHANGED.format(**fields)


def _names(record):
    """Return the set of names that overrides.csv may use for a record's student."""
    student = record.student
    names = {student, label(student), record.id, record.name} - {""}
    return {_spelled(form) for name in names for form in (name, safe_cell(name))}


def _spelled(name):
    return unicodedata.normalize("NFC", name).strip()


def _decide(record, line):
    """Apply a line to a record; return what is wrong with the line, or None."""
    if not line.question:
        record.comment = line.comment
        return "points need a question" if line.points else None
    mark = _mark(record, line.question)
    if mark is None:
        return f"there is no question {line.question}"
    mark.comment = line.comment or mark.comment
    if not line.points:
        return None
    is_number = re.fullmatch(r"\s*(\d+([.,]\d*)?|[.,]\d+)\s*", line.points)
    if not is_number:
        return f"{line.points} is no number of points"
    given = float(line.points.replace(",", "."))
    mark.give(given)
    if given > mark.out_of:
        worth = how_many(mark.out_of, "point")
        return f"{line.question} is worth {worth}, and {line.points} count"
    return None
