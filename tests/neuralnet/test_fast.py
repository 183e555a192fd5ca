"""Test that fast steps change parameters exactly as the readable steps do."""

from unittest import mock

import numpy as np
import pytest
import small_networks
from hypothesis import given, settings
from hypothesis import strategies as st
from small_networks import copy, distance

from neuralnet import TwoLayerNN, load_batch, training
from neuralnet.further import fast, sparse
from neuralnet.further.buffers import shuffled_batches
from neuralnet.further.sparse import SparseSGD

ATOL = {np.float64: 1e-12, np.float32: 1e-6}


def make(X, dtype=np.float64, hidden=6, classes=4, seed=0):
    """Return a network for images X, these images, and random targets."""
    sizes = X.shape[1], hidden, classes
    return small_networks.make(seed, sizes=sizes, X=X, dtype=dtype)


def images(kind, n=40, d=30, seed=1):
    """Return n images of d pixels; the `kind` says which of these are 0."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    if kind == "sparse":  # the first pixel is always 0, the last one never
        X = np.where(rng.random((n, d)) < np.linspace(0, 1, d), np.abs(X), 0)
    elif kind == "rare":
        X[rng.random((n, d)) < 0.97] = 0
    elif kind == "zero":
        X[:] = 0
    elif kind == "signed zeros":
        X[:, ::2] = -0.0
    return X


KINDS = ["dense", "sparse", "rare", "zero", "signed zeros"]
# Pixels may be rare in a network with at least this many hidden units: in any, in none.
MANY = [1, 10**9]


@given(
    kind=st.sampled_from(KINDS),
    dtype=st.sampled_from([np.float64, np.float32]),
    sizes=st.tuples(st.integers(1, 40), st.integers(1, 30), st.integers(1, 12)),
    classes=st.integers(1, 4),
    seed=st.integers(0, 2**32 - 1),
    many=st.sampled_from(MANY),
    data=st.data(),
)
@settings(max_examples=200, deadline=None)
def test_each_step_equals_the_readable_step(
    kind, dtype, sizes, classes, seed, many, data
):
    """Rounding errors cannot add up: each step starts from the same parameters."""
    n, d, hidden = sizes
    X, batch_size = images(kind, n, d, seed), data.draw(st.integers(1, n))
    readable, _, _ = make(X, dtype, hidden, classes, seed)
    model, X, Y = make(X, dtype, hidden, classes, seed)
    with mock.patch.object(sparse, "MANY", many):
        sgd = SparseSGD(model, X, Y, batch_size)
    batches = list(load_batch(X, Y, batch_size, rng=readable.rng))
    for number, _ in enumerate(sgd.epoch(0.3), start=1):
        readable.train_step(*batches[number - 1], batch_size, 0.3)
        sgd.write_back()
        assert distance(model.params, readable.params) <= ATOL[dtype]
        readable.params = copy(model.params)
    assert number == len(batches)
    assert model.rng.random() == readable.rng.random()  # both drew equally often


def test_train_writes_into_the_arrays_but_not_into_rows_of_pixels_that_are_always_0():
    X = images("sparse")
    X[:, 3:6] = 0
    model, X, Y = make(X, np.float32)
    model.params["W1"] = np.asfortranarray(model.params["W1"])
    arrays, before = dict(model.params), copy(model.params)
    fast.train(model, X, Y, X, Y, 0.1, n_epochs=2, batch_size=5)
    is_zero = ~X.any(axis=0)
    assert is_zero[3:6].all()
    changed = model.params["W1"] != before["W1"]
    assert not changed[is_zero].any()
    assert changed[~is_zero].any(axis=1).all()
    assert all(model.params[name] is arrays[name] for name in arrays)
    assert all((arrays[name] != before[name]).any() for name in arrays)
    assert {value.dtype for value in arrays.values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize("layout", ["columns", "every second", "read-only"])
def test_images_may_have_any_layout_in_memory(layout):
    readable, X, Y = make(images("sparse"), np.float32)
    model, _, _ = make(images("sparse"), np.float32)
    readable.train(X, Y, X, Y, 0.1, n_epochs=2, batch_size=8)
    if layout == "columns":
        X = np.asfortranarray(X)
    elif layout == "every second":
        X = np.repeat(X, 2, axis=0)[::2]
    else:
        X.setflags(write=False)
    fast.train(model, X, Y, X, Y, 0.1, n_epochs=2, batch_size=8)
    assert distance(model.params, readable.params) <= 1e-6


@pytest.mark.parametrize("many", MANY)
def test_an_interrupted_epoch_leaves_the_steps_taken(many, monkeypatch):
    monkeypatch.setattr(sparse, "MANY", many)
    model, X, Y = make(images("sparse"))
    readable, _, _ = make(images("sparse"))
    steps = SparseSGD(model, X, Y, 8).epoch(0.1)
    next(steps)
    next(steps)
    steps.close()
    for batch, _ in zip(load_batch(X, Y, 8, rng=readable.rng), range(2), strict=False):
        readable.train_step(*batch, 8, 0.1)
    assert distance(model.params, readable.params) <= 1e-12


@pytest.mark.parametrize("many", MANY)
def test_an_epoch_starts_from_parameters_changed_since_the_last_one(many, monkeypatch):
    monkeypatch.setattr(sparse, "MANY", many)
    model, X, Y = make(images("sparse"), np.float32)
    sgd = SparseSGD(model, X, Y, 8)
    for _ in range(2):
        for value in model.params.values():
            value *= 0
        assert len(list(sgd.epoch(0.1))) == 5
    rows = model.params["W1"][X.any(axis=0)]
    assert np.abs(rows).max() < 1e-6  # W2 was 0 when the gradient of W1 was taken
    assert np.abs(model.params["b2"]).max() > 1e-3


def test_shuffled_batches_are_those_of_load_batch():
    _, X, Y = make(images("dense", n=1300))
    wanted = load_batch(X, Y, 200, rng=np.random.default_rng(3))
    found = shuffled_batches(X, Y, 200, np.random.default_rng(3))
    for (X_batch, Y_batch), (X_found, Y_found) in zip(wanted, found, strict=True):
        assert np.array_equal(X_batch, X_found)
        assert np.array_equal(Y_batch, Y_found)


@pytest.mark.parametrize("chunk_size", [100, 5000])
def test_evaluation_in_chunks_equals_one_forward_pass(chunk_size, monkeypatch):
    monkeypatch.setattr(training, "CHUNK_SIZE", chunk_size)
    model, X, Y = make(images("sparse", n=1234), np.float32)
    y, _ = model.forward(X)
    loss, acc = fast.loss_and_accuracy(model, X, Y)
    assert abs(loss - model.compute_loss(Y, y)) <= 1e-6
    assert abs(acc - model.evaluate(Y, y)) <= 1e-12
    with pytest.raises(ValueError, match="not finite"):
        fast.loss_and_accuracy(model, np.full((3, 30), np.nan), Y[:3])


def test_fast_train_prints_and_returns_what_the_readable_one_does(capsys):
    """Lines, history and parameters are the same, and the next global draw, too."""
    _, X, Y = make(images("sparse"))
    results = []
    runs = [(training.train, True), (fast.train, True), (fast.train, False)]
    for train, verbose in runs:
        np.random.seed(5)
        model = TwoLayerNN(30, 6, 4)  # without an rng, all draws are global
        rows = train(model, X, Y, X[:9], Y[:9], 0.1, 5, 8, 3, verbose)
        results.append((rows, model.params, np.random.rand(), capsys.readouterr().out))
    (rows, params, draw, lines), (fast_rows, fast_params, *fast_rest), quiet = results
    assert fast_rest == [draw, lines]
    assert len(lines.splitlines()) == 3
    assert distance(fast_params, params) <= 1e-12
    for row, fast_row in zip(rows, fast_rows, strict=True):
        assert row == pytest.approx(fast_row, abs=1e-12)
    assert (quiet[0], quiet[-1]) == (fast_rows, "")


@pytest.mark.parametrize(
    "unfit", [{"lr": 0}, {"batch_size": 41}, {"n_epochs": 0}, {"log_interval": 0}]
)
def test_unfit_settings_leave_the_model_as_it_was(unfit):
    model, X, Y = make(images("sparse"))
    before = copy(model.params)
    settings = {"lr": 0.1, "batch_size": 5, "n_epochs": 1} | unfit
    with pytest.raises(ValueError, match=next(iter(unfit))):
        fast.train(model, X, Y, X, Y, **settings)
    with pytest.raises(ValueError, match="Y_val has 39 rows, but there are 40"):
        fast.train(model, X, Y, X, Y[1:], 0.1, 1, 5)
    assert distance(model.params, before) == 0


@pytest.mark.parametrize("place", ["subclass", "object"])
@pytest.mark.parametrize("name", ["forward", "backward", "train_step"])
def test_a_model_with_its_own_method_is_refused(name, place):
    model, X, Y = make(images("sparse"), np.float32)
    original = getattr(TwoLayerNN, name)

    def own(self, *args):
        return original(self, *args)

    if place == "subclass":
        model.__class__ = type("Own", (TwoLayerNN,), {name: own})
    else:
        setattr(model, name, own.__get__(model))
    before = copy(model.params)
    with pytest.raises(ValueError, match=f"has a {name} of its own"):
        fast.train(model, X, Y, X, Y, 0.1, n_epochs=2, batch_size=5)
    assert distance(model.params, before) == 0


def test_the_history_has_the_loss_of_a_subclass():
    class Heir(TwoLayerNN):
        def compute_loss(self, Y, Y_hat):
            return 7.0

    model, X, Y = make(images("sparse"), np.float32)
    model.__class__ = Heir
    history = fast.train(model, X, Y, X, Y, 0.1, n_epochs=1, batch_size=5)
    assert history[0]["valid_loss"] == 7.0


def test_parameters_that_are_not_of_the_models_type_are_refused():
    model, X, Y = make(images("sparse"), np.float32)
    model.params["W1"] = model.params["W1"].astype(np.float64)
    with pytest.raises(ValueError, match=r"model is float32, but it has .*float64"):
        fast.train(model, X, Y, X, Y, 0.1, n_epochs=2, batch_size=5)
