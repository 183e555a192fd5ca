"""Define the question average, for the front page: the mean of some numbers."""

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call


def draw_average(rng):
    """Draw quarters, a different number of them in each call."""
    kinds = [(MATHEMATICS, n) for n in (4, 7, 3, 12)]
    kinds += [(DIAGNOSIS, 10), (DIAGNOSIS, 2), ("one_number", 1)]
    return [Call(kind, (rng.integers(-20, 60, n) / 4,)) for kind, n in kinds]


QUESTION = question("average", draw_average)
