"""Run a small slice of each stored record again, and test the claims."""

import gzip
import json
import struct

import numpy as np
import pytest

from neuralnet import TwoLayerNN, load_experiment

NAMES = ["plain", "smoothed", "attacked", "distorted"]
NAMES += ["ensemble", "committee", "fashion", "quick", "longer"]


@pytest.fixture
def records(bench):
    return bench("records")


@pytest.mark.parametrize("name", NAMES)
def test_a_slice_of_each_record_gives_the_stored_losses(name, records):
    """Ten steps of the stored recipe in float64 give the stored losses."""
    stored = load_experiment(f"record_{name}")
    again = records.slice_of(stored["settings"])
    assert again.keys() == stored["slice"].keys()
    for key, value in stored["slice"].items():
        assert again[key] == pytest.approx(value, abs=1e-4), key  # float32 distortions


@pytest.mark.parametrize("name", NAMES)
def test_the_script_holds_the_stored_settings(name, records):
    stored = load_experiment(f"record_{name}")
    record = records.RECORDS.get(name) or records.chosen(name)
    found = records.with_seeds(record, following=False)
    assert {key: stored[key] for key in found} == found
    assert stored["command"] == f"python bench/records.py {name}"


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"ensemble", "committee"}))
def test_means_are_those_of_the_runs(name, records):
    stored = load_experiment(f"record_{name}")
    errors = [run["test_error"] for run in stored["runs"]]
    assert len({run["seed"] for run in stored["runs"]}) >= (5 if name == "plain" else 3)
    assert stored["test_error"]["mean"] == pytest.approx(np.mean(errors), abs=1e-4)
    assert stored["test_error"]["sd"] == pytest.approx(np.std(errors, ddof=1), abs=1e-4)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"ensemble", "committee"}))
def test_networks_that_were_tested_before_the_record_are_counted_too(name, records):
    stored = load_experiment(f"record_{name}")
    counted = stored["with_earlier"]
    assert counted == records.with_earlier(name, stored["settings"])
    # The chapter names these, too.
    before = {"plain": 5, "smoothed": 1, "fashion": 3, "quick": 3}.get(name, 0)
    assert counted["networks"] == len(stored["runs"]) + before


def test_the_errors_are_as_small_as_the_chapter_claims():
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
            wrong = run.get("misread")  # of 12,000 images
            assert wrong is None or len(wrong) == round(120 * run["valid_error"])
    assert rows == {}
    assert "test" not in json.dumps(stored)


def test_the_same_seed_gives_the_same_result_and_another_does_not(bench, monkeypatch):
    choice = bench("choice")
    monkeypatch.setattr(choice, "NUM_ATTACKED", 100)
    settings = {"num_hiddens": 4, "n_epochs": 1, "lr": 0.1, "batch_size": 500}
    one, again, other = (choice.validate("tricks", settings, s) for s in (1, 1, 2))
    del one["cpu_seconds"], again["cpu_seconds"]
    assert one == again
    assert one["misread"] != other["misread"]
    assert one["valid_error"] < one["attacked_error"][1] <= one["attacked_error"][20]


def test_the_lost_digits_are_read_once(bench, tmp_path, monkeypatch):
    """On a stand-in of 30 digits, of which the first 20 count as MNIST's."""
    lost, rng = bench("lost_digits"), np.random.default_rng(0)
    nets = [TwoLayerNN(784, 4, 10, rng=rng, dtype=np.float32) for _ in range(3)]
    entries = [
        {"name": "plain", "settings": {}, "seeds": [k], "test_error": 1.5}
        | {"validated": 3 * (k == 2)}
        for k in range(3)
    ]
    others = [{"name": "reference", "seeds": [0]}]
    monkeypatch.setattr(lost, "openings", lambda: entries + others)
    monkeypatch.setattr(lost, "trained", lambda name, s, seed, fresh: (nets[seed],))
    monkeypatch.setattr(lost, "FIRST", 20)
    monkeypatch.setattr(lost, "FOLDER", tmp_path)
    monkeypatch.setattr(bench("runs"), "FOLDER", tmp_path)
    images = rng.integers(256, size=(30, 28, 28), dtype=np.uint8)
    labels = rng.integers(10, size=(30, 8)).astype(">i4")
    paths = tmp_path / "images.gz", tmp_path / "labels"
    head = struct.pack(">4I", 0x0803, *images.shape)
    paths[0].write_bytes(gzip.compress(head + images.tobytes()))
    paths[1].write_bytes(struct.pack(">3I", 0x0C02, 30, 8) + labels.tobytes())
    lost.main(*paths)
    found = json.loads((tmp_path / "lost_digits.json").read_text())
    assert (found["num_lost"], found["not_trained_again"]) == (10, 1)
    X = images.reshape(30, -1).astype(np.float32) / 255
    for net, row in zip(nets, found["rows"], strict=True):
        wrong = net.forward(X)[0].argmax(axis=1) != labels[:, 0]
        assert row["error_again"] == pytest.approx(100 * wrong[:20].mean())
        assert row["lost_error"] == pytest.approx(100 * wrong[20:].mean())
    rows = [{"error_again": e, "lost_error": 2 * e + 1} for e in (1.0, 1.5, 1.5, 3.0)]
    rows = [row | {"validated": 1} for row in rows]
    rows += [{"error_again": 0.5, "lost_error": 2 + x, "validated": 3} for x in (1, 2)]
    found = {"slope": 2, "constant": 1, "chosen_above_line": 1.5}
    assert lost.compare(rows) == found
    with pytest.raises(SystemExit, match="have been read"):
        lost.main(*paths)
    (tmp_path / "lost_digits.json").unlink()
    paths[1].write_bytes(struct.pack(">3I", 0x0C02, 29, 8) + labels[1:].tobytes())
    with pytest.raises(SystemExit, match=r"got \(30, 28, 28\) and \(29, 8\)"):
        lost.main(*paths)
