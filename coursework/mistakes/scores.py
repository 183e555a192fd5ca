"""Mistakes in what softmax makes of its scores before np.exp, or in np.exp itself."""

import numpy as np

from coursework.mistakes.rows import less_max, over_sums, sums, top
from neuralnet.activations import softmax as _right


def file_scores(file):
    """File what changes the scores other than by subtracting one number a row."""
    file(
        "minus_in_exponent",
        "The sign of the exponent is wrong: the largest score gets the smallest "
        "probability. It is np.exp(X - maximum), not the other way round.",
        lambda X: _right(-X),
        lambda X: np.exp(-X),
        lambda X: np.exp(top(X) - X),
        *less_max(lambda X: np.exp(-X) / sums(np.exp(X))),
        *less_max(lambda X: np.exp(X) / sums(np.exp(-X))),
    )
    file(
        "other_base",
        "The base of the power is not e: use np.exp(X), not 2 ** X, 10 ** X or 2.7 ** "
        "X.",
        *[lambda X, b=b: _right(X * np.log(b)) for b in (2, 10, 3, 2.7, 2.71, 2.718)],
        lambda X: over_sums(np.expm1(X)),
    )
    file(
        "scales_scores",
        "The scores are multiplied or divided by something before np.exp (their "
        "maximum, sum or number?), or a power is taken after it. Only subtracting is "
        "harmless: X - maximum.",
        *[lambda X, c=c: _right(c * X) for c in (2, 0.5, 0.1, 10, 0.01, 0.001)],
        lambda X: _right(X / top(X)),
        lambda X: _right(X / X.max()),
        lambda X: _right(X / np.abs(X).max(axis=1, keepdims=True)),
        lambda X: _right(X / np.abs(X).max()),
        lambda X: _right(X / sums(X)),
        lambda X: _right(X / X.sum()),
        lambda X: _right(X / X.shape[1]),
        lambda X: _right(X / X.shape[0]),
        lambda X: _right(X / np.sqrt(X.shape[1])),
        lambda X: _right(X * top(X)),
        lambda X: _right(X / np.linalg.norm(X)),
        lambda X: _right(X / np.linalg.norm(X, axis=1, keepdims=True)),
        lambda X: _right((X - top(X)) / sums(X)),
        lambda X: np.exp(X / sums(X)),
        lambda X: np.exp(X / X.sum()),
        lambda X: np.exp(over_sums(X)) / np.exp(over_sums(X)).sum(),
    )
    file(
        "standardizes",
        "You bring the scores to one scale (by standard deviation or range) before "
        "np.exp. That changes the probabilities; only subtracting is harmless.",
        lambda X: _right((X - X.mean(1, keepdims=True)) / X.std(1, keepdims=True)),
        lambda X: _right((X - X.mean()) / X.std()),
        lambda X: _right((X - X.mean(0)) / X.std(0)),
        lambda X: _right((X - X.min(1, keepdims=True)) / np.ptp(X, 1, keepdims=True)),
        lambda X: _right((X - X.min()) / np.ptp(X)),
    )
    file(
        "changes_scores",
        "Something is done to the scores first (np.abs, np.maximum with 0, a square, a "
        "narrow np.clip, whole numbers) that makes different scores equal. Use X as it "
        "is, less its maximum.",
        lambda X: _right(X.astype(int)),
        lambda X: _right(np.round(X)),
        lambda X: _right(np.abs(X)),
        lambda X: _right(np.maximum(X, 0)),
        lambda X: _right(np.minimum(X, 0)),
        lambda X: _right(np.clip(X, 0, 1)),
        lambda X: _right(np.clip(X, -1, 1)),
        lambda X: _right(X**2),
        lambda X: _right(np.where(X >= 0, X, 0.01 * X)),
        lambda X: over_sums(np.maximum(X, 0)),
    )
    file(
        "column_max",
        "You subtract the maximum of each column, so different numbers within a row, "
        "which changes the result. Subtract each row's maximum: max(axis=1, "
        "keepdims=True).",
        lambda X: _right(X - X.max(axis=0)),
        lambda X: _right(X - X[0]),
    )
