"""The tricks of a recipe, each in a few lines (chapter 10).

Movement: `update` with momentum, `Average`. Restraints: `add_penalty`, `smooth_labels`,
dropout (`dropout_mask`, `gradients`), `attack`. N images, D pixels, H hidden units, C
classes.
"""

import numpy as np

from neuralnet.activations import deriv_leaky_relu, softmax
from neuralnet.support.validation import as_rng

AVERAGE_EVERY = 16  # steps: two neighbors are nearly equal, and a sum takes time


def update(params, velocity, grads, momentum, nesterov=False):
    """Go one step, in place: v = momentum * v - grads, params += v.

    Parameters
    ----------
    params, velocity : dict
        Of W1, b1, W2, b2.
    grads : dict
        dW1, db1, dW2, db2, times the learning rate. Used up: not to be read again.
    momentum : float
    nesterov : bool
        Then `params` are the look-ahead place, params + momentum * v, where the next
        gradient is wanted. From one such place to the next the way is
        momentum * v - grads, with the new v.
    """
    for name, value in params.items():
        v, grad = velocity[name], grads["d" + name]
        if momentum == 0:
            value -= grad
            continue
        v *= momentum
        v -= grad
        if nesterov:
            value -= grad
            np.multiply(v, momentum, out=grad)
            value += grad
        else:
            value += v


class Average:
    """The running mean of parameters: mean += (new - mean) / count.

    Attributes
    ----------
    params : dict
        The mean so far; empty before the first `add`.
    """

    def __init__(self):
        self.params, self.count = {}, 0

    def add(self, params, step, n_steps):
        """Take in the parameters after every AVERAGE_EVERY-th step, and the last."""
        if step % AVERAGE_EVERY != 0 and step != n_steps:
            return
        self.count += 1
        for name, value in params.items():
            mean = self.params.setdefault(name, np.zeros_like(value))
            mean += (value - mean) / self.count


def add_penalty(grads, params, strength):
    """Add strength * W to the gradients of W1 and W2, in place.

    That is the gradient of strength / 2 * (sum of squares): each step shrinks the
    weights a little. Biases are left alone: they only move a hinge.
    """
    if strength > 0:
        for name in ("W1", "W2"):
            grads["d" + name] += strength * params[name]


def smooth_labels(Y, smoothing):
    """Return the targets with a share of each spread evenly over all classes.

    The best answer to a smoothed target is not certainty: scores stop growing.

    Parameters
    ----------
    Y : ndarray, shape (N, C)
        One-hot.
    smoothing : float
        With 0.1 and ten classes the right class has 0.91 and each other 0.01.

    Returns
    -------
    ndarray, shape (N, C)
        Rows of sum 1.
    """
    return (1 - smoothing) * Y + smoothing / Y.shape[1] if smoothing > 0 else Y


def dropout_mask(n, model, dropout):
    """Draw which hidden units take part, as factors for A1.

    A unit that stays is multiplied by 1 / (1 - dropout), so that the expected signal
    is that of the whole layer ("inverted" dropout): evaluation needs no change.

    Parameters
    ----------
    n : int
        Images.
    model : TwoLayerNN
        Its rng draws.
    dropout : float
        Chance of each unit to be left out.

    Returns
    -------
    ndarray, shape (n, H), of 0 and 1 / (1 - dropout), or None where dropout is 0.
    """
    if dropout == 0:
        return None
    stays = as_rng(model.rng).random((n, model.num_hiddens)) >= dropout
    return stays.astype(model.dtype) / (1 - dropout)


def gradients(model, X, Y, mask):
    """Return the gradients of a batch whose hidden units are masked.

    Parameters
    ----------
    model : TwoLayerNN
    X, Y : ndarray, shapes (N, D) and (N, C)
        Targets of sum 1, one-hot or smoothed.
    mask : ndarray, shape (N, H), or None
        What `dropout_mask` drew.

    Returns
    -------
    dict
        dW1 (D, H), db1 (H,), dW2 (H, C), db2 (C,), summed over the batch.
    """
    _, ff_dict = model.forward(X)
    if mask is None:
        return model.backward(X, Y, ff_dict)
    A1 = ff_dict["A1"] * mask  # (N, H)
    y = softmax(A1 @ model.params["W2"] + model.params["b2"])  # (N, C)
    dZ2 = y - Y  # (N, C)
    dA1 = dZ2 @ model.params["W2"].T * mask  # (N, H) what was dropped learns nothing
    dZ1 = dA1 * deriv_leaky_relu(ff_dict["Z1"])  # (N, H)
    grads = {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}
    return grads | {"dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0)}


def attack(model, X, Y, size):
    """Return the images, each pixel moved so that the loss of the batch rises.

    A step uphill, with only the sign of the gradient (Goodfellow, Shlens and Szegedy,
    2015). A network that trains on such images learns not to hang on faint traces.

    Parameters
    ----------
    model : TwoLayerNN
    X, Y : ndarray, shapes (N, D) and (N, C)
    size : float
        How far each pixel moves. It may leave [0, 1].

    Returns
    -------
    ndarray, shape (N, D)
        X itself where `size` is 0.
    """
    if size == 0:
        return X
    y, ff_dict = model.forward(X)
    dZ1 = (y - Y) @ model.params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])  # (N, H)
    dX = dZ1 @ model.params["W1"].T  # (N, D)
    return X + model.dtype.type(size) * np.sign(dX)
