"""--retrain: once for each distinct setting, kept, bounded, and honestly compared."""

import json
import os

import handmade
import numpy as np
import pytest

from coursework.grading.pages.feedback import write_feedback
from coursework.grading.pages.summary import write_summary
from coursework.grading.tuning import retrain as module
from coursework.grading.tuning.retrain import compare, comparison, estimate, retrain

SETTING = {"num_hiddens": 8, "batch_size": 10, "lr": 0.5, "n_epochs": 5}
LOADED = []


class Tiny:
    """Ten noisy patterns of 20 pixels, in the form of a `Dataset`."""

    def __init__(self, seed):
        rng = np.random.default_rng(0)
        patterns = rng.integers(2, size=(10, 20))
        digits = rng.permutation(np.arange(700) % 10)
        X = (patterns[digits] + rng.normal(0, 0.2, (700, 20))).astype(np.float32)
        Y = np.eye(10, dtype=np.float32)[digits]
        order = np.random.default_rng(seed).permutation(500)
        self.X_train, self.Y_train = X[order[:400]], Y[order[:400]]
        self.X_val, self.Y_val = X[order[400:]], Y[order[400:]]
        self.test = X[500:], Y[500:]

    def open_test(self, model):
        return self.test


def load_tiny(seed):
    LOADED.append(seed)
    return Tiny(seed)


@pytest.fixture
def run(tmp_path):
    LOADED.clear()

    def call(settings, seed=3, **options):
        return retrain(settings, tmp_path, seed, jobs=1, load=load_tiny, **options)

    return call


def test_a_setting_is_trained_and_gets_two_accuracies(run):
    (row,) = run([SETTING])
    assert {key: row[key] for key in SETTING} == SETTING
    assert row["reason"] is None
    assert 0.9 < row["valid_acc"] <= 1
    assert 0.9 < row["test_acc"] <= 1


def test_equal_settings_are_trained_once(run):
    other = SETTING | {"lr": 0.25}
    rows = run([SETTING, other, SETTING | {"note": 1}, SETTING | {"lr": 0.5 + 0}])
    assert [row["lr"] for row in rows] == [0.5, 0.25]
    assert len(LOADED) == 2
    assert run([SETTING | {"lr": 1}, SETTING | {"lr": 1.0}])[0]["lr"] == 1
    assert len(LOADED) == 3


def test_what_is_in_the_cache_is_not_trained_again(run, tmp_path):
    first = run([SETTING])
    assert run([SETTING]) == first
    assert LOADED == [3]
    (path,) = tmp_path.iterdir()
    assert json.loads(path.read_text()) == first[0]


def test_another_seed_or_version_is_trained_anew(run, tmp_path, monkeypatch):
    run([SETTING])
    run([SETTING], seed=4)
    assert LOADED == [3, 4]
    module._version.cache_clear()
    monkeypatch.setattr(module, "RECIPE", module.RECIPE + 1)
    run([SETTING])
    module._version.cache_clear()
    assert LOADED == [3, 4, 3]
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"test_acc": 1}', "\ud7ff", "{}" * 3]
)
def test_a_damaged_file_of_the_cache_is_replaced(run, tmp_path, text):
    (row,) = run([SETTING])
    (path,) = tmp_path.iterdir()
    path.write_text(text, encoding="utf-8")
    assert run([SETTING]) == [row]
    assert json.loads(path.read_text()) == row


def test_an_interrupted_training_leaves_nothing_and_the_rest_goes_on(
    run, tmp_path, monkeypatch
):
    train = module._train

    def stop(setting, *args):
        if setting["lr"] == 0.25:
            raise KeyboardInterrupt
        return train(setting, *args)

    monkeypatch.setattr(module, "_train", stop)
    settings = [SETTING, SETTING | {"lr": 0.25}, SETTING | {"lr": 0.1}]
    with pytest.raises(KeyboardInterrupt):
        run(settings)
    assert len(list(tmp_path.iterdir())) == 1
    monkeypatch.setattr(module, "_train", train)
    assert len(run(settings)) == 3
    assert len(LOADED) == 3


def test_a_rate_that_blows_up_is_a_row_and_no_error(run):
    (row,) = run([SETTING | {"lr": 9.0, "n_epochs": 20, "num_hiddens": 500}])
    assert row["reason"] is None
    assert row["test_acc"] < 0.5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_epochs": 10**6}, "seconds, the limit is 600"),
        ({"num_hiddens": 10**12}, "far too many"),
        ({"lr": -1.0}, "not above 0"),
        ({"lr": float("nan")}, "not above 0"),
        ({"batch_size": 401}, "ValueError"),
    ],
)
def test_what_cannot_be_trained_is_refused_with_a_reason(run, tmp_path, change, words):
    (row,) = run([SETTING | change])
    assert words in row["reason"]
    assert row["valid_acc"] is row["test_acc"] is None
    assert not list(tmp_path.iterdir())


