"""Write the tables of grades: grades.csv, grades-wide.csv, and one for a platform."""

import csv
import html
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
FINDING = 600  # characters of one finding in a cell


def write_grades(records, out, form=None, title="Homework"):
    """Write the tables of a run, and return the path of grades.csv.

    grades.csv has a row for each student and question, sorted as text. grades-wide.csv
    has a row for each student. grades-FORM.csv is for `form`, 'canvas' or 'moodle', and
    `title` is Canvas's name of the assignment. The order of records does not matter.
    """
    records = sorted(records, key=lambda record: record["student"])
    names = [entry["question"] for entry in records[0]["questions"]]
    possible = ["    Points Possible", *[""] * 4, number(points(records[0])[1])]
    heads = [COLUMNS], [["ID", "name", *names, "total"]]  # for each of KINDS
    heads += [[*CANVAS, one_line(title)], possible], [MOODLE]
    long, *others = zip(*map(_rows, records), strict=True)
    tables = [sorted(row for rows in long for row in rows), *others]
    out = pathlib.Path(out)
    for kind, head, rows in zip(KINDS, heads, tables, strict=True):
        if kind in ("", "-wide", f"-{form}"):
            start = "\ufeff" * (kind == "-wide")  # for Excel: UTF-8
            write_table(out / f"grades{kind}.csv", [*head, *rows], start)
    return out / "grades.csv"


def write_table(path, rows, start=""):
    """Write `start`, then the rows, to a private CSV file; formulas become text."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    write_whole(path, start + table.getvalue(), private=True)


def _rows(record):
    """Return a record's rows for grades.csv, and its one row for each other table."""
    student, entries = record["id"], record["questions"]
    name = label(record["name"] or record["student"])
    total, most = map(number, points(record))
    scores = [number(entry["score"]) for entry in entries]
    long = []
    for entry, score in zip(entries, scores, strict=True):
        mistake = one_line(entry["mistake"] or "")
        row = [label(record["student"]), entry["question"], score]
        long.append([*row, number(entry["out_of"]), entry["status"], mistake])
    person = f"Participant {student}" if student.isdecimal() else student
    wide = [student, name, *scores, total]
    canvas = [name, student, "", "", "", total]
    moodle = [person, name, total, most, "", _comment(record)]
    return long, wide, canvas, moodle


def _comment(record):
    """Return what the grader and the teacher say, in HTML as Moodle stores it."""
    lines = [record["comment"], record["problem"] or ""]
    for entry in record["questions"]:
        said = f"{number(entry['score'])} of {number(entry['out_of'])}."
        skipped = entry["status"] in ("correct", "by hand") or entry["message"] in lines
        said += "" if skipped else f" {one_line(clean(entry['message'], FINDING))}"
        if entry["comment"]:
            said += f" From your teacher: {entry['comment']}"
        if not skipped or entry["comment"]:
            lines.append(f"{entry['question']}: {said}")
    text = html.escape(clean("\n".join(filter(None, lines)), None), quote=False)
    return text.replace("\n", "<br>")


def safe_cell(text):
    """Return `text`, with an apostrophe in front if Excel would run it as a formula.

    Formulas start with = + - @, full-width forms included. A text with apostrophes
    before one of these gets one more, so that different texts stay different.
    """
    start = re.sub(r"^['\s]+", "", text)[:1]
    signs = ("=", "+", "-", "@", "\u2212")  # \u2212 is the minus sign of mathematics
    is_formula = unicodedata.normalize("NFKC", start)[:1] in signs
    return "'" + text if is_formula else text
