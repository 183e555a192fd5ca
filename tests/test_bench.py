"""Test that the scripts measure what is stored."""

import ideas
import numpy as np
import speed
import speed_steps

from neuralnet import load_experiment


def test_the_race_has_the_contenders_that_are_stored():
    stored = load_experiment("speed")
    assert set(stored["epochs"]) == {f"{h},{b}" for h, b in speed.SHAPES}
    for found in stored["epochs"].values():
        assert found.keys() == speed.CONTENDERS.keys()


def test_the_rates_are_measured_that_are_stored():
    new = speed_steps.rates(np.ones((2, 784)), rounds=2)
    assert new.keys() == load_experiment("speed_steps")["rates"].keys()


def test_the_ideas_have_the_settings_that_are_stored():
    rows = load_experiment("ideas")["rows"]
    assert {row["name"]: row["settings"] for row in rows} == ideas.ROWS
    for row in rows:
        assert [run["seed"] for run in row["runs"]] == [*ideas.SEEDS]
