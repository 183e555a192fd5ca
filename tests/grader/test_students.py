"""Test that each student in a folder or an archive of a platform gets one row."""

import io
import os
import pathlib
import re
import stat
import unicodedata
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from keys import is_said

from coursework import blocks
from grader import grade
from grader.submissions import files, listing
from grader.submissions.cells import read_cells
from grader.submissions.listing import unpacked
from grader.submissions.match_students import labels
from grader.submissions.students import rows_of

NOTEBOOK = '{"cells": [{"cell_type": "code", "source": "%s"}]}'
ROSTER = "\ufeffID,Name,E-mail\n20231,김하늘,sky@x.kr\n"
ROSTER += '20232,"López, Ana",ana.l@x.kr\n20233,Ben Li,benli9@x.kr\n7,Cleo,\n'
ROSTER += '20234,Ben Lima,ben.lima@x.kr\n1234,"García Ruiz, Eva-Marie",\n'


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
                info = zipfile.ZipInfo(name, (2026, 3, 1, 12, k // 30, 2 * (k % 30)))
                info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, NOTEBOOK % name if content is None else content)
    return data.getvalue()


LAYOUTS = blocks.read(pathlib.Path(__file__).with_name("layouts.txt"))


def each_layout(*fields):
    """Return the decorator that runs a test for each layout with these fields."""
    layouts = [layout for layout in LAYOUTS if layout.fields == fields]
    return pytest.mark.parametrize("layout", layouts, ids=lambda block: block.title)


def read_layout(layout):
    """Parse a layout: return its files, and a dict from students to graded files."""
    listed = re.split(r" \| |\n", layout.text.strip())
    pairs = [each.partition(" = ")[::2] for each in listed]
    wanted = {student: name for name, student in pairs if student}
    return [name for name, _ in pairs], wanted


def graded(root, **words):
    """Return a dict from students to their graded files, and the other files."""
    if root.suffix == ".zip":
        root, words["lost"] = unpacked(root, root.with_name("unpacked"))
    rows, ungraded = rows_of(root, **words)
    return {row.student: row.file for row in rows}, dict(ungraded)


@pytest.mark.parametrize("packs", ["folder", "archive", "archive of a folder"])
@each_layout()
def test_each_file_is_one_student_s_or_nobody_s(layout, packs, tmp_path):
    names, wanted = read_layout(layout)
    root = tmp_path / "class"
    write(root, *names)
    top = "class/" if packs == "archive of a folder" else ""
    if packs != "folder":
        (tmp_path / "class.zip").write_bytes(packed(*(top + name for name in names)))
        root, _ = unpacked(tmp_path / "class.zip", tmp_path / "unpacked")
    found, others = graded(root)
    assert found == wanted
    assert {*found.values()} | others.keys() == {*names}
    assert all(reason for reason in others.values())
    for row in rows_of(root)[0]:
        assert row.file in read_cells(row.path).cells[0].source


@each_layout("roster")
def test_a_student_of_the_roster_gets_what_is_exactly_theirs(layout, tmp_path):
    names, wanted = read_layout(layout)
    write(tmp_path / "in", *names)
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    rows, others = rows_of(tmp_path / "in", tmp_path / "roster.csv")
    key_of = {row: row.student if row.is_stranger else f"{row.id}!" for row in rows}
    assert {key_of[row]: row.file for row in rows if row.path} == wanted
    assert {*wanted.values()} | dict(others).keys() == {*names}
    ids = [row.id for row in rows if row.id]
    assert sorted(ids) == sorted(["20231", "20232", "20233", "20234", "7", "1234"])
    assert all(row.problem for row in rows if not row.path)


PLATFORMS = {  # a roster of the platform's own, and a class; then {ID: its file}
    "Moodle's worksheet": (
        "Identifier,Full name,Email address\n"
        "Participant 5,Ana,a@x\nParticipant 6,Ben,",
        ["Ana M_5_assignsubmission_file_/a.ipynb", "Ben_7_assignsubmission_file_b.py"],
        {"5": "Ana M_5_assignsubmission_file_/a.ipynb"},
    ),
    "Canvas's gradebook": (
        "Student,ID,SIS User ID,SIS Login ID,Section,Homework (1)\n"
        "    Points Possible,,,,,7\n\"Li, Ben\",6,,,,\nCy,120,,,,",
        ["other_120_1_a.ipynb", "liben_7_2_a.ipynb"],
        {"120": "other_120_1_a.ipynb"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", PLATFORMS)
def test_with_the_platform_s_own_roster_the_number_decides_alone(kind, tmp_path):
    roster, names, wanted = PLATFORMS[kind]
    (tmp_path / "roster.csv").write_text(roster)
    write(tmp_path / "in", *names)
    rows, _ = rows_of(tmp_path / "in", tmp_path / "roster.csv")
    assert {row.id: row.file for row in rows if row.path and row.id} == wanted
    assert sum(row.is_stranger for row in rows) == 1


def test_a_name_of_two_students_in_any_order_is_nobody_s_and_told_with_both(tmp_path):
    roster = "ID,name,email\n203,Ana Lopez,x@y.z\n205,López Ána,\n207,Ben Li,\n"
    (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
    write(tmp_path / "in", "Lopez Ana.py", "ANA LÓPEZ.py", "x@y.z.py", "Ben Li.py")
    options = {"isolation": "process", "progress": False, "jobs": 1}
    options |= {"roster": tmp_path / "roster.csv"}
    records, _, remarks = grade(tmp_path / "in", tmp_path / "out", **options)
    files_of = {record.id: record.file for record in records if record.id}
    assert files_of == {"203": "x@y.z.py", "205": "", "207": "Ben Li.py"}
    in_doubt = {each.student for each in records if each.may_be}
    assert in_doubt == {"Lopez Ana", "ANA LÓPEZ"}
    assert all(
        any(all(word in remark for word in (name, "203", "205")) for remark in remarks)
        for name in in_doubt
    )
    assert not any(remark.startswith("Not on the roster") for remark in remarks)


def test_an_id_of_two_lines_is_refused(tmp_path):
    (tmp_path / "roster.csv").write_text("ID,name\n1,a\n1,b\n")
    write(tmp_path / "in", "a.ipynb")
    with pytest.raises(ValueError, match=r"line 3\b.* 1\b"):
        rows_of(tmp_path / "in", tmp_path / "roster.csv")


NAMES = ["Ana", "ana", "Straße", "STRASSE"]
NAMES += ["Ana (1)", "Ana (2)", "Ana (1) (1)", "Ana (1) (2)"]
NAMES = st.sampled_from(NAMES)
NUMBERS = st.sampled_from(["", "1", "2"])


@given(st.lists(st.tuples(NAMES, NUMBERS), max_size=9))
def test_labels_are_unique_whatever_names_people_have(given):
    """Two downloads in one folder may hold the same name and number."""
    found = labels(dict(enumerate(given)))
    # Windows and macOS take two names for one if only the case of a letter differs.
    assert len({name.casefold() for name in found.values()}) == len(given)
    assert all(found[k].startswith(name) for k, (name, _) in enumerate(given))


def test_of_several_notebooks_one_with_most_answers_is_graded(tmp_path):
    write(tmp_path, "ana/homework.ipynb", "ana/activations.ipynb")
    (tmp_path / "ana" / "homework.ipynb").write_text("def a(x)\ndef b(x)\ndef c (x)")
    (tmp_path / "ana" / "activations.ipynb").write_text("def a(x)\na(b(c(x)))")
    found, others = graded(tmp_path, names=["a", "b", "c"])
    assert found == {"ana": "ana/homework.ipynb"}
    assert "ana/activations.ipynb" in others


def test_files_beside_the_one_folder_of_an_archive_make_it_no_student(tmp_path):
    names = ["class/ana.ipynb", "class/ben/a.ipynb", "./.DS_Store", "readme.txt"]
    (tmp_path / "class.zip").write_bytes(packed(*names, "__MACOSX/class/._ana.ipynb"))
    assert graded(tmp_path / "class.zip")[0].keys() == {"ana", "ben"}


def test_an_archive_of_a_student_gets_a_row_with_the_reason(tmp_path):
    data = packed(
        ("Ana_12_assignsubmission_file_/work.zip", packed("homework.ipynb")),
        ("Ben_13_assignsubmission_file_/essay.pdf", "%PDF"),
        ("Cleo_14_assignsubmission_file_/a.rar", ""),
        ("Cleo_14_assignsubmission_file_/b.py", ""),
    )
    (tmp_path / "download.zip").write_bytes(data)
    root, _ = unpacked(tmp_path / "download.zip", tmp_path / "out")
    rows, others = rows_of(root)
    cleo = "Cleo_14_assignsubmission_file_/b.py"
    found = [(row.student, row.id, row.name, row.file) for row in rows]
    assert found == [
        ("Ana", "12", "Ana", ""), ("Ben", "13", "Ben", ""), ("Cleo", "14", "Cleo", cleo)
    ]  # fmt: skip
    assert "work.zip" in rows[0].problem
    assert len(others) == 3


def test_a_name_of_thousands_of_letters_floods_no_list(tmp_path):
    names = ["a" * 20_000 + ".ipynb", "b/" * 900 + "b.ipynb", "Ana_1_x/ok.ipynb"]
    (tmp_path / "class.zip").write_bytes(packed(*names))
    root, lost = unpacked(tmp_path / "class.zip", tmp_path / "out")
    _, listed = rows_of(root, lost=lost)
    assert len(listed) == 2
    assert all(len(name) + len(reason) < 200 for name, reason in listed)


def test_a_student_s_notebooks_are_bounded_in_number_and_bytes(tmp_path, monkeypatch):
    write(tmp_path, "ana/a.ipynb", "ana/b.ipynb", "ben.ipynb")
    for number, size, is_graded in [(2, 999, True), (1, 999, False), (2, 99, False)]:
        monkeypatch.setattr(listing, "MOST_FILES", number)
        monkeypatch.setattr(listing, "MOST_BYTES", size)
        found, others = graded(tmp_path)
        assert (bool(found["ana"]), found["ben"]) == (is_graded, "ben.ipynb")
        assert len(others) == 1


PARTS = ["ana", "Ben Li", "homework", "utils", "hw (2)", "a_12_assignsubmission_file_"]
PARTS += ["kim_123_456_a", "venv", "__MACOSX", ".git", "..", "김", "20231", ""]
PARTS += ["x" * 300]
ENDS = [".ipynb", ".py", ".IPYNB", ".zip", ".pdf", ".ipynb.txt", "", "/", "\n", "\0"]
FOLDERS = st.lists(st.sampled_from(PARTS) | st.text(max_size=3), min_size=1, max_size=3)
FILES = st.builds(lambda f, end: "/".join(f) + end, FOLDERS, st.sampled_from(ENDS))


@settings(max_examples=15, deadline=None)
@given(st.lists(FILES, max_size=12, unique=True))
@example(["ana.ipynb", "", "ana.ipynb/a.py", "./ana.ipynb"])
def test_no_file_name_raises_and_no_file_is_graded_twice(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("any")
    (folder / "class.zip").write_bytes(packed(*((name, "{}") for name in names)))
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    root, _ = unpacked(folder / "class.zip", folder / "class")
    for roster in (None, folder / "roster.csv"):
        rows, ungraded = rows_of(root, roster)
        assert len({row.student for row in rows}) == len(rows)
        found = [row for row in rows if row.path]
        assert len({row.path for row in found}) == len(found)
        assert {row.file for row in found}.isdisjoint(name for name, _ in ungraded)
        assert all(reason for _, reason in ungraded)
        for row in found:
            assert is_said("other_json", read_cells(row.path).problem)
    assert {path.name for path in folder.iterdir()} <= {
        "class.zip", "roster.csv", "class"
    }  # fmt: skip


def odd(name, **fields):
    """Return the ZipInfo of an archive's member with unusual fields."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    for field, value in fields.items():
        setattr(info, field, value)
    return info


LINK = (stat.S_IFLNK | 0o777) << 16
DATES = [(1980, 0, 0, 0, 0, 0), (2107, 15, 31, 31, 63, 62)]
HARMFUL = {  # a member, and whether it is unpacked, as a file that cannot be read
    "out": (("../../a.ipynb", "x"), False),
    "absolute": (("/ben.ipynb", "x"), False),
    "drive": (("C:\\a.ipynb", "x"), False),
    "twice": (("./ben.ipynb", "x"), False),
    "long": (("a" * 300 + ".ipynb", "x"), False),
    "link": ((odd("a.ipynb", external_attr=LINK), "/etc/passwd"), True),
    "date": ((odd("a.ipynb", date_time=DATES[0]), "x"), True),
    "late": ((odd("a.ipynb", date_time=DATES[1]), "x"), True),
    "huge": (("a.ipynb", bytes(5_000_000)), True),
}


@pytest.mark.parametrize("kind", HARMFUL)
def test_harmful_members_are_refused_and_the_others_graded(kind, tmp_path, monkeypatch):
    """What is too large takes no space."""
    monkeypatch.setattr(listing, "LARGEST", 4_000_000)
    monkeypatch.setattr(files, "LARGEST", 4_000_000)
    member, is_there = HARMFUL[kind]
    (tmp_path / "class.zip").write_bytes(packed("ben.ipynb", member, "cleo.ipynb"))
    root, refused = unpacked(tmp_path / "class.zip", tmp_path / "deep" / "class")
    rows, others = rows_of(root, lost=refused)
    found = {row.student: row for row in rows if row.path}
    assert found.keys() == {"ben", "cleo", *["a"] * is_there}
    assert len(rows) == 3 if is_there or kind == "long" else 2  # somebody sent it
    assert "ben.ipynb" in read_cells(found["ben"].path).cells[0].source
    assert len(refused) == len(others) == (not is_there)
    if is_there:
        key = "large_file" if kind == "huge" else "no_notebook_but"
        assert is_said(key, read_cells(found["a"].path).problem)
        assert found["a"].path.stat().st_blocks < 100
    assert not [*tmp_path.glob("*.ipynb"), *tmp_path.glob("deep/*.ipynb")]


def test_an_archive_that_cannot_be_read_is_named(tmp_path):
    whole = packed("a.ipynb", "b.ipynb")
    for name, data in {"cut": whole[:-30], "no": b"PK\3\4 hello", "none": b""}.items():
        (tmp_path / f"{name}.zip").write_bytes(data)
        with pytest.raises(ValueError, match=rf"{name}\.zip"):
            graded(tmp_path / f"{name}.zip")


SPOILED = {  # where a byte of ana's member is changed, and to what; then the reason
    "content": (lambda data: 45, 255, listing.DAMAGED),
    "checksum": (lambda data: data.index(b"PK\1\2") + 16, 255, listing.DAMAGED),
    "flag of encryption": (lambda data: data.index(b"PK\1\2") + 8, 1, listing.LOCKED),
    "compression": (lambda data: data.index(b"PK\1\2") + 10, 99, listing.UNKNOWN),
}


@pytest.mark.parametrize("top", ["", "class/"])
@pytest.mark.parametrize("kind", SPOILED)
def test_a_member_that_cannot_be_unpacked_is_told_as_that(kind, top, tmp_path):
    """Nothing of it is graded, not even the part before the damage."""
    place, flag, reason = SPOILED[kind]
    ana, ben = f"{top}ana.ipynb", f"{top}ben/a.ipynb"
    data = bytearray(packed((ana, NOTEBOOK % ("x" * 200_000)), ben))
    data[place(data)] ^= flag
    (tmp_path / "class.zip").write_bytes(data)
    root, lost = unpacked(tmp_path / "class.zip", tmp_path / "class")
    rows, others = rows_of(root, lost=lost)
    assert [(row.student, row.file) for row in rows] == [
        ("ana", ""), ("ben", "ben/a.ipynb")
    ]  # fmt: skip
    assert others == [("ana.ipynb", reason)]
    assert reason in rows[0].problem
    assert [path.name for path in root.rglob("*.*")] == ["a.ipynb"]


def test_names_in_any_script_are_read(tmp_path):
    name = "김하늘"
    decomposed = unicodedata.normalize("NFD", name)
    assert decomposed != name
    write(tmp_path / "in", f"{decomposed}.ipynb", f"{name}.ipynb", "Zoë Łuk.ipynb")
    found, others = graded(tmp_path / "in")
    assert found.keys() == {name, "Zoë Łuk"}
    assert len(others) == 1


def test_a_student_without_submission_gets_a_row_and_a_stranger_a_remark(tmp_path):
    (tmp_path / "roster.csv").write_text("ID;Name\nA1;Ana\nB2;Ben\n")
    write(tmp_path / "in", "ben.ipynb", "zoe.ipynb")
    code = NOTEBOOK % "def soft_max(Z): return Z + 1"
    (tmp_path / "in" / "zoe.ipynb").write_text(code)
    options = {"isolation": "process", "progress": False, "jobs": 1}
    options |= {"roster": tmp_path / "roster.csv"}
    records, _, remarks = grade(tmp_path / "in", tmp_path / "out", **options)
    by_name = {record.student: record for record in records}
    assert {name: each.id for name, each in by_name.items()} == {
        "Ana": "A1", "Ben": "B2", "zoe": ""
    }  # fmt: skip
    assert [name for name in by_name if by_name[name].is_stranger] == ["zoe"]
    near = {e.question: e.near for e in by_name["zoe"].marks}
    assert near["softmax"] == "soft_max in cell 1"
    mistakes = {
        name: {e.mistake for e in each.marks if e.status != "by hand"}
        for name, each in by_name.items()
    }
    assert mistakes["Ana"] == {"nothing_handed_in"}
    assert mistakes["Ben"] == {"nothing_of_this_assignment"}
    assert "zoe" in remarks[0]
    assert "Ana" not in remarks[0]
    page = (tmp_path / "out" / "summary.html").read_text("utf-8")
    assert all(remark.split("`")[0] in page for remark in remarks)
