import numpy as np
import pytest
from small_networks import copy, make

from neuralnet import TwoLayerNN, gradient_check, load_batch, relative_error
from neuralnet.initialization import INITS


@pytest.mark.parametrize("init", INITS)
@pytest.mark.parametrize("sizes", [(7, 6, 4), (3, 3, 3), (784, 512, 10), (5, 1, 2)])
def test_gradients_equal_central_differences(sizes, init):
    """At the start and after five steps. The checks change no parameter."""
    model, X, Y = make(sizes=sizes, init=init)
    for options in ({}, {"max_entries": 5, "rng": np.random.default_rng(1)}):
        before = copy(model.params)
        errors = gradient_check(model, X, Y, **options)
        assert set(errors) == {"W1", "b1", "W2", "b2"}
        assert max(errors.values()) <= 1e-7
        assert all(np.array_equal(before[name], model.params[name]) for name in before)
        for _ in range(5):
            model.train_step(X, Y, 5, 0.01)


class MaskFromOutput(TwoLayerNN):
    """The famous mistake: the mask of a rectified, overwritten layer is all ones."""

    def backward(self, X, Y, ff_dict):
        rectified = np.maximum(ff_dict["Z1"], 0)
        return super().backward(X, Y, ff_dict | {"Z1": rectified})


class MeanGradient(TwoLayerNN):
    def backward(self, X, Y, ff_dict):
        return {k: v / len(X) for k, v in super().backward(X, Y, ff_dict).items()}


@pytest.mark.parametrize(
    ("wrong", "blocks"),
    [(MaskFromOutput, {"W1", "b1"}), (MeanGradient, {"W1", "b1", "W2", "b2"})],
)
def test_the_gradient_check_finds_mistakes(wrong, blocks):
    model, X, Y = make()
    model.__class__ = wrong
    errors = gradient_check(model, X, Y)
    assert {name for name, error in errors.items() if error > 1e-3} == blocks


@pytest.mark.parametrize("error", [1, np.nan, np.inf])
@pytest.mark.parametrize("place", [(0, 0), (-1, -1), 1], ids=["first", "last", "ink"])
def test_a_check_of_a_few_entries_finds_one_that_is_wrong(place, error):
    """It includes the first, the last, and those of pixels that carry ink."""
    model, X, Y = make()
    original = model.backward
    if place == 1:
        X[:, [0, *range(2, X.shape[1])]] = 0  # black but for pixel 1

    def backward(*args):
        grads = original(*args)
        grads["dW1"][place] += error
        return grads

    model.backward = backward
    assert gradient_check(model, X, Y, max_entries=2)["W1"] > 1e-3


def test_the_gradient_check_refuses_float32_and_kinks():
    with pytest.raises(TypeError, match="needs float64, the model is float32"):
        gradient_check(*make(dtype=np.float32))
    model, X, Y = make()
    model.params["W1"][:] = 0  # then Z1 = b1
    model.params["b1"][1:] = 0
    assert max(gradient_check(model, X, Y).values()) <= 1e-7  # one unit is checked
    model.params["b1"][0] = 0
    with pytest.raises(ValueError, match="every hidden unit is within eps of the kink"):
        gradient_check(model, X, Y)


def test_the_relative_error_is_the_largest_gap_over_the_largest_entry():
    assert relative_error([0.25, 0.5], [0.25, 0.25]) == 0.5
    assert relative_error(np.uint8([1, 2]), np.uint8([2, 2])) == 0.5  # no wrap-around
    with pytest.raises(ValueError, match="the shapes differ"):
        relative_error([0.0], [0.0, 1.0])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_train_equals_the_readers_own_loop(dtype, capsys):
    """Both are equal bit by bit, so `train` does not switch to the fast steps."""
    model, X, Y = make(n=23, dtype=dtype)
    other, _, _ = make(n=23, dtype=dtype)
    quiet, X_before, Y_before = make(n=23, dtype=dtype)
    history = model.train(X, Y, X[:4], Y[:4], lr=0.1, n_epochs=3, batch_size=5)
    for _ in range(3):
        for X_batch, Y_batch in load_batch(X, Y, 5, rng=other.rng):
            other.train_step(X_batch, Y_batch, 5, 0.1)
    assert all(np.array_equal(model.params[k], other.params[k]) for k in model.params)
    assert np.array_equal(X, X_before)
    assert np.array_equal(Y, Y_before)
    assert [row["epoch"] for row in history] == [0, 1, 2]
    assert quiet.train(X, Y, X[:4], Y[:4], 0.1, 3, 5, verbose=False) == history
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    y, _ = model.forward(X)
    y_val, _ = model.forward(X[:4])
    assert lines[2] == (
        f"epoch 02 - train loss/acc: {model.compute_loss(Y, y):.3f} "
        f"{model.evaluate(Y, y):.3f}, valid loss/acc: "
        f"{model.compute_loss(Y[:4], y_val):.3f} {model.evaluate(Y[:4], y_val):.3f}"
    )


