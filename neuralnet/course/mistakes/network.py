"""Mistakes in `forward` and `backward`, as changed lines of the right answer.

Both functions are a few lines, each a formula of the book. A mistake replaces one line
(or several that go wrong together); everything after it is computed from the wrong
value, as in a student's cell. Two mistakes on different lines can be made at once.
"""

import numpy as np

from neuralnet.activations import deriv_leaky_relu, leaky_relu, softmax
from neuralnet.course.mistakes import Catalogue, Mistake

# Each line sees the values so far, v: parameters, arguments and earlier lines.
FORWARD = {
    "Z1": lambda v: v["X"] @ v["W1"] + v["b1"],
    "A1": lambda v: leaky_relu(v["Z1"]),
    "Z2": lambda v: v["A1"] @ v["W2"] + v["b2"],
    "y": lambda v: softmax(v["Z2"]),
    "return": lambda v: (v["y"], {key: v[key] for key in ("Z1", "A1", "Z2", "y")}),
}
BACKWARD = {
    "dZ2": lambda v: v["y"] - v["Y"],
    "dW2": lambda v: v["A1"].T @ v["dZ2"],
    "db2": lambda v: v["dZ2"].sum(axis=0),
    "dA1": lambda v: v["dZ2"] @ v["W2"].T,
    "dZ1": lambda v: v["dA1"] * deriv_leaky_relu(v["Z1"]),
    "dW1": lambda v: v["X"].T @ v["dZ1"],
    "db1": lambda v: v["dZ1"].sum(axis=0),
    "return": lambda v: {key: v[key] for key in ("dW1", "db1", "dW2", "db2")},
}


def combine(question, changes):
    """Return the function of a question with some of its lines changed."""
    if question == "forward":

        def forward(params, X):
            return _follow(FORWARD | changes, {**params, "X": X})

        return forward

    def backward(params, X, Y, ff_dict):
        return _follow(BACKWARD | changes, {**params, "X": X, "Y": Y, **ff_dict})

    return backward


def _follow(lines, values):
    for name, line in lines.items():
        values[name] = line(values)
    return values["return"]


def change(catalogue, name, sentence, **lines):
    """File the mistake that replaces some lines."""
    function = combine(catalogue.question, lines)
    catalogue.append(Mistake(name, sentence, function, lines))


forward = Catalogue("forward")
backward = Catalogue("backward")
