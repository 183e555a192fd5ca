"""Define the question forward (the chapter on the forward pass)."""

import functools

import numpy as np

from coursework.judging.question import Question
from coursework.questions.common import from_text
from coursework.questions.networks import draw_lives, draw_networks
from coursework.questions.softmax import draw_softmax
from coursework.running.outcomes import Call

LARGE = 500.0  # scores from here on are an edge case
SCALE = 2.0**11  # a power of 2: the scores below are exact in float32, too


def draw_forward(rng):
    """Draw batches for networks of many sizes, then softmax's large scores."""
    calls = [Call(stage, (params, X)) for stage, params, X in draw_networks(rng)]
    drawn = (call.args[0] for call in draw_softmax(rng))
    large = [scores for scores in drawn if np.abs(scores).max() > LARGE]
    return calls + [Call("large_scores", network_with(scores)) for scores in large]


def network_with(scores):
    """Return (params, X) that give these scores: row n comes from row n of W1."""
    low = scores.min()
    params = {
        "W1": (scores - low) / SCALE,
        "b1": np.ones(scores.shape[1]),
        "W2": SCALE * np.eye(scores.shape[1]),
        "b2": np.full(scores.shape[1], low - SCALE),
    }
    return params, np.eye(len(scores))


QUESTION = Question(
    **from_text("forward"),
    signature="forward(params, X), returning y and ff_dict",
    draw=draw_forward,
    draw_lives=functools.partial(draw_lives, given=lambda params, X: (params, X)),
    hints=(
        "Four lines: Z1 from X, A1 from Z1, Z2 from A1, y from Z2. Write the "
        "shape of each beside it: (N, H), (N, H), (N, C), (N, C).",
        'Z1 = X @ params["W1"] + params["b1"] and A1 = leaky_relu(Z1), where params is '
        'self.params in a method; the second layer does the same with A1, params["W2"] '
        'and params["b2"], and softmax comes last.',
    ),
    results=("y", "ff_dict"),
    edge_cases={
        "large_scores": "For scores in the thousands y is not right. => Most "
        "often softmax does not subtract each row's own maximum before exp.",
        "changes_argument": "The numbers are right, but {} different "
        "afterwards. => +=, or assigning into an array, changes the "
        "caller's array: make a new one. And what you compute belongs into a "
        "dictionary of your own, not under new keys of params.",
    },
)
