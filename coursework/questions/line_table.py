"""Define the question line_table (on speed): which line of a step is worth the work."""

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call

STAGES = {  # rounds, lines
    MATHEMATICS: [(6, 3), (4, 5), (8, 4), (5, 2)],
    DIAGNOSIS: [(3, 2), (4, 4)],
    "two_rounds": [(2, 3)],
}


def draw_line_table(rng):
    """Draw rounds: the first is slow, and in another one a line had to wait."""
    calls = []
    for stage, sizes in STAGES.items():
        for R, L in sizes:
            spent = rng.uniform(1e-4, 2e-3, L) * rng.uniform(0.9, 1.1, (R, L))
            spent[0] *= rng.uniform(5, 9, L)
            spent[rng.integers(1, R), rng.integers(L)] *= 20
            ends = np.cumsum(np.hstack([np.zeros((R, 1)), spent]), axis=1)
            pauses = ends[:, -1:] + rng.uniform(0.01, 0.05, (R, 1))
            starts = 3.5 + np.cumsum(np.vstack([[[0]], pauses[:-1]]), axis=0)
            calls.append(Call(stage, (starts + ends,)))
    return calls


QUESTION = question("line_table", draw_line_table)
