"""Show a confusion matrix whose cells open the digits that they count (mistakes)."""

import functools

import numpy as np
from _ext import trained
from live import packing

from neuralnet import plots
from neuralnet.metrics import confusion_matrix

OPEN = (3, 5)  # the most frequent mistake of the chapter
UNSURE = 12  # right answers of each class that the page shows: the least sure ones


@functools.cache
def answers():
    """Return the labels (N,), answers (N,) and probabilities (N, 10) of X_val."""
    data = trained.data()
    y, _ = trained.network().forward(data.X_val)
    return data.Y_val.argmax(axis=1), y.argmax(axis=1), y


def matrix():
    """Return the matrix (10, 10) that counts how often class i was called j."""
    return confusion_matrix(*answers()[:2], 10)


@functools.cache
def shown():
    """Return the indices of the images in X_val that the page can show.

    First all mistakes, the surest first; then the least sure right answers per class.
    """
    labels, said, y = answers()
    order = np.argsort(-y.max(axis=1), kind="stable")
    mistakes = order[(labels != said)[order]]
    right = [order[((labels == said) & (labels == k))[order]] for k in range(10)]
    return np.concatenate([mistakes, *(rows[::-1][:UNSURE] for rows in right)])


def digits(rows):
    """Return what the page needs of these rows of X_val, as a dict of arrays."""
    labels, said, y = answers()
    return {
        "pictures": np.rint(255 * trained.data().X_val[rows]).astype(np.uint8),
        "y": np.rint(65535 * y[rows]).astype(np.uint16),
        "rows": rows.astype(np.uint16),
        "labels": labels[rows].astype(np.uint8),
        "said": said[rows].astype(np.uint8),
    }


def files():
    """Return the arrays that the page loads when a reader reaches for the figure."""
    return {"mistakes": digits(shown())}


def cell(label, said):
    """Return the rows of X_val that the page shows for a cell of the matrix."""
    labels, answered, _ = answers()
    rows = shown()
    return rows[(labels[rows] == label) & (answered[rows] == said)]


def data():
    """Return the data for the script: the counts, and the digits of the cell OPEN."""
    first = packing.packed(digits(cell(*OPEN)))
    return {"matrix": matrix().ravel().tolist(), "open": OPEN, "first": first}


def picture():
    """Return the static figure: the matrix, and the digits of the cell OPEN."""
    counts, rows, (label, said) = matrix(), cell(*OPEN), OPEN
    fig = plots.subplots(height=7.4)[0]
    fig.clear()
    grid = fig.add_gridspec(4, 6, height_ratios=[5, 1, 1, 1])
    ax = fig.add_subplot(grid[0, :])
    sides = np.array([-0.5, 0.5, 0.5, -0.5, -0.5])  # of a square around a cell
    frame = said + sides, label + np.roll(sides, 1)  # x and y of its corners
    shade = np.where(np.eye(10, dtype=bool), 0, counts)  # only mistakes are shaded
    high = 2 * shade.max()
    ax.imshow(shade, "RdBu", vmin=-high, vmax=high, aspect="auto")
    for (i, j), count in np.ndenumerate(counts):
        color = "#676767" if i == j else "#202020"
        ax.text(j, i, count or "", ha="center", va="center", color=color)
    ax.plot(*frame, color=plots.COLORS[1], linestyle="-")
    ax.set(xticks=range(10), yticks=range(10), xlabel="said", ylabel="true")
    for place, row in enumerate(rows):
        tile = fig.add_subplot(grid[1 + place // 6, place % 6])
        image = trained.data().X_val[row].reshape(28, 28)
        tile.imshow(image, "gray", interpolation="none")
        tile.set_axis_off()
        tile.set_title(f"{answers()[2][row].max():.3f}", loc="center", pad=3)
    return fig
