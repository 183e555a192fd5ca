"""The functions between the layers, each beside its derivative."""

import numpy as np


def leaky_relu(z, alpha=0.01):
    """Keep what is positive, shrink what is negative (Maas, Hannun and Ng, 2013).

    Parameters
    ----------
    z : array_like of numbers, any shape
    alpha : float
        Slope below zero, 0 < alpha < 1. A Python float, so that float32 stays
        float32.

    Returns
    -------
    ndarray of floats, the shape of `z`
        `z` where z >= 0 and `alpha * z` elsewhere; NaN stays NaN.

    Raises
    ------
    TypeError
        If `z` does not hold numbers.
    """
    z = as_float(z, "z")
    return np.where(z >= 0, z, alpha * z)


def deriv_leaky_relu(x, alpha=0.01):
    """Return the slope of `leaky_relu` at each entry of `x`.

    Parameters
    ----------
    x : array_like of numbers, any shape
        The *input* of the activation (Z1), not its output.
    alpha : float
        Slope below zero, 0 < alpha < 1.

    Returns
    -------
    ndarray of floats, the shape of `x`
        1 where x >= 0 and `alpha` elsewhere, at NaN too. The function has a kink at
        zero; this course takes the slope from the right there: 1.

    Raises
    ------
    TypeError
        If `x` does not hold numbers.
    """
    x = as_float(x, "x")
    return np.where(x >= 0, 1.0, alpha).astype(x.dtype)


def softmax(X):
    """Turn scores into probabilities along the last axis.

    Softmax does not change when one number is subtracted from a whole row, so the row's
    maximum is subtracted first: every exponent is then at most 0, and exp cannot
    overflow.

    Parameters
    ----------
    X : array_like of numbers, shape (..., C)
        Scores (logits), one per class; any finite values. A score of -infinity
        beside a finite one becomes 0. A row that contains NaN or infinity, or only
        -infinity, becomes NaN, and NumPy warns.

    Returns
    -------
    ndarray of floats, the shape of `X`
        Numbers from 0 to 1 that sum to 1 along the last axis, up to rounding. In
        mathematics none is 0, but one that is too small for a float becomes 0.

    Raises
    ------
    ValueError, TypeError
        If `X` does not hold numbers, is a single number, or has an empty last axis.
    """
    X = as_float(X, "X")
    if X.ndim == 0 or X.shape[-1] == 0:
        raise ValueError(f"softmax wants scores of shape (..., C), got {X.shape}")
    # Minus the maximum, a score may be too low for a float: -inf, and exp makes it 0.
    with np.errstate(over="ignore"):  # only silences the warning
        shifted = X - X.max(axis=-1, keepdims=True)
    exps = np.exp(shifted)
    return exps / exps.sum(axis=-1, keepdims=True)


def as_float(values, name):
    """Return `values` as a float array; float32 stays float32.

    TypeError, with the argument's `name`, if they are not real numbers.
    """
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":  # float, int, unsigned int, bool
        raise TypeError(f"{name} must hold real numbers, got dtype {array.dtype}")
    return array if array.dtype.kind == "f" else array.astype(np.float64)
