"""Recognize the mistakes in the weights and in details by tests of the numbers."""

import itertools

import numpy as np

MANY = 50  # drawn numbers repeat less often than MANY times


def has_gap(W):
    """Return whether a row or a column is all 0."""
    return not (W.any(axis=0).all() and W.any(axis=1).all())


def has_twins(W):
    """Return whether two rows or two columns are equal."""
    return any(len({x.tobytes() for x in lines}) < len(lines) for lines in (W, W.T))


def is_sorted(W):
    """Return whether all rows or all columns rise, or all fall."""
    steps = (np.diff(W, axis=0), np.diff(W, axis=1))
    return any((step >= 0).all() or (step <= 0).all() for step in steps)


def is_even(W):
    """Return whether the sorted numbers are more evenly spaced than random ones.

    Neighboring gaps between draws differ by half of their sum, on average. In a grid,
    shuffled or not, they are equal.
    """
    gaps = np.diff(np.sort(W.ravel()))
    sums = gaps[:-1] + gaps[1:]
    share = np.abs(np.diff(gaps))[sums > 0] / sums[sums > 0]
    return share.size > 0 and share.mean() < 0.25


def has_near_twins(W):
    """Return whether one row or column is nearly a multiple of another.

    No line of a matrix that we ask for is shorter than 63. Two lines of 63 independent
    draws correlate so strongly once in 10 to the 30.
    """
    for lines in (W, W.T):
        lines = lines - lines.mean(axis=1, keepdims=True)
        lines /= np.linalg.norm(lines, axis=1, keepdims=True)
        if np.abs(np.triu(lines @ lines.T, 1)).max(initial=0) > 0.95:
            return True
    return False


def is_uneven(W):
    """Return whether a row or a column is far smaller or larger than the rest.

    All sizes are ranked, from 0 to 1, so that long tails do not matter. The mean rank
    of a line of 63 draws is below 0.2 or above 0.8 once in 10 to the 15.
    """
    sizes = np.abs(W - np.median(W)).ravel()
    ranks = sizes.argsort().argsort().reshape(W.shape) / W.size
    return any((np.abs(ranks.mean(axis=k) - 0.5) > 0.3).any() for k in (0, 1))


def is_made(W):
    """Return whether some numbers of a matrix were not drawn independently."""
    tests = has_gap, has_twins, is_sorted, is_even, has_near_twins, is_uneven
    return any(test(W) for test in tests)


# {mistake: test}. A weight matrix shows it if it passes the test in each call.
PATTERNS = {
    "not_finite": lambda W: not np.isfinite(W).all(),
    "all_zeros": lambda W: not W.any(),
    "all_ones": lambda W: (W == 1).all(),
    "all_the_same": lambda W: W.max() == W.min(),
    "identity": lambda W: np.array_equal(W, np.eye(*W.shape)),
    "rows_repeat": lambda W: (W[:1] == W).all(),
    "columns_repeat": lambda W: (W[:, :1] == W).all(),
    "few_values": lambda W: np.unique(W).size < np.count_nonzero(W) / MANY,
    "partly_filled": lambda W: has_gap(W) or np.mean(W == 0) > 0.4,
    "some_lines_repeat": has_twins,
    "clipped": lambda W: min(np.mean(W.max() == W), np.mean(W.min() == W)) > 0.004,
    "evenly_spaced": is_even,
    "sorted_numbers": is_sorted,
    "lines_nearly_repeat": has_near_twins,
    "uneven_lines": is_uneven,
    "divided_by_the_largest": lambda W: W.max() == 1 or np.abs(W).max() == 1,
}


def _is_one(x):
    return abs(np.log(x)) < 0.03


def _all(test):
    return lambda samples: all(map(test, samples))


# {mistake: test}. A test gets the samples of a matrix that follows no known law.
SPREADS = {
    "rand_unscaled": _all(
        lambda s: s.shape == "uniform" and 0 <= s.low < 0.01 and _is_one(s.high)
    ),
    "one_sided_uniform": _all(lambda s: s.shape == "uniform" and s.low * s.high >= 0),
    "all_on_one_side": _all(lambda s: s.shape == "other" and s.low * s.high >= 0),
    "scale_as_mean": _all(
        lambda s: s.shape == "normal" and _is_one(s.sd) and not s.is_centered
    ),
    "mean_not_zero": _all(lambda s: not s.is_centered),
    "neither_normal_nor_uniform": _all(lambda s: s.shape == "other"),
    "scale_typed_in": lambda samples: _is_one(samples[0].sd / samples[1].sd),
}


