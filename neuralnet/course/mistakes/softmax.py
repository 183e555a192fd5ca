"""Mistakes in softmax, the most basic first.

First what shows at ordinary scores, then what overflows.
"""

import numpy as np

from neuralnet.activations import softmax as _right
from neuralnet.course.mistakes import Catalogue

softmax = Catalogue("softmax")
file = softmax.file
SMALL = (0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)


def _top(X):
    """The maximum of each row, as a column."""
    return X.max(axis=1, keepdims=True)


def _sums(E):
    """The sum of each row, as a column."""
    return E.sum(axis=1, keepdims=True)


def _over_sums(E):
    return E / _sums(E)


def _shifts(function):
    """Return `function` of exp(X) as it is, and after the usual subtractions."""
    return (
        lambda X: function(np.exp(X)),
        lambda X: function(np.exp(X - _top(X))),
        lambda X: function(np.exp(X - X.max())),
        lambda X: function(np.exp(X - X.max(axis=0))),
    )


def _log_shifts(function):
    """Return functions of the scores and of the scores less their maximum."""
    return (function, lambda X: function(X - _top(X)), lambda X: function(X - X.max()))


file(
    "unchanged",
    "What comes back is X as it went in (or less its maximum). Exponentiate, then "
    "divide each row by its sum.",
    *_log_shifts(lambda X: X),
)
file(
    "not_divided",
    "You return exponentials that are not divided by the sum of their row (perhaps "
    "by its largest). Divide by exps.sum(axis=1, keepdims=True).",
    *_shifts(lambda E: E),
)
file(
    "no_exp",
    "You divide the scores themselves by their sum; the exponential is missing. Take "
    "exps = np.exp(...) first and use it above and below the line.",
    *_log_shifts(lambda X: X / _sums(X)),
    *_log_shifts(lambda X: X / X.sum()),
    *_log_shifts(lambda X: X / X.sum(axis=0)),
    *_log_shifts(lambda X: X / X.sum(axis=1)),
    lambda X: np.abs(X) / _sums(np.abs(X)),
    lambda X: X**2 / _sums(X**2),
)
file(
    "no_exp_below",
    "Above the line stand exponentials, below it the sum of the scores. Sum the "
    "exponentials.",
    *_log_shifts(lambda X: np.exp(X) / _sums(X)),
    *_log_shifts(lambda X: np.exp(X) / X.sum()),
    *_log_shifts(lambda X: np.exp(X) / X.sum(axis=0)),
    *_log_shifts(lambda X: np.exp(X) / X.sum(axis=1)),
    lambda X: np.exp(X) / np.exp(_sums(X)),
    lambda X: np.exp(X) / np.exp(X.sum()),
)
file(
    "no_exp_above",
    "Below the line stands the sum of exponentials, above it the score itself. It must "
    "be the exponential of the score.",
    *_log_shifts(lambda X: X / _sums(np.exp(X))),
    *_log_shifts(lambda X: X / np.exp(X).sum()),
)
file(
    "log_for_exp",
    "You take logarithms where exponentials belong: np.exp, not np.log.",
    lambda X: _over_sums(np.log(X)),
    lambda X: np.log(X),
)
file(
    "sums_everything",
    "You divide by the sum of all entries, so the whole matrix sums to 1. Each row "
    "needs its own sum: sum(axis=1, keepdims=True).",
    *_shifts(lambda E: E / E.sum()),
)
file(
    "sums_columns",
    "You divide by the sums of the columns, so every column sums to 1. A row is one "
    "image: sum(axis=1, keepdims=True). (axis=0 adds up the rows; Python's own sum "
    "does that, too.)",
    *_shifts(lambda E: E / E.sum(axis=0)),
    lambda X: (lambda E: E / E.sum(axis=0))(np.exp(X - X[0])),
)
file(
    "keepdims_in_sum",
    "The sums of the rows are a vector (N,), and NumPy lines it up with the columns. "
    "Keep them a column: sum(axis=1, keepdims=True).",
    *_shifts(lambda E: E / E.sum(axis=1)),
)
file(
    "keepdims_in_max",
    "The maxima of the rows are a vector (N,), and NumPy lines it up with the columns. "
    "Keep them a column: max(axis=1, keepdims=True), and so with the sums.",
    lambda X: _over_sums(np.exp(X - X.max(axis=1))),
    lambda X: (lambda E: E / E.sum(axis=1))(np.exp(X - X.max(axis=1))),
    lambda X: (lambda E: E / E.sum(axis=0))(np.exp(X - X.max(axis=1))),
    lambda X: (lambda E: E / E.sum())(np.exp(X - X.max(axis=1))),
    lambda X: np.exp(X - X.max(axis=1)),
    lambda X: X - X.max(axis=1),
)
file(
    "two_shifts",
    "Above and below the line stand different exponentials: something is subtracted in "
    "one place only. Compute exps once and use it in both places.",
    lambda X: np.exp(X) / _sums(np.exp(X - _top(X))),
    lambda X: np.exp(X - _top(X)) / _sums(np.exp(X)),
    lambda X: np.exp(X) / _sums(np.exp(X - X.max())),
    lambda X: np.exp(X - X.max()) / _sums(np.exp(X)),
    lambda X: np.exp(X - _top(X)) / _sums(np.exp(X - X.max())),
    lambda X: np.exp(X - X.max()) / _sums(np.exp(X - _top(X))),
)
file(
    "subtracts_after_exp",
    "The maximum is subtracted from exponentials. It has to be subtracted from the "
    "scores, before np.exp.",
    lambda X: np.exp(X) - _top(X),
    lambda X: np.exp(X) - X.max(),
    lambda X: _over_sums(np.exp(X) - _top(X)),
    lambda X: (np.exp(X) - _top(X)) / _sums(np.exp(X)),
    lambda X: (np.exp(X) - X.max()) / _sums(np.exp(X)),
    lambda X: _over_sums(np.exp(X) - X.max()),
    lambda X: _over_sums(np.exp(X) - _top(np.exp(X))),
    lambda X: _over_sums(np.exp(X) - np.exp(X).max()),
    lambda X: (np.exp(X) - _top(np.exp(X))) / _sums(np.exp(X)),
)
file(
    "mean_for_sum",
    "You divide by the mean (or by how many there are), not by the sum: the rows don't "
    "sum to 1. Use sum.",
    *_shifts(lambda E: E / E.mean(axis=1, keepdims=True)),
    *_shifts(lambda E: E / E.mean()),
    *_shifts(lambda E: E / E.mean(axis=0)),
    *_shifts(lambda E: E / E.shape[1]),
    *_shifts(lambda E: E / E.shape[0]),
    *_shifts(lambda E: _over_sums(E) / E.shape[0]),
    *_shifts(lambda E: _over_sums(E) / E.shape[1]),
)
file(
    "divides_by_length",
    "You divide by the square root of the sum of squares, or sum squares. Softmax "
    "divides by the plain sum.",
    *_shifts(lambda E: E / np.linalg.norm(E, axis=1, keepdims=True)),
    *_shifts(lambda E: E / np.linalg.norm(E)),
    *_shifts(lambda E: E / _sums(E**2)),
)
file(
    "wrong_sum",
    "The sum below the line is not that of its own row: something is added to it, its "
    "own term is left out, or the sum goes on from row to row or stops halfway.",
    *[
        function
        for e in (1, *SMALL)
        for function in _shifts(lambda E, e=e: E / (e + _sums(E)))
    ],
    *_shifts(lambda E: E / (_sums(E) - E)),
    *_shifts(lambda E: E / np.cumsum(E, axis=1)),
    *_shifts(lambda E: E / np.cumsum(_sums(E), axis=0)),
    *_shifts(lambda E: E / np.cumsum(E).reshape(E.shape)),
    *_shifts(lambda E: E / E[0].sum()),
    *_shifts(lambda E: E / E[-1].sum()),
    *_shifts(lambda E: E / _sums(E[:, :-1])),
    *_shifts(lambda E: E / _sums(E[:, 1:])),
    *_shifts(lambda E: E / _sums(E)[::-1]),
)
file(
    "divides_by_one_entry",
    "You divide by a single exponential (the first or last of the row), not by the sum "
    "of all.",
    *_shifts(lambda E: E / E[:, :1]),
    *_shifts(lambda E: E / E[:, -1:]),
)
file(
    "sigmoid",
    "This is the sigmoid: every entry for itself, so the rows don't sum to 1. Softmax "
    "divides by the sum over the row.",
    lambda X: 1 / (1 + np.exp(-X)),
    lambda X: _over_sums(1 / (1 + np.exp(-X))),
    lambda X: np.tanh(X),
)
file(
    "log_softmax",
    "You return the logarithm of the probabilities (or its negative). Leave the log "
    "away, or take np.exp of what you have.",
    lambda X: np.log(_right(X)),
    lambda X: -np.log(_right(X)),
    lambda X: np.log(_sums(np.exp(X))),
    lambda X: np.log(np.exp(X).sum(axis=1)),
)
file(
    "one_hot",
    "You return only which score is the largest, or that score. Softmax gives every "
    "class a probability: exps / sum of exps.",
    lambda X: np.eye(X.shape[1])[X.argmax(axis=1)],
    lambda X: np.eye(X.shape[1], dtype=int)[X.argmax(axis=1)],
    lambda X: X == _top(X),
    lambda X: X.argmax(axis=1),
    lambda X: X.argmax(axis=1).reshape(-1, 1),
    lambda X: np.argmax(X),
    lambda X: X.max(axis=1),
    lambda X: _top(X),
)
file(
    "applied_twice",
    "Softmax is applied twice: the probabilities go through it once more. Once is "
    "enough.",
    lambda X: _right(_right(X)),
)
file(
    "minus_in_exponent",
    "The sign of the exponent is wrong: the largest score gets the smallest "
    "probability. It is np.exp(X - maximum), not the other way round.",
    lambda X: _right(-X),
    lambda X: np.exp(-X),
    lambda X: np.exp(_top(X) - X),
    *_log_shifts(lambda X: np.exp(-X) / _sums(np.exp(X))),
    *_log_shifts(lambda X: np.exp(X) / _sums(np.exp(-X))),
)
file(
    "one_minus",
    "You return 1 minus the probabilities. Return the probabilities.",
    lambda X: 1 - _right(X),
)
file(
    "other_base",
    "The base of the power is not e: use np.exp(X), not 2 ** X, 10 ** X or 2.7 ** X.",
    *[lambda X, b=b: _right(X * np.log(b)) for b in (2, 10, 3, 2.7, 2.71, 2.718)],
    lambda X: _over_sums(np.expm1(X)),
)
file(
    "scales_scores",
    "The scores are multiplied or divided by something before np.exp (their maximum, "
    "sum or number?). Only subtracting is harmless: X - maximum.",
    *[lambda X, c=c: _right(c * X) for c in (2, 0.5, 0.1, 10, 0.01, 100)],
    lambda X: _right(X / _top(X)),
    lambda X: _right(X / X.max()),
    lambda X: _right(X / np.abs(X).max(axis=1, keepdims=True)),
    lambda X: _right(X / np.abs(X).max()),
    lambda X: _right(X / _sums(X)),
    lambda X: _right(X / X.sum()),
    lambda X: _right(X / X.shape[1]),
    lambda X: _right(X / X.shape[0]),
    lambda X: _right(X / np.sqrt(X.shape[1])),
    lambda X: _right(X / np.linalg.norm(X, axis=1, keepdims=True)),
    lambda X: _right((X - _top(X)) / _sums(X)),
    lambda X: np.exp(X / _sums(X)),
    lambda X: np.exp(X / X.sum()),
    lambda X: np.exp(_over_sums(X)) / np.exp(_over_sums(X)).sum(),
)
file(
    "standardizes",
    "You bring the scores to one scale (by standard deviation or range) before np.exp. "
    "That changes the probabilities; only subtracting is harmless.",
    lambda X: _right((X - X.mean(1, keepdims=True)) / X.std(1, keepdims=True)),
    lambda X: _right((X - X.mean()) / X.std()),
    lambda X: _right((X - X.mean(0)) / X.std(0)),
    lambda X: _right((X - X.min(1, keepdims=True)) / np.ptp(X, 1, keepdims=True)),
    lambda X: _right((X - X.min()) / np.ptp(X)),
)
file(
    "changes_scores",
    "Something is done to the scores first (np.abs, np.maximum with 0, a square, a "
    "narrow np.clip) that makes different scores equal. Use X as it is, less its "
    "maximum.",
    lambda X: _right(np.abs(X)),
    lambda X: _right(np.maximum(X, 0)),
    lambda X: _right(np.minimum(X, 0)),
    lambda X: _right(np.clip(X, 0, 1)),
    lambda X: _right(np.clip(X, -1, 1)),
    lambda X: _right(X**2),
    lambda X: _right(np.where(X >= 0, X, 0.01 * X)),
    lambda X: _over_sums(np.maximum(X, 0)),
)
file(
    "column_max",
    "You subtract the maximum of each column, so different numbers within a row, which "
    "changes the result. Subtract each row's maximum: max(axis=1, keepdims=True).",
    lambda X: _right(X - X.max(axis=0)),
    lambda X: _right(X - X[0]),
)
file(
    "rounds",
    "The probabilities are rounded, or written into an array of integers. Return them "
    "as they are, in an array of floats.",
    *[lambda X, n=n: np.round(_right(X), n) for n in range(6)],
    lambda X: _right(X).astype(int),
    lambda X: np.trunc(_right(X)),
    *_shifts(lambda E: np.trunc(E) / _sums(E)),
)
file(
    "cut_off",
    "The probabilities are kept away from 0 and 1 (np.clip, np.maximum, a number added "
    "to them). That belongs into the loss; return them as they are.",
    *[lambda X, e=e: np.clip(_right(X), e, 1 - e) for e in SMALL],
    *[lambda X, e=e: np.maximum(_right(X), e) for e in SMALL],
    *[lambda X, e=e: _right(X) + e for e in SMALL],
)
file(
    "derivative",
    "You return a derivative of softmax, p * (1 - p) or the Jacobian. Here the "
    "probabilities p themselves are asked.",
    lambda X: _right(X) * (1 - _right(X)),
    lambda X: np.array([np.diag(p) - np.outer(p, p) for p in _right(X)]),
)
file(
    "part_left_out",
    "Only a part of the rows is worked on: a range starts or ends at the wrong place, "
    "or an index is fixed. range(n) runs from 0 to n - 1.",
    *[
        lambda X, start=start, part=part: _partly(start(X), part, _right(X))
        for start in (np.array, np.zeros_like, np.exp, lambda X: np.exp(X - _top(X)))
        for part in (np.s_[:1], np.s_[-1:], np.s_[:-1], np.s_[1:], np.s_[:, :-1])
    ],
)
file(
    "returns_in_the_loop",
    "A part of the result comes back (one row, one column or one number): return "
    "stands inside the loop, or the result is made anew in each round.",
    *[
        lambda X, place=place: _right(X)[place]
        for place in (0, -1, np.s_[:1], np.s_[-1:], np.s_[:, 0], (0, 0), (-1, -1))
    ],
)
file(
    "one_softmax_for_all",
    "One row is filled with the probabilities of another, or every row gets the same: "
    "look at the index in your loop.",
    lambda X: np.repeat(_right(X)[:1], len(X), axis=0),
    lambda X: np.repeat(_right(X)[-1:], len(X), axis=0),
    lambda X: _right(X)[::-1],
    lambda X: np.full_like(X, 1 / X.shape[1]),
)
file(
    "added_up",
    "What comes back is summed or averaged, so that too few numbers are left. Return "
    "the probabilities, one for every score.",
    lambda X: _right(X).sum(axis=1),
    lambda X: _sums(_right(X)),
    lambda X: _right(X).sum(axis=0),
    lambda X: _right(X).sum(),
    lambda X: _right(X).mean(axis=0),
    lambda X: _right(X).max(axis=1),
    lambda X: _top(_right(X)),
    *_shifts(_sums),
    *_shifts(lambda E: E.sum(axis=1)),
)
file(
    "flattened",
    "The result has lost its rows: it must have the shape of X, (N, C).",
    lambda X: _right(X).ravel(),
    lambda X: _right(X.ravel()[None])[0],
    lambda X: _right(X)[None],
    lambda X: _right(X).squeeze(),
)
file(
    "transposed",
    "The result is transposed: you turned X to divide by rows, and did not turn back. "
    "Put .T at the end, or use keepdims=True and no .T at all.",
    lambda X: _right(X).T,
    lambda X: _right(X.T),
)


