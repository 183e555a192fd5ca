"""Define the question backward (the chapter on backprop)."""

import functools

import numpy as np

from coursework.judging.question import Question
from coursework.questions import forward
from coursework.questions.common import from_text
from coursework.questions.networks import draw_lives, draw_networks
from coursework.running.outcomes import Call


def draw_backward(rng):
    """Draw batches with the ff_dict of a right forward pass.

    Z1 is never exactly 0, so that Z1 > 0 is as good as Z1 >= 0.
    """
    return [
        Call(stage, after_forward(rng, params, X))
        for stage, params, X in draw_networks(rng)
    ]


def after_forward(rng, params, X):
    """Draw labels for a batch, and return the arguments of backward."""
    C = params["W2"].shape[1]
    Y = np.eye(C)[rng.integers(0, C, len(X))]
    _, ff_dict = forward.QUESTION.reference(params, X)
    return params, X, Y, ff_dict


QUESTION = Question(
    **from_text("backward"),
    signature="backward(params, X, Y, ff_dict), returning dW1, db1, dW2, db2",
    draw=draw_backward,
    draw_lives=lambda rng: draw_lives(rng, functools.partial(after_forward, rng)),
    hints=(
        "Go back through the lines of forward: first the error dZ2 at the scores, "
        "then dW2 and db2, then dA1, dZ1, and dW1 and db1. Each gradient has the "
        "shape of what it is the gradient of.",
        'dW2 = ff_dict["A1"].T @ dZ2, db2 = dZ2.sum(axis=0), dA1 = dZ2 @ '
        'params["W2"].T (self.params in a method), dZ1 = dA1 * '
        'deriv_leaky_relu(ff_dict["Z1"]); the first layer repeats the first two with '
        "X and dZ1.",
    ),
    edge_cases={
        "bias_shape": "The numbers are right, but the gradient of a bias must have "
        "the shape of the bias, (H,) or (C,). => Sum without keepdims.",
        "changes_argument": "The numbers are right, but {} different "
        "afterwards. => -= changes the caller's array (often y): "
        "make a new one. And what you compute belongs into a dictionary of "
        "your own, not under new keys of ff_dict or params.",
    },
    loose=("db1", "db2"),
)
