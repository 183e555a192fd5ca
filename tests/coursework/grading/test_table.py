"""Test the tables of grades, and the archives with which pages go back to students."""

import re
import zipfile

import pytest
from handmade import HOSTILE, STRANGE, hostile_record, record, rows, unreadable, wrong

from coursework.grading.assignment import USUAL as ASKED
from coursework.grading.pages.page import write_feedback
from coursework.grading.pages.returned import write_returned
from coursework.grading.pages.table import write_grades
from coursework.grading.pages.text import label, place
from coursework.grading.submissions.roster import canvas_column
from coursework.grading.submissions.students import rows_of


def table(records, out):
    """Write grades.csv of some records, and return its rows as lists."""
    return rows(write_grades(records, out))


def test_one_row_for_each_student_and_question_in_sorted_order(tmp_path):
    records = [record("lee"), record("b/kim", wrong()), record("Zoë")]
    head, *others = table(records, tmp_path)
    first = (tmp_path / "grades.csv").read_bytes()
    assert write_grades(records[::-1], tmp_path).read_bytes() == first
    assert b"\r" not in first
    assert head == ["student", "question", "score", "out_of", "status", "mistake"]
    pairs = [[s, q] for s in ("lee", "b/kim", "Zoë") for q in ASKED]
    assert [row[:2] for row in others] == sorted(pairs)
    assert ["b/kim", "softmax", "0.75", "1", "incorrect", "no_shift"] in others


NAMES = ['O"Neil, Ann', "=cmd|calc", "김민수", "<b>Bob</b>"]


def test_the_wide_table_has_a_row_for_each_student(tmp_path):
    records = [
        record(f"s{k}", wrong(score=0.5, out_of=2.0), id=f"0{k}", name=name)
        for k, name in enumerate(NAMES)
    ]
    write_grades([*records, record("+lee")], tmp_path)
    file = tmp_path / "grades-wide.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    head, stranger, *others = rows(file)
    assert head == ["ID", "name", *ASKED, "total"]
    assert stranger == ["", "'+lee", *["1"] * 7, "7"]
    cells = [f"'{name}" if name[0] == "=" else name for name in NAMES]
    assert [row[:2] for row in others] == [[f"0{k}", c] for k, c in enumerate(cells)]
    assert {tuple(row[2:]) for row in others} == {("1", "0.5", *["1"] * 5, "6.5")}


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
    assert rows(tmp_path / f"grades-{form}.csv") == FORMS[form]


HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,{},Assignments Current Score"
POSSIBLE = "    Points Possible,,,,,7.00,7.00,(read only)"
ONE, QUIZ = "Homework 2 (1234)", "Quiz (2025) (99)"
TWO = f"{ONE},{QUIZ}"


@pytest.mark.parametrize(
    ("columns", "title", "column", "parts"),
    [
        (ONE, "Homework", ONE, ["of its assignment Homework 2 (1234)."]),
        (TWO, "Homework 2", ONE, ["of its assignment Homework 2 (1234)."]),
        (TWO, QUIZ[:11], QUIZ, ["of its assignment Quiz (2025) (99)"]),
        (TWO, "Homework", "Homework", [f"has {TWO.replace(',', ', ')}. Write"]),
        (ONE, "Sheet 3", "Sheet 3", ["would make a new assignment 'Sheet 3'"]),
        ("Notes", "Homework", "Homework", []),
    ],
)
def test_canvas_keeps_the_name_of_its_column(columns, title, column, parts, tmp_path):
    """The column of that title is taken, or any single one for the usual "Homework".

    `parts` are in the sentences about the column that the teacher reads.
    """
    path = tmp_path / "canvas.csv"
    lines = [f"\ufeff{HEAD.format(columns)}", "  Manual Posting,,,,,", POSSIBLE]
    path.write_text("\n".join([*lines, "Ana,1,,,,\n"]), encoding="utf-8")
    found, sentences = canvas_column(path, title, "7", "Homework")
    assert found == column
    for part, sentence in zip(parts, sentences, strict=True):
        assert part in sentence
    if column != title:  # Canvas has such a column, which is worth 7 points
        sentences = canvas_column(path, title, "10", "Homework")[1]
        assert sentences[1].startswith("Canvas has 7.00 points possible")


