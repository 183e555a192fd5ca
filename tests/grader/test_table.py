"""Test the table of grades, and the archive with which pages go back to students."""

import re
import unicodedata
import zipfile

import pytest
from handmade import HOSTILE, hostile_record, record, rows, unreadable, wrong

from grader.assignment import USUAL as ASKED
from grader.pages.page import write_feedback
from grader.pages.returned import write_returned
from grader.pages.table import write_grades
from grader.pages.text import label
from grader.submissions.students import rows_of


def table(records, out):
    """Write grades.csv of some records, and return its rows as lists."""
    return rows(write_grades(records, out))


NAMES = ['O"Neil, Ann', "=cmd|calc", "김민수", "<b>Bob</b>"]


def test_the_table_has_a_row_for_each_student_sorted(tmp_path):
    records = [
        record(name, wrong(score=0.5, out_of=2.0), id=f"0{k}", email=f"{k}@x")
        for k, name in enumerate(NAMES)
    ]
    records += [record("+lee"), unreadable("zoe")]
    head, *others = table(records, tmp_path)
    first = (tmp_path / "grades.csv").read_bytes()
    assert write_grades(records[::-1], tmp_path).read_bytes() == first
    assert first.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in first
    assert head == ["ID", "student", "email", *ASKED, "total", "mistakes"]
    assert others[0] == ["", "'+lee", "", *["1"] * 7, "7", ""]
    by_name = {row[1]: row for row in others}
    wanted = ["2", "김민수", "2@x", "1", "0.5", *["1"] * 5, "6.5", "softmax: no_shift"]
    assert by_name["김민수"] == ["02", *wanted[1:]]
    assert by_name["zoe"][3:] == [*[""] * 8, "unreadable_file"]


SENT = """Ana López_12_assignsubmission_file_/Ben_13_assignsubmission_file_/a.ipynb
Ben_13_assignsubmission_file_/Ana_12_assignsubmission_file_.py
=Cy (2)_14_assignsubmission_onlinetext/b.ipynb
Dan_15_assignsubmission_file_/c.pdf
eve.ipynb"""


def number_for_moodle(name):
    """Return the number in a file's name as Moodle's importziplib.php reads it."""
    _, number, kind, plugin, rest = name.split("/")[0].split("_", 4)
    assert (kind, plugin, rest) == ("assignsubmission", "file", "")
    return number


def test_each_page_goes_back_to_the_student_whom_moodle_named(tmp_path):
    """Moodle knows a student by the number in the names of SENT."""
    for name in SENT.splitlines():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("{}")
    students, _ = rows_of(tmp_path / "in")
    records = [record(row.student).of_row(row) for row in students]
    for each in records:
        write_feedback(each, tmp_path)
    archive, found = zipfile.ZipFile(write_returned(records, tmp_path)), {}
    for name in archive.namelist():
        assert ".." not in name.split("/")
        title = re.search("Feedback for (.*)</title>", archive.read(name).decode())
        found[name if name.startswith("eve/") else number_for_moodle(name)] = title[1]
    wanted = {"12": "Ana López", "13": "Ben", "14": "=Cy (2)", "15": "Dan"}
    assert found == wanted | {"eve/feedback.html": "eve"}


def test_a_number_of_two_rows_gives_nobody_the_page_of_the_other(tmp_path):
    records = [record(name, moodle_number="7") for name in ("ana", "ben")]
    records.append(record("cy", moodle_name="cy", moodle_number="8"))
    for each in records:
        write_feedback(each, tmp_path)
    names = zipfile.ZipFile(write_returned(records, tmp_path)).namelist()
    wanted = {"ana/feedback.html", "ben/feedback.html"}
    assert {*names} == wanted | {"cy_8_assignsubmission_file_/feedback.html"}


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", "\uff0b1",
     "\uff0d1", "\uff201", "\u22121", "\ufe631", "\x00=1", "\u200b=1", "'=1",
     "x;=1+1;y", "x; +1", "x;'=1"],
)  # fmt: skip
def test_no_cell_becomes_a_formula(tmp_path, name):
    """In many countries Excel ends a cell at each semicolon, too."""
    (_, cells) = table([record(name, wrong(mistake=name))], tmp_path)
    assert all(cell.isprintable() for cell in cells)
    for part in ";".join((cells[1], cells[-1])).split(";"):
        text = unicodedata.normalize("NFKC", part.strip())
        assert text[:1] not in ("=", "+", "-", "@", "\u2212")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_cell(tmp_path, text):
    grades = table([hostile_record(text), record("kim")], tmp_path)
    assert len(grades) == 3
    assert {len(row) for row in grades} == {12}
    assert all(cell.isprintable() for row in grades for cell in row)


def test_names_that_look_the_same_get_different_labels(tmp_path):
    _, *grades = table([record("=1"), record("'=1")], tmp_path)
    assert {row[1] for row in grades} == {"'=1", "''=1"}
    names = ["kim", "kim\u202e", "kim\u200b", "kim\x00", "\udcb1", "\udcb2", "\ufffd"]
    assert len({label(name) for name in names}) == len(names)
