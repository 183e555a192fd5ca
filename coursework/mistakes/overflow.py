"""Mistakes in softmax that ordinary scores hide: what is subtracted before exp."""

import math

import numpy as np

from coursework.mistakes.rows import over_sums, sums, top


def file_overflow(file):
    """File the mistakes that overflow, or that are meant to help and don't."""
    file(
        "no_shift",
        "For scores of 1,000 exp overflows, and for -1,000 all of them are 0: then "
        "your rows hold nan. Subtract each row's maximum (the score, not its index) "
        "before np.exp; the result stays the same.",
        lambda X: over_sums(np.exp(X)),
        lambda X: np.exp(X) / (sums(np.exp(X)) + 1e-8),
        lambda X: np.array([[math.exp(x) for x in row] for row in X]) / sums(np.exp(X)),
    )
    file(
        "log_sum_exp_unshifted",
        "exp(X - log(sum(exp(X)))) is right in principle, but the inner exp overflows "
        "for scores of 1,000. Subtract each row's maximum from X first.",
        lambda X: np.exp(X - np.log(sums(np.exp(X)))),
    )
    file(
        "nan_replaced",
        "You replace what overflowed (np.nan_to_num), so nothing is nan, but nothing "
        "is right: subtract each row's maximum before np.exp, and nothing overflows.",
        lambda X: np.nan_to_num(over_sums(np.exp(X))),
        lambda X: over_sums(np.nan_to_num(np.exp(X))),
        lambda X: np.nan_to_num(over_sums(np.exp(X)), nan=1.0),
    )
    file(
        "clips_scores",
        "You cut large scores off (np.clip, np.minimum). exp no longer overflows, but "
        "different scores become equal. Subtract each row's maximum instead.",
        *[
            lambda X, c=c: over_sums(np.exp(np.clip(X, -c, c)))
            for c in (5, 10, 20, 30, 50, 100, 200, 250, 300, 400, 500, 600, 700, 709)
        ],
        *[
            lambda X, c=c: over_sums(np.exp(np.minimum(X, c)))
            for c in (20, 30, 50, 100, 200, 300, 500, 600, 700, 709)
        ],
    )
    file(
        "global_max",
        "You subtract the maximum of the whole matrix. A row far below it is left with "
        "exponentials that are all 0, and 0/0 is nan. Subtract each row's own maximum: "
        "max(axis=1, keepdims=True).",
        lambda X: over_sums(np.exp(X - X.max())),
    )
    file(
        "absolute_max",
        "You subtract the largest absolute value, or nothing where scores are "
        "negative: every exponential is 0 there. Subtract each row's maximum with its "
        "sign.",
        lambda X: over_sums(np.exp(X - np.abs(X).max(axis=1, keepdims=True))),
        lambda X: over_sums(np.exp(X - np.abs(X).max())),
        lambda X: over_sums(np.exp(X - np.maximum(top(X), 0))),
        lambda X: over_sums(np.exp(X - (X.max() if X.max() > 700 else 0))),
    )
    file(
        "subtracts_mean",
        "You subtract the mean. In rows with one score far above it exp still "
        "overflows. Subtract each row's maximum: then no exponent is above 0.",
        lambda X: over_sums(np.exp(X - X.mean(axis=1, keepdims=True))),
        lambda X: over_sums(np.exp(X - X.mean())),
        lambda X: over_sums(np.exp(X - np.median(X, axis=1, keepdims=True))),
    )
    file(
        "subtracts_min",
        "You subtract the minimum: every exponent is then positive, and exp overflows "
        "all the more. Subtract each row's maximum.",
        lambda X: over_sums(np.exp(X - X.min(axis=1, keepdims=True))),
        lambda X: over_sums(np.exp(X - X.min())),
    )
    file(
        "subtracts_one_entry",
        "You subtract one fixed entry, or the maximum of one row for all rows. "
        "Subtract each row's own maximum: max(axis=1, keepdims=True).",
        lambda X: over_sums(np.exp(X - X[:, :1])),
        lambda X: over_sums(np.exp(X - X[:, -1:])),
        lambda X: over_sums(np.exp(X - X[0, 0])),
        lambda X: over_sums(np.exp(X - X[0].max())),
        lambda X: over_sums(np.exp(X - X[-1].max())),
    )
    file(
        "subtracts_constant",
        "You subtract a number that you typed in. It fits some scores only. Subtract "
        "each row's maximum.",
        *[
            lambda X, c=c: over_sums(np.exp(X - c))
            for c in (500.0, 1000.0, 5000.0, 9_000.0, 10_000.0)
        ],
    )
