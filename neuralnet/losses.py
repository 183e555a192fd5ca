"""How wrong the network is: cross entropy, and accuracy for people (chapter 4)."""

import numpy as np


def cross_entropy(Y, Y_hat):
    """Return the mean cross entropy between `Y` and the probabilities `Y_hat`.

    Parameters
    ----------
    Y : ndarray, shape (N, C)
        Targets, one-hot.
    Y_hat : ndarray, shape (N, C)
        Probabilities, as softmax gives them.

    Returns
    -------
    float
        Natural units (nats) per image. Exact: nothing is added inside the
        logarithm. A probability of 0 for the right class gives infinity.

    Raises
    ------
    ValueError
        If the shapes differ or are not (N, C).
    """
    Y, Y_hat = _same_matrices(Y, Y_hat, "Y_hat")
    wanted = Y > 0  # 0 * log(p) counts as 0, also where p is 0
    with np.errstate(divide="ignore"):  # log(0) is -inf, and rightly so
        logs = np.log(Y_hat, where=wanted, out=np.zeros_like(Y_hat))
    return float(-np.sum(Y * logs) / len(Y)) + 0.0  # + 0.0 turns -0.0 into 0.0


def cross_entropy_from_logits(Y, Z2):
    """Return the mean cross entropy of softmax(Z2), straight from the scores.

    log softmax(z) = z - log(sum(exp(z))), with the row's maximum taken out first
    (log-sum-exp): finite even where a probability would round to 0.

    Parameters
    ----------
    Y : ndarray, shape (N, C)
        Targets, one-hot.
    Z2 : ndarray, shape (N, C)
        Scores before softmax.

    Returns
    -------
    float
        Nats per image.

    Raises
    ------
    ValueError
        If the shapes differ or are not (N, C).
    """
    Y, Z2 = _same_matrices(Y, Z2, "Z2")
    shifted = Z2 - Z2.max(axis=-1, keepdims=True)
    log_sums = np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return float(-np.sum(Y * (shifted - log_sums)) / len(Y)) + 0.0


def accuracy(Y, Y_hat):
    """Return the share of rows whose largest entry stands in the right column.

    Parameters
    ----------
    Y, Y_hat : ndarray, shape (N, C)
        Targets (one-hot) and probabilities or scores.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If the shapes differ or are not (N, C).
    """
    Y, Y_hat = _same_matrices(Y, Y_hat, "Y_hat")
    return float(np.mean(Y.argmax(axis=-1) == Y_hat.argmax(axis=-1)))


def _same_matrices(Y, other, name):
    """Return both as float arrays of one shape (N, C), N >= 1."""
    Y, other = np.asarray(Y), np.asarray(other)
    if Y.ndim != 2 or Y.shape != other.shape or len(Y) == 0:
        raise ValueError(
            f"Y and {name} must have one shape (N, C), got {Y.shape} and {other.shape}"
        )
    if other.dtype.kind != "f":
        other = other.astype(np.float64)
    return Y, other
