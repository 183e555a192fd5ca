"""grades.csv: one row for each student and question."""

import csv
import io
import pathlib
import re
import unicodedata

from coursework.grading.pages.places import write
from coursework.grading.pages.text import label, number, one_line

COLUMNS = ["student", "question", "score", "out_of", "status", "mistake"]
QUESTIONS = (
    "leaky_relu",
    "softmax",
    "deriv_leaky_relu",
    "initialize_parameters",
    "forward",
    "backward",
    "tuning",
)
UNREADABLE = "unreadable_file"
MISSING = {
    "score": 0.0,
    "out_of": 1.0,
    "status": "not attempted",
    "mistake": None,
    "message": "",
    "hints": [],
    "notes": [],
    "cell": None,
}


def write_grades(records, out):
    """Write OUT/grades.csv, the same bytes for the same records in any order.

    Rows are sorted by student, then by question, both as text, as `sorted` does. The
    file is UTF-8 with a newline at the end of each row. A question that a record does
    not have is a row with score 0. A cell that a spreadsheet would take for a formula
    begins with an apostrophe; invisible characters are left out of names.

    Parameters
    ----------
    records : list of dict
        Lines of run.jsonl.
    out : str or pathlib.Path
        The folder of the run.

    Returns
    -------
    pathlib.Path
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
    return write(pathlib.Path(out) / "grades.csv", table.getvalue())


def asked(records):
    """Return the names of the questions that were asked, in the order of the course.

    Questions of an instructor's own follow, in the order in which they come. If there
    is no entry at all, the seven of the course were asked.
    """
    names = dict.fromkeys(
        entry["question"] for record in records for entry in record["questions"]
    )
    course = [name for name in QUESTIONS if name in names or not names]
    return course + [name for name in names if name not in QUESTIONS]


def entries(record, questions):
    """Return one entry for each of `questions`; a missing one has score 0.

    Where the file could not be read, that is named as the mistake.
    """
    found = {entry["question"]: entry for entry in record["questions"]}
    listed = [MISSING | {"question": q} | found.get(q, {}) for q in questions]
    if record.get("problem"):
        for entry in listed:
            if entry["status"] == "not attempted":
                entry["mistake"] = entry["mistake"] or UNREADABLE
    return listed


def points(listed):
    """Return the points of a list of entries, and those that were to be had."""
    return sum(e["score"] for e in listed), sum(e["out_of"] for e in listed)


def safe_cell(text):
    """Return `text`, with an apostrophe first if it could be taken for a formula.

    Spreadsheets take what starts with = + - @ for one, full-width forms included. What
    starts with apostrophes and then one of those gets one more, so that no two texts
    become the same.
    """
    start = re.sub(r"^['\s]+", "", text)[:1]
    formula = unicodedata.normalize("NFKC", start)[:1] in ("=", "+", "-", "@", "\u2212")
    return "'" + text if formula else text
