"""Define the question one_epoch (on training, optional): a loop over batches."""

import dataclasses

import numpy as np

from coursework.mistakes import catalogue
from coursework.questions.shared.from_text import question
from coursework.running.outcomes import MATHEMATICS, Call
from coursework.words import say


@dataclasses.dataclass(frozen=True)
class Gradients:
    """A function gradients(params, X, Y), which calls forward and backward."""

    forward: object = catalogue.load("forward").right
    backward: object = catalogue.load("backward").right

    def __call__(self, params, X, Y):
        _, ff_dict = self.forward(params, X)
        return self.backward(params, X, Y, ff_dict)

    def __repr__(self):
        return say("those_of_the_network")


def draw_one_epoch(rng):
    """Draw small networks; most calls leave images after the last full batch.

    The first calls have one batch and two, for a first hint at the batch that differs.
    """
    calls = []
    for N, size in [(2, 2), (4, 2), (8, 2), (11, 3), (13, 4), (9, 4), (6, 3)]:
        D, H, C = rng.permutation([5, 4, 3])
        shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
        params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
        X, Y = rng.normal(size=(N, D)), np.eye(C)[rng.integers(0, C, N)]
        lr = float(rng.choice([0.23, 0.37, 0.6]))
        calls.append(Call(MATHEMATICS, (params, X, Y, size, lr, Gradients())))
    return calls


QUESTION = question(
    "one_epoch",
    draw_one_epoch,
    parameters=("params", "X", "Y", "batch_size", "lr", "gradients"),
)
