"""grades.csv: one row for each student and question."""

import csv
import io
import pathlib
import re
import unicodedata

from coursework.grading.pages.text import label, number, one_line
from coursework.grading.records import asked, entries
from neuralnet.support.files import write_whole

COLUMNS = ["student", "question", "score", "out_of", "status", "mistake"]


def write_grades(records, out):
    """Write OUT/grades.csv, the same bytes for the same records in any order.

    Rows are sorted by student, then by question, both as text, as `sorted` does. The
    file is UTF-8 with a newline at the end of each row. A question that a record does
    not have is a row with score 0. A cell that a spreadsheet would take for a formula
    begins with an apostrophe; invisible characters are left out of names. Parameters
    are as in `write_summary`.
    """
    questions = asked(records)
    rows = [
        [
            safe_cell(label(record["student"])),
            safe_cell(entry["question"]),
            number(entry["score"]),
            number(entry["out_of"]),
            entry["status"],
            safe_cell(one_line(entry["mistake"] or "")),
        ]
        for record in records
        for entry in entries(record, questions)
    ]
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerows([COLUMNS, *sorted(rows)])
    return write_whole(pathlib.Path(out) / "grades.csv", table.getvalue())


def safe_cell(text):
    """Return `text`, with an apostrophe first if it could be taken for a formula.

    Spreadsheets take what starts with = + - @ for one, full-width forms included. What
    starts with apostrophes and then one of those gets one more, so that no two texts
    become the same.
    """
    start = re.sub(r"^['\s]+", "", text)[:1]
    formula = unicodedata.normalize("NFKC", start)[:1] in ("=", "+", "-", "@", "\u2212")
    return "'" + text if formula else text
