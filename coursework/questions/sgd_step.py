"""Define the question sgd_step (the chapter on training)."""

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call


def draw_sgd_step(rng):
    """Draw parameters and gradients for networks of many sizes."""
    calls = []
    # These batch sizes and rates are uncommon, and no array has one of these sizes.
    for D, H, C, N in [(4, 3, 2, 7), (2, 5, 3, 9), (3, 2, 4, 11), (5, 4, 2, 13)]:
        shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
        params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
        grads = {"d" + name: N * rng.normal(size=s) for name, s in shapes.items()}
        lr = float(rng.choice([0.23, 0.37, 0.07, 0.6]))
        calls.append(Call(MATHEMATICS, (params, grads, N, lr)))
    # This case is small enough to compute by hand.
    shapes = {"W1": (1, 1), "b1": (1,), "W2": (1, 1), "b2": (1,)}
    params = {name: rng.integers(1, 9, shape) / 4 for name, shape in shapes.items()}
    grads = {"d" + name: rng.integers(1, 9, s) / 2 for name, s in shapes.items()}
    calls.append(Call(DIAGNOSIS, (params, grads, 5, 0.3)))
    return calls


QUESTION = question("sgd_step", draw_sgd_step)
