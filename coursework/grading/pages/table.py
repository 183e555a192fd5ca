"""The tables of grades: grades.csv, grades-wide.csv, and what platforms read."""

import csv
import io
import pathlib
import re
import unicodedata

from coursework.grading.pages.text import clean, label, number, one_line
from coursework.grading.records import points
from neuralnet.support.files import write_whole

COLUMNS = ["student", "question", "score", "out_of", "status", "mistake"]
CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
MOODLE = ["Identifier", "Full name"]
MOODLE_GRADE = ["Grade", "Maximum Grade", "Last modified (grade)", "Feedback comments"]


def write_grades(records, out, form=None, title="Homework"):
    """Write the tables of a run, the same bytes for the same records in any order.

    grades.csv has a row for each student and question, sorted by student, then by
    question, both as text. grades-wide.csv has a row for each student: ID, name, the
    points of each question and their sum; it begins with a byte-order mark, without
    which Excel takes UTF-8 for something else. A cell that a spreadsheet would take for
    a formula begins with an apostrophe; invisible characters are left out of names.

    Parameters
    ----------
    records : list of dict
        Lines of run.jsonl, after `overridden`.
    out : str or pathlib.Path
        The folder of the run.
    form : str, optional
        'canvas' for Canvas's gradebook, 'moodle' for Moodle's grading worksheet:
        writes grades-FORM.csv, too.
    title : str
        What Canvas calls the assignment.

    Returns
    -------
    pathlib.Path
        That of grades.csv.
    """
    out, records = pathlib.Path(out), sorted(records, key=lambda r: r["student"])
    names = [entry["question"] for entry in records[0]["questions"]]
    wide = map(_wide, records)
    _write(out / "grades-wide.csv", [["ID", "name", *names, "total"], *wide], "\ufeff")
    if form:
        table = {"canvas": _canvas, "moodle": _moodle}[form](records, title)
        _write(out / f"grades-{form}.csv", table)
    rows = [
        [
            label(record["student"]),
            entry["question"],
            number(entry["score"]),
            number(entry["out_of"]),
            entry["status"],
            one_line(entry["mistake"] or ""),
        ]
        for record in records
        for entry in record["questions"]
    ]
    return _write(out / "grades.csv", [COLUMNS, *sorted(rows)])


def _person(record):
    """Return the ID and the name of a student."""
    return record["id"], label(record["name"] or record["student"])


def _wide(record):
    scores = [number(entry["score"]) for entry in record["questions"]]
    return [*_person(record), *scores, number(points(record)[0])]


def _canvas(records, title):
    """Return the rows of Canvas's gradebook: one assignment, with its possible points.

    Source: community.canvaslms.com, 'How do I import grades in the Gradebook?'.
    """
    most = number(points(records[0])[1])
    rows = [[*CANVAS, one_line(title)], ["    Points Possible", *[""] * 4, most]]
    for record in records:
        student, name = _person(record)
        rows.append([name, student, "", "", "", number(points(record)[0])])
    return rows


def _moodle(records, title):
    """Return the rows of Moodle's grading worksheet, whose import reads these columns.

    Source: moodle, mod/assign/feedback/offline/importgradeslib.php.
    """
    rows = [[*MOODLE, *MOODLE_GRADE]]
    for record in records:
        student, name = _person(record)
        student = f"Participant {student}" if student.isdecimal() else student
        said = {e["question"]: e["comment"] for e in record["questions"]}
        comments = [f"{name}: {text}" for name, text in said.items() if text]
        comments = clean("\n".join(filter(None, [record["comment"], *comments])), None)
        grade, most = map(number, points(record))
        rows.append([student, name, grade, most, "", comments])
    return rows


def _write(path, rows, start=""):
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return write_whole(path, start + table.getvalue(), private=True)


def safe_cell(text):
    """Return `text`, with an apostrophe first if it could be taken for a formula.

    Spreadsheets take what starts with = + - @ for one, full-width forms included. What
    starts with apostrophes and then one of those gets one more, so that no two texts
    become the same.
    """
    start = re.sub(r"^['\s]+", "", text)[:1]
    formula = unicodedata.normalize("NFKC", start)[:1] in ("=", "+", "-", "@", "\u2212")
    return "'" + text if formula else text
