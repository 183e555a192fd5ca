"""Walk down a valley in two dimensions, at a rate of one's choice (training)."""

import numpy as np
from matplotlib.patches import Ellipse

from neuralnet import plots

C = np.array([4.0, 0.4])  # curvatures: across the valley, and along it
START = np.array([3.0, -8.0])
RATES = {"slow": 0.02, "zigzag": 0.45, "too long": 0.55}
STEPS = 20
ALONG, ACROSS = 10, 6  # half the sides of the map


def loss(theta):
    """Return the height of the valley at the points theta (..., 2)."""
    return theta**2 @ C / 2


def walk(start, lr):
    """Return the start and the points after each step, (STEPS + 1, 2)."""
    return start * (1 - lr * C) ** np.arange(STEPS + 1)[:, None]


def data():
    names = {"c": C.tolist(), "start": START.tolist(), "rates": list(RATES.items())}
    return names | {"steps": STEPS, "along": ALONG, "across": ACROSS}


def picture():
    """Return the static figure: the three walks, and the loss after each step."""
    fig, axes = plots.subplots(2, 3, height=3.2, sharey="row")
    for (above, below), (name, lr) in zip(axes.T, RATES.items(), strict=True):
        path = walk(START, lr)
        for height in (1, 4, 9, 16, 25, 36, 49, 64):  # ellipses of equal loss
            across, along = 2 * np.sqrt(2 * height / C)
            ring = {"fill": False, "edgecolor": "0.7", "linewidth": 0.7}
            above.add_patch(Ellipse((0, 0), along, across, **ring))
        above.plot(path[:, 1], path[:, 0], marker=".", linewidth=1, markersize=4)
        above.plot(*START[::-1], "o", color=plots.COLORS[1])
        above.plot(0, 0, "+", color="0.4")
        above.set(xlim=(-ALONG, ALONG), ylim=(-ACROSS, ACROSS))
        above.set(title=f"{name}\nlr {lr}", aspect="equal", xticks=[], yticks=[])
        below.plot(loss(path), marker=".", markersize=4)
        below.set(xlabel="step", ylim=(0, 60), xticks=[0, 10, 20])
    axes[1, 0].set_ylabel("loss")
    return fig
