"""Test that the solved network of the homework trains like the package's network."""

import pathlib

import nbformat
import numpy as np
import pytest

import neuralnet

BOOK = pathlib.Path(__file__).parents[2] / "book"


@pytest.fixture(scope="module")
def network():
    """Return the solved class of the homework, from its functions and class alone."""
    notebook = nbformat.read(BOOK / "solutions" / "homework.ipynb", as_version=4)
    space = {"np": np, "load_batch": neuralnet.load_batch}
    for cell in notebook.cells:
        if cell.source.startswith(("def ", "class TwoLayerNN")):
            exec(cell.source, space)
    return space["TwoLayerNN"]


@pytest.mark.parametrize(("interval", "epochs"), [(1, [0, 1, 2]), (10, [0, 2])])
def test_it_trains_as_the_package_does(network, interval, epochs, capsys):
    rng = np.random.default_rng(0)
    X, Y = rng.random((60, 7)), np.eye(4)[rng.integers(0, 4, 60)]
    histories, texts = [], []
    for make in (network, neuralnet.TwoLayerNN):
        np.random.seed(3)
        model = make(7, 5, 4)
        histories.append(model.train(X, Y, X[:20], Y[:20], 0.1, 3, 16, interval))
        texts.append(capsys.readouterr().out)
    assert [row["epoch"] for row in histories[0]] == epochs
    for ours, given in zip(*histories, strict=True):
        assert ours == pytest.approx(given, abs=1e-12)
    assert texts[0] == texts[1]
