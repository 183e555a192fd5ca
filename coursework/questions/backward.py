"""Define the question backward (the chapter on backprop)."""

import functools

import numpy as np

from coursework.questions import forward
from coursework.questions.shared.from_text import question
from coursework.questions.shared.networks import draw_networks, draw_stateful
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


QUESTION = question(
    "backward",
    draw_backward,
    draw_stateful=lambda rng: draw_stateful(rng, functools.partial(after_forward, rng)),
    loose=("db1", "db2"),
)
