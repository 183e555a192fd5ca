"""Are the gradients right? Ask the loss itself (chapter 5).

A derivative is a limit of differences, so differences can check it: move one
parameter by eps to either side and see how the loss changes.
"""

import numpy as np

from neuralnet.losses import cross_entropy_from_logits
from neuralnet.validation import check_count


def numerical_gradient(f, x, eps=1e-5):
    """Return the gradient of `f` at `x` by central differences.

    Parameters
    ----------
    f : function of an array, returning a number
    x : ndarray of float64
        Not changed.
    eps : float
        Half the distance of the two points. 1e-5 balances the error of the formula,
        of order eps**2, against rounding, of order 1e-16 / eps.

    Returns
    -------
    ndarray, the shape of `x`
    """
    x = np.array(x, dtype=np.float64)
    grad = np.empty_like(x)
    for index in np.ndindex(x.shape):
        grad[index] = _slope(f, x, index, eps)
    return grad


def relative_error(a, b):
    """Return max |a - b| / max(|a|, |b|), over whole arrays; 0 where both are 0."""
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        raise ValueError(f"the shapes differ: {a.shape} and {b.shape}")
    scale = max(np.abs(a).max(), np.abs(b).max())
    return float(np.abs(a - b).max() / scale) if scale > 0 else 0.0


def gradient_check(model, X, Y, eps=1e-5, max_entries=100, rng=None):
    """Compare `model.backward` with central differences of the summed loss.

    Parameters
    ----------
    model : TwoLayerNN
        float64. It is checked at its own parameters, which are as before afterwards.
        Give it biases that are not zero: a wrong gradient can hide behind zeros.
    X, Y : ndarray, shapes (N, D) and (N, C)
        A small batch.
    eps : float
        Half the distance of the two points.
    max_entries : int
        Entries compared in each block, all of them if it has fewer.
    rng : numpy.random.Generator, optional
        Picks the entries; None picks them evenly spread.

    Returns
    -------
    dict
        The relative error of each block: W1, b1, W2, b2. At most 1e-7 for a right
        backward pass.

    Raises
    ------
    TypeError
        If the model is not float64: in float32 rounding hides every mistake.
    ValueError
        If a step of `eps` carries a hidden unit across the kink of LeakyReLU at 0,
        where the loss has no derivative.
    """
    if model.dtype != np.float64:
        raise TypeError(f"a gradient check needs float64, the model is {model.dtype}")
    max_entries = check_count(max_entries, "max_entries")
    _, ff_dict = model.forward(X)
    if np.abs(ff_dict["Z1"]).min() <= eps * max(1.0, np.abs(X).max()):
        raise ValueError(
            "a hidden unit is within eps of the kink at 0, where the loss has no "
            "derivative; take other images, other biases or a smaller eps"
        )
    grads = model.backward(X, Y, ff_dict)
    saved = {name: value.copy() for name, value in model.params.items()}
    try:
        return {
            name: _block_error(model, name, X, Y, grads, eps, max_entries, rng)
            for name in saved
        }
    finally:
        for name, value in saved.items():
            model.params[name][...] = value


def _block_error(model, name, X, Y, grads, eps, max_entries, rng):
    """Return the relative error of one block of parameters."""

    def loss(_):
        return len(X) * cross_entropy_from_logits(Y, model.forward(X)[1]["Z2"])

    block = model.params[name]
    picked = _pick(block.size, max_entries, rng)
    indices = [np.unravel_index(k, block.shape) for k in picked]
    numerical = [_slope(loss, block, index, eps) for index in indices]
    return relative_error([grads["d" + name][index] for index in indices], numerical)


def _pick(size, max_entries, rng):
    """Return the flat indices of the entries to compare."""
    if size <= max_entries:
        return np.arange(size)
    if rng is None:
        return np.linspace(0, size - 1, max_entries).astype(int)
    return rng.choice(size, max_entries, replace=False)


def _slope(f, x, index, eps):
    """Return the slope of `f` along one entry of `x`, which is put back."""
    before = x[index]
    x[index] = before + eps
    above = f(x)
    x[index] = before - eps
    below = f(x)
    x[index] = before
    return (above - below) / (2 * eps)
