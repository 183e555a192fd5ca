import functools

import numpy as np
import pytest
import small_networks
from small_networks import copy, distance

from neuralnet import SealedTestSetError, TwoLayerNN, load_mnist
from neuralnet.further.ensemble import Ensemble
from neuralnet.further.recipe import Recipe, train_recipe
from neuralnet.training import loss_and_accuracy

make = functools.partial(small_networks.make, n=60, sizes=(6, 8, 3))


def test_training_by_the_plain_recipe_equals_train_bit_by_bit():
    model, X, Y = make()
    history = train_recipe(model, X, Y, X[:20], Y[:20], Recipe(3, 8, 0.3))
    other, X, Y = make()
    wanted = other.train(X, Y, X[:20], Y[:20], 0.3, 3, 8, verbose=False)
    assert distance(model.params, other.params) == 0
    assert history == wanted


ALL = {
    "momentum": {"momentum": 0.9},
    "adam": {"adam": True, "momentum": 0.9, "l2": 0.1},
    "attack": {"attack": 0.05},
    "everything": {
        "momentum": 0.8,
        "schedule": "cosine",
        "l2": 0.01,
        "smoothing": 0.1,
        "distort": lambda X, rng: X + rng.normal(size=X.shape).astype(X.dtype) / 10,
    },
}


@pytest.mark.parametrize("settings", [{}, *ALL.values()], ids=["plain", *ALL])
def test_fast_training_ends_at_the_same_parameters(settings):
    recipe = Recipe(2, 8, 0.05, **settings)
    results = []
    for dtype, fast in ((np.float64, False), (np.float64, True), (np.float32, True)):
        model, X, Y = make(dtype=dtype)
        train_recipe(model, X, Y, X, Y, recipe, fast=fast)
        assert model.params["W1"].dtype == dtype
        results.append(model.params)
    readable, fast64, fast32 = results
    assert distance(readable, make()[0].params) > 0.01
    assert distance(readable, fast64) < 1e-12
    assert distance(readable, fast32) < 1e-5


def test_the_history_has_the_logged_epochs_and_the_callers_data_stay():
    model, X, Y = make()
    before = X.copy(), Y.copy()
    recipe = Recipe(6, 8, **ALL["everything"])
    history = train_recipe(model, X, Y, None, None, recipe, log_interval=2)
    assert [row["epoch"] for row in history] == [0, 2, 4, 5]  # always with the last
    assert set(history[0]) == {"epoch", "train_loss", "train_acc"}
    assert history[-1]["train_loss"] == loss_and_accuracy(model, X, Y)[0]
    assert np.array_equal(X, before[0])
    assert np.array_equal(Y, before[1])


# Each part by hand


def test_the_penalty_of_training_is_that_of_the_mean_loss():
    """One step on one batch: W -= lr * (mean gradient + l2 * W)."""
    model, X, Y = make(n=8)
    start = copy(model.params)
    grads = model.backward(X, Y, model.forward(X)[1])
    train_recipe(model, X, Y, None, None, Recipe(1, 8, 0.1, l2=0.2))
    for name in ("W1", "W2"):
        wanted = start[name] - 0.1 * (grads["d" + name] / 8 + 0.2 * start[name])
        assert np.allclose(model.params[name], wanted, rtol=0, atol=1e-14)


def test_training_uses_the_distorted_batches():
    model, X, Y = make()
    other, _, _ = make()
    train_recipe(model, X, Y, None, None, Recipe(2, 8, distort=lambda X, rng: -X))
    train_recipe(other, -X, Y, None, None, Recipe(2, 8))
    assert distance(model.params, other.params) == 0


# Ensembles


def test_an_ensemble_is_evaluated_as_a_network_is():
    models = [make(seed)[0] for seed in range(3)]
    _, X, Y = make()
    ensemble = Ensemble(models)
    y, _ = ensemble.forward(X)
    assert np.allclose(y, np.mean([model.forward(X)[0] for model in models], axis=0))
    loss, acc = loss_and_accuracy(ensemble, X, Y)
    assert loss == pytest.approx(ensemble.compute_loss(Y, y))
    assert acc == pytest.approx(np.mean(y.argmax(axis=1) == Y.argmax(axis=1)))
    assert loss <= np.mean([loss_and_accuracy(model, X, Y)[0] for model in models])


