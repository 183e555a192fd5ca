"""Mistakes in what softmax makes of its probabilities, or returns in their place."""

import numpy as np

from coursework.mistakes.rows import over_sums, shifts, sums, top
from neuralnet.activations import softmax as _right

SMALL = (0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)


def _partly(out, part, right):
    out[part] = right[part]
    return out


def file_results(file):
    """File what is done with probabilities that were right, or to whole rows."""
    file(
        "one_hot",
        "You return only which score is the largest, or that score. Softmax gives "
        "every class a probability: exps / sum of exps.",
        lambda X: np.eye(X.shape[1])[X.argmax(axis=1)],
        lambda X: np.eye(X.shape[1], dtype=int)[X.argmax(axis=1)],
        lambda X: top(X) == X,
        lambda X: X.argmax(axis=1),
        lambda X: X.argmax(axis=1).reshape(-1, 1),
        lambda X: np.argmax(X),
        lambda X: X.max(axis=1),
        lambda X: top(X),
    )
    file(
        "applied_twice",
        "Softmax is applied twice: the probabilities go through it once more. Once is "
        "enough.",
        lambda X: _right(_right(X)),
    )
    file(
        "one_minus",
        "You return 1 minus the probabilities. Return the probabilities.",
        lambda X: 1 - _right(X),
    )
    file(
        "rounds",
        "The probabilities are rounded, or written into an array of integers. Return "
        "them as they are, in an array of floats.",
        *[lambda X, n=n: np.round(_right(X), n) for n in range(6)],
        *shifts(lambda E: np.trunc(E) / sums(E)),
    )
    file(
        "cut_off",
        "The probabilities are kept away from 0 and 1 (np.clip, np.maximum, a number "
        "added to them). That belongs into the loss; return them as they are.",
        *[lambda X, e=e: np.clip(_right(X), e, 1 - e) for e in SMALL],
        *[lambda X, e=e: np.maximum(_right(X), e) for e in SMALL],
        *[lambda X, e=e: _right(X) + e for e in SMALL],
    )
    file(
        "rescaled",
        "The probabilities are multiplied, squared or rooted once more (percent?). "
        "Return them as they are: every row sums to 1.",
        lambda X: 100 * _right(X),
        lambda X: np.sqrt(_right(X)),
        lambda X: _right(X) ** 2,
        lambda X: _right(X) * X,
        lambda X: _right(X) / 2,
        lambda X: _right(X) * 2,
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
        "Only a part of the rows is worked on: a range starts or ends at the wrong "
        "place, or an index is fixed. range(n) runs from 0 to n - 1.",
        *[
            lambda X, start=start, part=part: _partly(start(X), part, _right(X))
            for start in (np.array, np.zeros_like, np.exp, lambda X: np.exp(X - top(X)))
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
        "One row is filled with the probabilities of another, or every row gets the "
        "same: look at the index in your loop.",
        lambda X: np.repeat(_right(X)[:1], len(X), axis=0),
        lambda X: np.repeat(_right(X)[-1:], len(X), axis=0),
        lambda X: _right(X)[::-1],
        *shifts(lambda E: E[:1] / sums(E)),
        *shifts(lambda E: E[-1:] / sums(E)),
        lambda X: np.full_like(X, 1 / X.shape[1]),
    )
    file(
        "added_up",
        "What comes back is summed or averaged, so that too few numbers are left. "
        "Return the probabilities, one for every score.",
        lambda X: _right(X).sum(axis=1),
        lambda X: sums(_right(X)),
        lambda X: _right(X).sum(axis=0),
        lambda X: _right(X).sum(),
        lambda X: _right(X).mean(axis=0),
        lambda X: _right(X).max(axis=1),
        lambda X: top(_right(X)),
        *shifts(sums),
        *shifts(lambda E: E.sum(axis=1)),
    )
    file(
        "shape_lost",
        "The result must have the shape of X, (N, C). Somewhere an axis is lost, added "
        "or reshaped (ravel, squeeze, reshape?).",
        lambda X: _right(X).ravel(),
        lambda X: _right(X.ravel()[None])[0],
        lambda X: _right(X)[None],
        lambda X: _right(X).squeeze(),
    )
    file(
        "transposed",
        "The result is transposed: you turned X to divide by rows, and did not turn "
        "back. Put .T at the end, or use keepdims=True and no .T at all.",
        lambda X: _right(X).T,
        lambda X: _right(X.T),
    )
    file(
        "log_softmax",
        "You return the logarithm of the probabilities (or its negative). Leave the "
        "log away, or take np.exp of what you have.",
        lambda X: np.log(_right(X)),
        lambda X: -np.log(_right(X)),
        lambda X: np.log(sums(np.exp(X))),
        lambda X: np.log(np.exp(X).sum(axis=1)),
    )
    file(
        "sigmoid",
        "This is the sigmoid: every entry for itself, so the rows don't sum to 1. "
        "Softmax divides by the sum over the row.",
        lambda X: 1 / (1 + np.exp(-X)),
        lambda X: over_sums(1 / (1 + np.exp(-X))),
        lambda X: np.tanh(X),
    )
