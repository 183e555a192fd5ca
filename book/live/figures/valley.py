"""Walk down a valley in two dimensions, at a rate of one's choice (training)."""

import numpy as np
from matplotlib.patches import Ellipse

from neuralnet import plots

C = np.array([4.0, 0.4])  # curvatures: across the valley, and along it
START = np.array([3.0, -8.0])
RATES = {"slow": 0.02, "zigzag": 0.45, "too long": 0.55}
STEPS = 20


def walk(start, lr):
    """Return the start and the points after each step, (STEPS + 1, 2)."""
    return start * (1 - lr * C) ** np.arange(STEPS + 1)[:, None]


def data():
    return {
        "c": C.tolist(),
        "start": START.tolist(),
        "walks": [[f"{name}: {lr}", lr, 0] for name, lr in RATES.items()],
        "rate": {"min": 0.01, "max": 0.6, "step": 0.01},
        "levels": [2, 4, 6, 8, 10, 13, 17, 22],  # half the length of each contour line
        **{"steps": STEPS, "along": 10, "across": 4.5, "top": 60},
    }


def draw(paths, data):
    """Return a figure of paths by title: each from above, and its loss."""
    fig, axes = plots.subplots(2, len(paths), height=3.2, sharey="row")
    c, (along, across) = np.array(data["c"]), (data["along"], data["across"])
    for (above, below), (title, path) in zip(axes.T, paths.items(), strict=True):
        for length in data["levels"]:  # ellipses of equal loss
            ring = {"fill": False, "edgecolor": "0.7", "linewidth": 0.7}
            width = 2 * length * np.sqrt(c[1] / c[0])
            above.add_patch(Ellipse((0, 0), 2 * length, width, **ring))
        above.plot(path[:, 1], path[:, 0], marker=".", linewidth=1, markersize=4)
        above.plot(*path[0, ::-1], "o", color=plots.COLORS[1])
        above.plot(0, 0, "+", color="0.4")
        above.set(xlim=(-along, along), ylim=(-across, across))
        above.set(title=title, aspect="equal", xticks=[], yticks=[])
        below.plot(path**2 @ c / 2, marker=".", markersize=4)
        ticks = np.linspace(0, data["steps"], 3)
        below.set(xlabel="step", ylim=(0, data["top"]), xticks=ticks)
    axes[1, 0].set_ylabel("loss")
    return fig


def picture():
    """Return the static figure: the three walks, and the loss after each step."""
    paths = {f"{name}\nlr {lr}": walk(START, lr) for name, lr in RATES.items()}
    return draw(paths, data())
