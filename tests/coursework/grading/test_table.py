import csv
import re
import zipfile

import pytest
from handmade import HOSTILE, STRANGE, hostile_record, record, unreadable, wrong

from coursework.grading.assignment import USUAL as ASKED
from coursework.grading.pages.page import write_feedback
from coursework.grading.pages.returned import write_returned
from coursework.grading.pages.table import write_grades
from coursework.grading.pages.text import label, place
from coursework.grading.submissions.roster import canvas_column
from coursework.grading.submissions.students import rows_of


def table(records, out):
    with open(write_grades(records, out), encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_one_row_for_each_student_and_question_in_sorted_order(tmp_path):
    records = [record("lee"), record("b/kim", wrong()), record("Zoë")]
    head, *rows = table(records, tmp_path)
    first = (tmp_path / "grades.csv").read_bytes()
    assert write_grades(records[::-1], tmp_path).read_bytes() == first
    assert b"\r" not in first
    assert head == ["student", "question", "score", "out_of", "status", "mistake"]
    pairs = [[s, q] for s in ("lee", "b/kim", "Zoë") for q in ASKED]
    assert [row[:2] for row in rows] == sorted(pairs)
    assert ["b/kim", "softmax", "0.75", "1", "incorrect", "no_shift"] in rows


NAMES = ['O"Neil, Ann', "=cmd|calc", "김민수", "<b>Bob</b>"]


def test_the_wide_table_has_a_row_for_each_student(tmp_path):
    records = [
        record(f"s{k}", wrong(score=0.5, out_of=2.0), id=f"0{k}", name=name)
        for k, name in enumerate(NAMES)
    ]
    write_grades([*records, record("+lee")], tmp_path)
    content = (tmp_path / "grades-wide.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head, stranger, *rows = csv.reader(content.decode("utf-8-sig").splitlines())
    assert head == ["ID", "name", *ASKED, "total"]
    assert stranger == ["", "'+lee", *["1"] * 7, "7"]
    assert [row[:2] for row in rows] == [
        [f"0{k}", f"'{name}" if name[0] == "=" else name]
        for k, name in enumerate(NAMES)
    ]
    assert {tuple(row[2:]) for row in rows} == {("1", "0.5", *["1"] * 5, "6.5")}


# This is a line of Canvas's gradebook, and these are the columns that Moodle's
# importgradeslib.php looks for in a worksheet, where the ID follows 'Participant '.
FORMS = {
    "canvas": [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Sheet 3"],
        ["    Points Possible", "", "", "", "", "7"],
        ["Kim, A", "42", "", "", "", "6.75"],
    ],
    "moodle": [
        ["Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)",
         "Feedback comments"],
        ["Participant 42", "Kim, A", "6.75", "7", "", "See me.<br>softmax: 0.75 of 1. "
         "Subtract the maximum. From your teacher: &lt;b&gt;No&lt;/b&gt;"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_canvas_and_moodle_get_the_columns_that_they_import(tmp_path, form):
    answer = wrong(comment="<b>No</b>")
    given = record("kim", answer, id="42", name="Kim, A", comment="See me.")
    write_grades([given], tmp_path, form, "Sheet 3")
    with open(tmp_path / f"grades-{form}.csv", encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == FORMS[form]


HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,{},Assignments Current Score"
POSSIBLE = "    Points Possible,,,,,7.00,7.00,(read only)"
ONE, TWO = "Homework 2 (1234)", "Homework 2 (1234),Quiz (2025) (99)"


@pytest.mark.parametrize(
    ("columns", "title", "column", "said"),
    [
        (ONE, "Homework", ONE, ["of its assignment Homework 2 (1234)."]),
        (TWO, "Homework 2", ONE, ["of its assignment Homework 2 (1234)."]),
        (
            TWO,
            "Quiz (2025)",
            "Quiz (2025) (99)",
            ["of its assignment Quiz (2025) (99)"],
        ),
        (TWO, "Homework", "Homework", [f"has {TWO.replace(',', ', ')}. Write"]),
        (ONE, "Sheet 3", "Sheet 3", ["would make a new assignment 'Sheet 3'"]),
        ("Notes", "Homework", "Homework", []),
    ],
)
def test_canvas_s_column_is_that_of_its_gradebook(
    columns, title, column, said, tmp_path
):
    export = (
        f"\ufeff{HEAD.format(columns)}\n  Manual Posting,,,,,\n{POSSIBLE}\nAna,1,,,,\n"
    )
    (tmp_path / "canvas.csv").write_text(export, encoding="utf-8")
    found, says = canvas_column(tmp_path / "canvas.csv", title, "7", "Homework")
    assert found == column
    assert len(says) == len(said)
    assert all(words in text for words, text in zip(said, says, strict=True))
    says = canvas_column(tmp_path / "canvas.csv", title, "10", "Homework")[1]
    assert (column == title) or says[1].startswith("Canvas has 7.00 points possible")


def test_moodle_s_comments_say_once_why_a_file_is_not_read(tmp_path):
    write_grades([unreadable("=1", "No <JSON>.")], tmp_path, "moodle")
    rows = (tmp_path / "grades-moodle.csv").read_text("utf-8").splitlines()
    assert rows[1] == ",'=1,0,7,,No &lt;JSON&gt;."


SENT = """Ana López_12_assignsubmission_file_/Ben_13_assignsubmission_file_/a.ipynb
Ben_13_assignsubmission_file_/../../Ana_12_assignsubmission_file_.py
=Cy (2)_14_assignsubmission_onlinetext/b.ipynb
Dan_15_assignsubmission_file_/c.pdf
eve.ipynb
lopezana_LATE_120_1001_ben_130_1002_a.ipynb
ben_130_1002_a.ipynb
ben_130_1003_b.zip/lopezana_120_1001_a.ipynb"""


MOODLE_S = {"12": "Ana López", "13": "Ben", "14": "=Cy (2)", "15": "Dan"}


def moodle_s(name):  # see is_valid_filename_for_import in importziplib.php
    _, number, kind, plugin, rest = name.split("/")[0].split("_", 4)
    assert (kind, plugin, rest) == ("assignsubmission", "file", "")
    return number


def canvas_s(name):  # see infer_comment_context_from_filename
    assert "/" not in name
    return " ".join([part for part in name.split("_") if part.isdecimal()][:2])


def test_each_page_goes_back_to_whom_the_platform_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name in SENT.splitlines():
            archive.writestr(name, "{}")
    rows = rows_of(tmp_path / "in.zip")[0]
    records = [record(row.student, id=row.id, address=row.address) for row in rows]
    for each in records:
        write_feedback(each, tmp_path)
    found = {}
    for form, file in (("moodle", "-moodle"), ("canvas", "-canvas"), (None, "")):
        (message,) = write_returned(records, tmp_path, form) or [""]
        assert "eve" in message or not form
        archive = zipfile.ZipFile(tmp_path / f"feedback{file}.zip")
        for name in archive.namelist():
            assert ".." not in name.split("/")
            title = re.search("Feedback for (.*)</title>", archive.read(name).decode())
            key = {"moodle": moodle_s, "canvas": canvas_s}.get(form, str)(name)
            found.setdefault(form, {})[key] = title[1]
    assert found["moodle"] == MOODLE_S
    assert found["canvas"] == {"120 1001": "lopezana", "130 1002": "ben"}
    assert len(found[None]) == len(records) == 7


def test_two_students_with_the_same_number_get_no_page_back(tmp_path):
    records = [record(n, address=("moodle", "7", n, "")) for n in ("ana", "ben")]
    for each in records:
        write_feedback(each, tmp_path)
    (message,) = write_returned(records, tmp_path, "moodle")
    assert "no page for ana; ben" in message
    assert zipfile.ZipFile(tmp_path / "feedback-moodle.zip").namelist() == []


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", "\uff0b1",
     "\uff0d1", "\uff201", "\u22121", "\ufe631", "\x00=1", "\u200b=1", "'=1"],
)  # fmt: skip
def test_no_cell_becomes_a_formula(tmp_path, name):
    answer = wrong(mistake=name)
    for cells in table([record(name, answer)], tmp_path)[1:]:
        assert cells[0].startswith("'")
        assert cells[0].isprintable()
        assert cells[1] != "softmax" or cells[-1].startswith("'")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_cell(tmp_path, text):
    rows = table([hostile_record(text), record("kim")], tmp_path)
    assert len(rows) == 15
    assert {len(row) for row in rows} == {6}
    assert all(cell.isprintable() for row in rows for cell in row)


def test_names_that_look_the_same_get_different_labels(tmp_path):
    rows = table([record("=1"), record("'=1")], tmp_path)
    assert {row[0] for row in rows[1:]} == {"'=1", "''=1"}
    names = ["kim", "kim\u202e", "kim\u200b", "kim\x00", "\udcb1", "\udcb2", "\ufffd"]
    assert len({label(name) for name in names}) == len(names)


def test_an_ordinary_name_is_its_own_path_and_all_paths_are_short():
    for name in ("kim", "class1/Kim Minsu", "김민수", "O'Brien", "a.b"):
        assert str(place(name)) == name
    assert max(len(str(place(name)).encode()) for name in STRANGE) < 700
