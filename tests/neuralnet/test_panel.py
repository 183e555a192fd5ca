"""Test a training by hyperparameters that a reader has chosen."""

import types

import numpy as np
import pytest

from neuralnet import TwoLayerNN, panel

SETTING = {"num_hiddens": 4, "lr": 0.1, "batch_size": 32, "n_epochs": 2}


@pytest.fixture
def data():
    """Return three blobs of six pixels, with the attributes of a Dataset."""
    rng = np.random.default_rng(0)
    labels = rng.integers(3, size=1400)
    X = rng.normal(size=(1400, 6)) + 3 * np.eye(3, 6)[labels]
    Y = np.eye(3)[labels]
    return types.SimpleNamespace(
        X_train=X[:1100], Y_train=Y[:1100], X_val=X[1100:], Y_val=Y[1100:]
    )


def test_run_setting_returns_the_history_of_train(data, capsys):
    """A run prints nothing, and the default seed is 0."""
    history = panel.run_setting(data, **SETTING, num_images=200, seed=3)
    parts = data.X_train[:200], data.Y_train[:200], data.X_val, data.Y_val
    model = TwoLayerNN(6, 4, 3, rng=np.random.default_rng(3))
    options = {"lr": 0.1, "n_epochs": 2, "batch_size": 32, "verbose": False}
    assert history == model.train(*parts, **options)
    by_default, of_seed_0 = (
        panel.run_setting(data, **SETTING, num_images=200, **seed)
        for seed in ({}, {"seed": 0})
    )
    assert by_default == of_seed_0 != history
    ends = panel.run_setting(
        data, **SETTING | {"n_epochs": 3}, num_images=200, log_interval=3
    )
    assert [row["epoch"] for row in ends] == [0, 2]
    assert capsys.readouterr().out == ""


def test_a_run_that_diverges_gives_no_warning(data):
    history = panel.run_setting(data, **(SETTING | {"lr": 1e200}), num_images=100)
    assert not np.isfinite(history[-1]["valid_loss"])


def test_more_images_than_there_are_is_refused(data):
    with pytest.raises(ValueError, match="there are only 1100 images"):
        panel.run_setting(data, **SETTING)
