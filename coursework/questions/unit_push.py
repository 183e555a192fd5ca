"""Define the question unit_push (on mistakes): what a unit adds to the scores."""

from coursework.questions.shared.from_text import question
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call


def draw_unit_push(rng):
    """Draw hidden layers, and a unit that is neither the first nor the last."""
    calls = []
    for N, H, C in [(2, 5, 3), (5, 4, 2), (3, 6, 4), (4, 7, 5)]:
        unit = int(rng.integers(1, H - 1))
        calls.append(Call(MATHEMATICS, (*layer(rng, N, H, C), unit)))
    # Where N, H and C are equal, a wrong axis raises nothing.
    calls.append(Call(DIAGNOSIS, (*layer(rng, 4, 4, 4), 1)))
    calls.append(Call(DIAGNOSIS, (*layer(rng, 3, 3, 3), 1)))
    calls.append(Call("one_image", (*layer(rng, 1, 3, 2), 2)))
    return calls


def layer(rng, N, H, C):
    """Draw A1 and W2, in quarters, for a calculation by hand; no entry is 0."""
    A1, W2 = (rng.integers(1, 12, shape) / 4 for shape in ((N, H), (H, C)))
    return A1 * rng.choice([1, 1, -0.25], A1.shape), W2 * rng.choice([-1, 1], W2.shape)


QUESTION = question("unit_push", draw_unit_push)
