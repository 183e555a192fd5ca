"""Define the question central_differences (optional, on backprop): a gradient check."""

import dataclasses

import numpy as np

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import MATHEMATICS, Call


@dataclasses.dataclass(frozen=True)
class Formula:
    """A function of an array x, which messages show as its text."""

    text: str

    def __call__(self, x):
        return float(eval(self.text, {"np": np, "x": np.asarray(x)}))

    def __repr__(self):
        return self.text


LOSSES = {  # each with the number of entries of x
    "np.sum(x**3)": 2,
    "x[0] * x[1] ** 2 + x[2] ** 3": 3,
    "np.exp(x[0]) + x[0] * np.sin(x[1])": 2,
    "np.sum(np.log(1 + np.exp(x * x)))": 4,
    "x[0] ** 3 - x[1] ** 3 + x[0] * x[1] * x[2] * x[3]": 4,
}


def draw_central_differences(rng):
    """Draw curved functions and wide steps, so that a one-sided difference shows."""
    calls = []
    for text, D in LOSSES.items():
        x, h = rng.uniform(0.5, 1.5, D), float(rng.uniform(0.05, 0.2))
        calls.append(Call(MATHEMATICS, (Formula(text), x, h)))
    return calls


QUESTION = question(
    "central_differences",
    draw_central_differences,
    parameters=("J", "x", "h"),
)