def test_an_ensemble_opens_the_test_set_as_one_model():
    rng = np.random.default_rng(0)
    data = load_mnist(dtype=np.float32, rng=rng)
    models = [TwoLayerNN(784, 4, 10, rng=rng, dtype=np.float32) for _ in range(3)]
    for _ in range(2):
        data.open_test(Ensemble(models[:2]))
    for others in (models[:1], models):  # fewer networks, and more
        with pytest.raises(SealedTestSetError):
            data.open_test(Ensemble(others))
    models[1].params["b2"] += 1
    with pytest.raises(SealedTestSetError):
        data.open_test(Ensemble(models[:2]))


def test_an_ensemble_of_no_networks_or_of_different_sizes_is_refused():
    with pytest.raises(ValueError, match=r"one or more networks .* got none"):
        Ensemble([])
    with pytest.raises(ValueError, match=r"got \[\(2, 2\), \(3, 2\)\]"):
        Ensemble([TwoLayerNN(2, 3, 2), TwoLayerNN(3, 3, 2)])


# What does not fit is refused, in words


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"n_epochs": 0}, ValueError, "n_epochs must be at least 1"),
        ({"lr": -1}, ValueError, "lr must be positive"),
        ({"schedule": "cosin"}, ValueError, "one of constant, cosine, got"),
        ({"momentum": 1}, ValueError, "momentum must be from 0 to below 1, got 1"),
        ({"smoothing": 1.5}, ValueError, "smoothing must be from 0 to below 1"),
        ({"l2": -1}, ValueError, "l2 must be at least 0, got -1"),
        ({"attack": np.inf}, ValueError, "attack must be at least 0, got inf"),
        ({"distort": 34}, TypeError, "distort must be a function"),
    ],
)
def test_unfit_recipes_are_refused(settings, error, message):
    with pytest.raises(error, match=message):
        Recipe(**settings)


def test_unfit_data_leaves_the_model_as_it_was():
    model, X, Y = make()
    before = copy(model.params)
    with pytest.raises(ValueError, match="batch_size is 61, but there are only 60"):
        train_recipe(model, X, Y, X, Y, Recipe(1, 61))
    with pytest.raises(TypeError, match="X_val must hold floats"):
        train_recipe(model, X, Y, X.astype(int), Y, Recipe(1, 8))
    assert distance(model.params, before) == 0


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("fast", [False, True])
def test_a_run_that_diverges_says_so(fast):
    model, X, Y = make(dtype=np.float32)
    with pytest.raises(FloatingPointError, match=r"by epoch 0: .* smaller lr"):
        train_recipe(model, X * 1e30, Y, None, None, Recipe(1, 8, 1e30), fast=fast)


class Halved(TwoLayerNN):
    def forward(self, X):
        return super().forward(X / 2)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_model_with_a_forward_pass_of_its_own_trains_by_it(dtype):
    model, X, Y = make(dtype=dtype)
    other, _, _ = make(dtype=dtype)
    model.__class__ = Halved
    train_recipe(model, X, Y, None, None, Recipe(1, 8, momentum=0.5))
    train_recipe(other, X, Y, None, None, Recipe(1, 8, momentum=0.5))
    assert distance(model.params, other.params) > 1e-3
    other.forward = model.forward  # a method of the object, not of its class
    recipe = Recipe(1, 8, attack=0.1)
    with pytest.raises(ValueError, match="Halved has its own; move the images"):
        train_recipe(model, X, Y, None, None, recipe)
    with pytest.raises(ValueError, match="NN has its own; move the images"):
        train_recipe(other, X, Y, None, None, recipe)
    with pytest.raises(ValueError, match="this Halved has a forward of its own"):
        train_recipe(model, X, Y, None, None, Recipe(1, 8), fast=True)
