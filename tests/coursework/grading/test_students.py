"""Test that each student in a folder or an archive of a platform gets one row."""

import io
import os
import pathlib
import re
import stat
import unicodedata
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursework.grading import grade
from coursework.grading.submissions import files
from coursework.grading.submissions.cells import read
from coursework.grading.submissions.students import rows_of

NOTEBOOK = '{"cells": [{"cell_type": "code", "source": "%s"}]}'


def write(root, *names):
    """Write notebooks: each holds its name, and is a second newer than the last."""
    for k, name in enumerate(names):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTEBOOK % name, encoding="utf-8")
        os.utime(path, (1e9 + k, 1e9 + k))


def packed(*members):
    """Return a zip archive; a member is a name or (name or ZipInfo, content)."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for k, member in enumerate(members):
            name, content = member if isinstance(member, tuple) else (member, None)
            info = name
            if isinstance(name, str):
                info = zipfile.ZipInfo(name, (2026, 3, 1, 12, k, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, NOTEBOOK % name if content is None else content)
    return data.getvalue()


def each_of(layouts):
    """Return the decorator that runs a test for each layout in `layouts`, a text."""
    layouts = layouts.split("\n\n")
    return pytest.mark.parametrize("layout", layouts, ids=lambda t: t.split("\n")[0])


def read_layout(layout):
    """Parse a layout: return its files, and a dict from students to graded files."""
    listed = re.split(r" \| |\n", layout.strip())[1:]  # after the title
    pairs = [each.partition(" = ")[::2] for each in listed]
    wanted = {student: name for name, student in pairs if student}
    return [name for name, _ in pairs], wanted


def graded(root, **words):
    """Return a dict from students to their graded files, and the other files."""
    rows, ungraded = rows_of(root, **words)
    return {row.student: row.file for row in rows}, dict(ungraded)


# See the head of the file.
TEXT = pathlib.Path(__file__).with_name("layouts.txt").read_text("utf-8")
LAYOUTS, NEIGHBORS = TEXT.partition("\n\n")[2].split("\n---\n\n")


@pytest.mark.parametrize("packs", [False, True])
@each_of(LAYOUTS)
def test_each_student_gets_one_row_and_the_latest_is_graded(layout, packs, tmp_path):
    names, wanted = read_layout(layout)
    root = tmp_path / "class"
    write(root, *names)
    if packs:
        root = tmp_path / "class.zip"
        root.write_bytes(packed(*names))
    found, others = graded(root)
    assert found == wanted
    assert {*found.values()} | others.keys() == {*names}
    assert all(reason for reason in others.values())
    for row in rows_of(root)[0]:
        submission = read(row.path, row.members, row.file)
        assert row.file in submission.cells[0].source


def test_of_several_notebooks_the_one_with_more_answers_is_graded(tmp_path):
    write(tmp_path, "ana/homework.ipynb", "ana/02-activations.ipynb")
    (tmp_path / "ana" / "homework.ipynb").write_text("def a(x)\ndef b(x)\ndef c (x)")
    (tmp_path / "ana" / "02-activations.ipynb").write_text("def a(x)\na(b(c(x)))")
    found, others = graded(tmp_path, names=["a", "b", "c"])
    assert found == {"ana": "ana/homework.ipynb"}
    assert "another file of the same student" in others["ana/02-activations.ipynb"]


def test_an_ending_that_a_browser_adds_to_a_notebook_is_taken_off(tmp_path):
    names = ["ana.ipynb.txt", "ben.ipynb", "ben.ipynb.json", "cy.ipynb.TXT", "d.py.txt"]
    (tmp_path / "class.zip").write_bytes(packed(*names))
    found, others = graded(tmp_path)
    assert {name: file[10:] for name, file in found.items()} == {
        name: f"{name}.ipynb" for name in ("ana", "ben", "cy")
    }
    assert {*others} == {"class.zip/ben.ipynb.json", "class.zip/d.py.txt"}


def test_an_archive_inside_the_archive_of_a_class_is_read(tmp_path):
    mine = packed("hw/homework.ipynb", "hw/venv/pyvenv.cfg", "hw/venv/a/b.py")
    (tmp_path / "in").mkdir()
    data = packed(
        ("Ana_12_assignsubmission_file_/work.zip", mine),
        ("Ben_13_assignsubmission_file_/essay.pdf", "%PDF"),
        ("Cleo_14_assignsubmission_file_/a.zip", packed(("b.zip", packed("c")))),
    )
    (tmp_path / "in" / "download.zip").write_bytes(data)
    rows, others = rows_of(tmp_path / "in")
    ana, ben, cleo = rows
    file = "download.zip/Ana_12_assignsubmission_file_/work.zip/hw/homework.ipynb"
    assert (ana.student, ana.id, ana.name, ana.file) == ("Ana", "12", "Ana", file)
    assert "homework.ipynb" in read(ana.path, ana.members).cells[0].source
    assert (ben.student, ben.path) == ("Ben", None)
    assert "essay.pdf (a PDF" in ben.problem
    assert "in an archive in an archive" in cleo.problem
    assert dict(others)[file.replace("homework.ipynb", "venv/")].startswith("a Python")


ROSTER = '\ufeffID,Name,E-mail\n20231,김하늘,sky@x.kr\n20232,"López, Ana",ana.l@x.kr\n'
ROSTER += "20233,Ben Li,benli9@x.kr\n20234,Ben Lima,\n7,Cleo,\n"
ROSTER += '1234,"García Ruiz, Eva-Marie",\n'
PARTS = ["ana", "Ben Li", "homework", "utils", "hw (2)", "a_12_assignsubmission_file_"]
PARTS += ["kim_123_456_a", "venv", "__MACOSX", ".git", "..", "김", "20231", ""]
PARTS += ["x" * 300]
ENDS = [".ipynb", ".py", ".IPYNB", ".zip", ".pdf", ".ipynb.txt", "", "/", "\n", "\0"]
FOLDERS = st.lists(st.sampled_from(PARTS) | st.text(max_size=3), min_size=1, max_size=3)
FILES = st.builds(lambda f, end: "/".join(f) + end, FOLDERS, st.sampled_from(ENDS))


@settings(max_examples=15)
@given(st.lists(FILES, max_size=12, unique=True))
def test_no_file_name_raises_and_no_file_is_graded_twice(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("any")
    (folder / "class.zip").write_bytes(packed(*((name, "{}") for name in names)))
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for roster in (None, folder / "roster.csv"):
        rows, ungraded = rows_of(folder / "class.zip", roster)
        assert len({row.student for row in rows}) == len(rows)
        found = [row for row in rows if row.path]
        assert len({row.members for row in found}) == len(found)
        assert {row.file for row in found}.isdisjoint(name for name, _ in ungraded)
        assert all(reason for _, reason in ungraded)
        for row in found:
            assert "not that of a notebook" in read(row.path, row.members).problem


def odd(name, **fields):
    """Return the ZipInfo of an archive's member with unusual fields."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    for field, value in fields.items():
        setattr(info, field, value)
    return info


