"""Define the question one_hot (the chapter on digits)."""

import numpy as np

from coursework.questions.shared.from_text import from_text
from coursework.questions.shared.whole_numbers import WholeNumbers, draw_labels
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call


def draw_one_hot(rng):
    """Draw labels of every class, then with a missing class, and as bytes."""
    # N and C differ, so that a wrong shape shows. Every class occurs, so an answer that
    # counts the classes in the labels fails only at the edge cases below.
    calls = [
        Call(MATHEMATICS, (draw_labels(rng, N, C), C))
        for N, C in [(6, 4), (5, 3), (8, 2), (12, 6), (9, 5)]
    ]
    calls.append(Call(DIAGNOSIS, (draw_labels(rng, 12, 10), 10)))
    # Here N = C, and a matrix with a wrong axis has the right shape.
    calls.append(Call(DIAGNOSIS, (rng.permutation([0, 1, 3, 3]), 4)))
    # The last class is missing, or some in the middle, or there is only one image.
    calls.append(Call("missing_classes", (rng.permutation([0, 1, 2, 2, 0]), 5)))
    calls.append(Call("missing_classes", (rng.permutation([0, 3, 3, 0]), 4)))
    calls.append(Call("missing_classes", (rng.integers(0, 2, 1), 3)))
    # A matrix of few entries, and one of more than a byte can count.
    for N, C in [(7, 3), (40, 10)]:
        calls.append(Call("bytes", (draw_labels(rng, N, C).astype(np.uint8), C)))
    return calls


QUESTION = WholeNumbers(**from_text("one_hot"), draw=draw_one_hot)
