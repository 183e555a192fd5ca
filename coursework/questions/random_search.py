"""Define the question random_search (on tuning): a search that survives divergence."""

import dataclasses

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import MATHEMATICS, Call
from coursework.words import say

NAN, INF, OVERFLOW = float("nan"), float("inf"), "OverflowError"
# What the trials of each search bring, by the stage of its call: numbers from 1 on are
# the ranks of losses that are drawn.
RUNS = {
    MATHEMATICS: [[2, 1, 3], [1, 3, 2, 4], [3, 4, 2, 1, 5], [3, 2, 1]],
    "nan": [[2, NAN, 3, 1], [NAN, 2, 1, 3], [2, 1, NAN]],
    "infinite": [[INF, 2, 1], [1, INF, 2]],
    # Losses that a rate far too large leaves: thousands, and more.
    "large": [[2, NAN, 1], [OVERFLOW, 1]],
    "overflow": [[2, OVERFLOW, 1, 3], [OVERFLOW, 1, 2], [3, OVERFLOW, 2, 1]],
    "all_diverged": [[NAN, OVERFLOW], [INF, NAN, INF]],
}


@dataclasses.dataclass(frozen=True)
class Training:
    """A function train(setting) with known losses, by learning rate."""

    losses: tuple  # pairs of a learning rate and a loss

    def __call__(self, setting):
        loss = dict(self.losses)[setting["lr"]]
        if loss == OVERFLOW:
            raise OverflowError("math range error")
        return loss

    def __repr__(self):
        said = [f"{loss:.4g}" if loss != OVERFLOW else loss for _, loss in self.losses]
        return say("with_losses", losses=", ".join(said))


def draw_random_search(rng):
    """Draw settings, and losses in the orders of RUNS."""
    calls = []
    for stage, runs in RUNS.items():
        for ranks in runs:
            calls.append(Call(stage, draw_run(rng, ranks, stage == "large")))
    return calls


def draw_run(rng, ranks, is_large):
    """Draw the settings of one search, and the Training that has their losses."""
    drawn = np.sort(rng.uniform(0.1, 2, len(ranks)))
    if is_large:
        drawn = 10 ** (3 + drawn)
    losses = []
    for rank in ranks:
        losses.append(float(drawn[rank - 1]) if isinstance(rank, int) else rank)
    rates = (10 ** rng.uniform(-2, 1, len(ranks))).tolist()
    sizes = (2 ** rng.integers(4, 8, len(ranks))).tolist()
    settings = []
    for lr, size in zip(rates, sizes, strict=True):
        settings.append({"lr": lr, "batch_size": size})
    return settings, Training(tuple(zip(rates, losses, strict=True)))


QUESTION = question(
    "random_search",
    draw_random_search,
    parameters=("settings", "train"),
)
