"""Define the question tied_gradient (the chapter on backprop): one W in two layers."""

from coursework.questions.shared.from_text import question
from coursework.questions.shared.networks import draw_params, eighths, short
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call
from neuralnet import leaky_relu

SIZES = [(2, 4, 3), (5, 3, 4), (3, 5, 2), (6, 2, 5), (4, 6, 3)]  # N, D, H
SQUARE = [(3, 4, 4), (4, 4, 4), (5, 3, 3), (4, 3, 4)]  # wrong transposes fit, too


def draw_tied_gradient(rng):
    """Draw batches that have gone through a network whose W2 is W1.T."""
    calls = []
    for stage, sizes in ((MATHEMATICS, SIZES), (DIAGNOSIS, SQUARE)):
        for N, D, H in sizes:
            params, X = draw_params(rng, D, H, D), short(rng.normal(size=(N, D)), 6)
            W, Z1 = params["W1"], X @ params["W1"] + params["b1"]
            A1 = leaky_relu(Z1)
            calls.append(Call(stage, (W, X, Z1, A1, A1 @ W.T + params["b2"] - X)))
    # An image of two pixels and one hidden unit, for a calculation by hand.
    W, X, Z1, dZ2 = eighths(rng, 1, 2).T, *(eighths(rng, 1, n) for n in (2, 1, 2))
    return [*calls, Call(DIAGNOSIS, (W, X, Z1, leaky_relu(Z1), dZ2))]


QUESTION = question("tied_gradient", draw_tied_gradient)
