"""Define the question softmax (the chapter on activations)."""

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call


def draw_softmax(rng):
    """Draw ordinary scores, then scores at which one shortcut or another overflows."""
    # Most shapes show a wrong axis, a single row shows a squeeze. In a square matrix a
    # wrong axis raises nothing, and its numbers show which one it is. One shape comes
    # twice, for an answer that remembers results by shape. A harmless 1e-8 that is
    # added to a row's sum of exponentials does not show.
    shapes = [(2, 3), (3, 4), (5, 2), (4, 6), (3, 7), (3, 4), (1, 9), (4, 4)]
    calls = [Call(MATHEMATICS, (rng.normal(0, 1.5, shape),)) for shape in shapes]
    # At these larger scores a narrow np.clip shows, and nothing overflows yet.
    calls.append(Call(MATHEMATICS, (rng.uniform(-2, 12, (5, 3)),)))
    small = rng.permutation(6)[None, :2] / 2
    calls.append(Call(DIAGNOSIS, (small,)))
    calls.append(Call("integers", (rng.integers(-4, 5, (3, 4)),)))
    # Rows from 0 to 10,000, with two large scores in different places. exp overflows
    # also where the mean, a first or last entry or a typed-in number is subtracted.
    # Sixty-fourths are exact in float32, too.
    large = np.array([[0, 9_999, 10_000, 100], [10_000, 3, 9_998, 0], [8, 9, 9_997, 1]])
    large = large + _sixty_fourths(rng.uniform(-0.5, 0, (3, 4)))
    calls.append(Call("large_scores", (large,)))
    calls.append(Call("large_scores", (_sixty_fourths(rng.normal(1000, 3, (2, 3))),)))
    # All scores are negative: every exponential is 0 if an answer subtracts nothing or
    # the largest absolute value.
    low = _sixty_fourths(large / 8) - 10_000
    calls.append(Call("very_negative_scores", (low,)))
    low = _sixty_fourths(rng.normal(-1000, 3, (2, 3)))
    calls.append(Call("very_negative_scores", (low,)))
    # The rows differ in size: if one number is subtracted from the whole matrix, the
    # exponentials in the small row are all 0.
    mixed = rng.normal(0, 2, (3, 4)) + np.array([[0.0], [9_990.0], [-9_990.0]])
    calls.append(Call("mixed_rows", (_sixty_fourths(mixed),)))
    wide = np.array([[10_000.0, -10_000.0, 0.0], [0.0, 9_999.0, 10_000.0]])
    calls.append(Call("mixed_rows", (wide,)))
    return calls


def _sixty_fourths(scores):
    return np.round(scores * 64) / 64


QUESTION = question("softmax", draw_softmax)
