"""Define the question average, for the front page: the mean of some numbers."""

from coursework.judging.question import Question
from coursework.questions.shared.from_text import from_text
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call


def draw_average(rng):
    """Draw quarters, a different number of them in each call."""
    kinds = [(MATHEMATICS, n) for n in (4, 7, 3, 12)]
    kinds += [(DIAGNOSIS, 10), (DIAGNOSIS, 2), ("one_number", 1)]
    return [Call(kind, (rng.integers(-20, 60, n) / 4,)) for kind, n in kinds]


QUESTION = Question(**from_text("average"), draw=draw_average)
