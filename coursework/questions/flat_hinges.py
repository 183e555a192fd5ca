"""Define the question flat_hinges (on two layers): a curve with flat ends."""

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call


def draw_flat_hinges(rng):
    """Draw points with different distances, and heights in any order."""
    calls = []
    for size in (3, 4, 5, 6):  # here no number is 0, and no two heights are equal
        t = np.cumsum(rng.permutation(np.arange(2, 2 + size) / 2)) - 3.25
        F = rng.permutation(np.arange(1, size + 1)) - 0.25 * rng.integers(1, 4, size)
        calls.append(Call(MATHEMATICS, (t, F)))
    # Few points, 1 apart, for a calculation by hand.
    F = rng.permutation([1.0, 3.0, 4.5])
    calls.append(Call(DIAGNOSIS, (np.arange(3.0), F)))
    F = rng.permutation([1.0, 2.5])
    calls.append(Call("two_points", (np.array([-1.0, 1.0]), F)))
    calls.append(Call("integers", (np.array([1, 3, 4]), np.array([2, 7, 1]))))
    return calls


QUESTION = question("flat_hinges", draw_flat_hinges, results=("w", "b"))
