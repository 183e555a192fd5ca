"""The tricks of a recipe, each in a few lines (the chapter on building a record).

Movement: `update` with momentum, `adam`, `Average`. Restraints: `add_penalty`,
`smooth_labels`, dropout (`dropout_mask`, `gradients`), `attack`. N images, D pixels, H
hidden units, C classes.
"""

import numpy as np

from neuralnet.activations import deriv_leaky_relu, softmax
from neuralnet.support.validation import as_rng

SQUARES = 0.999  # share of the mean of squares that Adam keeps
AVERAGE_EVERY = 16  # steps: two neighbors are nearly equal, and a sum takes time


def update(params, velocity, grads, momentum, nesterov=False):
    """Go one step, in place: v = momentum * v - grads, params += v.

    Parameters and velocity are dictionaries of W1, b1, W2, b2; the gradients, dW1, db1,
    dW2, db2, are times the learning rate, and used up: not to be read again.

    With Nesterov `params` are the look-ahead place, params + momentum * v, where the
    next gradient is wanted. From one such place to the next the way is
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


def adam(params, means, squares, grads, lr, momentum, step):
    """Go one step of Adam, in place (Kingma and Ba, 2015, algorithm 1).

    The running means of the gradients (of the mean loss) and of their squares start at
    zero; from step to step they keep the shares `momentum` and SQUARES. The first step
    is 1: the means of few are divided by what is missing to a whole mean.
    """
    for name, value in params.items():
        m, s, grad = means[name], squares[name], grads["d" + name]
        m += (1 - momentum) * (grad - m)
        s += (1 - SQUARES) * (grad**2 - s)
        slope = m / (1 - momentum**step)
        size = np.sqrt(s / (1 - SQUARES**step))
        value -= lr * slope / (size + 1e-8)


class Average:
    """The running mean of parameters, mean += (new - mean) / count, in `params`."""

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
    """Return the targets Y (N, C) with a share of each spread evenly over all classes.

    With a share of 0.1 and ten classes the right class has 0.91 and each other 0.01.
    The best answer to such a target is not certainty: scores stop growing.
    """
    return (1 - smoothing) * Y + smoothing / Y.shape[1] if smoothing > 0 else Y


def dropout_mask(n, model, dropout):
    """Draw which hidden units take part, as factors for A1.

    They are (n, H), for n images, drawn by the rng of the model; or None where dropout,
    the chance of each unit to be left out, is 0. A unit that stays is multiplied by
    1 / (1 - dropout), so that the expected signal is that of the whole layer
    ("inverted" dropout): evaluation needs no change.
    """
    if dropout == 0:
        return None
    stays = as_rng(model.rng).random((n, model.num_hiddens)) >= dropout
    return stays.astype(model.dtype) / (1 - dropout)


def gradients(model, X, Y, mask):
    """Return the gradients of a batch whose hidden units are masked, as `backward`.

    X is (N, D), the targets Y (N, C) are one-hot or smoothed, and the mask (N, H) or
    None is what `dropout_mask` drew.
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

    A step uphill by `size` in every pixel of X (N, D), with only the sign of the
    gradient (Goodfellow, Shlens and Szegedy, 2015). Pixels may leave [0, 1]; where
    `size` is 0, X itself is returned.
    """
    if size == 0:
        return X
    y, ff_dict = model.forward(X)
    dZ1 = (y - Y) @ model.params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])  # (N, H)
    dX = dZ1 @ model.params["W1"].T  # (N, D)
    return X + model.dtype.type(size) * np.sign(dX)
