"""--retrain: once for each distinct setting, kept, bounded, and honestly compared."""

import handmade
import joblib
import numpy as np
import pytest
from test_folder import PLAIN

from coursework.grading import grade
from coursework.grading.choice import retrain as module
from coursework.grading.choice.retrain import compare, comparison, load_float32

SETTING = {"num_hiddens": 8, "batch_size": 10, "lr": 0.5, "n_epochs": 5}
LOADED = []


class Tiny:
    """Ten noisy patterns of 20 pixels, in the form of a `Dataset`."""

    def __init__(self, seed):
        rng = np.random.default_rng(0)
        patterns = rng.integers(2, size=(10, 20))
        digits = np.arange(700) % 10
        X = (patterns[digits] + rng.normal(0, 0.2, (700, 20))).astype(np.float32)
        Y = np.eye(10, dtype=np.float32)[digits]
        self.X_train, self.X_val, X_test = np.split(X, [400, 500])
        self.Y_train, self.Y_val, Y_test = np.split(Y, [400, 500])
        self.open_test = lambda model: (X_test, Y_test)


def load_tiny(seed):
    LOADED.append(seed)
    return Tiny(seed)


@pytest.fixture
def run(tmp_path):
    LOADED.clear()

    def call(*settings, seed=3, reported=0.5, entry=(), fitting=None, **options):
        entry = handmade.entry("tuning", reported=reported) | dict(entry)
        entry |= {"fitting": fitting} if fitting else {}
        records = [
            handmade.record(f"s{k}", entry, final=setting)
            for k, setting in enumerate(settings)
        ]
        return compare(records, tmp_path, seed, jobs=1, load=load_tiny, **options)

    return call


def test_equal_settings_are_trained_once_and_kept(run, tmp_path):
    others = {"lr": 1}, {"note": 1}, {"lr": 1.0}
    settings = [SETTING, *(SETTING | other for other in others)]
    first = run(*settings)
    assert len(LOADED) == 2
    assert run(*settings) == first
    assert len(LOADED) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["retrain"]


def test_another_seed_or_version_is_trained_anew(run, monkeypatch):
    run(SETTING)
    run(SETTING, seed=4)
    monkeypatch.setattr(module, "VERSION", "another")
    run(SETTING)
    assert LOADED == [3, 4, 3]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_epochs": 1000, "batch_size": 1}, "seconds, the limit is 600"),
        ({"num_hiddens": 10**12}, "should be at least 2 and at most 10000"),
        ({"lr": -1.0}, "lr is -1, it should be above 0"),
        ({"lr": float("nan")}, "lr is nan, it should be above 0"),
        ({"batch_size": 401}, "ValueError"),
    ],
)
def test_what_cannot_be_trained_is_refused_with_a_reason(run, change, words):
    (record,) = run(SETTING | change)
    assert record["retrained"].startswith("Not trained again: ")
    assert words in record["retrained"]
    assert record["flags"] == []


def test_a_rate_that_blows_up_is_a_result_and_no_error(run):
    (record,) = run(SETTING | {"lr": 9.0, "n_epochs": 20, "num_hiddens": 500})
    assert float(record["retrained"].split("retrained ")[1][:5]) < 0.5


@pytest.mark.parametrize(
    ("reported", "fits", "words"),
    [
        (0.981, True, "reported 0.981, retrained 0.980 (difference within the spread)"),
        (0.995, False, "reported 0.995, retrained 0.980 (does not fit"),
        (None, None, "No test accuracy reported"),
    ],
)
def test_the_comparison_in_words(reported, fits, words):
    found, sentence = comparison(reported, 0.98, None)
    assert found is fits
    assert words in sentence


def test_records_get_the_comparison_and_lose_no_points(run):
    records = run(SETTING, None, reported=0.5) + run(SETTING, reported=0.995)
    kinds = [[flag["kind"] for flag in record["flags"]] for record in records]
    assert kinds == [["retrained_misfit"], [], []]
    scores = [[e["score"] for e in record["questions"]] for record in records]
    assert scores == [[1.0] * 7] * 3
    assert "retrained" not in records[1]
    assert "within the spread" in records[2]["retrained"]


def test_typed_text_that_fits_gets_its_points(run):
    fitting = handmade.entry("tuning", reported=0.995, cell=4)
    for reported, score in ((0.995, 3.0), (0.5, 1.5)):
        typed = {"score": 1.5, "out_of": 3.0, "mistake": "typed_only", "cell": 4}
        (record,) = run(SETTING, reported=reported, fitting=fitting, entry=typed)
        entry = next(e for e in record["questions"] if e["question"] == "tuning")
        assert (entry["score"], entry["out_of"], entry["cell"]) == (score, 3.0, 4)
        assert (entry["mistake"] is None) == (score == 3.0)


def test_it_takes_no_more_processes_than_the_run(tmp_path, monkeypatch):
    (tmp_path / "kim.py").write_text("softmax = 1")
    heard = []
    monkeypatch.setattr(
        module, "compare", lambda *a, **words: heard.append(words) or a[0]
    )
    grade(tmp_path, tmp_path / "out", **PLAIN, retrain=True)
    assert heard[0]["jobs"] == 1


def test_mnist_itself_a_small_network():
    setting = (16, 500, 0.5, 1)
    _, accuracy, _ = module.retrained(joblib.Memory(None), setting, 0, load_float32)
    assert 0.8 < accuracy < 0.95
