"""Define the question forward (the chapter on the forward pass)."""

import functools

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.questions.shared.networks import draw_networks, draw_stateful
from coursework.questions.softmax import draw_softmax
from coursework.running.outcomes import Call

LARGE = 500.0  # scores from here on are an edge case
SCALE = 2.0**11  # a power of 2: the scores below are exact in float32, too


def draw_forward(rng):
    """Draw batches for networks of many sizes, then for softmax's large scores."""
    calls = [Call(stage, (params, X)) for stage, params, X in draw_networks(rng)]
    drawn = (call.args[0] for call in draw_softmax(rng))
    large = [scores for scores in drawn if np.abs(scores).max() > LARGE]
    return calls + [Call("large_scores", network_with(scores)) for scores in large]


def network_with(scores):
    """Return (params, X) that give these scores: row n comes from row n of W1.

    A1 = Z1, since Z1 = W1 + 1 is positive. The second layer undoes scale and shift.
    """
    low = scores.min()
    params = {
        "W1": (scores - low) / SCALE,
        "b1": np.ones(scores.shape[1]),
        "W2": SCALE * np.eye(scores.shape[1]),
        "b2": np.full(scores.shape[1], low - SCALE),
    }
    return params, np.eye(len(scores))


QUESTION = question(
    "forward",
    draw_forward,
    draw_stateful=functools.partial(draw_stateful, given=lambda params, X: (params, X)),
    results=("y", "ff_dict"),
)
