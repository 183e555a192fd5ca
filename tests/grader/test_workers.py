"""Test that runs whose processes were killed resume, and leave no process."""

import os
import pathlib
import signal
import subprocess
import sys
import time

import pytest
from programs import needs_bubblewrap
from test_folder import PLAIN, rows, submit

from grader import grade
from grader import run as folder
from grader.assignment import Assignment

pytestmark = pytest.mark.attack  # each test ends processes, and takes seconds
RECORD_OF = folder.record_of


def mark_or_die(row, settings, digest):
    """Grade a submission; but end this process if it is "deadly", or "once", once."""
    died = row.path.with_name(".died")
    if row.student == "deadly" or (row.student == "once" and not died.exists()):
        died.touch()
        os._exit(9)
    return RECORD_OF(row, settings, digest)


def test_a_submission_that_kills_its_worker_spoils_no_other(tmp_path, monkeypatch):
    root = tmp_path / "submissions"
    root.mkdir()
    names = ["deadly", "once"]
    for name in names:
        (root / f"{name}.ipynb").write_text('{"cells": [')
    monkeypatch.setattr(folder, "record_of", mark_or_die)
    records, *_ = grade(root, tmp_path / "out", **PLAIN | {"jobs": 2})
    assert sorted(record.student for record in records) == names
    table = {row["student"]: row["mistakes"] for row in rows(tmp_path / "out")}
    assert table["deadly"] == "grader_killed" != table["once"]
    log = (tmp_path / "out" / "run.jsonl").read_text().splitlines()
    assert len(log) == len(names)


ONE = Assignment({"softmax": 1.0}, by_hand={})
FEW = {"seed": 5, "assignment": ONE, "progress": False}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the folder of a run that nobody stops; beside it are the submissions."""
    base = tmp_path_factory.mktemp("base")
    submit(base / "submissions" / "ann.ipynb")
    for name in ("ben", "cem"):
        slow = "def softmax(X):\n    __import__('time').sleep(0.05)\n    return X"
        submit(base / "submissions" / f"{name}.ipynb", softmax=slow)
    grade(base / "submissions", base / "whole", jobs=1, **FEW)
    return base / "whole"


@needs_bubblewrap
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_and_resumed_gives_the_same_bytes(number, whole, tmp_path):
    """SIGKILL goes to the run alone, SIGINT to all its workers, too, as by Ctrl-C."""
    root, cut = whole.with_name("submissions"), tmp_path / "cut"
    command = [sys.executable, "-m", "coursework", "grade", str(root), "--out"]
    (tmp_path / "one.toml").write_text("[points]\nsoftmax = 1")
    command += [str(cut), "--seed=5", "--jobs=2", "--quiet", "--assignment"]
    command.append(str(tmp_path / "one.toml"))
    how = {"start_new_session": True, "preexec_fn": default_interrupt}
    with open(tmp_path / "err", "wb") as err:
        process = subprocess.Popen(command, stderr=err, **how)
    log = cut / "run.jsonl"
    deadline = time.monotonic() + 300
    while not (log.is_file() and log.read_bytes().count(b"\n")):  # one is graded
        assert time.monotonic() < deadline
        time.sleep(0.02)
    send = os.killpg if number == signal.SIGINT else os.kill
    send(process.pid, number)
    assert process.wait(60) == (130 if number == signal.SIGINT else -number)
    errors = (tmp_path / "err").read_text()
    assert ("coursework grade: interrupted" in errors) == (number == signal.SIGINT)
    assert "Traceback" not in errors
    assert not (cut / "grades.csv").exists()
    done = len(log.read_bytes().splitlines())
    assert 1 <= done < 3
    assert gone(process.pid), "processes outlive the run"
    grade(root, cut, jobs=1, **FEW)
    assert (cut / "grades.csv").read_bytes() == (whole / "grades.csv").read_bytes()


def default_interrupt():
    """Let Ctrl-C end a new process, also if a shell's background ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def session_of(leader):
    """Return the running processes of the session that `leader` began."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (path / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(path)
    return found


def gone(session):
    """Return whether a session ends within ten seconds; if it does not, kill it."""
    for _ in range(100):
        if not session_of(session):
            return True
        time.sleep(0.1)
    os.killpg(session, signal.SIGKILL)
    return False


@needs_bubblewrap
def test_two_workers_of_dask_give_the_same_grades(tmp_path, monkeypatch):
    dask, distributed = map(pytest.importorskip, ("dask", "distributed"))
    root = tmp_path / "submissions"
    submit(root / "ben.ipynb", softmax="def softmax(X): return X")
    (root / "broken.ipynb").write_text('{"cells": [')
    grade(root, tmp_path / "alone", jobs=1, **FEW)
    (root / "deadly.ipynb").write_text('{"cells": [')
    monkeypatch.setattr(folder, "record_of", mark_or_die)
    one_death = {"distributed.scheduler.allowed-failures": 0}  # and no second try
    two = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with dask.config.set(one_death), distributed.LocalCluster(**two) as cluster:
        grade(root, tmp_path / "dask", scheduler=cluster.scheduler_address, **FEW)
    *both, deadly = rows(tmp_path / "dask")
    assert both == rows(tmp_path / "alone")
    assert (deadly["student"], deadly["mistakes"]) == ("deadly", "grader_killed")
