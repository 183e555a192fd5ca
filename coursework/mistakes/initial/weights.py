"""Mistakes that show in a weight matrix of `initialize_parameters`, scales aside.

PATTERNS come before the scales: what is not random, or not all of it. FALLBACKS come
after them: what can be said of a spread that no known rule gives.
"""

import numpy as np

from coursework.mistakes.initial.laws import MEAN_ERRORS, WrongWeights
from coursework.mistakes.initial.tools import good

PATTERNS, FALLBACKS = [], []
MANY = 50  # fewer different numbers than one in MANY are no draws of their own


def pattern(name, sentence, test):
    """Return a decorator that files a mistake that `test` sees in an array."""

    def fits(matrix):
        return all(test(array) for _, array in matrix.arrays)

    def decorate(function):
        PATTERNS.append(WrongWeights(name, sentence, function, fits=fits))
        return function

    return decorate


def fallback(name, sentence, test):
    """Return a decorator that files a mistake that `test` sees in the samples."""

    def fits(matrix):
        return test([sample for _, sample in matrix.samples])

    def decorate(function):
        FALLBACKS.append(WrongWeights(name, sentence, function, fits=fits))
        return function

    return decorate


def weights(make):
    """Return the answer that makes both matrices with `make(i, o)`."""

    def function(D, H, C):
        return good(D, H, C) | {"W1": make(D, H), "W2": make(H, C)}

    return function


pattern(
    "not_finite",
    "The weights hold nan or inf. Look for the root of a negative number or a division "
    "by 0 in the scale.",
    lambda W: not np.isfinite(W).all(),
)(weights(lambda i, o: np.full((i, o), np.nan)))

pattern(
    "all_zeros",
    "The weights are all 0: nothing tells the hidden units apart, or no signal comes "
    "back to them. Draw every weight at random. (If you did: is the scale an integer "
    "division, 1 // fan_in, which is 0?)",
    lambda W: not W.any(),
)(weights(lambda i, o: np.zeros((i, o))))

pattern(
    "all_ones",
    "All weights are 1. Equal weights make all hidden units equal, before training "
    "and after it. Draw each weight at random, with np.random.randn or "
    "np.random.uniform.",
    lambda W: (W == 1).all(),
)(weights(lambda i, o: np.ones((i, o))))

pattern(
    "all_the_same",
    "All weights of a matrix are the same number: one draw, or none, fills it, or the "
    "spread is 0 (np.random.normal takes the mean first, then the standard deviation). "
    "Each weight needs a draw of its own: np.random.randn(fan_in, fan_out).",
    lambda W: W.max() == W.min(),
)(weights(lambda i, o: np.full((i, o), np.sqrt(1 / i))))

pattern(
    "identity",
    "The weights are an identity matrix: 1 on the diagonal and 0 elsewhere. Xavier "
    "draws every weight at random.",
    lambda W: np.array_equal(W, np.eye(*W.shape)),
)(weights(lambda i, o: np.eye(i, o)))

pattern(
    "rows_repeat",
    "All rows of a matrix are the same: one row was drawn and repeated, as if all "
    "inputs were one. Draw the whole matrix, np.random.randn(fan_in, fan_out).",
    lambda W: (W[:1] == W).all(),
)(weights(lambda i, o: np.tile(np.random.randn(o) / np.sqrt(i), (i, 1))))

pattern(
    "columns_repeat",
    "All columns of a matrix are the same, so its units start equal and stay equal in "
    "training. Draw the whole matrix, np.random.randn(fan_in, fan_out).",
    lambda W: (W[:, :1] == W).all(),
)(weights(lambda i, o: np.tile(np.random.randn(i, 1) / np.sqrt(i), (1, o))))


pattern(
    "few_values",
    "The same few numbers fill the whole matrix, by choosing from a list, by rounding "
    "or by repeating a draw. Xavier's weights are normal or uniform: each is a draw of "
    "its own.",
    lambda W: np.unique(W).size < np.count_nonzero(W) / MANY,
)(weights(lambda i, o: np.random.choice([-1, 1], (i, o)) / np.sqrt(i)))


def _first_row_only(i, o):
    W = np.zeros((i, o))
    W[0] = np.random.randn(o) / np.sqrt(i)
    return W


pattern(
    "partly_filled",
    "A part of the weights is 0: not all of the matrix is drawn, or the negative ones "
    "are cut away. If you fill it in loops, check that they reach the last row and "
    "column and that return stands behind them; or draw it at once.",
    lambda W: has_gap(W) or np.mean(W == 0) > 0.4,
)(weights(_first_row_only))

