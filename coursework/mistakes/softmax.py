"""Mistakes in softmax, the most basic first: in the formula, then in what is returned.

The last ones overflow only: ordinary scores come out right.
"""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.overflow import file_overflow
from coursework.mistakes.probabilities import file_results
from coursework.mistakes.rows import less_max, over_sums, shifts, sums, top
from coursework.mistakes.scores import file_scores

softmax = Catalogue("softmax")
file = softmax.file

file(
    "unchanged",
    "What comes back is X as it went in (or less its maximum). Exponentiate, then "
    "divide each row by its sum.",
    *less_max(lambda X: X),
)
file(
    "never_filled",
    "Every number that comes back is 0: a result is made but never filled, or the "
    "probabilities are cut to whole numbers, which makes 0 of 0.7.",
    lambda X: np.zeros_like(X),
    lambda X: np.zeros_like(X, dtype=int),
)
file(
    "divided_by_itself",
    "Every number that comes back is 1: each exponential is divided by itself (the sum "
    "runs over one number), or a result is made but never filled.",
    lambda X: np.ones_like(X),
    lambda X: np.ones_like(X, dtype=int),
)
file(
    "not_divided",
    "You return exponentials that are not divided by the sum of their row (perhaps "
    "by its largest). Divide by exps.sum(axis=1, keepdims=True).",
    *shifts(lambda E: E),
)
file(
    "no_exp",
    "You divide the scores themselves by their sum; the exponential is missing. Take "
    "exps = np.exp(...) first and use it above and below the line.",
    *less_max(lambda X: X / sums(X)),
    *less_max(lambda X: X / X.sum()),
    *less_max(lambda X: X / X.sum(axis=0)),
    *less_max(lambda X: X / X.sum(axis=1)),
    lambda X: np.abs(X) / sums(np.abs(X)),
    lambda X: X**2 / sums(X**2),
)
file(
    "no_exp_below",
    "Above the line stand exponentials, below it the sum of the scores. Sum the "
    "exponentials.",
    *less_max(lambda X: np.exp(X) / sums(X)),
    *less_max(lambda X: np.exp(X) / X.sum()),
    *less_max(lambda X: np.exp(X) / X.sum(axis=0)),
    *less_max(lambda X: np.exp(X) / X.sum(axis=1)),
    lambda X: np.exp(X - top(X)) / sums(X),
    lambda X: np.exp(X - X.max()) / sums(X),
    lambda X: np.exp(X) / np.exp(sums(X)),
    lambda X: np.exp(X) / np.exp(X.sum()),
)
file(
    "no_exp_above",
    "Below the line stands the sum of exponentials, above it the score itself. It must "
    "be the exponential of the score.",
    *less_max(lambda X: X / sums(np.exp(X))),
    *less_max(lambda X: X / np.exp(X).sum()),
    lambda X: X / sums(np.exp(X - top(X))),
    lambda X: X / sums(np.exp(X - X.max())),
    lambda X: X / np.exp(X - X.max()).sum(),
)
file(
    "log_for_exp",
    "You take logarithms where exponentials belong: np.exp, not np.log.",
    lambda X: over_sums(np.log(X)),
    lambda X: np.log(X),
)
file(
    "sums_everything",
    "You divide by the sum of all entries, so the whole matrix sums to 1. Each row "
    "needs its own sum: sum(axis=1, keepdims=True).",
    *shifts(lambda E: E / E.sum()),
)
file(
    "sums_columns",
    "You divide by the sums of the columns, so every column sums to 1. A row is one "
    "image: sum(axis=1, keepdims=True). (axis=0 adds up the rows; Python's own sum "
    "does that, too.)",
    *shifts(lambda E: E / E.sum(axis=0)),
    lambda X: (lambda E: E / E.sum(axis=0))(np.exp(X - X[0])),
)
file(
    "keepdims_in_sum",
    "The sums of the rows are a vector (N,), and NumPy lines it up with the columns. "
    "Keep them a column: sum(axis=1, keepdims=True).",
    *shifts(lambda E: E / E.sum(axis=1)),
)
file(
    "keepdims_in_max",
    "The maxima of the rows are a vector (N,), and NumPy lines it up with the columns. "
    "Keep them a column: max(axis=1, keepdims=True), and so with the sums.",
    lambda X: over_sums(np.exp(X - X.max(axis=1))),
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
    lambda X: np.exp(X) / sums(np.exp(X - top(X))),
    lambda X: np.exp(X - top(X)) / sums(np.exp(X)),
    lambda X: np.exp(X) / sums(np.exp(X - X.max())),
    lambda X: np.exp(X - X.max()) / sums(np.exp(X)),
    lambda X: np.exp(X - top(X)) / sums(np.exp(X - X.max())),
    lambda X: np.exp(X - X.max()) / sums(np.exp(X - top(X))),
)
file(
    "subtracts_after_exp",
    "The maximum is subtracted from exponentials. It has to be subtracted from the "
    "scores, before np.exp.",
    lambda X: np.exp(X) - top(X),
    lambda X: np.exp(X) - X.max(),
    lambda X: over_sums(np.exp(X) - top(X)),
    lambda X: (np.exp(X) - top(X)) / sums(np.exp(X)),
    lambda X: (np.exp(X) - X.max()) / sums(np.exp(X)),
    lambda X: over_sums(np.exp(X) - X.max()),
    lambda X: over_sums(np.exp(X) - top(np.exp(X))),
    lambda X: over_sums(np.exp(X) - np.exp(X).max()),
    lambda X: (np.exp(X) - top(np.exp(X))) / sums(np.exp(X)),
)
file(
    "mean_for_sum",
    "You divide by the mean (or by how many there are), not by the sum: the rows don't "
    "sum to 1. Use sum.",
    *shifts(lambda E: E / E.mean(axis=1, keepdims=True)),
    *shifts(lambda E: E / E.mean()),
    *shifts(lambda E: E / E.mean(axis=0)),
    *shifts(lambda E: E / E.shape[1]),
    *shifts(lambda E: E / E.shape[0]),
)
file(
    "divides_once_more",
    "The probabilities are divided by the number of rows or columns on top of the sum, "
    "so the rows don't sum to 1. Dividing by the sum is all.",
    *shifts(lambda E: over_sums(E) / E.shape[0]),
    *shifts(lambda E: over_sums(E) / E.shape[1]),
)
file(
    "log_of_sum",
    "You divide by the logarithm of the sum. Divide by the sum itself; the logarithm "
    "belongs into a difference: np.exp(X - log of the sum).",
    *shifts(lambda E: E / np.log(sums(E))),
)
file(
    "exp_twice",
    "exp is applied twice: what np.exp gave goes through it once more. Once is enough.",
    *shifts(lambda E: over_sums(np.exp(E))),
    *shifts(lambda E: np.exp(E) / sums(E)),
)
file(
    "divides_by_length",
    "You divide by the square root of the sum of squares, or sum squares. Softmax "
    "divides by the plain sum.",
    *shifts(lambda E: E / np.linalg.norm(E, axis=1, keepdims=True)),
    *shifts(lambda E: E / np.linalg.norm(E)),
    *shifts(lambda E: E / sums(E**2)),
)
file(
    "wrong_sum",
    "The sum below the line is not that of its own row: something is added to it, its "
    "own term is left out, or the sum goes on from row to row or stops halfway.",
    *[
        function
        for e in (1, 0.1, 1e-2, 1e-3, 1e-4)
        for function in shifts(lambda E, e=e: E / (e + sums(E)))
    ],
    *shifts(lambda E: E / (sums(E) - E)),
    *shifts(lambda E: E / np.cumsum(E, axis=1)),
    *shifts(lambda E: E / np.cumsum(sums(E), axis=0)),
    *shifts(lambda E: E / np.cumsum(E).reshape(E.shape)),
    *shifts(lambda E: E / E[0].sum()),
    *shifts(lambda E: E / E[-1].sum()),
    *shifts(lambda E: E / sums(E[:, :-1])),
    *shifts(lambda E: E / sums(E[:, 1:])),
    *shifts(lambda E: E / sums(E)[::-1]),
)
file(
    "wrong_operation",
    "Each exponential must be divided by the sum of its row: you multiply, subtract, "
    "or have the two the wrong way round.",
    *shifts(lambda E: E * sums(E)),
    *shifts(lambda E: E - sums(E)),
    *shifts(lambda E: sums(E) / E),
)
file(
    "brackets",
    "The division happens inside np.exp: brackets are missing or closed too late. "
    "Exponentiate first, np.exp(X - maximum), then divide.",
    lambda X: np.exp(X - X.max() / sums(np.exp(X - X.max()))),
    lambda X: np.exp(X - top(X) / sums(np.exp(X - top(X)))),
    lambda X: np.exp(X - top(X) / sums(np.exp(X))),
    lambda X: np.exp(X / sums(np.exp(X))),
    lambda X: np.exp((X - top(X)) / sums(np.exp(X - top(X)))),
    lambda X: np.exp(X) / np.exp(sums(np.exp(X))),
)
file(
    "divides_by_one_entry",
    "You divide by a single exponential (the first or last of the row), not by the sum "
    "of all.",
    *shifts(lambda E: E / E[:, :1]),
    *shifts(lambda E: E / E[:, -1:]),
)
file_scores(softmax.file)
file_results(softmax.file)
file_overflow(softmax.file)
