"""Let the reader move every pixel of a digit until it is misread (two layers)."""

import base64
import functools

import numpy as np
from _ext import trained
from live.figures import draw

from neuralnet import deriv_leaky_relu, plots

FIRST, SIZES = 3, (0, 0.05, 0.1, 0.2)


@functools.cache
def slopes():
    """Return the ten digits (10, 784) of draw.py, and their slopes dX."""
    X = draw.examples()[0][:10]  # the network reads the first ten, one of each class
    y, ff_dict = trained.network().forward(X)
    params = trained.network().params
    dZ1 = (y - np.eye(10)) @ params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])
    return X, np.where(draw.used(), dZ1 @ params["W1"].T, 0)


def data():
    """Return the first digit and its answer; all others are in the file of draw.py."""
    image = slopes()[0][FIRST]
    y = trained.network().forward(image[None])[0][0]
    pixels = base64.b64encode(np.rint(255 * image).astype(np.uint8).tobytes())
    first = {"first": FIRST, "image": pixels.decode()}
    return first | {"y": y.round(5).tolist(), "labels": list(range(10))}


def picture():
    """Return the static figure: a digit moved ever further, by slopes and by coins."""
    X, dX = slopes()
    coins = np.random.default_rng(0).choice([-1, 1], 784)
    fig, axes = plots.subplots(2, 4, height=3.6)
    for row, signs, who in zip(
        axes, (np.sign(dX[FIRST]), coins), ("slopes", "coins"), strict=True
    ):
        for ax, rho in zip(row, SIZES, strict=True):
            moved = X[FIRST] + rho * signs
            y = trained.network().forward(moved[None])[0][0]
            ax.imshow(moved.reshape(28, 28), "gray", interpolation="none")
            ax.set(title=f"{who}, {rho}: a {y.argmax()}", xticks=[], yticks=[])
    return fig
