"""Draw networks and batches of many sizes for the questions forward and backward."""

import numpy as np

from coursework.running.objects import IN_PLACE, NEW, REPLACED
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, STATEFUL, Call


def draw_params(rng, D, H, C):
    """Draw parameters with biases that are not zero, so that a forgotten one shows.

    The weights are small. No probability comes near 0, where a harmless 1e-8 in a
    denominator would show. W1 and b1 are short binary fractions, so that Z1 is exact in
    float32 where X is short too. It is never 0, since b1 has one binary place more.
    """
    return {
        "W1": short(rng.normal(size=(D, H)) / np.sqrt(D), 10),
        "b1": short(rng.normal(size=H)) + 2.0**-17,
        "W2": rng.normal(size=(H, C)) / np.sqrt(H) / 2,
        "b2": rng.normal(size=C) / 2,
    }


# N, D, H, C all differ here, so that a wrong transpose raises or has a wrong shape.
SIZES = [(2, 4, 3, 5), (5, 3, 4, 2), (3, 6, 2, 4), (6, 2, 5, 3), (4, 5, 6, 2)]
# Here some are equal: a wrong transpose raises nothing, and its numbers show it.
SQUARE = [(4, 4, 4, 4), (5, 5, 5, 5), (3, 5, 3, 4), (4, 5, 3, 4)]


def short(numbers, bits=16):
    """Round numbers to `bits` binary places."""
    return np.round(numbers * 2.0**bits) / 2.0**bits


def eighths(rng, *shape):
    """Draw odd multiples of 1/8, such as -0.625: few digits, and none of them 0."""
    return rng.choice([-1, 1], shape) * rng.permutation(7)[: shape[-1]] / 4 + 0.125


def draw_networks(rng):
    """Yield (stage, parameters, batch) for networks of many sizes."""
    for stage, sizes in ((MATHEMATICS, SIZES), (DIAGNOSIS, SQUARE)):
        for N, D, H, C in sizes:
            params, X = draw_params(rng, D, H, C), short(rng.normal(size=(N, D)), 6)
            if N > 1:
                # Each hidden unit is above zero for some images and below for others.
                # Otherwise mistakes that treat all images alike look the same.
                low, high = np.sort(X @ params["W1"], axis=0)[N // 2 - 1 : N // 2 + 1]
                place = rng.uniform(0.1, 0.9, H)  # between two images, near neither
                params["b1"] = 2.0**-17 - short(low + place * (high - low))
            if sizes == SIZES and N == 5:  # some of Z1 so near 0 that z > alpha shows
                Z1 = X[:2] @ params["W1"][:, :2]
                params["b1"][:2] = np.array([5, -5]) / 1024 - np.diag(Z1)
            yield stage, params, X
    # One hidden value, below or above zero. One decision for a whole array (np.all,
    # np.any) is right here, and no decision is not. A message may show these numbers.
    for sign in (-1, 1):
        params, X = draw_params(rng, 1, 1, 2), eighths(rng, 1, 1)
        params |= {"W1": eighths(rng, 1, 1), "W2": eighths(rng, 1, 2)}
        params |= {"b1": sign - X[0] @ params["W1"], "b2": eighths(rng, 2)}
        yield DIAGNOSIS, params, X
    # Two of everything, in numbers for a message and for a calculation by hand. Each
    # hidden unit is above zero for one image and below for the other.
    X, W1, W2 = ((rng.permutation(6)[:4].reshape(2, 2) + 1) / 4 for _ in range(3))
    params = {"W1": W1 * rng.choice([-1, 1], 2), "b1": rng.permutation([0.25, -0.25])}
    params |= {"W2": W2 * [[1, -1], [-1, 1]], "b2": rng.permutation([0.5, -0.25])}
    yield DIAGNOSIS, params, X * [[1], [-1]]


def draw_stateful(rng, given):
    """Return calls on two objects, whose parameters change in different ways.

    Each object gets two batches of different size, then the first batch with other
    parameters, then the first call again. `given(params, X)` returns the arguments.
    """
    N, D, H, C = 4, 5, 3, 2
    one, other = draw_params(rng, D, H, C), draw_params(rng, D, H, C)
    X, more = short(rng.normal(size=(N, D)), 6), short(rng.normal(size=(6, D)), 6)
    arguments = [given(*pair) for pair in ((one, X), (one, more), (other, X), (one, X))]
    return [
        Call(STATEFUL, args, update=change if k else NEW)
        for change in (IN_PLACE, REPLACED)
        for k, args in enumerate(arguments)
    ]
