"""Define the question best_epoch (the chapter on tuning)."""

import numpy as np

from coursework.questions.shared.from_text import from_text
from coursework.questions.shared.whole_numbers import WholeNumbers
from coursework.running.outcomes import MATHEMATICS, Call

# Each pair of an order of losses and a patience tells some mistakes apart.
RUNS = [
    ([3, 2, 4, 1], 1),  # stops before the lowest
    ([3, 2, 4, 1], 2),  # stops after it
    ([6, 5, 7, 4, 8, 3, 9, 10, 11, 1], 3),  # waits in vain, three times, then stops
    ([9, 6, 8, 5, 7, 4, 10, 11, 2], 2),  # waits twice, but never too long at once
    ([8, 3, 7, 6, 5, 4, 1], 3),  # falls after a jump: no improvement
    ([8, 7, 6, 5, 4], 2),  # never stops; the last is the best
    ([8, 7, 4, 5, 6], 3),  # never stops; the last is not the best
    ([4, 6, 7, 5, 8, 1], 4),  # the first is the best
    ([9, 8, 7, 10, 11, 12, 13, 6], 4),  # stops just before a better one
    ([9, 8, 7, 10, 11, 12, 6, 13, 14], 4),  # stops just after it
    ([12, 11, 10, 9, 8, 7, 13, 6, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 5], 10),
    ([5, 4, 6, 7, 8, 3, 9], 5),
    ([9, 5, 8, 6, 7, 4, 10], 2),
    ([7, 2, 5, 4, 6, 3, 8], 2),  # the lowest lies far from the end
]
# Some answers hold a typed-in margin or first loss to beat. CLOSE losses differ by
# less than this margin, and LARGE ones are above this first loss.
CLOSE, LARGE = (0.02, 0.0201), (1e6, 2e6)
TIES = [([3, 1, 1, 2], 5), ([5, 2, 2, 2, 1], 2), ([5, 2, 3, 2, 4, 1], 3)]


def draw_best_epoch(rng):
    """Draw losses in the orders of RUNS and TIES, of one epoch, CLOSE and LARGE."""
    calls = [Call(MATHEMATICS, (_losses(rng, r), n)) for r, n in RUNS]
    calls += [Call("ties", (_losses(rng, ranks), n)) for ranks, n in TIES]
    calls.append(Call("short_runs", ([float(rng.uniform(1, 2))], 3)))
    for span in (CLOSE, LARGE):
        calls.append(Call(MATHEMATICS, (_losses(rng, [8, 7, 4, 5, 6], span), 3)))
    return calls


def _losses(rng, ranks, span=(0.1, 2.5)):
    """Return losses in the order of `ranks`, with values between the two of `span`."""
    values = np.sort(rng.uniform(*span, max(ranks) + 1))
    return [float(values[rank]) for rank in ranks]


QUESTION = WholeNumbers(**from_text("best_epoch"), draw=draw_best_epoch, index=True)
