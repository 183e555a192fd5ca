"""Go forward and backward through a network small enough for paper (backprop)."""

import numpy as np
from live import arrays

from neuralnet import TwoLayerNN, plots
from neuralnet.activations import deriv_leaky_relu

X, LABELS = np.array([[1, 2], [5.4, 8]]), (0, 1)
FIRST_LINE = 7  # in LINES of backprop.js: at first the figure highlights dA1


def network():
    """Return the network that the book computes on paper."""
    paper = TwoLayerNN(2, 3, 2, rng=np.random.default_rng(0))
    paper.params = {
        "W1": np.array([[1.0, 2, 1], [1, -1, -1]]),
        "b1": np.array([0.0, 1, -1]),
        "W2": np.array([[1.0, 2], [-1, -5], [100, 50]]),
        "b2": np.array([0, np.log(3)]),
    }
    return paper


def values(labels=LABELS):
    """Return {name: array} of the forward and the backward pass."""
    paper, Y = network(), np.eye(2)[[*labels]]
    y, ff_dict = paper.forward(X)
    dA1 = (y - Y) @ paper.params["W2"].T
    dZ1 = dA1 * deriv_leaky_relu(ff_dict["Z1"])
    given = {"X": X, "Y": Y, **paper.params}
    grads = {"dZ2": y - Y, "dA1": dA1, "dZ1": dZ1, **paper.backward(X, Y, ff_dict)}
    return given | ff_dict | grads


def data():
    params = {name: p.ravel().tolist() for name, p in network().params.items()}
    first = {"X": X.ravel().tolist(), "labels": LABELS, "line": FIRST_LINE}
    return {"params": params, "classes": ["first", "second"]} | first


PAIRS = {"X": "", "W1": "dW1", "b1": "db1", "Z1": "dZ1", "A1": "dA1", "W2": "dW2"}
PAIRS |= {"b2": "db2", "Z2": "dZ2", "y": "Y"}


def picture():
    """Return the static figure: each array beside its gradient."""
    shown, y = values(), 0.5
    forth, back = (plots.ROLES[k]["color"] for k in ("forward", "backward"))
    fig, ax = arrays.sheet(7.4, 16.5, 9.8)
    for left, right in PAIRS.items():
        arrays.draw(ax, (0, y), left, shown[left], forth)
        if right:
            arrays.draw(ax, (4.2, y), right, shown[right], back)
        y += arrays.CELL * len(np.atleast_2d(shown[left])) + 0.64
    for x, ends, words, color in (
        (3.4, (0.4, 15.7), "forward", forth),
        (3.8, (15.7, 0.4), "backward", back),
    ):
        arrow = {"arrowstyle": "->", "color": color}
        ax.annotate("", (x, ends[1]), (x, ends[0]), arrowprops=arrow)
        side = -0.1 if color == forth else 0.1
        turned = {"rotation": 90, "va": "center", "color": color}
        ax.text(x + side, 12, words, ha="right" if side < 0 else "left", **turned)
    return fig
