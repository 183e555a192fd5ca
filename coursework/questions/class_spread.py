"""Define the question class_spread (the chapter on digits): how much a class varies."""

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call

SIZES = [(7, 4, 3), (9, 3, 2), (8, 5, 4), (12, 2, 5)]  # N, D, C all differ
SQUARE = [(9, 4, 4), (8, 3, 3)]  # a wrong axis raises nothing
STAGES = {MATHEMATICS: SIZES, DIAGNOSIS: [*SQUARE, (4, 1, 2)]}  # and one for paper


def draw_class_spread(rng):
    """Draw pixels that are multiples of 1/4, and labels of which each class occurs."""
    calls = []
    for stage, rows in STAGES.items():
        for N, D, C in rows:
            labels = rng.permutation(np.arange(N) % C)
            X = rng.integers(0, 12, (N, D)) / 4 + labels[:, None]  # the means differ
            calls.append(Call(stage, (X, np.eye(C)[labels])))
    return calls


QUESTION = question("class_spread", draw_class_spread)
