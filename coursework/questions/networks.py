"""Networks and batches of many sizes, for the questions forward and backward."""

import numpy as np

from coursework.running.objects import IN_PLACE, NEW, REPLACED
from coursework.running.outcomes import DIAGNOSIS, LIFE, MATHEMATICS, Call


def draw_params(rng, D, H, C):
    """Parameters with biases that are not zero: a forgotten bias has to show.

    The weights are small enough for no probability to come near 0, where a harmless
    1e-8 in a denominator would show. W1 and b1 are short binary fractions: with such
    an X, too, Z1 is exact in float32, and no entry near 0 shows that it was used. It is
    never 0, since b1 has one binary place more.
    """
    return {
        "W1": short(rng.normal(size=(D, H)) / np.sqrt(D), 10),
        "b1": short(rng.normal(size=H)) + 2.0**-17,
        "W2": rng.normal(size=(H, C)) / np.sqrt(H) / 2,
        "b2": rng.normal(size=C) / 2,
    }


# N, D, H, C all different, so that a wrong transpose raises or gives a wrong shape; one
# batch of one row, since a squeeze or a loop may fail there alone ...
SIZES = [(2, 4, 3, 5), (5, 3, 4, 2), (3, 6, 2, 4), (6, 2, 5, 3), (4, 5, 6, 2)]


# ... and all equal, or N equal to a layer, where it raises nothing and its numbers tell
# which mistake it is.
SQUARE = [(4, 4, 4, 4), (5, 5, 5, 5), (3, 5, 3, 4), (4, 5, 3, 4)]


def short(numbers, bits=16):
    """Return numbers rounded to so many binary places."""
    return np.round(numbers * 2.0**bits) / 2.0**bits


def eighths(rng, *shape):
    """Return numbers that are short enough to be typed, none of them 0."""
    return rng.choice([-1, 1], shape) * rng.permutation(7)[: shape[-1]] / 4 + 0.125


def draw_networks(rng):
    """Yield a stage, parameters and a batch, for networks of many sizes."""
    for stage, sizes in ((MATHEMATICS, SIZES), (DIAGNOSIS, SQUARE)):
        for N, D, H, C in sizes:
            params, X = draw_params(rng, D, H, C), short(rng.normal(size=(N, D)), 6)
            if N > 1:
                # Each hidden unit is above zero for some images and below for others:
                # otherwise a layer that treats them alike looks like another mistake.
                Z1 = np.sort(X @ params["W1"], axis=0)[N // 2 - 1 : N // 2 + 1]
                place = rng.uniform(0.1, 0.9, H)  # a difference quotient stays clear
                params["b1"] = 2.0**-17 - short(Z1[0] + place * (Z1[1] - Z1[0]))
            if sizes == SIZES and N == 5:  # values so near 0 that z > alpha shows
                Z1 = X[:2] @ params["W1"][:, :2]
                params["b1"][:2] = np.array([5, -5]) / 1024 - np.diag(Z1)
            yield stage, params, X
    # One hidden value, below zero and above: one decision for a whole array (np.all,
    # np.any) is right there, and tells itself from no decision. Its numbers are short,
    # since a message may show them.
    for sign in (-1, 1):
        params, X = draw_params(rng, 1, 1, 2), eighths(rng, 1, 1)
        params |= {"W1": eighths(rng, 1, 1), "W2": eighths(rng, 1, 2)}
        params |= {"b1": sign - X[0] @ params["W1"], "b2": eighths(rng, 2)}
        yield DIAGNOSIS, params, X


def draw_lives(rng, given):
    """Return the calls of two objects, which differ in how their parameters change.

    Each is asked with two batches of different size, then with the first and other
    parameters, and at last as at first. `given` makes the arguments of parameters and
    a batch.
    """
    N, D, H, C = 4, 5, 3, 2
    one, other = draw_params(rng, D, H, C), draw_params(rng, D, H, C)
    X, more = short(rng.normal(size=(N, D)), 6), short(rng.normal(size=(6, D)), 6)
    asked = [given(*each) for each in ((one, X), (one, more), (other, X), (one, X))]
    return [
        Call(LIFE, args, life=change if k else NEW)
        for change in (IN_PLACE, REPLACED)
        for k, args in enumerate(asked)
    ]
