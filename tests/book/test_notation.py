"""Compare the names and shapes in tables of symbols with a tiny run of the package."""

import re
import sys

import numpy as np
import pytest
from notebooks import CHAPTERS, markdown

import neuralnet
from neuralnet import TwoLayerNN, load_batch, metrics, network

NOTATION = markdown("book/notation.md")
SIZES = {"N": 6, "D": 4, "H": 5, "C": 3, "B": 2}  # all sizes differ
SHAPE = re.compile(r"\([A-Z].*?\)|number")
SYMBOLS = re.compile(r"^## Symbols\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)


def rows(text):
    """Yield the cells of each row of the tables in a text, heads left out."""
    for line in re.findall(r"^\|(.*)\|$", text, flags=re.MULTILINE):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)]
        if cells[0].lower() != "symbol" and not re.fullmatch("[-: ]+", cells[0]):
            yield cells


def size(shape):
    """Return the sizes, in the tiny run, of a shape such as '(N, D)' or 'number'."""
    return tuple(SIZES[letter] for letter in re.findall(r"[A-Z]", shape))


def locals_of(run):
    """Return {local name: value} of the network's methods that `run` calls."""
    found = {}

    def watch(frame, event, _):
        is_network = frame.f_code.co_filename == network.__file__
        if event == "return" and is_network:
            found.update(frame.f_locals)

    sys.setprofile(watch)
    try:
        run()
    finally:
        sys.setprofile(None)
    return found


def tiny_run():
    """Return {name in the package's code: value} of what a tiny network computes."""
    rng = np.random.default_rng(0)
    X = rng.random((SIZES["N"], SIZES["D"]))
    Y = np.eye(SIZES["C"])[rng.integers(0, SIZES["C"], SIZES["N"])]
    model = TwoLayerNN(SIZES["D"], SIZES["H"], SIZES["C"], rng=rng)
    names = ("input_dim", "num_hiddens", "num_classes", "params", "compute_loss")
    known = {name: getattr(model, name) for name in names}

    def all_images():
        y, ff_dict = model.forward(X)
        model.backward(X, Y, ff_dict)
        model.compute_loss(Y, y)

    known |= locals_of(all_images) | model.params
    known |= known["ff_dict"] | model.backward(X, Y, known["ff_dict"])
    X_batch, Y_batch = next(load_batch(X, Y, SIZES["B"], rng=rng))
    step = locals_of(lambda: model.train_step(X_batch, Y_batch, SIZES["B"], 0.1))
    known |= {n: step[n] for n in ("X_batch", "Y_batch", "batch_size", "lr")}
    M = metrics.confusion_matrix(Y.argmax(axis=1), Y.argmax(axis=1), SIZES["C"])
    names = ("precision", "recall", "f1")
    return known | dict(zip(names, metrics.precision_recall_f1(M), strict=True))


KNOWN = {**vars(neuralnet), **SIZES, "L": 0.5, "np": np, **tiny_run()}


def shapes_of_notation():
    """Return {name in the code: its shapes} of the table of notation."""
    found = {}
    for _, names, shape, *_ in rows(NOTATION):
        for name in re.findall(r"`([^`]+)`", names):
            found.setdefault(name, set()).add(shape)
    return found


def test_the_table_of_notation_has_the_shapes_of_the_package():
    """Names that only chapters define are compared with their own tables."""
    compared = 0
    for name, shapes in shapes_of_notation().items():
        try:
            value = eval(name, KNOWN)
        except (NameError, SyntaxError):
            continue
        for shape in shapes:
            if shape and not (callable(value) or isinstance(value, dict)):
                assert np.shape(value) == size(shape), name
                compared += 1
    assert compared > 30


def own_table(name):
    """Yield (name, shape) of the table of symbols at the end of a chapter."""
    for cells in rows(SYMBOLS.search(markdown(name))[1]):
        names, shapes = re.findall(r"`([^`]+)`", cells[1]), SHAPE.findall(cells[2])
        if len(shapes) == 1:  # all names of the row have it
            shapes *= len(names)
        yield from zip(names, shapes, strict=False)


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_table_of_a_chapter_agrees_with_that_of_notation(name):
    of_notation = shapes_of_notation()
    for its_name, shape in own_table(name):
        if shape != "number" and its_name in of_notation:
            shapes = of_notation[its_name]
            of_batch = {each.replace("N", "B") for each in shapes}  # N in a step is B
            assert shape in shapes | of_batch, (its_name, shape)
