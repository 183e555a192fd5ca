"""Test that the race runs what it stores, on a few images."""

import numpy as np
import speed
import speed_steps

from neuralnet import load_experiment


def test_the_race_runs_the_contenders_that_are_stored(tmp_path):
    stored = load_experiment("speed")
    assert set(stored["epochs"]) == {f"{h},{b}" for h, b in speed.SHAPES}
    for found in stored["epochs"].values():
        assert found.keys() == speed.CONTENDERS.keys()
    X = np.eye(784, dtype=np.float32)[np.arange(2000) % 10]  # ten lit pixels
    np.savez(tmp_path / "few.npz", X=X, Y=X[:, :10])
    workers = {name: speed.Worker(name, tmp_path / "few.npz", 0) for name in speed.OURS}
    try:
        found = speed.side_by_side(workers, (2000, 8, 10), rounds=3)
    finally:
        for worker in workers.values():
            worker.close()
    assert found["fast"]["ratio"] == {"median": 1, "min": 1, "max": 1}
    assert min(found[name]["accuracy"] for name in ("loop", "fast")) == 1
    assert found["products"]["accuracy"] is None
    assert all(row["seconds"] > 0 for row in found.values())


def test_the_rates_are_measured_that_are_stored():
    new = speed_steps.rates(np.ones((2, 784)), rounds=2)
    assert new.keys() == load_experiment("speed_steps")["rates"].keys()
