"""Test --retrain: each choice is trained once within limits, stored and compared."""

import os
import signal
import subprocess
import sys
import time

import handmade
import nbformat
import numpy as np
import pytest
from notebooks import ROOT
from test_folder import PLAIN
from test_workers import gone, in_session, session_of

from coursework.grading import grade
from coursework.grading.choice import retrain as module
from coursework.grading.choice.retrain import compare
from coursework.grading.records import by_hand
from coursework.grading.submissions import forked

SOLVED = {"num_hiddens": 64, "batch_size": 32, "lr": 0.25, "n_epochs": 3}
SETTING = {"num_hiddens": 8, "batch_size": 10, "lr": 0.5, "n_epochs": 5}
HUGE = {"num_hiddens": 10_000, "batch_size": 48_000, "lr": 1.0, "n_epochs": 1}


class Tiny:
    """A small `Dataset`: 700 noisy copies of ten patterns of 20 pixels."""

    def __init__(self, seed):
        rng = np.random.default_rng(0)
        patterns = rng.integers(2, size=(10, 20))
        digits = np.arange(700) % 10
        X = (patterns[digits] + rng.normal(0, 0.2, (700, 20))).astype(np.float32)
        Y = np.eye(10, dtype=np.float32)[digits]
        self.X_train, self.X_val, X_test = np.split(X, [400, 500])
        self.Y_train, self.Y_val, Y_test = np.split(Y, [400, 500])
        self.open_test = lambda model: (X_test, Y_test)


@pytest.fixture
def trained(monkeypatch):
    """Return a list that collects the limits of each child process that trains."""
    limits, results = [], forked.results

    def count(work, *most):
        limits.append(most)
        return results(work, *most)

    monkeypatch.setattr(forked, "results", count)
    return limits


@pytest.fixture
def run(tmp_path):
    """Return run(*settings): retrain a student for each setting; return the records."""

    def call(*settings, seed=3, reported=0.5, computed=True, load=Tiny):
        report = {"accuracy": reported, "computed": computed}
        records = []
        for k, setting in enumerate(settings):
            choice = {"final": setting, "reported": report} if setting else None
            entry = by_hand(module.RESULT, 0.5)
            records.append(handmade.record(f"s{k}", entry, choice=choice))
        return compare(records, tmp_path, seed, jobs=1, load=load)

    return call


def result(record):
    """Return the entry of a record's result, the accuracy that the student reports."""
    return next(e for e in record["questions"] if e["question"] == module.RESULT)


def test_a_setting_is_trained_once_for_each_seed(run, trained, tmp_path, monkeypatch):
    others = {"lr": 1}, {"note": 1}, {"lr": 1.0}  # only one of them another setting
    settings = [SETTING, *(SETTING | other for other in others)]
    first = run(*settings)
    assert run(*settings) == first
    assert len(trained) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["retrain"]
    run(SETTING, seed=4)
    monkeypatch.setattr(module, "VERSION", "another")  # of our code
    run(SETTING)
    assert len(trained) == 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_epochs": 1000, "batch_size": 1}, "seconds and 0.4 GB, and 600 seconds"),
        (HUGE, "would take about 39 seconds and 8.1 GB, and 600 seconds and 1 GB are"),
        ({"num_hiddens": 10**12}, "should be at least 2 and at most 10000"),
        ({"lr": -1.0}, "lr is -1, it should be above 0"),
        ({"lr": float("nan")}, "lr is nan, it should be above 0"),
        ({"batch_size": 401}, "ValueError"),
    ],
)
def test_settings_that_cannot_be_trained_are_refused_with_a_reason(run, change, words):
    (record,) = run(SETTING | change)
    assert record["retrained"].startswith("Not trained again: ")
    assert words in record["retrained"]
    assert result(record) == by_hand(module.RESULT, 0.5)


def takes_memory(seed):
    return np.ones((3 << 30) // 8)  # 3 GB


def loops(seed):
    while True:
        pass


def test_a_child_is_ended_at_its_limits_if_the_estimate_was_too_low(run, monkeypatch):
    (record,) = run(SETTING, load=takes_memory)
    assert "MemoryError" in record["retrained"]
    monkeypatch.setattr(module, "MOST_SECONDS", 1)
    monkeypatch.setattr(module, "estimate", lambda *_: (0, 0))
    (record,) = run(SETTING, load=loops)
    assert "it ended before it was done, perhaps at its limits" in record["retrained"]
    assert result(record)["status"] == "by hand"


def sleeps(seed):
    time.sleep(600)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_child_outlives_the_run(tmp_path, number):
    """Two children wait for data that never come when a signal ends the run."""
    code = (
        "from test_retrain import SETTING, compare, sleeps\n"
        "choices = [{'final': SETTING | {'lr': lr}} for lr in (0.1, 0.2)]\n"
        "records = [{'choice': choice} for choice in choices]\n"
        f"compare(records, {str(tmp_path)!r}, 1, jobs=2, load=sleeps)"
    )
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    options = {"stderr": subprocess.DEVNULL, "env": os.environ | paths}
    process = in_session([sys.executable, "-c", code], **options)
    for _ in range(600):
        if len(session_of(process.pid)) >= 5:  # the run, two workers, their children
            break
        time.sleep(0.1)
    assert len(session_of(process.pid)) >= 5
    process.send_signal(number)
    process.wait()
    assert gone(process.pid)


def test_only_a_computed_accuracy_that_training_confirms_gets_points(run):
    """SETTING gets nearly all test images right. Other questions give 7 points."""
    records = run(SETTING, None, reported=0.5)
    records += run(SETTING, reported=0.995)
    records += run(SETTING, reported=0.995, computed=False)
    found = [(result(each)["score"], result(each)["status"]) for each in records]
    assert found == [(0, "by hand"), (0, "by hand"), (0.5, "correct"), (0, "by hand")]
    assert "retrained" not in records[1]
    assert "checked" not in result(records[2])  # a program marked it
    assert {sum(e["score"] for e in each["questions"]) for each in records} == {7, 7.5}


def test_a_right_homework_gets_all_points_with_retrain_and_half_without(tmp_path):
    """A homework whose output was typed in, without a training, gets half with both."""
    solution = nbformat.read(ROOT / "book/solutions/homework.ipynb", as_version=4)
    typed = nbformat.read(ROOT / "book/exercises/homework.ipynb", as_version=4)
    shown = nbformat.v4.new_output("stream", text="test accuracy 0.9703\n")
    cell = nbformat.v4.new_code_cell(f"final = {SOLVED}", outputs=[shown])
    typed.cells = [each for each in typed.cells if "train" not in each.source] + [cell]
    (tmp_path / "in").mkdir()
    nbformat.write(solution, tmp_path / "in" / "ana.ipynb")
    nbformat.write(typed, tmp_path / "in" / "typed.ipynb")
    asked = PLAIN | {"questions": ["tuning"]}
    for retrain, ana in ((False, [0.5, 0]), (True, [0.5, 0.5])):
        records, *_ = grade(tmp_path / "in", tmp_path / "out", **asked, retrain=retrain)
        found = [[e["score"] for e in each["questions"]] for each in records]
        assert found == [ana, [0.5, 0]]
        assert result(records[1])["status"] == "by hand"
    assert "no code was found that computes it" in records[1]["retrained"]
