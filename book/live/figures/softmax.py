"""Show the softmax of three scores at three temperatures (activations)."""

import numpy as np

from neuralnet import plots, softmax

SCORES = [2.0, 1.0, -1.0]


def data():
    """Return the data for the script."""
    return {"scores": SCORES}


def picture():
    """Return the static figure."""
    fig, axes = plots.subplots(1, 3, height=2.2, sharey=True)
    for ax, temperature in zip(axes, (0.2, 1, 5), strict=True):
        p = softmax(np.array(SCORES) / temperature)
        bars = ax.bar(["A", "B", "C"], p)
        ax.bar_label(bars, [f"{100 * v:.1f}%" for v in p])
        ax.set(title=f"temperature {temperature}", ylim=(0, 1.15), yticks=[])
    return fig
