import json
import os

import numpy as np
import pytest

from neuralnet import TwoLayerNN, load_experiment, load_mnist, load_weights
from neuralnet.support import experiments
from neuralnet.training import loss_and_accuracy


def test_the_stored_weights_give_the_stored_numbers():
    rng = np.random.default_rng(0)
    data = load_mnist(rng=rng)
    model = TwoLayerNN(784, 512, 10, rng=rng)
    model.params = load_weights()
    loss, acc = loss_and_accuracy(model, data.X_val, data.Y_val)
    last = load_experiment("reference")["history"][-1]
    assert loss == pytest.approx(last["valid_loss"], rel=1e-9)
    assert acc == last["valid_acc"]


@pytest.mark.skipif(os.environ.get("EVERY") != "1", reason="a minute, with EVERY=1")
def test_the_reference_run_comes_out_again():
    """The chapter on training trains the first epochs, and reads the others."""
    stored = load_experiment("reference")
    options = {key: stored["settings"][key] for key in ("lr", "n_epochs", "batch_size")}
    rng = np.random.default_rng(0)
    data = load_mnist(rng=rng)
    model = TwoLayerNN(784, 512, 10, rng=rng)
    parts = data.X_train, data.Y_train, data.X_val, data.Y_val
    history = model.train(*parts, **options, verbose=False)
    for row, wanted in zip(history, stored["history"], strict=True):
        assert row == pytest.approx(wanted, rel=1e-9)
    for name, p in load_weights().items():
        np.testing.assert_allclose(model.params[name], p, rtol=0, atol=1e-9)


def test_changed_weights_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(experiments, "_FOLDERS", (tmp_path,))
    (tmp_path / "run.json").write_text(json.dumps({"weights_sha256": "00"}))
    (tmp_path / "run.npz").write_bytes(b"other")
    with pytest.raises(ValueError, match=r"run.npz: expected SHA-256 00, found"):
        load_weights("run")


def test_the_name_of_an_unknown_experiment_is_refused():
    with pytest.raises(FileNotFoundError, match=r"nothing.json: expected it in"):
        load_experiment("nothing")