HARMFUL = {
    "out": ("../../a.ipynb", "leads out"),
    "absolute": ("/etc/a.ipynb", "leads out"),
    "drive": ("C:\\a.ipynb", "leads out"),
    "link": (odd("a.ipynb", external_attr=(stat.S_IFLNK | 0o777) << 16), "link"),
    "pipe": (odd("a.ipynb", external_attr=(stat.S_IFIFO | 0o777) << 16), "pipe"),
    "bomb": (("a.ipynb", bytes(5_000_000)), "a bomb"),
    "packing": (odd("a.ipynb", compress_type=zipfile.ZIP_LZMA), "unusual"),
}


@pytest.mark.parametrize("kind", HARMFUL)
def test_harmful_members_are_refused_and_the_others_graded(kind, tmp_path):
    member, words = HARMFUL[kind]
    member = member if isinstance(member, tuple) else (member, "x")
    (tmp_path / "class.zip").write_bytes(packed("ben.ipynb", member, "cleo.ipynb"))
    found, others = graded(tmp_path)
    assert found == {n: f"class.zip/{n}.ipynb" for n in ("ben", "cleo")}
    (reason,) = others.values()
    assert words in reason


def test_each_archive_that_cannot_be_read_gets_a_reason(tmp_path, monkeypatch):
    whole = packed("a.ipynb", "b.ipynb")
    broken = {"cut": whole[:-30], "no": b"PK\3\4 hello", "empty": b""}
    for name, data in broken.items():
        (tmp_path / f"{name}.zip").write_bytes(data)
    locked = bytearray(packed("c.ipynb"))
    locked[locked.index(b"PK\1\2") + 8] |= 1  # the flag that says 'encrypted'
    (tmp_path / "locked.zip").write_bytes(locked)
    found, others = graded(tmp_path)
    assert found == {}
    assert all("cannot be read" in others[f"{name}.zip"] for name in broken)
    assert "password" in others["locked.zip/c.ipynb"]
    monkeypatch.setattr(files, "MOST_MEMBERS", 1)
    (tmp_path / "many.zip").write_bytes(whole)
    assert "more than 1 files" in graded(tmp_path)[1]["many.zip"]


def test_odd_dates_are_accepted_and_a_damaged_member_gets_a_problem(tmp_path):
    dates = [(1980, 0, 0, 0, 0, 0), (2107, 15, 31, 31, 63, 62)]
    odd_dates = [(odd(f"s{k}.ipynb", date_time=d), "{}") for k, d in enumerate(dates)]
    data = bytearray(packed("ana.ipynb", *odd_dates))
    data[40] ^= 255  # in the content of ana.ipynb, which begins at byte 39
    (tmp_path / "class.zip").write_bytes(data)
    rows, _ = rows_of(tmp_path)
    assert [row.student for row in rows] == ["ana", "s0", "s1"]
    assert "The archive is damaged" in read(rows[0].path, rows[0].members).problem


