"""Test the stored runs of the controls, and what is computed from them."""

import json
import types

import numpy as np
import pytest
from notebooks import ROOT

from neuralnet import TwoLayerNN, load_experiment, load_mnist
from neuralnet.support import writers

CONTROLS = sorted(
    path.stem.removeprefix("control_")
    for path in (ROOT / "book" / "experiments").glob("control_*.json")
)


@pytest.mark.parametrize("name", sorted(set(CONTROLS) - {"committee"}))
def test_stored_means_pairs_and_effects_follow_from_the_runs(name, bench):
    """The settings are those of the script; each error is a share of misread images."""
    controls, stored = bench("controls"), load_experiment(f"control_{name}")
    rows, seeds = controls.GROUPS[name]
    for row in stored["rows"]:
        assert row["settings"] == rows[row["name"]]
        assert {run["seed"] for run in row["runs"]} <= set(seeds)
        for run in row["runs"]:
            share = 100 * len(run["misread"]) / run["num_images"]
            assert run["valid_error"] == pytest.approx(share, abs=1e-4)
    for key, value in controls.summary(name, stored["rows"]).items():
        assert json.loads(json.dumps(value)) == stored[key], key
    assert "test" not in json.dumps(stored)


def test_a_control_is_validated_on_writers_whom_it_has_not_seen(bench, monkeypatch):
    controls = bench("controls")
    _, writer = writers.read_writers()
    trained_on, fit = [], controls.fit
    monkeypatch.setattr(
        controls, "fit", lambda *args: trained_on.append(args[1]) or fit(*args)
    )
    settings = {"num_hiddens": 4, "n_epochs": 1, "lr": 0.1, "batch_size": 500}
    run = controls.run("factorial", "none", settings, 3)
    data = load_mnist(dtype=np.float32, rng=np.random.default_rng(3), split="writers")
    assert np.array_equal(trained_on[0], data.X_train)
    assert run["num_images"] == len(data.X_val)
    assert set(run["misread"]) <= set(data.rows_val.tolist())
    share = np.isin(data.rows_val, run["misread"]).mean()
    assert run["valid_error"] == pytest.approx(100 * share, abs=1e-4)
    part, _ = writers.read_writers()
    employees = part[data.rows_val] == 0
    share = np.isin(data.rows_val[employees], run["misread"]).mean()
    assert run["employees_error"] == pytest.approx(100 * share, abs=1e-4)
    assert set(writer[run["misread"]]).isdisjoint(writer[data.rows_train])


def test_effects_of_factors_are_differences_of_means(bench):
    """An error of 4, minus 1 with deslant, minus 2 with distort, 0.5 back with both."""
    compare, runs = bench("compare"), {}
    for cell in compare.cells():
        value = 4.0 - ("deslant" in cell) - 2 * ("distort" in cell)
        value += 0.5 * ({"deslant", "distort"} <= set(cell))
        runs[compare.name_of(cell)] = {s: {"valid_error": value + s} for s in (0, 1)}
    found = {tuple(e["factors"]): e["mean"] for e in compare.effects(runs)}
    assert found["deslant",] == pytest.approx(-0.75)
    assert found["distort",] == pytest.approx(-1.75)
    assert found["deslant", "distort"] == pytest.approx(0.5)
    assert found["attack",] == found["deslant", "distort", "attack"] == 0


def test_pairs_are_compared_on_the_seeds_that_both_have_run(bench):
    table = {"a": {0: {"misread": [1, 2, 3]}}, "b": {0: {"misread": [3]}, 1: None}}
    pair = bench("compare").pair(table, "a", "b")
    assert (pair["pooled"], pair["only"], pair["seeds"]) == ([0, 2], [[0, 2]], [0])


def test_all_images_of_a_writer_are_one_observation(bench):
    """Four images prove less if one writer wrote them, or if two seeds have each."""
    chance = bench("compare").chance
    _, writer = writers.read_writers()
    _, four = np.unique(writer, return_index=True)
    one = np.flatnonzero(writer == writer[0])[:4]
    assert chance([], four[:4]) == 0.0455  # two standard errors
    assert chance(four[:4], []) == 0.0455
    assert chance([], one) == 0.317  # one standard error
    by_two_seeds = [*four[:2], *(four[:2] + 60_000)]
    assert chance([], by_two_seeds) == 0.157  # the square root of 2
    assert chance(four[:1], four[1:2]) == chance([], []) == 1