def test_moodle_s_comments_say_once_why_a_file_is_not_read(tmp_path):
    write_grades([unreadable("=1", "No <JSON>.")], tmp_path, "moodle")
    _, row = rows(tmp_path / "grades-moodle.csv")
    assert row == ["", "'=1", "0", "7", "", "No &lt;JSON&gt;."]


SENT = """Ana López_12_assignsubmission_file_/Ben_13_assignsubmission_file_/a.ipynb
Ben_13_assignsubmission_file_/../../Ana_12_assignsubmission_file_.py
=Cy (2)_14_assignsubmission_onlinetext/b.ipynb
Dan_15_assignsubmission_file_/c.pdf
eve.ipynb
lopezana_LATE_120_1001_ben_130_1002_a.ipynb
ben_130_1002_a.ipynb
ben_130_1003_b.zip/lopezana_120_1001_a.ipynb"""


def number_for_moodle(name):
    """Return the number in a file's name as Moodle's importziplib.php reads it."""
    _, number, kind, plugin, rest = name.split("/")[0].split("_", 4)
    assert (kind, plugin, rest) == ("assignsubmission", "file", "")
    return number


def numbers_for_canvas(name):
    """Return the numbers that Canvas's infer_comment_context_from_filename reads."""
    assert "/" not in name
    return " ".join([part for part in name.split("_") if part.isdecimal()][:2])


def test_each_page_goes_back_to_the_student_whom_the_platform_named(tmp_path):
    """Moodle and Canvas know a student by numbers in the names of the files in SENT."""
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name in SENT.splitlines():
            archive.writestr(name, "{}")
    students, _ = rows_of(tmp_path / "in.zip")
    records = [record(row.student, id=row.id, address=row.address) for row in students]
    for each in records:
        write_feedback(each, tmp_path)

    def returned(file, key_of):  # {key of a page's name: the student in its title}
        archive, found = zipfile.ZipFile(tmp_path / file), {}
        for name in archive.namelist():
            assert ".." not in name.split("/")
            title = re.search("Feedback for (.*)</title>", archive.read(name).decode())
            found[key_of(name)] = title[1]
        return found

    for form in ("moodle", "canvas"):
        (message,) = write_returned(records, tmp_path, form)
        assert "eve" in message  # whose file came from no platform
    write_returned(records, tmp_path, None)
    found = returned("feedback-moodle.zip", number_for_moodle)
    assert found == {"12": "Ana López", "13": "Ben", "14": "=Cy (2)", "15": "Dan"}
    found = returned("feedback-canvas.zip", numbers_for_canvas)
    assert found == {"120 1001": "lopezana", "130 1002": "ben"}
    assert len(returned("feedback.zip", str)) == len(records) == 7


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
    grades = table([hostile_record(text), record("kim")], tmp_path)
    assert len(grades) == 15  # a head, and 7 questions of both
    assert {len(row) for row in grades} == {6}
    assert all(cell.isprintable() for row in grades for cell in row)


def test_names_that_look_the_same_get_different_labels(tmp_path):
    _, *grades = table([record("=1"), record("'=1")], tmp_path)
    assert {row[0] for row in grades} == {"'=1", "''=1"}
    names = ["kim", "kim\u202e", "kim\u200b", "kim\x00", "\udcb1", "\udcb2", "\ufffd"]
    assert len({label(name) for name in names}) == len(names)


def test_an_ordinary_name_is_its_own_path_and_all_paths_are_short():
    for name in ("kim", "class1/Kim Minsu", "김민수", "O'Brien", "a.b"):
        assert str(place(name)) == name
    assert max(len(str(place(name)).encode()) for name in STRANGE) < 700