def test_a_subclass_trains_by_its_methods_and_is_evaluated_only_at_logged_epochs():
    class Counting(TwoLayerNN):
        steps = evaluations = 0

        def train_step(self, X_batch, Y_batch, batch_size, lr):
            self.steps += 1

        def compute_loss(self, Y, Y_hat):
            self.evaluations += 1
            return 7.0

    model, X, Y = make()
    model.__class__ = Counting
    history = model.train(X, Y, X, Y, 0.1, n_epochs=8, batch_size=2, log_interval=3)
    assert [row["epoch"] for row in history] == [0, 3, 6, 7]  # always with the last
    assert {row["valid_loss"] for row in history} == {7.0}
    # 8 epochs of 2 steps each; 4 logged epochs with 2 losses each
    assert (model.steps, model.evaluations) == (16, 8)


def test_a_float32_network_computes_in_float32_even_with_float64_data():
    model, X, Y = make(dtype=np.float32)
    X, Y = X.astype(np.float64), Y.astype(np.float64)
    y, ff_dict = model.forward(X)
    grads = model.backward(X, Y, ff_dict)
    model.train(X, Y, X, Y, 0.1, 1, 2)
    arrays = [y, *ff_dict.values(), *grads.values(), *model.params.values()]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


X, Y = np.ones((5, 7)), np.eye(4)[[0, 1, 2, 3, 0]]
NAN = np.where(np.eye(5, 7) > 0, np.nan, 1.0)
WIDTH = r"must have shape \(N, 7\), one image a row; got \(5, 6\)"
BAD_DATA = [
    (X[:, :6], Y, ValueError, WIDTH),
    (X[:0], Y[:0], ValueError, "is empty"),
    (NAN, Y, ValueError, r"\[0, 0\] is nan, not finite"),
    (X.astype(np.uint8), Y, TypeError, "got dtype uint8; scale pixels"),
    (X.astype(str), Y, TypeError, "must hold real numbers"),
    (X, Y[:, :3], ValueError, r"must have shape \(N, 4\), one-hot"),
    (X, Y.argmax(axis=1), ValueError, "one-hot: np.eye"),
    (X, Y[:4], ValueError, "has 4 rows, but there are 5 images"),
]


@pytest.mark.parametrize(("X_bad", "Y_bad", "error", "message"), BAD_DATA)
def test_bad_data_are_refused(X_bad, Y_bad, error, message):
    model, _, _ = make()
    W1 = model.params["W1"].copy()
    _, ff_dict = model.forward(X)
    for call in (
        lambda: model.backward(X_bad, Y_bad, ff_dict),
        lambda: model.train(X_bad, Y_bad, X, Y, 0.1, 1, 2),
        lambda: model.train(X, Y, X_bad, Y_bad, 0.1, 1, 2),
        lambda: model.train_step(X_bad, Y_bad, 5, 0.1),
    ):
        with pytest.raises(error, match=message):
            call()
    assert np.array_equal(model.params["W1"], W1)


@pytest.mark.parametrize("value", [1e39, 1e300, np.inf, np.nan])
@pytest.mark.parametrize("which", [0, 1])
def test_numbers_that_do_not_fit_the_models_dtype_are_refused(which, value):
    model, *data = make(dtype=np.float32)
    data = [array.astype(np.float64) for array in data]
    data[which][-1, -1] = value
    with pytest.raises(ValueError, match=rf"{'XY'[which]}\[\d, \d\] is "):
        model.train_step(*data, 1, 0.1)


BAD_SETTINGS = [
    ({"lr": 0}, ValueError, "lr must be positive and finite, got 0"),
    ({"lr": np.nan}, ValueError, "lr must be positive and finite, got nan"),
    ({"lr": "0.1"}, TypeError, "lr must be a number, got '0.1'"),
    ({"n_epochs": 0}, ValueError, "n_epochs must be at least 1"),
    ({"batch_size": 6}, ValueError, "batch_size is 6, but there are only 5 images"),
    ({"log_interval": 0}, ValueError, "log_interval must be at least 1"),
]


@pytest.mark.parametrize(("bad", "error", "message"), BAD_SETTINGS)
def test_bad_settings_are_refused(bad, error, message):
    model, _, _ = make()
    settings = {"lr": 0.1, "n_epochs": 1, "batch_size": 2} | bad
    with pytest.raises(error, match=message):
        model.train(X, Y, X, Y, **settings)
    if "lr" in bad:
        with pytest.raises(error, match=message):
            model.train_step(X, Y, 5, bad["lr"])


def test_a_step_divides_by_the_batch_size_that_it_is_given():
    model, X, Y = make()
    start, (_, ff_dict) = copy(model.params), model.forward(X)
    grads = model.backward(X, Y, ff_dict)
    model.train_step(X, Y, 10, 0.5)  # of 5 images
    for name, value in start.items():
        assert np.allclose(model.params[name], value - 0.05 * grads["d" + name])


@pytest.mark.parametrize(
    ("arguments", "options", "error", "message"),
    [
        ((0, 5, 3), {}, ValueError, "input_dim must be at least 1, got 0"),
        ((4, 5.0, 3), {}, TypeError, "num_hiddens must be a whole number, got 5.0"),
        ((4, 5, 3), {"init": "no"}, ValueError, "init must be one of"),
        ((4, 5, 3), {"dtype": int}, TypeError, "dtype must be float64 or float32"),
        ((4, 5, 3), {"rng": 1}, TypeError, "rng must be a numpy.random.Generator"),
        ((4, 5, 3), {"rng": 1, "init": max}, TypeError, "rng must be a numpy.random"),
    ],
)
def test_bad_networks_are_refused(arguments, options, error, message):
    with pytest.raises(error, match=message):
        TwoLayerNN(*arguments, **options)
