"""Let the reader draw a digit that the trained network reads (front page)."""

import base64
import functools

import numpy as np
from _ext import trained
from live import strokes

from neuralnet import plots

# A 4 as a hand might draw it, in units of the board (280 wide).
FIRST = [
    [(133, 62), (104, 90), (74, 122), (70, 146), (86, 156), (134, 152), (176, 140)],
    [(178, 58), (177, 100), (173, 150), (168, 200), (164, 236)],
]
LEVELS = 95  # integers for a weight, on either side of 0


@functools.cache
def used():
    """Return which of the 784 pixels are nonzero in at least ten training images."""
    return (trained.data().X_train > 0).sum(axis=0) >= 10


def packed():
    """Return the parameters for the page, with W1 as integers.

    Pixels that hardly any training image uses still have their random initial weights,
    which would only disturb. They are left out, so their weights are 0.
    """
    params = trained.network().params
    pixels = np.flatnonzero(used())
    W1 = params["W1"][pixels]
    scale = np.abs(W1).max(axis=0) / LEVELS
    return {
        "pixels": pixels.astype(np.uint16),
        "W1": np.rint(W1 / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "b1": params["b1"].astype(np.float32),
        "W2": params["W2"].astype(np.float32),
        "b2": params["b2"].astype(np.float32),
    }


@functools.cache
def examples():
    """Return validation images (13, 784) and their labels.

    The network reads the first ten, one of each class. It misreads the last three,
    which are of three classes.
    """
    X, labels = trained.data().X_val[:2000], trained.data().Y_val[:2000].argmax(axis=1)
    y, _ = trained.network().forward(X)
    rows = trained.chosen(labels, y.argmax(axis=1) == labels)
    return X[rows], labels[rows]


def files():
    """Return the arrays that the page loads when a reader reaches for the board."""
    pictures = np.rint(255 * examples()[0]).astype(np.uint8)
    return {"weights": packed() | {"examples": pictures}}


def deciding(A1, a, b):
    """Return units and their pushes: three most in favor of class a, three of b."""
    W2 = trained.network().params["W2"]
    pushes = A1 * (W2[:, a] - W2[:, b])  # added to the score of a, minus that of b
    order = np.argsort(-pushes, kind="stable")
    units = [*order[:3], *order[-3:]]
    return units, pushes[units]


@functools.cache
def first_answer():
    """Return the image of FIRST, y (10,), its two best classes, units and pushes."""
    _, _, centered = strokes.steps(FIRST)
    y, ff_dict = trained.network().forward(centered[None])
    top, second = np.argsort(-y[0])[:2]
    units, pushes = deciding(ff_dict["A1"][0], top, second)
    return centered, y[0], int(top), int(second), units, pushes


def data():
    """Return what the page shows at first: the answer to FIRST, and example labels."""
    _, y, top, second, units, pushes = first_answer()
    W1 = trained.network().params["W1"]
    W1 = np.where(used()[:, None], W1, 0)
    rounded = np.rint(127 * W1 / np.abs(W1).max(axis=0)).astype(np.int8)
    weights = [base64.b64encode(rounded[:, j].tobytes()).decode() for j in units]
    pairs = zip(pushes, weights, strict=True)
    answer = {
        "strokes": FIRST,
        "y": [round(float(p), 5) for p in y],
        "top": top,
        "against": second,
        "units": [{"push": round(float(p), 3), "weights": w} for p, w in pairs],
    }
    return {"first": answer, "examples": examples()[1].tolist()}


def picture():
    """Return the static figure: strokes to image, probabilities, deciding units."""
    import matplotlib.pyplot as plt

    centered, y, top, second, units, pushes = first_answer()
    in_box, inked, _ = strokes.steps(FIRST)
    fig = plots.subplots(height=5.4)[0]
    fig.clear()
    grid = fig.add_gridspec(3, 12, height_ratios=[1.2, 2.2, 1.1])
    steps = [fig.add_subplot(grid[0, k : k + 3]) for k in range(0, 12, 3)]
    bars = fig.add_subplot(grid[1, :])
    tiles = [fig.add_subplot(grid[2, k : k + 2]) for k in range(0, 12, 2)]
    for stroke in FIRST:
        steps[0].plot(*np.transpose(stroke), color="#000000", linestyle="-", lw=4)
    for stroke in in_box:
        steps[1].plot(*np.transpose(stroke), color="#000000", linestyle="-")
    edge = plots.ROLES["against"]["color"]
    frame = plt.Rectangle((4, 4), 20, 20, fill=False, edgecolor=edge)
    steps[1].add_patch(frame)
    steps[0].set(xlim=(0, 280), ylim=(280, 0), title="drawn")
    steps[1].set(xlim=(0, 28), ylim=(28, 0), title="in a box")
    for ax, image, title in zip(
        steps[2:], (inked, centered), ("fixed pen", "centered"), strict=True
    ):
        ax.imshow(image.reshape(28, 28), "gray", interpolation="none")
        ax.set(title=title)
    bars.barh(range(10), y, color=plots.ROLES["chosen"]["color"])
    bars.spines[["top", "right"]].set_visible(False)
    bars.set(yticks=range(10), xlim=(0, 1), ylim=(9.6, -0.6), title="probability")
    W1 = trained.network().params["W1"]
    for ax, j, push in zip(tiles, units, pushes, strict=True):
        w = np.where(used(), W1[:, j], 0)
        look = {"vmin": -abs(w).max(), "vmax": abs(w).max(), "interpolation": "none"}
        ax.imshow(w.reshape(28, 28), "RdBu", **look)
        ax.set(title=f"{abs(push):.1f}\nfor {top if push > 0 else second}")
        ax.set_axis_off()
    for ax in steps:
        ax.set(xticks=[], yticks=[], aspect="equal")
    return fig
