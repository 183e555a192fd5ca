"""Test classes like the homework's: forward and backward as methods, own helpers."""

import abc

import numpy as np
import pytest
from sampling import SEEDS
from written import OfTheStudent

from coursework import check
from neuralnet import TwoLayerNN


class Homework(TwoLayerNN):
    """A class with one method that is not written, and a wrong sign in backward."""

    def initialize_parameters(self, *sizes):
        raise NotImplementedError

    def backward(self, X, Y, ff_dict):
        return {name: -g for name, g in super().backward(X, Y, ff_dict).items()}


class NeedsMore(OfTheStudent):
    """A class whose __init__ needs more arguments, without initial weights so far."""

    def __init__(self, input_dim, num_hiddens, num_classes, lr, seed):
        self.params = self.initialize_parameters(input_dim, num_hiddens, num_classes)

    @classmethod
    def deriv_leaky_relu(cls, x, alpha=0.01):
        return np.where(x >= 0, 1.0, alpha)


ACTIVATIONS = "leaky_relu", "deriv_leaky_relu", "softmax"


@pytest.mark.parametrize(
    ("model", "questions"),
    [
        (OfTheStudent, [*ACTIVATIONS, "forward", "backward"]),
        (NeedsMore, ["deriv_leaky_relu", "forward", "backward"]),
        (TwoLayerNN, ["initialize_parameters", "forward", "backward"]),
        (TwoLayerNN(4, 3, 2), ["forward"]),
        (TwoLayerNN(4, 3, 2).forward, ["forward"]),
        (TwoLayerNN.forward, ["forward"]),
        (NeedsMore.backward, ["backward"]),
    ],
)
def test_right_methods_pass_in_a_class_an_object_or_alone(model, questions):
    for question in questions:
        for seed in SEEDS:
            assert check(question, model, seed=seed).status == "correct"


class Alias(OfTheStudent):
    """A class whose forward reads self.W1, not params["W1"], which may be replaced."""

    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.W1 = self.params["W1"]

    def forward(self, X):
        values = self.params | {"W1": self.W1}
        Z1 = X @ values["W1"] + values["b1"]
        A1 = self.leaky_relu(Z1)
        Z2 = A1 @ values["W2"] + values["b2"]
        y = self.softmax(Z2)
        return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


def test_a_parameter_that_init_keeps_under_a_second_name_is_refused():
    """It is right until model.params gets new arrays, as the exercises give it."""
    report = check("forward", Alias, seed=0)
    assert (report.mistake, report.score) == ("keeps_from_earlier_calls", 0.75)
    assert check("backward", Alias, seed=0).status == "correct"


def naive_softmax(self, X):
    return np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)


def test_classes_that_refuse_attributes_objects_or_subclasses_are_judged():
    class Meta(type):
        def __getattribute__(cls, name):
            raise KeyError

    class Abstract(abc.ABC):
        softmax = naive_softmax

        @abc.abstractmethod
        def other(self): ...

    class Final:
        softmax = naive_softmax

        def __init_subclass__(cls):
            raise TypeError("final")

    assert check("softmax", Meta("Locked", (), {}), seed=0).status == "incorrect"
    assert check("softmax", Abstract, seed=0).status == "incorrect"
    assert check("softmax", Final, seed=0).mistake == "no_shift"


def test_each_method_is_judged_without_the_others():
    assert check("forward", Homework, seed=0).status == "correct"
    assert check("backward", Homework, seed=0).mistake == "sign_flipped"
    for model in (Homework, NeedsMore):
        assert check("initialize_parameters", model, seed=0).status == "not attempted"


@pytest.mark.parametrize("name", ["forward", "backward", "initialize_parameters"])
def test_a_message_about_a_class_asks_for_a_method_otherwise_for_a_function(name):
    unwritten = {name: lambda self, *args: None}
    for network in (type("Empty", (), {}), type("Net", (), unwritten)):
        assert f"{name}(self, " in check(name, network, seed=0).message
    wrong = check(name, type("Net", (), {name: lambda self, *args: [1]}), seed=0)
    assert "params, " not in wrong.message
    assert "self, " not in check(name, lambda *args: [1], seed=0).message