def calls_agree(replies, test=None):
    """Return whether two calls with the same sizes gave the same numbers.

    `test` compares two matrices; without it, they may differ by a factor.
    """
    test = test or _proportional
    return any(
        test(a, b)
        for one, other in itertools.combinations(replies, 2)
        if one.sizes == other.sizes
        for a, b in zip(one.weights, other.weights, strict=True)
    )


def is_reordered(a, b):
    """Return whether two matrices hold nearly the same numbers in another order.

    Signs and spread do not count. The sorted magnitudes of two independent draws of
    20,000 numbers would differ by some thousandths. Fewer than 100 are not enough.
    """
    a, b = (np.sort(np.abs(W).ravel()) / W.std() for W in (a, b))
    return a.size >= 100 and np.mean(np.abs(a - b)) < 1e-4


def second_shuffles_first(replies):
    """Return whether W2 holds numbers of W1 in another order, perhaps scaled."""
    large = {r.sizes: r for r in replies if min(map(np.size, r.weights)) > 999}
    return any(_holds(*r.weights) or _holds(*r.weights[::-1]) for r in large.values())


def _holds(a, b):
    """Return whether most numbers of b are numbers of a, times one factor.

    Then the logarithms of at least 10 of 16 numbers of b lie at the same distance from
    one in a: 10 sorted distances in a row are equal. Rounded numbers tell nothing.
    """
    a, b = np.abs(a, dtype=float).ravel(), np.abs(b, dtype=float).ravel()
    if np.unique(a).size < 0.99 * a.size:  # rounded
        return False
    sample = np.log(b[:: b.size // 16][:16, None])
    distances = np.sort((sample - np.log(a)).ravel())
    return bool((distances[9:] - distances[:-9] < 3e-7).any())


def second_repeats_first(replies):
    """Return whether W2 repeats the random numbers of W1, perhaps scaled."""
    return any(
        _proportional(a, b)
        for reply in replies
        if not _evenly_spaced(reply.value["W1"])  # nothing random to repeat
        for a, b in _overlaps(*reply.weights)
        if a.size > 99  # fewer may agree by chance
    )


def _evenly_spaced(W):
    """Return whether the numbers are those of np.linspace."""
    return any(np.ptp(np.diff(x.ravel())) < 1e-6 * np.ptp(x) for x in (W, W.T))


def _proportional(a, b):
    """Return whether two arrays differ by a factor and a shift at most."""
    a, b = a - a.mean(), b - b.mean()
    return abs(np.mean(a * b)) > 0.99 * a.std() * b.std()


def _overlaps(W1, W2):
    """Yield pairs of parts that are equal if W1 and W2 come from the same numbers."""
    W1, W2 = W1.astype(np.float64), W2.astype(np.float64)
    n = min(W1.size, W2.size)
    for one in (W1, W1.T):
        r, c = np.minimum(one.shape, W2.shape)
        yield one[:r, :c], W2[:r, :c]  # first rows and columns, then last ones
        yield one[-r:, -c:], W2[-r:, -c:]
        for two in (W2, W2.T):
            yield one.ravel()[:n], two.ravel()[:n]  # row by row, and column by column
            yield one.ravel()[-n:], two.ravel()[-n:]


def biases(test):
    """Return a function of replies: does a bias in one of them pass the test?"""
    return lambda replies: any(
        test(reply.outcome.value[name]) for reply in replies for name in ("b1", "b2")
    )


# {mistake: test}. A test gets all replies.
DETAILS = {
    "seed_before_each": lambda replies: (
        calls_agree(replies) and second_repeats_first(replies)
    ),
    "same_numbers_every_call": calls_agree,
    "same_numbers_reordered": lambda replies: calls_agree(replies, is_reordered),
    "second_repeats_first": second_repeats_first,
    "second_shuffles_first": second_shuffles_first,
    "bias_integers": biases(lambda b: b.dtype.kind in "iub"),
    "bias_ones": biases(lambda b: (b == 1).all()),
    "bias_constant": biases(lambda b: b.any() and b.max() == b.min()),
    "bias_not_zero": biases(np.any),
    "bias_column": biases(lambda b: b.ndim == 2 and b.shape[1] == 1),
    "bias_row": biases(lambda b: b.ndim == 2),
}
