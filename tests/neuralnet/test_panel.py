"""Test the training panel: a run, the figure of several runs, and the widgets."""

import types

import IPython.display
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


@pytest.fixture
def shown(monkeypatch):
    """Return the list to which each displayed object is added."""
    objects = []
    monkeypatch.setattr(IPython.display, "display", lambda x, **_: objects.append(x))
    return objects


def test_run_setting_returns_the_history_of_train(data, capsys):
    """A run prints a line per epoch only if verbose, and the default seed is 0."""
    history = panel.run_setting(data, **SETTING, num_images=200, seed=3)
    assert capsys.readouterr().out == ""
    parts = data.X_train[:200], data.Y_train[:200], data.X_val, data.Y_val
    model = TwoLayerNN(6, 4, 3, rng=np.random.default_rng(3))
    assert history == model.train(*parts, lr=0.1, n_epochs=2, batch_size=32)
    by_default, of_seed_0 = (
        panel.run_setting(data, **SETTING, num_images=200, **seed)
        for seed in ({}, {"seed": 0})
    )
    assert by_default == of_seed_0 != history
    ends = panel.run_setting(
        data, **SETTING | {"n_epochs": 3}, num_images=200, log_interval=3
    )
    assert [row["epoch"] for row in ends] == [0, 2]
    lines = capsys.readouterr().out
    assert lines.count("epoch") == 2
    panel.run_setting(data, **SETTING, num_images=200, seed=3, verbose=True)
    assert capsys.readouterr().out == lines


def test_a_diverged_run_gives_no_warning_and_can_be_drawn(data, shown):
    history = panel.run_setting(data, **(SETTING | {"lr": 1e200}), num_images=100)
    assert not np.isfinite(history[-1]["valid_loss"])
    panel.show_runs({"far too large": history})
    assert "image/svg+xml" in shown[0]


def open_panel(data, shown):
    """Return the panel's controls by name, its button and its two outputs."""
    assert panel.training_panel(data) is None
    *controls, button, log, figure = shown.pop().children
    return {c.description: c for c in controls}, button, log, figure


def test_the_button_trains_and_draws_all_runs(data, shown, capsys, monkeypatch):
    controls, button, _, figure = open_panel(data, shown)
    waits = []  # whether an output is cleared only when there is something new
    monkeypatch.setattr(
        type(figure), "clear_output", lambda output, wait=False: waits.append(wait)
    )
    controls["num_images"].value = 1000
    controls["n_epochs"].value = 2
    for num_hiddens in (3, 4):
        controls["num_hiddens"].value = num_hiddens
        button.click()
    assert capsys.readouterr().out.count("epoch 01 - train loss/acc") == 2
    figures = [thing["text/plain"] for thing in shown]
    assert [text.count("\nline ") for text in figures] == [2, 4]
    assert waits == [False, True] * 2  # the log is cleared at once, the figure later
    assert "num_hiddens 3, lr 0.1, batch_size 32, n_epochs 2" in figures[1]
    assert not button.disabled


DIVERGED = [{"epoch": 0, "valid_loss": np.nan, "valid_acc": 0.1}]


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (None, "num_images is 5000, but there are only 1100 images."),
        (MemoryError("no room"), "no room."),
        (KeyboardInterrupt(), "Stopped."),
        (DIVERGED, "Try a smaller lr."),
    ],
)
def test_a_failed_run_is_explained(data, shown, capsys, monkeypatch, outcome, sentence):
    _, button, _, _ = open_panel(data, shown)

    def run_setting(*_, **__):
        assert button.disabled
        if outcome is not DIVERGED:
            raise outcome
        return DIVERGED

    if outcome:  # otherwise the default number of images is too large for these data
        monkeypatch.setattr(panel, "run_setting", run_setting)
    button.click()
    assert sentence in capsys.readouterr().out
    assert len(shown) == (outcome is DIVERGED)
    assert not button.disabled