pattern(
    "some_lines_repeat",
    "Some rows or columns of a matrix are equal: a part was drawn and used again. "
    "Units that start equal stay equal in training. Draw the whole matrix, "
    "np.random.randn(fan_in, fan_out).",
    lambda W: has_twins(W),
)(weights(lambda i, o: np.tile(np.random.randn(i, -(-o // 2)), 2)[:, :o] / np.sqrt(i)))

pattern(
    "clipped",
    "Many weights sit exactly at the largest and the smallest value: np.clip moves "
    "what lies beyond to the border. Take the draw as it is.",
    lambda W: min(np.mean(W.max() == W), np.mean(W.min() == W)) > 0.004,
)(weights(lambda i, o: np.clip(np.random.randn(i, o), -2, 2) / np.sqrt(i)))


pattern(
    "divided_by_the_largest",
    "The largest weight is exactly 1: the draw is divided by it. Then the spread does "
    "not depend on the size of the layer, and on chance as well. Multiply a standard "
    "normal draw by np.sqrt(1 / fan_in) instead.",
    lambda W: W.max() == 1 or np.abs(W).max() == 1,
)(weights(lambda i, o: (lambda W: W / W.max())(np.random.randn(i, o))))


def has_gap(W):
    """Tell whether a row or a column is all 0."""
    return not (W.any(axis=0).all() and W.any(axis=1).all())


def has_twins(W):
    """Tell whether two rows or two columns are equal."""
    return any(
        len({line.tobytes() for line in lines}) < len(lines) for lines in (W, W.T)
    )


# --- After the known scales -----------------------------------------------------------


def is_one(x):
    return abs(np.log(x)) < 0.03


def is_centered(sample):
    return abs(sample.mean) < MEAN_ERRORS * sample.sd / np.sqrt(sample.n)


@fallback(
    "rand_unscaled",
    "The weights are uniform between 0 and 1, as np.random.rand gives them: none is "
    "negative, and nothing scales them. Draw with mean 0, for example "
    "np.random.uniform(-bound, bound, size) with a bound that shrinks with fan_in.",
    lambda samples: all(
        s.shape == "uniform" and 0 <= s.low < 0.01 and is_one(s.high) for s in samples
    ),
)
@weights
def rand_unscaled(i, o):
    return np.random.rand(i, o)


@fallback(
    "one_sided_uniform",
    "The weights are uniform but all on one side of 0: np.random.rand starts at 0, and "
    "np.random.uniform needs both ends, np.random.uniform(-bound, bound, size). The "
    "mean must be 0.",
    lambda samples: all(s.shape == "uniform" and s.low * s.high >= 0 for s in samples),
)
@weights
def one_sided_uniform(i, o):
    return np.random.rand(i, o) * np.sqrt(1 / i)


@fallback(
    "all_on_one_side",
    "All weights have the same sign, so every unit only adds up. Half of the weights "
    "should be negative: draw them around 0, and leave out np.abs or a square.",
    lambda samples: all(s.shape == "other" and s.low * s.high >= 0 for s in samples),
)
@weights
def all_on_one_side(i, o):
    return np.abs(np.random.randn(i, o)) / np.sqrt(i)


@fallback(
    "scale_as_mean",
    "The weights have a standard deviation of 1 and a mean that is not 0. Is the scale "
    "added, or does it stand where np.random.normal expects the mean? Multiply by it, "
    "or write np.random.normal(0, scale, size).",
    lambda samples: all(
        s.shape == "normal" and is_one(s.sd) and not is_centered(s) for s in samples
    ),
)
@weights
def scale_as_mean(i, o):
    return np.random.randn(i, o) + np.sqrt(1 / i)


@fallback(
    "mean_not_zero",
    "The mean of the weights is not 0. Draw them around 0: np.random.normal(0, scale, "
    "size) or np.random.uniform(-bound, bound, size).",
    lambda samples: not any(is_centered(s) for s in samples),
)
@weights
def mean_not_zero(i, o):
    return np.random.normal(0.05, np.sqrt(1 / i), (i, o))


@fallback(
    "neither_normal_nor_uniform",
    "The weights follow another distribution than the normal or the uniform one (or "
    "several mixed). Xavier draws all weights of a matrix from one: np.random.normal "
    "or np.random.uniform.",
    lambda samples: all(s.shape == "other" for s in samples),
)
@weights
def neither_normal_nor_uniform(i, o):
    return np.random.laplace(0, np.sqrt(1 / (2 * i)), (i, o))


@fallback(
    "scale_typed_in",
    "The spread is the same whatever the size of the layer: it comes from a number "
    "that is typed in, or a size such as 784. Compute it from the arguments: "
    "np.sqrt(1 / fan_in), with input_dim for W1 and num_hiddens for W2.",
    lambda samples: abs(np.log(samples[0].sd / samples[1].sd)) < 0.03,
)
@weights
def scale_typed_in(i, o):
    return np.random.normal(0, 0.05, (i, o))
