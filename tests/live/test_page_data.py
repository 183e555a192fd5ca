"""Test the digits and weights for Python in a page: size, use and messages."""

import importlib.util
import shutil

import numpy as np
import pytest
from _ext import page_data
from notebooks import LIVE

import neuralnet
from neuralnet import data, load_data, load_mnist, load_weights
from neuralnet.support import experiments
from neuralnet.training import loss_and_accuracy


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "data"
    page_data.write(folder)
    return folder


@pytest.fixture
def fetched(site, tmp_path, monkeypatch):
    """Let the package load its data as in a page; return [name of each fetched file].

    A test that sets this list to ["offline"] lets each later fetch fail.
    """
    owners = {"_read": data, "_find": experiments, "open_test": data.Dataset}
    for name, owner in owners.items():  # so that pytest undoes what `install` replaces
        monkeypatch.setattr(owner, name, getattr(owner, name))
    spec = importlib.util.spec_from_file_location("in_page", LIVE / "page" / "data.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    names = []

    def fetch(name, path):
        if names == ["offline"]:
            raise ConnectionError
        names.append(name)
        shutil.copyfile(site / name, path)

    module.install(fetch, tmp_path)
    return names


def test_digits_are_those_that_validated_the_stored_weights(fetched, capsys):
    """The stored weights did not learn from any of these digits."""
    found = load_mnist(rng=np.random.default_rng(5))
    again = load_mnist(rng=np.random.default_rng(5), dtype=np.float32)
    assert again.X_val.dtype == np.float32
    assert fetched == ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"]
    (message,) = capsys.readouterr().out.splitlines()
    assert "9,600 images to learn from and 2,400 to validate" in message
    assert (len(found.X_train), len(found.X_val)) == (9_600, 2_400)
    X = np.concatenate([found.X_train, found.X_val])
    Y = np.concatenate([found.Y_train, found.Y_val])
    model = neuralnet.TwoLayerNN(784, 512, 10)
    model.params = load_weights()
    accuracy = loss_and_accuracy(model, X, Y)[1]
    wanted = experiments.load_experiment("reference")["history"][-1]["valid_acc"]
    assert accuracy == pytest.approx(wanted, abs=1e-9)


def test_every_attempt_to_open_the_test_set_is_refused(fetched):
    """Another model is refused as well."""
    digits = load_mnist(rng=np.random.default_rng(0))
    for seed in range(2):
        model = neuralnet.TwoLayerNN(784, 2, 10, rng=np.random.default_rng(seed))
        with pytest.raises(RuntimeError, match=r"no test images.*in Colab or at home"):
            digits.open_test(model)
    with pytest.raises(RuntimeError, match="no test images"):
        load_data()


def test_weights_are_fetched_once(fetched):
    wanted = np.load(page_data.WEIGHTS)
    found = [load_weights() for _ in range(2)]
    assert fetched == ["reference.npz"]
    assert all(np.array_equal(found[1][name], wanted[name]) for name in found[0])
    with pytest.raises(FileNotFoundError):
        load_weights("none")


def test_without_a_network_the_error_asks_if_one_is_online(fetched):
    fetched.append("offline")
    for load in (load_mnist, load_weights):
        with pytest.raises(OSError, match=r"did not arrive .* Are you online\?"):
            load()
    fetched.clear()
    load_mnist(rng=np.random.default_rng(0))
