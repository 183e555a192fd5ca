"""Compare a digit with ten mean images by squared distance (digits)."""

import base64
import functools

import numpy as np
from _ext import trained

from neuralnet import plots

FIRST = 0  # the validation image of the chapter's table, a 7


@functools.cache
def means():
    """Return the ten mean images (10, 784)."""
    X, Y = trained.data().X_train, trained.data().Y_train
    return (Y.T @ X) / Y.sum(axis=0)[:, None]


def distances(x):
    """Return the ten squared distances of an image (784,) from the means."""
    return ((x - means()) ** 2).sum(axis=1)


@functools.cache
def examples():
    """Return the indices of 14 validation images that the reader can choose.

    They are FIRST, a rightly read one of each class, and three misread ones.
    """
    X, labels = trained.data().X_val[:1000], trained.data().Y_val[:1000].argmax(axis=1)
    right = np.array([distances(x).argmin() for x in X]) == labels
    return [FIRST, *trained.chosen(labels, right)]


def files():
    """Return the arrays that the page loads when a reader reaches for the figure."""
    pictures = np.rint(255 * trained.data().X_val[examples()[1:]]).astype(np.uint8)
    return {"means": {"means": means().astype(np.float32), "examples": pictures}}


def data():
    labels = trained.data().Y_val[examples()].argmax(axis=1).tolist()
    x = trained.data().X_val[FIRST]
    coarse = means().reshape(10, 14, 2, 14, 2).mean(axis=(2, 4))
    coarse = np.rint(255 * coarse).astype(np.uint8).tobytes()
    return {
        "means": base64.b64encode(coarse).decode(),
        "first": np.rint(255 * x).astype(int).tolist(),
        "distances": distances(x).round(4).tolist(),
        "labels": labels[1:],
    }


def picture():
    """Return the static figure: a 7, ten means, and ten bars."""
    x = trained.data().X_val[FIRST]
    gaps = distances(x)
    fig = plots.subplots(height=3)[0]
    fig.clear()
    grid = fig.add_gridspec(2, 11, height_ratios=[1, 3])
    axes = [fig.add_subplot(grid[0, k]) for k in range(11)]
    for ax, image, title in zip(axes, (x, *means()), ("a 7", *range(10)), strict=True):
        ax.imshow(image.reshape(28, 28), "gray", interpolation="none")
        ax.set(xticks=[], yticks=[])
        ax.set_title(title, loc="center", pad=3)
    bars = fig.add_subplot(grid[1, 1:])
    drawn = bars.bar(range(10), gaps, color=plots.highlight(range(10), [gaps.argmin()]))
    bars.bar_label(drawn, [f"{gap:.1f}" for gap in gaps])
    bars.set(xticks=range(10), yticks=[], xlim=(-0.5, 9.5), ylim=(0, 90))
    bars.set(ylabel="squared distance")
    return fig
