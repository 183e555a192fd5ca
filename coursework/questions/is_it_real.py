"""Define the question is_it_real (on tuning): a difference, and what is luck in it."""

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call

# For each of three seeds: how many images the first alone misreads, and the second.
PAIRS = [
    (MATHEMATICS, 90, [(20, 4), (23, 4), (19, 5)]),  # the second is better
    (MATHEMATICS, 80, [(3, 19), (5, 23), (4, 21)]),  # the first is better
    (MATHEMATICS, 110, [(30, 5), (14, 4), (40, 3)]),  # the seeds differ too much
    (MATHEMATICS, 60, [(6, 1), (5, 0), (7, 1)]),  # too few images differ
    (MATHEMATICS, 120, [(17, 3), (15, 2), (40, 27)]),  # too evenly for one seed
    (MATHEMATICS, 70, [(20, 4), (4, 20), (24, 5)]),  # each seed is sure, of another
    (MATHEMATICS, 50, [(9, 2), (3, 8), (6, 4)]),  # not even the sign is sure
    (DIAGNOSIS, 10, [(3, 0), (2, 0), (3, 1)]),  # for a calculation by hand
    (DIAGNOSIS, 20, [(0, 0), (0, 0), (0, 0)]),  # no discordant image
]
# Of each row one is drawn. They lie close to the limits, which are 4 errors and 0.05.
NEAR_A_LIMIT = [
    # The gain is 3.7 to 3.9 errors, and p is below 0.0001.
    ([43, 4, 83, 2, 41, 3], [83, 3, 34, 5, 72, 3], [73, 5, 38, 6, 40, 7]),
    # The gain is 4.2 to 4.3 errors, and p is below 0.0001.
    ([79, 4, 49, 7, 40, 4], [85, 8, 77, 6, 34, 2], [57, 4, 89, 6, 45, 8]),
    # p is 0.049, and the gain is 25 errors and more.
    ([13, 4, 15, 5, 11, 2], [10, 2, 11, 2, 13, 4], [11, 2, 13, 4, 11, 1]),
    # p is 0.052, and the gain is 28 errors and more.
    ([16, 6, 12, 3, 12, 3], [14, 4, 16, 6, 10, 1], [16, 5, 15, 4, 16, 6]),
]


def draw_is_it_real(rng):
    """Draw which of N images two networks misread, each with three seeds.

    A few are misread by both, and more of them from seed to seed.
    """
    calls = []
    near = [np.reshape(rng.choice(rows), (3, 2)) for rows in NEAR_A_LIMIT]
    for stage, N, counts in PAIRS + [(MATHEMATICS, 130, counts) for counts in near]:
        first, second = np.zeros((2, 3, N), bool)
        for seed, (n_first, n_second) in enumerate(counts):
            ends = np.cumsum([n_first, n_second, 2 + seed])
            by_first, by_second, by_both, _ = np.split(rng.permutation(N), ends)
            first[seed, by_first] = first[seed, by_both] = True
            second[seed, by_second] = second[seed, by_both] = True
        calls.append(Call(stage, (first, second)))
    return calls


QUESTION = question(
    "is_it_real",
    draw_is_it_real,
    parameters=("first", "second"),
    results=("gain", "error", "p", "better"),
)
