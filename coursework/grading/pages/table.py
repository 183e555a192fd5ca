"""The tables of grades: grades.csv, grades-wide.csv, and what platforms read."""

import csv
import io
import pathlib
import re
import unicodedata

from coursework.grading.pages.text import clean, label, number, one_line
from coursework.grading.records import points
from neuralnet.support.files import write_whole

KINDS = ("", "-wide", "-canvas", "-moodle")
COLUMNS = ["student", "question", "score", "out_of", "status", "mistake"]
# Source: community.canvaslms.com, 'How do I import grades in the Gradebook?'.
CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
# Source: moodle, mod/assign/feedback/offline/importgradeslib.php.
MOODLE = ["Identifier", "Full name", "Grade", "Maximum Grade"]
MOODLE += ["Last modified (grade)", "Feedback comments"]


def write_grades(records, out, form=None, title="Homework"):
    """Write the tables of a run, the same bytes for the same records in any order.

    grades.csv has a row for each student and question, sorted by student, then by
    question, both as text. grades-wide.csv has a row for each student: ID, name, the
    points of each question and their sum; it begins with a byte-order mark, without
    which Excel takes UTF-8 for something else. A cell that a spreadsheet would take for
    a formula begins with an apostrophe; invisible characters are left out of names.

    `form` is 'canvas' or 'moodle': then grades-FORM.csv is written, too. Canvas's
    gradebook takes one assignment, called `title`, with its possible points, Moodle's
    grading worksheet the columns that its import reads. Returned is the path of
    grades.csv.
    """
    records = sorted(records, key=lambda record: record["student"])
    names = [entry["question"] for entry in records[0]["questions"]]
    possible = ["    Points Possible", *[""] * 4, number(points(records[0])[1])]
    heads = [COLUMNS], [["ID", "name", *names, "total"]]
    heads += [[*CANVAS, one_line(title)], possible], [MOODLE]
    long, *tables = zip(*map(_rows, records), strict=True)
    tables = [sorted(row for rows in long for row in rows), *tables]
    out = pathlib.Path(out)
    for kind, head, rows in zip(KINDS, heads, tables, strict=True):
        table = io.StringIO()
        writer = csv.writer(table, lineterminator="\n")
        writer.writerows([safe_cell(cell) for cell in row] for row in [*head, *rows])
        text = "\ufeff" * (kind == "-wide") + table.getvalue()
        if kind in ("", "-wide", f"-{form}"):
            write_whole(out / f"grades{kind}.csv", text, private=True)
    return out / "grades.csv"


def _rows(record):
    """Return the rows of grades.csv, and the row in each of the other tables."""
    student, listed = record["id"], record["questions"]
    name, (total, most) = label(record["name"] or record["student"]), points(record)
    total, most = number(total), number(most)
    scores = [number(entry["score"]) for entry in listed]
    long = []
    for entry, score in zip(listed, scores, strict=True):
        asked = [label(record["student"]), entry["question"]]
        told = [number(entry["out_of"]), entry["status"]]
        long.append([*asked, score, *told, one_line(entry["mistake"] or "")])
    said = [f"{e['question']}: {e['comment']}" for e in listed if e["comment"]]
    said = clean("\n".join(filter(None, [record["comment"], *said])), None)
    person = f"Participant {student}" if student.isdecimal() else student
    wide = [student, name, *scores, total]
    canvas = [name, student, "", "", "", total]
    return long, wide, canvas, [person, name, total, most, "", said]


def safe_cell(text):
    """Return `text`, with an apostrophe first if it could be taken for a formula.

    Spreadsheets take what starts with = + - @ for one, full-width forms included. What
    starts with apostrophes and then one of those gets one more, so that no two texts
    become the same.
    """
    start = re.sub(r"^['\s]+", "", text)[:1]
    formula = unicodedata.normalize("NFKC", start)[:1] in ("=", "+", "-", "@", "\u2212")
    return "'" + text if formula else text
