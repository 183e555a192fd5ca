"""Check gradients by differences of the loss (the chapter on backprop).

A derivative is a limit of differences, so differences can check it: move one
parameter by eps to either side and see how the loss changes.
"""

import numpy as np

from neuralnet.losses import cross_entropy_from_logits
from neuralnet.support.validation import check_count


def numerical_gradient(f, x, eps=1e-5):
    """Return the gradient of `f` at `x` by central differences.

    Parameters
    ----------
    f : function of an array, returning a number
    x : ndarray of float64
        Not changed.
    eps : float
        How far each entry is moved to either side. 1e-5 balances the error of the
        formula, of order eps**2, against rounding, of order 1e-16 / eps.

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
    """Return `max |a - b| / max(|a|, |b|)`, each maximum over all entries.

    Parameters
    ----------
    a, b : array_like of numbers, one shape

    Returns
    -------
    float
        0 if both are 0 or empty; infinity if a difference is not finite, so that NaN
        agrees with nothing.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    a, b = (np.asarray(values, dtype=np.float64) for values in (a, b))
    if a.shape != b.shape:
        raise ValueError(f"the shapes differ: {a.shape} and {b.shape}")
    with np.errstate(over="ignore", invalid="ignore"):
        gap = np.abs(a - b).max(initial=0)
    if not np.isfinite(gap):
        return np.inf
    scale = max(np.abs(a).max(initial=0), np.abs(b).max(initial=0))
    return float(gap / scale) if scale > 0 else 0.0


def gradient_check(model, X, Y, eps=1e-5, max_entries=100, rng=None):
    """Compare `model.backward` with central differences of the summed loss.

    Parameters
    ----------
    model : TwoLayerNN
        In float64. Its current parameters are used, and are not changed. Give it
        biases that are not zero: a wrong gradient can hide behind zeros.
    X, Y : ndarray, shapes (N, D) and (N, C)
        A small batch.
    eps : float
        How far each compared entry is moved to either side.
    max_entries : int
        Entries compared in each block, or all if it has fewer. If a step could move
        a hidden unit across the kink of LeakyReLU at 0, where the loss has no
        derivative, the weights into this unit are left out. So are those of pixels
        that are 0 in all images, since their slopes are 0 in nearly any program.
    rng : numpy.random.Generator, optional
        Picks the entries; None spreads them evenly.

    Returns
    -------
    dict
        The relative error of each block: W1, b1, W2, b2. At most 1e-7 for a right
        backward pass.

    Raises
    ------
    TypeError
        If the model is not float64: in float32, rounding hides every mistake.
    ValueError
        If every hidden unit is so close to the kink that a step may cross it.
    """
    if model.dtype != np.float64:
        raise TypeError(f"a gradient check needs float64, the model is {model.dtype}")
    max_entries = check_count(max_entries, "max_entries")
    _, ff_dict = model.forward(X)
    reach = eps * max(1.0, np.abs(X).max())  # no step moves a hidden sum further
    smooth = (np.abs(ff_dict["Z1"]) > reach).all(axis=0)  # (H,)
    if not smooth.any():
        raise ValueError(
            "every hidden unit is within eps of the kink at 0, where the loss has no "
            "derivative; take other images, other biases or a smaller eps"
        )
    grads, errors = model.backward(X, Y, ff_dict), {}

    def loss(_):  # `_slope` passes a block of the model, which it changes in place
        return len(X) * cross_entropy_from_logits(Y, model.forward(X)[1]["Z2"])

    lit = (np.asarray(X) != 0).any(axis=0)  # (D,)
    # The first axis of W1 is that of the pixels, the last one that of the hidden units.
    allowed = {"W1": smooth & (lit if lit.any() else ~lit)[:, None], "b1": smooth}
    for name, block in model.params.items():
        wanted = np.broadcast_to(allowed.get(name, True), block.shape)
        indices = _pick(wanted, max_entries, rng)
        numerical = [_slope(loss, block, tuple(index), eps) for index in indices]
        errors[name] = relative_error(grads["d" + name][tuple(indices.T)], numerical)
    return errors


def _pick(allowed, most, rng):
    """Return indices, (n, dimensions), of at most `most` True entries of `allowed`."""
    indices = np.argwhere(allowed)
    if len(indices) <= most:
        return indices
    if rng is None:
        return indices[np.linspace(0, len(indices) - 1, most).astype(int)]
    return rng.choice(indices, most, replace=False)


def _slope(f, x, index, eps):
    """Return how fast f(x) grows with the entry x[index], which is then restored."""
    before = x[index]
    try:
        x[index] = before + eps
        above = f(x)
        x[index] = before - eps
        return (above - f(x)) / (2 * eps)
    finally:
        x[index] = before
