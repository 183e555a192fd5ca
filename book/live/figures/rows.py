"""Send three images through a network small enough for paper (forward pass)."""

import numpy as np
from live import arrays
from live.figures.backprop import network

from neuralnet import plots

X = np.array([[1.0, 2], [1, 1], [0, 1]])  # the first is the chapter's
ROWS = ("X", "Z1", "A1", "Z2", "y")  # arrays with a row for each image


def data():
    params = {name: p.ravel().tolist() for name, p in network().params.items()}
    return {"X": X.ravel().tolist(), "params": params}


def picture():
    """Return the static figure, with the first image highlighted."""
    shown = network().forward(X)[1] | {"X": X, **network().params}
    blue, red = plots.COLORS[:2]
    fig, ax = arrays.sheet(7.5, 12.2, 6.9)
    lines = {  # {y of a line: {array or sign: its x}}
        1.1: {"X": 0.3, "@": 2.6, "W1": 3},
        3.8: {"+": 0, "b1": 0.3, "=": 3.6, "Z1": 4},
        7.4: {"A1": 0.3, "@": 3.6, "W2": 4},
        10.2: {"+": 0, "b2": 0.3, "=": 2.6, "Z2": 3, "y": 5.4},
    }
    for top, line in lines.items():
        for name, x in line.items():
            if name not in shown:
                ax.text(x, top + 0.4, name, ha="center", size=12)
            elif name in ROWS:
                arrays.draw(ax, (x, top), name, shown[name], blue, highlighted=0)
            else:
                arrays.draw(ax, (x, top), name, shown[name], red)
    code = {(0, 0.3): "Z1 = X @ W1 + b1", (0, 6.6): "A1 = leaky_relu(Z1)"}
    code |= {(4, 6.6): "Z2 = A1 @ W2 + b2", (5, 9.7): "y = softmax(Z2)"}
    for place, words in code.items():
        ax.text(*place, words, family="monospace")
    return fig
