"""The tricks of a recipe, each in a few lines.

Steps: `update` with momentum, `adam`. Regularization: `add_penalty`, `smooth_labels`,
`attack`. N images, D pixels, H hidden units, C classes.
"""

import numpy as np

from neuralnet.activations import deriv_leaky_relu

SQUARES = 0.999  # Adam's decay rate of the mean of squares


def update(params, velocity, grads, momentum):
    """Take one step, in place: v = momentum * v - grads, params += v.

    Parameters and velocity are dictionaries of W1, b1, W2, b2. The gradients dW1, db1,
    dW2, db2 have been multiplied by the learning rate.
    """
    for name, value in params.items():
        v = velocity[name]
        v *= momentum
        v -= grads["d" + name]
        value += v


def adam(params, means, squares, grads, lr, momentum, step):
    """Take one step of Adam, in place (Kingma and Ba, 2015, algorithm 1).

    The gradients belong to the mean loss. The running means of the gradients and of
    their squares start at zero; the decay rates are `momentum` and SQUARES. `step`
    counts from 1. Dividing by 1 - rate**step corrects early means, which are too small.
    The 1e-8 prevents a division by zero.
    """
    for name, value in params.items():
        m, s, grad = means[name], squares[name], grads["d" + name]
        m += (1 - momentum) * (grad - m)
        s += (1 - SQUARES) * (grad**2 - s)
        slope = m / (1 - momentum**step)
        size = np.sqrt(s / (1 - SQUARES**step))
        value -= lr * slope / (size + 1e-8)


def add_penalty(grads, params, strength):
    """Add strength * W to the gradients of W1 and W2, in place.

    That is the gradient of strength / 2 * (sum of squares), so each step shrinks the
    weights a little. Biases have no penalty, since they only move a unit's kink.
    """
    if strength > 0:
        for name in ("W1", "W2"):
            grads["d" + name] += strength * params[name]


def smooth_labels(Y, smoothing):
    """Spread a share of each of the targets Y (N, C) evenly over all classes.

    With a share of 0.1 and ten classes, the right class has 0.91 and each other 0.01.
    Certainty is then no longer the best answer, so scores stop growing.
    """
    return (1 - smoothing) * Y + smoothing / Y.shape[1] if smoothing > 0 else Y


def attack(model, X, Y, size):
    """Return the images with each pixel moved so that the loss of the batch rises.

    Each pixel of X (N, D) moves by `size`, up or down as its gradient says (Goodfellow,
    Shlens and Szegedy, 2015). It may leave [0, 1].
    """
    y, ff_dict = model.forward(X)
    dZ1 = (y - Y) @ model.params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])  # (N, H)
    dX = dZ1 @ model.params["W1"].T  # (N, D)
    return X + size * np.sign(dX)
