"""Measure how wrong the network is, by cross entropy and accuracy.

The derivative of the summed loss by the scores, dZ2 = y - Y, is computed in six places
of package and book: `TwoLayerNN.backward`, `gradients` and `attack` of
`further.tricks`, `gradients` of `further.buffers`, and in book/live
`derivatives` of network.js and `values` of figures/backprop.py. The check has its own,
in coursework/questions/backward.txt.
"""

import numpy as np

from neuralnet.activations import as_float


def cross_entropy(Y, Y_hat):
    """Return the mean cross entropy between `Y` and the probabilities `Y_hat`.

    Parameters
    ----------
    Y : array_like of numbers, shape (N, C)
        Targets, one-hot or smoothed. Entries that are not above 0 count as 0.
    Y_hat : array_like of numbers, shape (N, C)
        Probabilities, as softmax gives them.

    Returns
    -------
    float
        Natural units (nats) per image. It is exact, since nothing is added inside
        the logarithm. A probability of 0 for the right class gives infinity.

    Raises
    ------
    ValueError, TypeError
        If the shapes differ or are not (N, C), or an array does not hold numbers.
    """
    Y, Y_hat = _same_matrices(Y, Y_hat, "Y_hat")
    wanted = Y > 0  # 0 * log(p) counts as 0, also where p is 0
    with np.errstate(divide="ignore"):  # log(0) is -inf, as it should be
        logs = np.log(Y_hat, where=wanted, out=np.zeros_like(Y_hat))
    return float(-np.sum(Y * logs) / len(Y)) + 0.0  # + 0.0 turns -0.0 into 0.0


def cross_entropy_from_logits(Y, Z2):
    """Return the mean cross entropy of softmax(Z2), directly from the scores.

    It computes log softmax(z) = z - log(sum(exp(z))) and subtracts the row's maximum
    first (log-sum-exp). So it is finite even if a probability would round to 0. Errors
    are those of `cross_entropy`.

    Parameters
    ----------
    Y : array_like of numbers, shape (N, C)
        Targets, as in `cross_entropy`.
    Z2 : array_like of numbers, shape (N, C)
        Scores before softmax; any finite values.

    Returns
    -------
    float
        Nats per image; infinity only if the loss is too large for a float.
    """
    Y, Z2 = _same_matrices(Y, Z2, "Z2")
    with np.errstate(over="ignore"):  # the gap of two scores may exceed any float
        shifted = Z2 - Z2.max(axis=-1, keepdims=True)
        log_sums = np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        logs = np.where(Y > 0, shifted - log_sums, 0)  # 0 * -inf counts as 0
        return float(-np.sum(Y * logs) / len(Y)) + 0.0  # never -0.0


def accuracy(Y, Y_hat):
    """Return the share of rows whose largest entry is in the right column.

    Errors are those of `cross_entropy`.

    Parameters
    ----------
    Y, Y_hat : array_like of numbers, shape (N, C)
        Targets (one-hot) and probabilities or scores. As in `argmax`, the first of
        several equal entries counts as the largest, and NaN exceeds any number.

    Returns
    -------
    float
        Between 0 and 1.
    """
    Y, Y_hat = _same_matrices(Y, Y_hat, "Y_hat")
    return float(np.mean(Y.argmax(axis=-1) == Y_hat.argmax(axis=-1)))


def _same_matrices(Y, other, name):
    """Return `Y` and `other` as floats, if both have one shape (N, C), N and C >= 1."""
    Y, other = as_float(Y, "Y"), as_float(other, name)
    if Y.ndim != 2 or Y.shape != other.shape or Y.size == 0:
        raise ValueError(
            f"Y and {name} must have one shape (N, C), got {Y.shape} and {other.shape}"
        )
    return Y, other
