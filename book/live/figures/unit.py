"""Show what one trained hidden unit looks for (forward pass)."""

import base64
import functools

import numpy as np
from _ext import trained

from neuralnet import TwoLayerNN, plots

UNITS = (433, 433, 371, 105)  # the first before training, the others after it
SCALE = 1 / 50_000  # of the whole numbers that stand for weights
FIRST = 1  # index in UNITS of the unit that is shown at first


@functools.cache
def weights():
    """Return the weights (4, 784) and the biases (4,) of the units."""
    rng = np.random.default_rng(0)
    rng.permutation(60_000)  # the shuffle of the images comes first
    before = TwoLayerNN(784, 512, 10, rng=rng).params
    after = trained.network().params
    networks = (before, after, after, after)
    columns = [p["W1"][:, h] for p, h in zip(networks, UNITS, strict=True)]
    biases = [p["b1"][h] for p, h in zip(networks, UNITS, strict=True)]
    return np.rint(np.array(columns) / SCALE) * SCALE, np.array(biases)


def sums(X):
    """Return the sums (N, 4) of the units for images (N, 784)."""
    columns, biases = weights()
    return X @ columns.T + biases


@functools.cache
def examples():
    """Return the places of five validation images.

    The first trained unit has its largest and its smallest sum for two of them; the
    others are the first 1, 5 and 0.
    """
    X, labels = trained.data().X_val, trained.data().Y_val.argmax(axis=1)
    z = sums(X)[:, FIRST]
    firsts = [np.flatnonzero(labels == digit)[0] for digit in (1, 5, 0)]
    return [int(n) for n in (z.argmax(), z.argmin(), *firsts)]


def data():
    """Return the data for the script; bytes travel as text in base64."""
    columns, biases = weights()
    images = np.rint(255 * trained.data().X_val[examples()]).astype(np.uint8)
    numbers = np.rint(columns / SCALE).astype("<i2")
    return {
        "weights": base64.b64encode(numbers.tobytes()).decode(),
        "biases": biases.round(6).tolist(),
        "scale": SCALE,
        "images": base64.b64encode(images.tobytes()).decode(),
        "labels": trained.data().Y_val[examples()].argmax(axis=1).tolist(),
        "first": FIRST,
    }


def picture():
    """Return the static figure: a unit before and after training, and two images."""
    columns, _ = weights()
    X = trained.data().X_val[examples()[:2]]
    high, low = sums(X)[:, FIRST]
    minus = f"{low:.2f}".replace("-", "\N{MINUS SIGN}")
    panels = {
        "before training": (columns[0], None),
        "after training": (columns[FIRST], None),
        f"a 7: the sum is {high:.2f}": (columns[FIRST], X[0]),
        f"a 3: the sum is {minus}": (columns[FIRST], X[1]),
    }
    fig, axes = plots.subplots(2, 2, height=5.1)
    top = np.abs(columns[FIRST]).max()
    for ax, (title, (w, x)) in zip(axes.flat, panels.items(), strict=True):
        ax.imshow(w.reshape(28, 28), "RdBu", vmin=-top, vmax=top)
        if x is not None:
            ax.contour(x.reshape(28, 28), [0.5], colors="#1a1a1a", linewidths=1.6)
        ax.set_title(title)
        ax.set_axis_off()
    return fig
