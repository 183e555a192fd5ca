"""The fine print of `initialize_parameters`: repeated numbers and biases."""

import dataclasses
from collections.abc import Callable

import numpy as np

from coursework.mistakes import Mistake
from coursework.mistakes.initial.tools import good

DETAILS = []


@dataclasses.dataclass(frozen=True)
class WrongDetail(Mistake):
    """A mistake that the replies show together; `fits` gets them."""

    fits: Callable = None


def file(name, sentence, fits):
    """Return a decorator that files a function as a mistake of this kind."""

    def decorate(function):
        DETAILS.append(WrongDetail(name, sentence, function, fits=fits))
        return function

    return decorate


def calls_agree(replies):
    """Tell whether two calls with the same sizes gave the same matrix."""
    seen = {}
    for reply in replies:
        for other in seen.setdefault(reply.sizes, []):
            for name in ("W1", "W2"):
                if np.array_equal(other.value[name], reply.value[name]):
                    return True
        seen[reply.sizes].append(reply)
    return False


def second_repeats_first(replies):
    """Tell whether W2 holds random numbers of W1, scaled or not."""
    return any(
        _proportional(a, b)
        for reply in replies
        if not _evenly_spaced(reply.value["W1"])
        for a, b in _overlaps(reply.value["W1"], reply.value["W2"])
        if a.size > 99
    )


def _evenly_spaced(W):
    """Tell whether the numbers are no random ones but np.linspace."""
    return any(np.ptp(np.diff(x.ravel())) < 1e-6 * np.ptp(x) for x in (W, W.T))


def _proportional(a, b):
    """Tell whether two arrays are one but for a factor and a shift."""
    a, b = a - a.mean(), b - b.mean()
    return abs(np.mean(a * b)) > 0.99 * a.std() * b.std()


def _overlaps(W1, W2):
    """Yield parts of W1 and W2 that may be the same part of a block or a stream."""
    W1, W2 = W1.astype(np.float64), W2.astype(np.float64)
    n = min(W1.size, W2.size)
    for one in (W1, W1.T):
        r, c = np.minimum(one.shape, W2.shape)
        yield one[:r, :c], W2[:r, :c]
        yield one[-r:, -c:], W2[-r:, -c:]
        for two in (W2, W2.T):
            yield one.ravel()[:n], two.ravel()[:n]
            yield one.ravel()[-n:], two.ravel()[-n:]


@file(
    "seed_before_each",
    "The random numbers start anew before each matrix: W2 repeats the numbers of W1, "
    "and every call gives the same parameters. Take the seed out of the function and "
    "draw both matrices from one generator.",
    lambda replies: calls_agree(replies) and second_repeats_first(replies),
)
def seed_before_each(D, H, C):
    params = good(D, H, C)
    for name, (i, o) in (("W1", (D, H)), ("W2", (H, C))):
        np.random.seed(0)
        params[name] = np.random.randn(i, o) / np.sqrt(i)
    return params


@file(
    "same_numbers_every_call",
    "Two calls give the same weights. There is a fixed seed inside the function (or "
    "nothing random, or a stored result): take it out, and let the caller set a seed.",
    calls_agree,
)
def same_numbers_every_call(D, H, C):
    np.random.seed(42)
    return good(D, H, C)


@file(
    "second_repeats_first",
    "W2 repeats the numbers of W1, as a part of it or from a second generator with the "
    "same seed. Draw both matrices one after the other from one generator.",
    second_repeats_first,
)
def w2_from_w1(D, H, C):
    W1 = np.random.randn(D, H)
    W2 = np.resize(W1, (H, C))
    return good(D, H, C) | {"W1": W1 / np.sqrt(D), "W2": W2 / np.sqrt(H)}


def biases(test):
    """Return the condition that a bias passes the test in some reply."""

    def fits(replies):
        return any(
            test(reply.outcome.value[name])
            for reply in replies
            for name in ("b1", "b2")
        )

    return fits


def with_biases(make):
    """Return the answer whose biases are made by `make(n)`."""

    def function(D, H, C):
        return good(D, H, C) | {"b1": make(H), "b2": make(C)}

    return function


file(
    "bias_integers",
    "A bias holds integers. Updates in place fail there or lose their fractions: "
    "np.zeros(num_hiddens) makes floats, if you leave dtype=int away.",
    biases(lambda b: b.dtype.kind in "iub"),
)(with_biases(lambda n: np.zeros(n, dtype=int)))

file(
    "bias_ones",
    "A bias starts at 1. The task asks for biases that start at 0: np.zeros instead of "
    "np.ones.",
    biases(lambda b: (b == 1).all()),
)(with_biases(np.ones))

file(
    "bias_constant",
    "A bias starts at a number that is not 0. The task asks for zeros: "
    "np.zeros(num_hiddens), np.zeros(num_classes).",
    biases(lambda b: b.any() and b.max() == b.min()),
)(with_biases(lambda n: np.full(n, 0.01)))

file(
    "bias_not_zero",
    "A bias is filled with numbers, perhaps drawn as the weights are. Only the weights "
    "have to differ at the start; the task asks for biases that are 0: np.zeros.",
    biases(np.any),
)(with_biases(lambda n: np.random.randn(n) * 0.1))

file(
    "bias_column",
    "A bias is a column, of shape (n, 1). X @ W1 has a row for each image, so the bias "
    "must be a vector, which NumPy adds to each row: np.zeros(num_hiddens).",
    biases(lambda b: b.ndim == 2 and b.shape[1] == 1),
)(with_biases(lambda n: np.zeros((n, 1))))

file(
    "bias_row",
    "A bias is a matrix with one row. The task asks for a vector: "
    "np.zeros(num_hiddens) has the shape (num_hiddens,), np.zeros((1, num_hiddens)) "
    "has not.",
    biases(lambda b: b.ndim == 2),
)(with_biases(lambda n: np.zeros((1, n))))