def test_the_limit_is_an_estimate_of_seconds(run):
    assert run([SETTING], most_seconds=0.001)[0]["reason"].endswith("limit is 0")
    one = estimate(SETTING)
    assert estimate(SETTING | {"n_epochs": 10}) == pytest.approx(2 * one)
    assert estimate(SETTING | {"num_hiddens": 4096}) > one


def test_the_estimate_fits_what_was_measured():
    # On one core of the 2-core machine of the course, seconds an epoch.
    for num_hiddens, batch_size, seconds in (
        (64, 32, 0.21),
        (512, 64, 1.33),
        (2048, 64, 5.61),
        (64, 1, 1.42),
    ):
        setting = {"num_hiddens": num_hiddens, "batch_size": batch_size, "n_epochs": 1}
        assert 0.7 < estimate(setting) / seconds < 1.4


@pytest.mark.parametrize(
    ("reported", "fits", "words"),
    [
        (0.981, True, "reported 0.981, retrained 0.980 (difference within the spread)"),
        (0.970, True, "within the spread"),
        (0.995, False, "reported 0.995, retrained 0.980 (does not fit"),
        (0.900, False, "does not fit"),
        (None, None, "No test accuracy reported"),
    ],
)
def test_the_comparison_in_words(reported, fits, words):
    row = SETTING | {"valid_acc": 0.978, "test_acc": 0.98, "reason": None}
    found, sentence = comparison(reported, row)
    assert found is fits
    assert words in sentence


def test_records_get_the_comparison_and_lose_no_points(tmp_path):
    LOADED.clear()

    def record(student, final, reported):
        entry = {"question": "tuning", "score": 1.0, "cell": 7, "notes": ["a"]}
        entry["reported"] = reported
        other = {"question": "forward", "score": 1.0}
        parts = {"questions": [other, entry], "flags": []}
        return {"student": student, "final": final} | parts

    honest, forged = record("a", SETTING, 0.995), record("b", dict(SETTING), 0.5)
    without = record("c", None, None)
    records = [honest, forged, without, record("d", SETTING | {"lr": -1.0}, 0.9)]
    done = compare(records, tmp_path, 3, jobs=1, load=load_tiny)
    assert LOADED == [3]
    assert [r["student"] for r in done] == list("abcd")
    assert [r["questions"] for r in done] == [r["questions"] for r in records]
    assert "within the spread" in done[0]["retrained"]
    assert "does not fit" in done[1]["retrained"]
    assert [r["questions"][1]["score"] for r in done] == [1.0] * 4
    kinds = [[flag["kind"] for flag in r["flags"]] for r in done]
    assert kinds == [[], ["retrained_misfit"], [], []]
    assert done[2] == without
    assert "Not trained again" in done[3]["retrained"]
    assert os.listdir(tmp_path) == ["retrain"]
    json.dumps(done)


def test_what_was_trained_again_is_told_to_the_instructor_alone(tmp_path):
    entry = handmade.entry("tuning", reported=0.5, notes=["a"])
    handed = handmade.record("ann", entry, final=SETTING)
    (record,) = compare([handed], tmp_path, 3, jobs=1, load=load_tiny)
    summary = write_summary([record], tmp_path, "").read_text("utf-8")
    assert summary.count("reported 0.500, retrained") == 2  # the flag, and the list
    write_feedback(record, tmp_path, "")
    for ending in ("html", "md"):
        told = (tmp_path / "feedback" / f"ann.{ending}").read_text("utf-8")
        assert "retrained" not in told
        assert "0.500" not in told


def test_two_processes_give_the_same_rows(run, tmp_path):
    settings = [SETTING, SETTING | {"lr": 0.25}]
    rows = run(settings)
    again = retrain(settings, tmp_path / "two", 3, jobs=2, load=load_tiny)
    assert again == rows


def test_mnist_itself_a_small_slice(tmp_path):
    setting = {"num_hiddens": 16, "batch_size": 500, "lr": 0.5, "n_epochs": 1}
    (row,) = retrain([setting], tmp_path, 0, jobs=1)
    assert 0.8 < row["test_acc"] < 0.95
    assert abs(row["test_acc"] - row["valid_acc"]) < 0.05
