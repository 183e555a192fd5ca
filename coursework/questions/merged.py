"""Define the question merged (on two layers): a committee of two in one network."""

from coursework.questions.shared.from_text import question
from coursework.questions.shared.networks import draw_params
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call

STAGES = {  # pixels, hidden units of both networks, classes
    MATHEMATICS: [(5, 3, 2, 4), (2, 4, 5, 3), (8, 2, 5, 3), (3, 5, 6, 2)],
    DIAGNOSIS: [(4, 3, 3, 2), (3, 3, 3, 3), (1, 2, 2, 1)],
}


def draw_merged(rng):
    """Draw two networks of each size, with biases that are not zero."""
    return [
        Call(stage, (draw_params(rng, D, H, C), draw_params(rng, D, other, C)))
        for stage, sizes in STAGES.items()
        for D, H, other, C in sizes
    ]


QUESTION = question("merged", draw_merged, parameters=("one", "other"))
