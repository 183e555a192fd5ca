"""Define the question deep_forward (the chapter on the forward pass)."""

import itertools

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.questions.shared.networks import short
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call

# N, D, the hidden layers, C: from one hidden layer to four, all sizes different.
SIZES = [(2, 4, 3, 5), (5, 3, 4, 6, 2), (3, 7, 2, 5, 4, 6), (4, 2, 8, 3, 7, 5, 6)]
# Here wrong weights raise nothing, and their numbers show which ones they are.
SQUARE = [(3, 4, 4, 4), (3, 4, 4, 4, 4), (5, 3, 3, 3, 3, 3), (4, 4, 4, 4, 4, 4)]
STAGES = {
    MATHEMATICS: SIZES,
    DIAGNOSIS: SQUARE,
    "no_hidden_layer": [(4, 5, 3)],
    "eleven_layers": [(3, *[4] * 12)],  # as texts, W10 and W11 come before W2
}


def draw_deep_forward(rng):
    """Draw networks of several depths, with biases that are not zero."""
    calls = []
    for stage, rows in STAGES.items():
        for N, *sizes in rows:
            params = {}
            for k, (n, m) in enumerate(itertools.pairwise(sizes), 1):
                params[f"W{k}"] = rng.normal(size=(n, m)) / np.sqrt(n)
                params[f"b{k}"] = short(rng.normal(size=m)) / 2
            calls.append(Call(stage, (params, rng.normal(size=(N, sizes[0])))))
    return calls


QUESTION = question("deep_forward", draw_deep_forward)
