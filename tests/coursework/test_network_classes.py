"""Classes as in the homework: forward and backward as methods, helpers of their own."""

import abc
import functools

import numpy as np
import pytest
from seeds import SEEDS

from coursework import check
from coursework.questions import QUESTIONS
from neuralnet import TwoLayerNN, leaky_relu, softmax

FORWARD = QUESTIONS["forward"].reference


class OfTheStudent:
    """A network with its own helpers, and values kept in attributes besides."""

    def __init__(self, input_dim, num_hiddens, num_classes):
        self.input_dim, self.num_hiddens = input_dim, num_hiddens
        self.num_classes = num_classes
        self.params = self.initialize_parameters(input_dim, num_hiddens, num_classes)

    def initialize_parameters(self, input_dim, num_hiddens, num_classes):
        raise NotImplementedError

    @staticmethod
    def leaky_relu(z, alpha=0.01):
        return np.where(z >= 0, z, alpha * z)

    @staticmethod
    def deriv_leaky_relu(z, alpha=0.01):
        return np.where(z >= 0, 1.0, alpha)

    def softmax(self, X):
        e = np.exp(X - X.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def forward(self, X):
        W1, b1, W2, b2 = self.params.values()
        self.X = X
        self.Z1 = X @ W1 + b1
        self.A1 = self.leaky_relu(self.Z1)
        self.Z2 = self.A1 @ W2 + b2
        self.y = self.softmax(self.Z2)
        return self.y, {"Z1": self.Z1, "A1": self.A1, "Z2": self.Z2, "y": self.y}

    def backward(self, X, Y, ff_dict):
        N, p = X.shape[0], self.params
        dZ2 = (ff_dict["y"] - Y) / N
        dZ1 = dZ2 @ p["W2"].T * self.deriv_leaky_relu(ff_dict["Z1"])
        self.grads = {
            "dW1": N * X.T @ dZ1,
            "db1": N * dZ1.sum(axis=0),
            "dW2": N * ff_dict["A1"].T @ dZ2,
            "db2": N * dZ2.sum(axis=0),
        }
        return self.grads


class Homework(TwoLayerNN):
    """A class as the homework asks for it, with one method that is not written."""

    def initialize_parameters(self, *sizes):
        raise NotImplementedError

    def backward(self, X, Y, ff_dict):
        return {name: -g for name, g in super().backward(X, Y, ff_dict).items()}


class NeedsMore(OfTheStudent):
    """Needs more arguments, and its start values are not there yet."""

    def __init__(self, input_dim, num_hiddens, num_classes, lr, seed):
        self.params = self.initialize_parameters(input_dim, num_hiddens, num_classes)

    @classmethod
    def deriv_leaky_relu(cls, x, alpha=0.01):
        return np.where(x >= 0, 1.0, alpha)


class Attributes:
    """Keeps its parameters one by one, as made by its own __init__."""

    def __init__(self, input_dim, num_hiddens, num_classes):
        params = self.initialize_parameters(input_dim, num_hiddens, num_classes)
        self.W1, self.b1 = params["W1"], params["b1"]
        self.W2, self.b2 = params["W2"], params["b2"]

    def forward(self, X):
        Z1 = X @ self.W1 + self.b1
        A1 = leaky_relu(Z1)
        Z2 = A1 @ self.W2 + self.b2
        y = softmax(Z2)
        return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


class Layers(Attributes):
    """Keeps its parameters in layers, which nobody but its __init__ fills."""

    def __init__(self, *sizes):
        params = self.initialize_parameters(*sizes)
        self.layers = [(params["W1"], params["b1"]), (params["W2"], params["b2"])]

    def forward(self, X):
        (W1, b1), (W2, b2) = self.layers
        params = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
        return FORWARD(params, X)


def late(self, X):
    return TwoLayerNN.forward(self, X)


class Lax(TwoLayerNN):
    """A switch that is not given, a name of its own, a function become a method."""

    forward = late

    def backward(self, *everything):
        return super().backward(*everything)

    def leaky_relu(self, z, slope=0.01, training=False):
        return leaky_relu(z, slope)


class Slots:
    __slots__ = ("input_dim", "num_classes", "num_hiddens", "params")

    def forward(self, X):
        return FORWARD(self.params, X)


@pytest.mark.parametrize(
    ("question", "model"),
    [
        *((name, OfTheStudent) for name in ("leaky_relu", "deriv_leaky_relu")),
        *((name, OfTheStudent) for name in ("softmax", "forward", "backward")),
        *((name, NeedsMore) for name in ("deriv_leaky_relu", "forward", "backward")),
        *((name, TwoLayerNN) for name in ("forward", "backward")),
        *((name, Lax) for name in ("forward", "backward", "leaky_relu")),
        ("leaky_relu", Lax(4, 3, 2).leaky_relu),
        ("softmax", lambda self: softmax(self)),
        ("forward", lambda p, batch, *, log=0: FORWARD(p, batch)),
        ("forward", functools.partial(FORWARD)),
        ("initialize_parameters", TwoLayerNN),
        ("forward", Attributes),
        ("forward", Layers),
        ("forward", Slots),
        ("forward", TwoLayerNN(4, 3, 2)),
        ("forward", TwoLayerNN(4, 3, 2).forward),
        ("forward", TwoLayerNN.forward),
        ("backward", NeedsMore.backward),
    ],
)
def test_right_classes_pass(question, model):
    for seed in SEEDS:
        assert check(question, model, seed=seed).status == "correct"


def naive_softmax(self, X):
    return np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)


