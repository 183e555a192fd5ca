"""Test that each row of a search equals the result of the same training alone."""

import numpy as np
import pytest

from neuralnet.further import search as tuning
from neuralnet.further.search import LogUniform, random_search, train_trial
from neuralnet.further.space import draw_hyperparameters

SPACE = {
    "num_hiddens": [4, 8],
    "batch_size": [16, 32],
    "lr": LogUniform(0.02, 2),
    "n_epochs": [2, 3, 5],
}
FEW = {"num_hiddens": [6], "batch_size": [16], "lr": [0.1, 0.5], "n_epochs": [1, 2, 5]}


def make_data(n=200, seed=0, dtype=np.float32):
    """Return X, Y, X_val, Y_val: three noisy classes of 12 pixels, one always 0."""
    rng = np.random.default_rng(seed)
    means = rng.normal(size=(3, 12))
    parts = []
    for size in (n, n // 2):
        labels = rng.integers(3, size=size)
        X = means[labels] + 1.5 * rng.normal(size=(size, 12))
        X[:, 3] = 0
        parts += [np.where(X > 0, X, 0).astype(dtype), np.eye(3, dtype=dtype)[labels]]
    return parts


DATA = make_data()


@pytest.fixture
def trained(monkeypatch):
    """Return a list to which each training in this process adds its epochs."""
    epochs, original = [], tuning.Run.advance

    def advance(run, data, n_epochs):
        epochs.append(n_epochs - len(run.losses))
        original(run, data, n_epochs)

    monkeypatch.setattr(tuning.Run, "advance", advance)
    return epochs


def search(space=SPACE, n_trials=8, seed=0, n_jobs=1, **options):
    """Return the table of a random search on DATA."""
    rng = np.random.default_rng(seed)
    return random_search(space, *DATA, n_trials, rng, n_jobs=n_jobs, **options)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_trials_that_share_a_training_equal_trials_trained_alone(dtype, trained):
    data = make_data(dtype=dtype)
    table = random_search(FEW, *data, 12, np.random.default_rng(1), n_jobs=1)
    assert trained == [5, 5]  # one training for each learning rate, of most epochs
    assert {row["n_epochs"] for row in table} == {1, 2, 5}
    for row in table:
        model, single = train_trial(row, *data, row["seed"])
        assert single == {name: row[name] for name in single}
        assert model.params["W1"].dtype == dtype


def test_the_number_of_processes_changes_no_result():
    table, by_two = (search(n_jobs=n_jobs) for n_jobs in (1, 2))
    assert table == by_two
    accs = [row["valid_acc"] for row in table]
    assert accs == sorted(accs, reverse=True)  # the best comes first
    assert len(set(accs)) > 1


def test_a_diverging_trial_is_recorded_and_stops():
    table = search(FEW | {"lr": [0.5, 1e30], "n_epochs": [5]}, n_trials=6)
    diverged = [row for row in table if row["lr"] == 1e30]
    assert 0 < len(diverged) < 6
    assert table[-len(diverged) :] == diverged
    for row in diverged:
        assert row["status"] == "diverged"
        assert row["valid_loss"] is None
        assert row["valid_acc"] == 0
        assert row["epoch"] == len(row["losses"]) < 4
    assert {row["status"] for row in table if row["lr"] == 0.5} == {"done"}


def test_a_trial_that_ends_before_it_diverges_is_done():
    run = tuning.Run({"lr": 1}, 0)
    run.losses, run.accs = [0.5, 0.4, np.nan], [0.7, 0.8, 0.1]
    two_epochs, row = run.row(n_epochs=2), run.row(n_epochs=3)
    assert (two_epochs["status"], two_epochs["valid_acc"]) == ("done", 0.8)
    assert (row["status"], row["epoch"]) == ("diverged", 2)  # epochs count from 0
    assert (row["valid_loss"], row["valid_acc"]) == (None, 0)  # it loses to all others
    assert (row["losses"], row["accs"]) == ([0.5, 0.4], [0.7, 0.8])


def test_draws_are_even_on_a_log_scale_and_drawn_widths_are_whole_numbers():
    rng = np.random.default_rng(0)
    draws = np.array([LogUniform(0.25, 4).sample(rng) for _ in range(2000)])
    assert abs((draws < 1).mean() - 1 / 2) < 0.04
    space = SPACE | {"num_hiddens": LogUniform(2, 9)}
    widths = [draw_hyperparameters(space, rng)["num_hiddens"] for _ in range(20)]
    assert set(map(type, widths)) == {int}
    assert {2} < {*widths} <= {*range(2, 10)}


BAD = {  # {message: a space of hyperparameters that is refused with it}
    "unknown: ['depth'], missing: []": SPACE | {"depth": [1]},
    "unknown: [], missing: ['lr']": {k: v for k, v in SPACE.items() if k != "lr"},
    "batch_size is 999, but there are only 200": SPACE | {"batch_size": [999]},
    "lr must be positive": SPACE | {"lr": [0.1, -1.0]},
    "no range of positive numbers": SPACE | {"lr": LogUniform(0, 1)},
    "num_hiddens must be a whole number": SPACE | {"num_hiddens": [1.5]},
    "init must be one of": SPACE | {"init": ["hee"]},
    "n_epochs needs a list of choices": SPACE | {"n_epochs": 3},
}


@pytest.mark.parametrize("message", BAD)
def test_bad_spaces_are_refused(message):
    with pytest.raises((ValueError, TypeError)) as info:
        search(BAD[message])
    assert message in str(info.value)


def test_bad_arguments_of_a_search_are_refused():
    for call, message in (
        (lambda: random_search(SPACE, *DATA, 3, 0), "rng must be"),
        (lambda: search(n_trials=0), "n_trials must be at least 1"),
    ):
        with pytest.raises((ValueError, TypeError), match=message):
            call()