def test_both_splits_are_compared_on_the_same_images(bench):
    """All images of one writer are misread once the writer is new, and no others."""
    compare = bench("compare")
    _, writer = writers.read_writers()
    with np.load(writers.FILE) as found:
        labels = found["label"]
    parted = [
        writers.split_rows(labels, np.random.default_rng(0), split)[1]
        for split in ("images", "writers")
    ]
    both = np.intersect1d(*parted)
    one = parted[1][writer[parted[1]] == writer[both[0]]]
    runs = {"images": {0: {"misread": []}}, "writers": {0: {"misread": one.tolist()}}}
    found = compare.same_images(runs)
    more = pytest.approx(100 * np.isin(both, one).mean(), abs=1e-4)
    assert found["num_images"] == len(both)
    assert found["more"] == more
    assert found["all"] == {"images": 0, "writers": more}
    assert found["more_error"] == pytest.approx(found["more"], rel=0.02)  # one writer


def test_the_last_records_are_those_that_the_controls_choose(bench, monkeypatch):
    """The committee takes the first network of 'longer' as it is, and trains others."""
    records, one, two = bench("records"), {"lr": 1}, {"lr": 2, "width": 14}
    rows = {"longer": one, "committee": [one, two]}
    monkeypatch.setattr(records, "least", lambda name: {"settings": rows[name]})
    found = records.with_seeds(records.chosen("longer"), following=False)
    assert (found["settings"], len(found["seeds"])) == (one, 3)
    first = found["seeds"][:1]
    found = records.with_seeds(records.chosen("committee"), following=False)
    assert records.parts_of(found) == ([one, two], [first, [44]])


def test_a_committee_is_measured_by_its_mean_probabilities(bench):
    committee = bench("committee")
    Y = np.eye(10)[[0, 1]]
    data = types.SimpleNamespace(Y_val=Y, rows_val=np.array([7, 9]))
    sure, torn = 0.9 * Y + 0.01, 0.2 * Y + 0.8 * Y[::-1]
    copies = 1 + committee.COPIES
    votes = [np.array([sure] * copies), np.array([torn] * copies)]
    assert committee.result(votes[:1], data)["misread"] == []
    assert committee.result(votes[1:], data)["misread"] == [7, 9]
    both = committee.result(votes, data)
    assert both["valid_error"] == both["distorted_error"] == 0
    assert both["valid_loss"] == pytest.approx(-np.log(np.mean([0.91, 0.2])))
    assert len(committee.result(votes[1:], data)["copies_misread"]) == 8
    run = {"seed": 0, "distorted_error": 1.0}
    rows = [
        {"name": n, "runs": [run] * k, "means": {"distorted_error": [e]}}
        for n, k, e in (("a", 3, 2.0), ("b", 3, 1.5), ("c", 1, 1.0))
    ]
    assert committee.least(rows) == "b"  # "c" has only one seed


def test_attacks_stay_within_reach_and_within_the_image(bench, monkeypatch):
    controls, seen = bench("controls"), []
    rng = np.random.default_rng(0)
    net = TwoLayerNN(784, 8, 10, rng=rng, dtype=np.float32)
    X = rng.random((50, 784), np.float32)
    Y = np.eye(10, dtype=np.float32)[net.forward(X)[0].argmax(axis=1)]
    found = controls.attacked(net, X, Y)
    assert list(found["attacked_error"]) == list(controls.REACHES)
    assert controls.error(net, X, Y, 0.0, 1) == 0
    weak, strong = (found["attacked_error"][reach] for reach in (0.06, 0.3))
    assert weak[1] <= weak[20] <= strong[20]
    monkeypatch.setattr(controls, "misread", lambda net, X, Y: seen.append(X) or [])
    controls.attacked(net, X, Y)
    *within, _, _, _, free, _, _ = seen  # `free` may leave [0, 1]
    assert len(within) == 8
    for moved, reach in zip(within, np.repeat(controls.REACHES, 2), strict=True):
        assert moved.dtype == np.float64
        assert moved.min() >= 0
        assert moved.max() <= 1
        assert np.abs(moved - X).max() == pytest.approx(reach)
    assert free.min() < 0 < 1 < free.max()
    assert free.dtype == np.float32


def test_an_exact_attack_has_a_direction_where_an_answer_is_sure(bench):
    """With two classes, larger scores shrink the gradient and keep its direction.

    Where y rounds to 1 and y - Y to 0, the exact attack goes on, and the other ends.
    """
    controls, rng = bench("controls"), np.random.default_rng(0)
    net = TwoLayerNN(784, 8, 2, rng=rng)
    X = rng.random((50, 784))
    Y = np.eye(2)[net.forward(X)[0].argmax(axis=1)]
    moved = controls.attack(net, X, Y, 0.1)
    assert np.array_equal(controls.exact_attack(net, X, Y, 0.1), moved)
    net.params = net.params | {"W2": 500 * net.params["W2"]}
    sure = (net.forward(X)[0] * Y).max(axis=1) == 1
    assert sure.any()
    assert np.array_equal(controls.exact_attack(net, X, Y, 0.1), moved)
    other = controls.attack(net, X, Y, 0.1)
    assert (np.abs(other - moved)[sure].max(axis=1) > 0).all()
