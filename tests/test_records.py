"""Run a small slice of each stored record again, and test the claims."""

import json

import numpy as np
import pytest

from neuralnet import load_experiment

NAMES = ["plain", "smoothed", "attacked", "distorted"]
NAMES += ["ensemble", "fashion", "quick"]


@pytest.fixture
def records(bench):
    """Import the script bench/records.py."""
    return bench("records")


@pytest.mark.parametrize("name", NAMES)
def test_a_slice_of_each_record_again(name, records):
    """Ten steps of the stored recipe in float64 give the stored losses."""
    stored = load_experiment(f"record_{name}")
    again = records.slice_of(stored["settings"])
    assert again.keys() == stored["slice"].keys()
    for key, value in stored["slice"].items():
        assert again[key] == pytest.approx(value, abs=1e-4), key  # float32 distortions


@pytest.mark.parametrize("name", NAMES)
def test_the_script_holds_the_stored_settings(name, records):
    stored = load_experiment(f"record_{name}")
    assert stored["settings"] == records.RECORDS[name]["settings"]
    assert stored["command"] == f"python bench/records.py {name}"


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"ensemble"}))
def test_means_are_those_of_the_runs(name, records):
    stored = load_experiment(f"record_{name}")
    errors = [run["test_error"] for run in stored["runs"]]
    assert len({run["seed"] for run in stored["runs"]}) >= (5 if name == "plain" else 3)
    assert stored["test_error"]["mean"] == pytest.approx(np.mean(errors), abs=1e-4)
    assert stored["test_error"]["sd"] == pytest.approx(np.std(errors, ddof=1), abs=1e-4)


def test_the_claims():
    """Compare test errors in percent with those that the chapter claims."""

    def mean(name):
        return load_experiment(f"record_{name}")["test_error"]["mean"]

    assert mean("plain") <= 1.9
    assert mean("smoothed") <= 1.4
    assert mean("attacked") <= 1.2
    assert mean("distorted") <= 0.6
    assert mean("fashion") <= 11
    assert load_experiment("record_ensemble")["test_error"] < mean("distorted")
    quick = load_experiment("record_quick")["runs"]
    assert all(r["test_error"] <= 1.9 and r["cpu_seconds"] <= 10 for r in quick)
    assert load_experiment("record_distorted")["settings"]["num_hiddens"] <= 1024
    assert load_experiment("record_plain")["settings"].get("momentum", 0) == 0


def test_the_table_of_choices_is_on_validation_data_and_complete(bench):
    """Every row has a seed; those of a record's hyperparameters have three."""
    stored = load_experiment("record_choice")
    rows = {json.dumps([r["group"], r["settings"]]): r["runs"] for r in stored["rows"]}
    choice = bench("choice")
    for row in choice.table():
        runs = rows.pop(json.dumps([row["group"], row["settings"]]), [])
        assert len(runs) >= 1 or row["change"] in choice.DECIDING[row["group"]]
        assert len({run["seed"] for run in runs}) == len(runs)
        for run in runs:
            wrong = run.get("misread")
            assert wrong is None or len(wrong) == round(120 * run["valid_error"])
    assert rows == {}
    assert "test" not in json.dumps(stored)


def test_seeds_of_a_row_differ_and_a_seed_says_the_same_again(bench, monkeypatch):
    choice = bench("choice")
    monkeypatch.setattr(choice, "NUM_ATTACKED", 100)
    settings = {"num_hiddens": 4, "n_epochs": 1, "lr": 0.1, "batch_size": 500}
    one, again, other = (choice.validate("tricks", settings, s) for s in (1, 1, 2))
    del one["cpu_seconds"], again["cpu_seconds"]
    assert one == again
    assert one["misread"] != other["misread"]
    assert one["valid_error"] < one["attacked_error"][1] <= one["attacked_error"][20]


def test_a_kept_network_is_not_trained_again(tmp_path, records, monkeypatch):
    settings = {"num_hiddens": 4, "n_epochs": 1, "lr": 0.1, "batch_size": 500}
    monkeypatch.setattr(records, "CACHE", tmp_path)
    first, seconds, _ = records.trained("tiny", settings, 0, fresh=False)
    monkeypatch.setattr(records, "fit", lambda *_: pytest.fail("it was trained again"))
    kept, again, _ = records.trained("tiny", settings, 0, fresh=False)
    assert again == seconds
    assert all(np.array_equal(kept.params[k], first.params[k]) for k in first.params)
    with pytest.raises(pytest.fail.Exception):
        records.trained("tiny", settings | {"lr": 0.2}, 0, fresh=False)