def test_classes_that_cannot_be_used():
    class Meta(type):
        def __getattribute__(cls, name):
            raise KeyError

    class Locked(metaclass=Meta):
        pass

    class Abstract(abc.ABC):
        softmax = naive_softmax

        @abc.abstractmethod
        def other(self): ...

    class Final:
        softmax = naive_softmax

        def __init_subclass__(cls):
            raise TypeError("final")

    assert check("softmax", Locked, seed=0).status == "incorrect"
    assert check("softmax", Abstract, seed=0).status == "incorrect"
    assert check("softmax", Final, seed=0).mistake == "no_shift"


def in_place(z, alpha=0.01):
    z[z < 0] *= alpha
    return z


def softmax_in_place(self, X):
    X -= X.max(axis=1, keepdims=True)
    return np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)


def not_written(self, *args):
    raise NotImplementedError


def draws_weights(self, X):
    self.params = {k: np.random.randn(*v.shape) for k, v in self.params.items()}
    return OfTheStudent.forward(self, X)


def stores_the_result(self, X):
    self.y, self.ff_dict = OfTheStudent.forward(self, X)


def doubles_its_parameters(self, X):
    result = OfTheStudent.forward(self, X)
    self.params["W1"] *= 2
    return result


def updates_itself(self, X, Y, ff_dict):
    grads = OfTheStudent.backward(self, X, Y, ff_dict)
    for name in self.params:
        self.params[name] -= 0.1 * grads["d" + name]
    return grads


@pytest.mark.parametrize(
    ("question", "name", "method", "mistake"),
    [
        ("forward", "leaky_relu", lambda self, z: leaky_relu(z, 0.1), "carried_error"),
        ("forward", "leaky_relu", staticmethod(in_place), "carried_error"),
        ("forward", "softmax", lambda self, X: softmax(X.T).T, "carried_error"),
        ("forward", "softmax", not_written, "carried_error"),
        ("forward", "softmax", softmax_in_place, "carried_error"),
        ("forward", "forward", draws_weights, "answer_changes"),
        ("forward", "forward", stores_the_result, "returns_none"),
        ("forward", "forward", doubles_its_parameters, "changes_argument"),
        ("backward", "deriv_leaky_relu", lambda self, z: 1 * (z > 0), "carried_error"),
        ("backward", "deriv_leaky_relu", lambda s, z: z and 1, "carried_error"),
        ("backward", "backward", updates_itself, "changes_argument"),
    ],
)
def test_mistakes_are_named(question, name, method, mistake):
    model = type("Wrong", (OfTheStudent,), {name: method})
    for seed in SEEDS:
        report = check(question, model, seed=seed)
        assert (report.status, report.mistake) == ("incorrect", mistake)


def test_one_method_is_judged_without_the_others():
    assert check("forward", Homework, seed=0).status == "correct"
    assert check("backward", Homework, seed=0).mistake == "sign_flipped"
    for model in (Homework, NeedsMore):
        assert check("initialize_parameters", model, seed=0).status == "not attempted"
