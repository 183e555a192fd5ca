"""Chapter 4: three images on their way through the network of paper."""

import arrays
import numpy as np
from backprop import network

from neuralnet import plots

X = np.array([[1.0, 2], [1, 1], [0, 1]])  # the first is the chapter's
ROWS = ("X", "Z1", "A1", "Z2", "y")  # arrays with a row for each image


def data():
    """Return what the page tells the figure."""
    params = {name: p.ravel().tolist() for name, p in network().params.items()}
    return {"X": X.ravel().tolist(), "params": params}


def picture():
    """Return the figure that stands still, with the first image lit."""
    _, found = network().forward(X)
    found |= {"X": X, **network().params}
    blue, red = plots.COLORS[:2]
    fig, ax = arrays.sheet(13.5, 6.4, (8.4, 4.7))
    upper = {"X": 0, "@": 2.3, "W1": 2.7, "+": 6, "b1": 6.4, "=": 9.7, "Z1": 10.1}
    lower = {"A1": 0, "@": 3.3, "W2": 3.7, "+": 6, "b2": 6.4, "=": 8.7, "Z2": 9.1}
    for top, row in ((1, upper), (4.2, lower | {"y": 11.5})):
        for name, x in row.items():
            if name not in found:
                ax.text(x, top + 0.6, name, ha="center", size=12)
            elif name in ROWS:
                arrays.draw(ax, (x, top), name, found[name], blue, lit=0)
            else:
                arrays.draw(ax, (x, top), name, found[name], red)
    lines = {(0, 0.1): "Z1 = X @ W1 + b1", (0, 3.3): "A1 = leaky_relu(Z1)"}
    lines |= {(3.7, 3.3): "Z2 = A1 @ W2 + b2", (9.7, 3.3): "y = softmax(Z2)"}
    for place, code in lines.items():
        ax.text(*place, code, size=11, family="monospace")
    return fig
