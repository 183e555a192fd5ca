"""Define the question level_stack (on initial weights): no layer fades or explodes."""

import itertools

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call

STAGES = {  # sizes of the layers: the inputs, then the units of each layer
    MATHEMATICS: [(5, 4, 6), (3, 7, 5, 4), (6, 3, 4, 5, 2), (4, 6, 3, 5)],
    "one_layer": [(4, 3)],
}


def draw_level_stack(rng):
    """Draw inputs of both signs, or of one as pixels, and matrices of many scales."""
    calls = []
    for stage, stacks in STAGES.items():
        for k, sizes in enumerate(stacks):
            X = rng.uniform(-1 if k % 2 else 0.1, 1, (8, sizes[0]))
            Ws = {
                f"W{k}": rng.normal(0, 10 ** rng.uniform(-1.5, 1), shape)
                for k, shape in enumerate(itertools.pairwise(sizes), 1)
            }
            calls.append(Call(stage, (X, Ws)))
    # And one for a calculation by hand: the first sums are 7 and 1.
    X, Ws = np.array([[3.0, 2], [1, 0]]), {"W1": np.array([[1.0], [2]])}
    return [*calls, Call(DIAGNOSIS, (X, Ws | {"W2": np.array([[1.0, 7]])}))]


QUESTION = question("level_stack", draw_level_stack, parameters=("X", "Ws"))