def _partly(out, part, right):
    out[part] = right[part]
    return out


# From here on ordinary scores come out right.
file(
    "no_shift",
    "For scores of 1,000 exp overflows, and for -1,000 all of them are 0: then your "
    "rows hold nan. Subtract each row's maximum before np.exp; the result stays the "
    "same.",
    lambda X: _over_sums(np.exp(X)),
    lambda X: np.exp(X) / (_sums(np.exp(X)) + 1e-8),
    lambda X: np.array([[_number_exp(x) for x in row] for row in X]) / _sums(np.exp(X)),
)
file(
    "log_sum_exp_unshifted",
    "exp(X - log(sum(exp(X)))) is right in principle, but the inner exp overflows for "
    "scores of 1,000. Subtract each row's maximum from X first.",
    lambda X: np.exp(X - np.log(_sums(np.exp(X)))),
)
file(
    "nan_replaced",
    "You replace what overflowed (np.nan_to_num), so nothing is nan, but nothing is "
    "right: subtract each row's maximum before np.exp, and nothing overflows.",
    lambda X: np.nan_to_num(_over_sums(np.exp(X))),
    lambda X: _over_sums(np.nan_to_num(np.exp(X))),
    lambda X: np.nan_to_num(_over_sums(np.exp(X)), nan=1.0),
)
file(
    "clips_scores",
    "You cut large scores off (np.clip, np.minimum). exp no longer overflows, but "
    "different scores become equal. Subtract each row's maximum instead.",
    *[
        lambda X, c=c: _over_sums(np.exp(np.clip(X, -c, c)))
        for c in (20, 30, 50, 100, 200, 250, 300, 400, 500, 600, 700, 709)
    ],
    *[
        lambda X, c=c: _over_sums(np.exp(np.minimum(X, c)))
        for c in (20, 30, 50, 100, 200, 300, 500, 600, 700, 709)
    ],
)
file(
    "global_max",
    "You subtract the maximum of the whole matrix. A row far below it is left with "
    "exponentials that are all 0, and 0/0 is nan. Subtract each row's own maximum: "
    "max(axis=1, keepdims=True).",
    lambda X: _over_sums(np.exp(X - X.max())),
    lambda X: _over_sums(np.exp(X - (X.max() if X.max() > 700 else 0))),
)
file(
    "absolute_max",
    "You subtract the largest absolute value, or no less than 0. For rows of negative "
    "scores that makes every exponential 0. Subtract each row's maximum with its sign.",
    lambda X: _over_sums(np.exp(X - np.abs(X).max(axis=1, keepdims=True))),
    lambda X: _over_sums(np.exp(X - np.abs(X).max())),
    lambda X: _over_sums(np.exp(X - np.maximum(_top(X), 0))),
)
file(
    "subtracts_mean",
    "You subtract the mean. In rows with one score far above it exp still overflows. "
    "Subtract each row's maximum: then no exponent is above 0.",
    lambda X: _over_sums(np.exp(X - X.mean(axis=1, keepdims=True))),
    lambda X: _over_sums(np.exp(X - X.mean())),
    lambda X: _over_sums(np.exp(X - np.median(X, axis=1, keepdims=True))),
)
file(
    "subtracts_min",
    "You subtract the minimum: every exponent is then positive, and exp overflows all "
    "the more. Subtract each row's maximum.",
    lambda X: _over_sums(np.exp(X - X.min(axis=1, keepdims=True))),
    lambda X: _over_sums(np.exp(X - X.min())),
)
file(
    "subtracts_one_entry",
    "You subtract one fixed entry, or the maximum of one row for all rows. Subtract "
    "each row's own maximum: max(axis=1, keepdims=True).",
    lambda X: _over_sums(np.exp(X - X[:, :1])),
    lambda X: _over_sums(np.exp(X - X[:, -1:])),
    lambda X: _over_sums(np.exp(X - X[0, 0])),
    lambda X: _over_sums(np.exp(X - X[0].max())),
    lambda X: _over_sums(np.exp(X - X[-1].max())),
)
file(
    "subtracts_constant",
    "You subtract a number that you typed in. It fits some scores only. Subtract each "
    "row's maximum.",
    *[
        lambda X, c=c: _over_sums(np.exp(X - c))
        for c in (1.0, 10.0, 100.0, 500.0, 1000.0, 10_000.0, 9_000.0)
    ],
)


def _number_exp(x):
    """The exponential from module math, which raises where NumPy gives inf."""
    import math

    return math.exp(x)
