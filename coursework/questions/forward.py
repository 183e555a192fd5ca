"""The question forward (chapter 4)."""

import numpy as np

from coursework.judging import Question
from coursework.mistakes import forward, network
from coursework.outcomes import Call
from coursework.questions.networks import draw_networks, draw_params, short


def draw_forward(rng):
    """Batches through networks of many sizes, then scores in the thousands."""
    calls = [Call(stage, (params, X)) for stage, params, X in draw_networks(rng)]
    gaps = np.zeros(5)
    while gaps.min() < 40:  # close rivals in the thousands are beyond float32
        params, X = draw_params(rng, 4, 3, 3), short(rng.normal(size=(5, 4)), 6)
        params["W2"] *= 3000
        Z2 = network.combine("forward", {})(params, X)[1]["Z2"]
        gaps = np.diff(np.sort(Z2))[:, -1]
    calls.append(Call("large_scores", (params, X)))
    calls.append(Call("large_scores", draw_large(rng)))
    return calls


def draw_large(rng):
    """Parameters and a batch whose rows of scores are all large, all small, ordinary.

    Subtracting one maximum for all rows, or the mean or the largest absolute value of
    each, is not enough for one or another of them.
    """
    params = {
        "W1": short(rng.uniform(0.5, 1, (2, 3)), 6),
        "b1": short(rng.uniform(0.1, 0.2, 3), 12),
        "W2": -300 * rng.uniform(0.8, 1, (3, 3)) * rng.permutation([0.3, 0.6, 1]),
        "b2": rng.normal(size=3),
    }
    # Below zero LeakyReLU shrinks: -450 there is as large as 4.5.
    sizes = rng.permutation([5, 4, -450, -400, -0.1])
    return params, short(rng.uniform(0.9, 1.1, (5, 2)) * sizes[:, None], 8)


QUESTION = Question(
    name="forward",
    signature="forward(params, X), returning y and ff_dict",
    reference=network.combine("forward", {}),
    draw=draw_forward,
    catalogue=forward.catalogue,
    hints=(
        "Four lines: Z1 from X, A1 from Z1, Z2 from A1, y from Z2. Write the "
        "shape of each beside it: (N, H), (N, H), (N, C), (N, C).",
        "Z1 = X @ W1 + b1; A1 = leaky_relu(Z1); the second layer does the same "
        "with A1, W2 and b2, and softmax comes last.",
    ),
    fine={
        "large_scores": "For scores in the thousands y is not right. Most "
        "often softmax does not subtract each row's own maximum before exp.",
        "changes_argument": "The numbers are right, but params or X are "
        "different afterwards. +=, or assigning into an array, changes the "
        "caller's array: make a new one. And what you compute belongs into a "
        "dictionary of your own, not under new keys of params.",
    },
)
