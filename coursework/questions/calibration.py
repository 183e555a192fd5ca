"""Define the question calibration (on mistakes): bins of equally many answers."""

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call
from neuralnet.activations import softmax

STAGES = {  # images, classes, bins
    MATHEMATICS: [(12, 4, 3), (20, 3, 5), (15, 5, 3), (24, 3, 4), (18, 2, 3)],
    DIAGNOSIS: [(4, 3, 2)],
    "one_bin": [(7, 3, 1)],
    "one_answer_each": [(5, 3, 5)],
}


def draw_calibration(rng):
    """Draw probabilities, and truths that agree with about two answers in three."""
    calls = []
    for stage, sizes in STAGES.items():
        for N, C, num_bins in sizes:
            y = softmax(1.5 * rng.normal(size=(N, C)))
            is_wrong = rng.permutation(N) < max(2, N // 3)
            truth = (y.argmax(axis=1) + is_wrong * rng.integers(1, C, N)) % C
            calls.append(Call(stage, (y, np.eye(C)[truth], num_bins)))
    return calls


QUESTION = question("calibration", draw_calibration)
