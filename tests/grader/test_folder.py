"""Test runs over a folder: a row for each submission, a reason for each other file."""

import csv
import json
import os
import re
import shutil

import nbformat
import pytest
from notebooks import ROOT
from programs import HELPERS, RIGHT

from coursework.__main__ import main
from grader import grade
from grader import run as folder
from grader.assignment import Assignment
from grader.submissions import listing
from grader.submissions.students import Row, rows_of

# These three are quick, and run without bubblewrap, since all answers are ours.
ASKED = ["leaky_relu", "softmax", "tuning"]
FEW = Assignment(dict.fromkeys(ASKED[:2], 1.0))
PLAIN = {"isolation": "process", "progress": False, "jobs": 1, "assignment": FEW}


def submit(path, *cells, **replaced):
    """Write a notebook with right answers, some of them replaced, and extra cells."""
    imports = "import numpy as np\nfrom neuralnet import " + ", ".join(HELPERS)
    sources = [imports, *(RIGHT | replaced).values(), *cells]
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade five submissions once for all tests; return their parent folder."""
    base = tmp_path_factory.mktemp("graded")
    root = base / "submissions"
    submit(root / "anna.ipynb")
    submit(root / "ben li" / "homework.ipynb", softmax="def softmax(X): return X")
    (root / "broken.ipynb").write_text('{"cells": [')
    (root / "empty.ipynb").write_text("")
    script = "import numpy as np\n" + "".join(RIGHT.values())
    (root / "carl.py").write_text(script, encoding="utf-8")
    grade(root, base / "out", seed=1, **PLAIN)
    return base


@pytest.fixture
def submissions(graded, tmp_path):
    """Copy the graded submissions to tmp_path, and their results to tmp_path/out."""
    shutil.copytree(graded, tmp_path, dirs_exist_ok=True)
    return tmp_path / "submissions"


@pytest.fixture
def unreadable(tmp_path):
    """Return a folder with one submission that cannot be read: no answer is run."""
    (tmp_path / "unreadable").mkdir()
    (tmp_path / "unreadable" / "broken.ipynb").write_text('{"cells": [')
    return tmp_path / "unreadable"


def rows(out):
    """Return a dict for each row of the table of grades in the folder `out`."""
    with open(out / "grades.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_students_get_rows_and_a_page_and_the_class_a_summary(submissions, tmp_path):
    out = tmp_path / "out"
    students = ["anna", "ben li", "broken", "carl", "empty"]
    table = {row.pop("student"): row for row in rows(out)}
    assert [*table] == students
    cells = {s: [table[s][column] for column in (*ASKED, "total")] for s in students}
    assert cells["anna"] == cells["carl"] == ["1", "1", "", "2"]
    assert cells["ben li"] == ["1", "0.25", "", "1.25"]
    # An honest answer may earn 0, but what cannot be graded earns nothing, not even 0.
    assert cells["broken"] == cells["empty"] == ["", "", "", ""]
    files = [path for path in out.rglob("*") if path.is_file()]
    wanted = {f"feedback/{student}.html" for student in students}
    wanted |= {"grades.csv", "run.jsonl", "run.json", "summary.html", "feedback.zip"}
    assert {path.relative_to(out).as_posix() for path in files} == wanted
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (out, out / "feedback")} == {0o700}


def test_a_second_run_grades_only_what_is_new(submissions, tmp_path, monkeypatch):
    out = tmp_path / "out"
    before = (out / "run.jsonl").read_text()
    submit(submissions / "anna.ipynb", "extra = 1")
    submit(submissions / "dora.ipynb")
    grade(submissions, out, **PLAIN)
    after = (out / "run.jsonl").read_text()
    assert after.startswith(before)
    new = [json.loads(line)["student"] for line in after[len(before) :].splitlines()]
    assert sorted(new) == ["anna", "dora"]
    (submissions / "carl.py").unlink()
    grade(submissions, out, **PLAIN)
    assert "carl" not in {row["student"] for row in rows(out)}


def test_points_by_hand_are_kept_also_for_a_new_submission(submissions, tmp_path):
    """A remark names points by hand that are older than the submission."""
    out, ben = tmp_path / "out", submissions / "ben li" / "homework.ipynb"
    head = "student,question,points,comment\n"

    def remarks_on(*lines):
        (out / "overrides.csv").write_text(head + "".join(lines))
        return grade(submissions, out, **PLAIN)[2]

    line = "ben li,softmax,0.9,Nearly\n"

    usual = remarks_on(line)
    assert "Nearly" in (out / "feedback" / "ben li.html").read_text()
    assert "Nearly" not in (out / "run.jsonl").read_text()
    submit(ben)  # the right answers
    (told,) = {*remarks_on(line)} - {*usual}
    assert all(word in told for word in ("ben li", "0.9", "softmax"))
    assert told in remarks_on(line)
    assert told in (out / "summary.html").read_text("utf-8")
    assert remarks_on(line.replace("Nearly", "Late")) == usual  # for this submission
    remarks_on()
    assert {row["student"]: row["softmax"] for row in rows(out)}["ben li"] == "1"


def test_a_submission_whose_record_is_cut_short_is_graded_again(submissions, tmp_path):
    out = tmp_path / "out"
    grades = (out / "grades.csv").read_bytes()
    log = (out / "run.jsonl").read_bytes()
    (out / "run.jsonl").write_bytes(log[:-40])  # as if the grader had been stopped
    grade(submissions, out, **PLAIN)
    assert (out / "grades.csv").read_bytes() == grades
    lines = (out / "run.jsonl").read_bytes().splitlines()
    assert len(lines) == len(log.splitlines()) + 1
    json.loads(lines[-1])


def test_each_run_has_a_new_seed_for_changed_submissions(unreadable, tmp_path):
    """What a page of feedback tells of the inputs must be of no use next time."""
    (unreadable / "same.ipynb").write_text("{")
    seeds = []  # of both students, in each run
    for k, words in enumerate([{}, {}, {"seed": 2}, {}]):
        (unreadable / "broken.ipynb").write_text(f'{{"cells": [{min(k, 2)}')
        records, *_ = grade(unreadable, tmp_path / "out", **words, **PLAIN)
        seeds.append({each.student: each.seed for each in records})
    assert len({each["same"] for each in seeds}) == 1
    first, second, third, last = (each["broken"] for each in seeds)
    assert first == seeds[0]["same"] != second
    assert third == last == 2  # nothing was graded again


def test_a_run_s_digest_is_of_what_judges_and_of_nothing_else(tmp_path, monkeypatch):
    """A comment in plots.py grades no class anew, but one in a question does."""
    judging = {path.relative_to(ROOT).as_posix() for path in folder.judging_files()}
    assert {"coursework/questions/softmax.txt", "coursework/words.py"} < judging
    assert {"grader/sandbox/runner.py", "neuralnet/activations.py"} < judging
    others = {
        "neuralnet/plots.py",
        "grader/pages/page.py",
        "coursework/repair/edits.py",
    }
    assert not judging & others
    texts = [path.read_text("utf-8") for path in folder.judging_files()]
    used = set(re.findall(r"from neuralnet\.(\w+)", "".join(texts)))
    kept = {"panel", "support"}  # the figures of a diagnosis; how a file is written
    assert used - kept == {"activations", "metrics"}
    source = tmp_path / "a.py"
    monkeypatch.setattr(folder, "judging_files", lambda: [source])
    digests = set()
    for text in ("x = 1", "x = 1  # now", "x = 1"):
        source.write_text(text)
        folder.checks_version.cache_clear()
        digests.add(folder.Settings(1).digest())
    folder.checks_version.cache_clear()
    assert len(digests) == 2


def test_each_pipe_or_link_gets_a_row_without_points(unreadable, tmp_path):
    (unreadable / "zero.ipynb").symlink_to("/dev/zero")  # reading it would never end
    for name in ("pipe.ipynb", "fifo.py"):
        os.mkfifo(unreadable / name)  # opening it would wait for ever
    secret = tmp_path / "secret.ipynb"
    submit(secret)
    (unreadable / "link.ipynb").symlink_to(secret)
    grade(unreadable, tmp_path / "out", **PLAIN)
    table = rows(tmp_path / "out")
    students = {"broken", "link", "pipe", "fifo", "zero"}
    assert {row["student"] for row in table} == students
    assert {row["total"] for row in table} == {""}
    assert {row["mistakes"] for row in table} == {"unreadable_file"}


LEFT = [
    "...ipynb",
    "kim.ipynb.bak",
    "lee/.a.py",
    "lee/hw.rar",
    "lee/hw.zip",
    "notes.txt",
    "zero.csv",
]
FOLDERS = ["lee/.ipynb_checkpoints/", "lee/__MACOSX/", ".git/", "lee/env/", "lee/lib/"]


def test_files_that_are_not_graded_are_named(unreadable, tmp_path, capsys):
    for name in [*LEFT, "a\x1b[31m\n\udcff.pdf"]:  # told as a?[31m??.pdf
        (unreadable / name).parent.mkdir(exist_ok=True)
        (unreadable / name).write_text("" if name == "zero.csv" else "x")
    for name in FOLDERS[:-1]:  # the last is a link
        (unreadable / name / "deep").mkdir(parents=True)
        (unreadable / name / "deep" / "hw.py").write_text("softmax = 1")
    (unreadable / "lee" / "env" / "pyvenv.cfg").write_text("")
    (unreadable / "lee" / "lib").symlink_to(tmp_path)
    out = tmp_path / "out"
    arguments = ["--out", str(out), "--isolation=process", "--quiet", "--jobs=1"]
    assert main(["grade", str(unreadable), *arguments]) == 0
    screen, page = capsys.readouterr(), (out / "summary.html").read_text("utf-8")
    assert "--isolation=process" in screen.err
    assert "broken.ipynb" in screen.out  # it cannot be read
    left = dict(rows_of(unreadable)[1])
    assert {left["...ipynb"], left["lee/.a.py"]} == {listing.HIDDEN}
    assert left.keys() == {*LEFT, *FOLDERS, "a?[31m??.pdf"}
    for name, reason in left.items():
        assert f"  {name}: {reason}\n" in screen.out
        assert name in page


@pytest.mark.parametrize("where", [".", "out", "ana/out", "link"])
def test_results_do_not_go_into_the_submissions(unreadable, tmp_path, where, capsys):
    """A student could have sent a folder with the name of the results."""
    (tmp_path / "link").symlink_to(unreadable)
    out = tmp_path / "link" if where == "link" else unreadable / where
    assert main(["grade", str(unreadable), "--out", str(out)]) == 2
    assert "--out" in capsys.readouterr().err
    assert [path.name for path in unreadable.iterdir()] == ["broken.ipynb"]


OTHERS = {  # notebooks of another course, and one that does answer
    "other": ["import pandas as pd", "df = pd.read_csv('x')\ndef clean(df): return df"],
    "no_cells": [],
    "blank": ["def softmax(X):\n    raise NotImplementedError"],
    "imports": ["from neuralnet import softmax"],
    "broken": ["def softmax(X:\n    return X"],
    "near": ["def my_softmax(X): return X + 1"],
    "quoted": ["final = dict(num_hiddens=64)"],
}


@pytest.mark.parametrize("name", ["grades.csv", "summary.html", "feedback"])
def test_what_another_program_wrote_is_not_overwritten(unreadable, tmp_path, name):
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match=name):
        grade(unreadable, out, **PLAIN)
    assert [path.name for path in out.iterdir()] == [name]
    assert (out / name).read_text(encoding="utf-8") == "mine"


def test_a_notebook_with_nothing_of_the_assignment_is_named(tmp_path, capsys):
    for name, sources in OTHERS.items():
        notebook = nbformat.v4.new_notebook()
        notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
        (tmp_path / "in").mkdir(exist_ok=True)
        nbformat.write(notebook, tmp_path / "in" / f"{name}.ipynb")
    arguments = ["--out", str(tmp_path / "out"), "--isolation=process", "--quiet"]
    assert main(["grade", str(tmp_path / "in"), *arguments, "--jobs=1"]) == 0
    foreign = {"other", "no_cells"}
    named = {row["student"]: row["mistakes"] for row in rows(tmp_path / "out")}
    mistake = "nothing_of_this_assignment"
    assert {name for name in named if named[name] == mistake} == foreign
    screen, page = capsys.readouterr().out, tmp_path / "out" / "summary.html"
    told = [line for line in screen.splitlines() if ".ipynb: " in line]
    assert len(told) == 2
    assert all(f"{name}.ipynb" in "".join(told) for name in foreign)
    assert page.read_text("utf-8").count("<td>other.ipynb</td>") == 1


def test_an_archive_is_graded_also_after_a_command_that_failed(unreadable, tmp_path):
    out, download = tmp_path / "out", tmp_path / "download.zip"
    shutil.make_archive(download.with_suffix(""), "zip", unreadable)
    (tmp_path / "roster.csv").write_text("name\n")
    with pytest.raises(ValueError, match="no column id"):
        grade(download, out, roster=tmp_path / "roster.csv", **PLAIN)
    for student in ("broken", "new"):
        grade(download, out, **PLAIN)
        assert (out / "submissions").stat().st_mode & 0o777 == 0o700
        assert [row["student"] for row in rows(out)] == [student]
        (unreadable / "broken.ipynb").rename(unreadable / "new.ipynb")
        shutil.make_archive(download.with_suffix(""), "zip", unreadable)
        (unreadable / "new.ipynb").rename(unreadable / "broken.ipynb")


def test_the_command_says_why_there_is_nothing_to_grade(tmp_path, capsys):
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "kim.pdf").write_text("x")
    for root in ("nowhere", "class/kim.pdf", "class"):
        command = ["grade", str(tmp_path / root), "--out", str(tmp_path / "out")]
        assert main(command) == 2
        error = capsys.readouterr().err
        assert str(tmp_path / root) in error
        assert "kim.pdf" in error or root == "nowhere"


def test_an_error_of_the_grader_spoils_only_one_row(submissions, tmp_path, monkeypatch):
    def fails(path, settings):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(folder, "graded", fails)
    row = Row("anna", "anna.ipynb", submissions / "anna.ipynb")
    record = folder.record_of(row, folder.Settings(1), "x")
    assert "planted" in record.problem
    assert {entry.mistake for entry in record.marks} == {"grader_failed"}
