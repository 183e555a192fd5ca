import json

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


def test_changed_weights_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(experiments, "_FOLDERS", (tmp_path,))
    (tmp_path / "run.json").write_text(json.dumps({"weights_sha256": "00"}))
    (tmp_path / "run.npz").write_bytes(b"other")
    with pytest.raises(ValueError, match=r"run.npz: expected SHA-256 00, found"):
        load_weights("run")


def test_the_name_of_an_unknown_experiment_is_refused():
    with pytest.raises(FileNotFoundError, match=r"nothing.json: expected it in"):
        load_experiment("nothing")
