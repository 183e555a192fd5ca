"""Write tables of CSV, of which no cell becomes a formula."""

import csv
import io
import pathlib
import re
import unicodedata

from grader.pages.text import label, number, one_line
from neuralnet.support.files import write_whole

SIGNS = ("=", "+", "-", "@", "\u2212")  # \u2212 is the minus sign of mathematics


def write_grades(records, out):
    """Write OUT/grades.csv, with a row for each student, and return its path.

    A cell is empty where there is nothing to mark, or nobody has marked it yet.
    """
    records = sorted(records, key=lambda record: record.student)
    names = [mark.question for mark in records[0].marks]
    head = ["ID", "student", "email", *names, "total", "mistakes"]
    rows = [head, *map(_row, records)]
    return write_table(pathlib.Path(out) / "grades.csv", rows)


def _row(record):
    marks, marked = record.marks, record.marked
    scores = [number(mark.score) if mark in marked else "" for mark in marks]
    scores.append(number(record.score) if marked else "")  # the total
    named = [f"{each.question}: {each.mistake}" for each in marks if each.mistake]
    if record.problem:  # the same for all questions
        named = [marks[0].mistake or ""]
    who = one_line(record.id), label(record.student), one_line(record.email)
    return [*who, *scores, one_line("; ".join(named))]


def write_table(path, rows):
    """Write rows to a private CSV file; formulas become text."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    # The mark in front tells Excel that the table is UTF-8.
    return write_whole(path, f"\ufeff{table.getvalue()}", private=True)


def safe_cell(text):
    """Return `text`, with an apostrophe in front if Excel would run it as a formula.

    Formulas start with = + - @, full-width forms included, and in many countries a cell
    of Excel's ends at a semicolon. A text with apostrophes before a sign gets one more,
    so that different texts stay different.
    """
    return ";".join(map(_safe_part, text.split(";")))


def _safe_part(text):
    start = re.sub(r"^['\"\s]+", "", text)[:1]
    is_formula = unicodedata.normalize("NFKC", start)[:1] in SIGNS
    return "'" + text if is_formula else text