def test_names_in_any_script_and_encoding_are_read(tmp_path):
    name = "김하늘"
    decomposed = unicodedata.normalize("NFD", name)
    assert decomposed != name
    write(tmp_path, f"{decomposed}.ipynb", f"{name}.ipynb", "Zoë Łuk.ipynb")
    data = packed(("x" * 7 + "_9_assignsubmission_file_a.ipynb", "{}"))
    data = data.replace(b"x" * 7, "박새".encode("cp949") + b" Mo")  # 7 bytes, too
    (tmp_path / "old.zip").write_bytes(data)
    found, others = graded(tmp_path)
    assert found.keys() == {name, "Zoë Łuk", "박새 Mo"}
    assert len(others) == 1


NAMES = {
    "hw_20231.ipynb": "20231",
    "Ana Lopez/a.ipynb": "20232",
    "ana lópez.ipynb": "20232",
    "group 7/Ben Li hw.ipynb": "20233",
    "benlima-hw.ipynb": "20234",
    "Ben Lima_99_assignsubmission_file_/b.ipynb": "20234",
    "cleo_1234_5678_c.ipynb": "7",
    "김하늘_late.ipynb": "20231",
    "hw 7.ipynb": "",
    "libenl_1111_2222_c.ipynb": "",
    "garciaruizevamarie_20233_777_c.ipynb": "1234",  # the name, not Canvas's number
    "somebody_20233_777_c.ipynb": "20233",
}


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16"])
def test_a_roster_recognizes_its_students(encoding, tmp_path):
    text = ROSTER
    if encoding == "cp949":
        text = text.replace("ó", "o").replace("í", "i").lstrip("\ufeff")
    (tmp_path / "roster.csv").write_bytes(text.encode(encoding))
    for name, student in NAMES.items():
        write(tmp_path / name, name)
        rows, _ = rows_of(tmp_path / name, tmp_path / "roster.csv")
        (row,) = (row for row in rows if row.path)
        assert row.id == student
        assert len(rows) == 6 + (not row.id)  # 6 on the roster, and perhaps a stranger
        assert all(each.problem for each in rows if each is not row)


@each_of(NEIGHBORS)
def test_no_student_of_the_roster_gets_the_file_of_another(layout, tmp_path):
    names, wanted = read_layout(layout)
    write(tmp_path / "in", *names)
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    rows, others = rows_of(tmp_path / "in", tmp_path / "roster.csv")
    found = {row.student: row.file for row in rows if row.path}
    assert found == wanted
    assert {*found.values()} | dict(others).keys() == {*names}
    ids = [row.id for row in rows if row.id]
    assert sorted(ids) == sorted(["20231", "20232", "20233", "20234", "7", "1234"])
    if layout.startswith("two of one name\n"):
        (ana,) = (row for row in rows if row.id == "20232")
        assert "no ID of the roster tells them apart: Ana López (5)" in ana.problem


def test_a_student_without_submission_gets_a_row_and_a_stranger_a_remark(tmp_path):
    export = "Student;ID;SIS Login ID\n    Points Possible;;\nAna;1;a\nBen;2;b\n"
    (tmp_path / "canvas.csv").write_text(export)
    write(tmp_path / "in", "ben.ipynb", "zoe.ipynb")
    code = NOTEBOOK % "def soft_max(Z): return Z + 1"
    (tmp_path / "in" / "zoe.ipynb").write_text(code)
    options = {"isolation": "process", "progress": False, "jobs": 1}
    options |= {"roster": tmp_path / "canvas.csv"}
    records, _, remarks = grade(tmp_path / "in", tmp_path / "out", **options)
    assert remarks == [
        "Not on the roster, each with a row of its own: zoe.",
        "Written, but not found: perhaps softmax under another name (zoe: soft_max in "
        "cell 1).",
    ]
    assert remarks[1] in (tmp_path / "out" / "summary.html").read_text("utf-8")
    ids = {record["student"]: record["id"] for record in records}
    assert ids == {"Ana": "1", "Ben": "2", "zoe": ""}
    by_name = {record["student"]: record for record in records}
    messages = [entry["message"] for entry in by_name["zoe"]["questions"]]
    advice = "If soft_max in cell 1 is your answer, call it soft"
    assert any(advice in message for message in messages)
    assert "No submission of yours was found" in by_name["Ana"]["problem"]
    mistakes = {entry["mistake"] for entry in by_name["Ana"]["questions"]}
    assert mistakes == {"nothing_handed_in"}
