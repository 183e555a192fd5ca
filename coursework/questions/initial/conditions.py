"""How mistakes in the weights and in the edge cases show, by their names."""

import numpy as np

MANY = 50  # fewer different numbers than one in MANY are no draws of their own


def has_gap(W):
    """Return whether a row or a column is all 0."""
    return not (W.any(axis=0).all() and W.any(axis=1).all())


def has_twins(W):
    """Return whether two rows or two columns are equal."""
    return any(
        len({line.tobytes() for line in lines}) < len(lines) for lines in (W, W.T)
    )


def is_sorted(W):
    """Return whether all rows or all columns rise, or all fall: no draws do."""
    steps = (np.diff(W, axis=0), np.diff(W, axis=1))
    return any((step >= 0).all() or (step <= 0).all() for step in steps)


def is_even(W):
    """Return whether the numbers, sorted, lie as regularly as no draws do.

    Of two gaps between neighbors the larger one is on average three times the smaller
    where numbers are drawn, and as large where a grid was shuffled.
    """
    gaps = np.diff(np.sort(W.ravel()))
    one, other = gaps[:-1], gaps[1:]
    some = one + other > 0
    difference = np.abs(one - other)[some] / (one + other)[some]
    return difference.size > 0 and difference.mean() < 0.25  # of draws: 0.5


def has_near_twins(W):
    """Return whether two rows or two columns are nearly one, but for a factor.

    Lines of 63 independent numbers correlate so once in 10 to the 30.
    """
    for lines in (W, W.T):
        lines = lines - lines.mean(axis=1, keepdims=True)
        lines /= np.linalg.norm(lines, axis=1, keepdims=True)
        if np.abs(np.triu(lines @ lines.T, 1)).max(initial=0) > 0.95:
            return True
    return False


def is_uneven(W):
    """Return whether a row or a column is far smaller or larger than the rest.

    Each number counts by the rank of its size, so that long tails are no sign. Of 63
    draws of one scale the mean rank is below 0.2 or above 0.8 once in 10 to the 15.
    """
    sizes = np.abs(W - np.median(W)).ravel()
    ranks = sizes.argsort().argsort().reshape(W.shape) / W.size
    return any((np.abs(ranks.mean(axis=k) - 0.5) > 0.3).any() for k in (0, 1))


def is_made(W):
    """Return whether numbers were put in their place and not drawn for it."""
    tests = has_gap, has_twins, is_sorted, is_even, has_near_twins, is_uneven
    return any(test(W) for test in tests)


# What a weight matrix shows, in each call.
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


# What the samples of a matrix show, where its scale is no known one.
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

    `test` says what is the same: without it, a matrix as it is, but for a factor.
    """
    seen, test = {}, test or _proportional
    for reply in replies:
        for other in seen.setdefault(reply.sizes, []):
            for name in ("W1", "W2"):
                if test(other.value[name], reply.value[name]):
                    return True
        seen[reply.sizes].append(reply)
    return False


def is_reordered(a, b):
    """Return whether the numbers of two matrices of one shape are nearly the same.

    They are compared in order of size, without signs and in units of their spread. Of
    20,000 numbers that are drawn anew these orders differ by some thousandths.
    """
    a, b = (np.sort(np.abs(each).ravel()) / each.std() for each in (a, b))
    return a.size > 99 and np.mean(np.abs(a - b)) < 1e-4


def second_shuffles_first(replies):
    """Return whether W2 holds numbers of W1 in another order, scaled or not."""
    large = {r.sizes: r for r in replies if min(map(np.size, r.weights)) > 999}
    return any(_holds(*r.weights) or _holds(*r.weights[::-1]) for r in large.values())


def _holds(a, b):
    """Return whether most numbers of b are among those of a, but for one factor.

    Of 16 numbers of b at least 10 lie at the same distance from a number of a, as
    logarithms. A grid, of rounded numbers, tells nothing.
    """
    a, b = np.abs(a, dtype=float).ravel(), np.abs(b, dtype=float).ravel()
    if np.unique(a).size < 0.99 * a.size:
        return False
    some = np.log(b[:: b.size // 16][:16, None])
    apart = np.sort((some - np.log(a)).ravel())
    return bool((apart[9:] - apart[:-9] < 3e-7).any())


def second_repeats_first(replies):
    """Return whether W2 holds random numbers of W1, scaled or not."""
    return any(
        _proportional(a, b)
        for reply in replies
        if not _evenly_spaced(reply.value["W1"])
        for a, b in _overlaps(reply.value["W1"], reply.value["W2"])
        if a.size > 99
    )


def _evenly_spaced(W):
    """Return whether the numbers are no random ones but np.linspace."""
    return any(np.ptp(np.diff(x.ravel())) < 1e-6 * np.ptp(x) for x in (W, W.T))


def _proportional(a, b):
    """Return whether two arrays are one but for a factor and a shift."""
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


def biases(test):
    """Return the condition that a bias passes a test in some reply."""
    return lambda replies: any(
        test(reply.outcome.value[name]) for reply in replies for name in ("b1", "b2")
    )


# What the replies show together.
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
