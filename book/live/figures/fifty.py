"""Let the reader hold exams for fifty networks that are equally good (tuning)."""

import numpy as np

from neuralnet import plots


def accuracies():
    """Return the shares (50,) of 6,000 images that each network got right."""
    return np.random.default_rng(0).binomial(6_000, 0.98, size=50) / 6_000


def data():
    return {"accs": accuracies().round(6).tolist()}


def picture():
    """Return the static figure: a pile of dots, and the largest is the best."""
    accs = accuracies()
    columns = np.round(accs / 0.0005).astype(int)  # so that dots stack up
    heights = [(columns[:k] == columns[k]).sum() for k in range(50)]
    best = accs.argmax()
    fig, ax = plots.subplots(height=1.9)
    ax.plot(columns * 0.0005, heights, "o", markersize=5)
    winner = columns[best] * 0.0005, heights[best]
    ax.plot(*winner, "o", color=plots.COLORS[1], markersize=9)
    ax.set(xlabel="accuracy", yticks=[], ylim=(-0.7, max(heights) + 0.7))
    ax.spines["left"].set_visible(False)
    return fig
