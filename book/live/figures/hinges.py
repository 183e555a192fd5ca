"""Show eight hinges whose sum follows a sine (two layers)."""

import numpy as np

from neuralnet import TwoLayerNN, leaky_relu, plots

KNOTS = np.linspace(0, 1, 9)
ALPHA = 0.01


def sine(x):
    """Return the curve that the sum should follow."""
    return np.sin(2 * np.pi * x)


def net(t, F):
    """Return the network of one input whose curve runs through the points (t, F)."""
    model = TwoLayerNN(1, len(t) - 1, 1, rng=np.random.default_rng(0))
    slopes = np.diff(F) / np.diff(t)
    # Each hinge lies at a point, where its slope changes from ALPHA * w to w.
    w = np.diff(slopes, prepend=slopes[0]) / (1 - ALPHA)
    w[0] = slopes[0] - ALPHA * w[1:].sum()
    b = F[0] + ALPHA * np.sum(w * (t[:-1] - t[0]))
    model.params = {"W1": np.ones((1, len(w))), "b1": -t[:-1]}
    model.params |= {"W2": w[:, None], "b2": np.array([b])}
    return model


def curve(t, F, x):
    """Return the scores of net(t, F) at the places x."""
    return net(t, F).forward(x[:, None])[1]["Z2"][:, 0]


def data():
    return {"t": KNOTS.tolist(), "F": sine(KNOTS).round(12).tolist()}


def picture():
    """Return the static figure: the sine and the sum, and the eight hinges."""
    x, t, F = np.linspace(0, 1, 1001), KNOTS, sine(KNOTS)
    fig, axes = plots.subplots(1, 2, height=2.8)
    axes[0].plot(x, sine(x), color=plots.GRAY, linestyle="--")
    axes[0].plot(x, curve(t, F, x), color=plots.COLORS[0])
    axes[0].plot(t, F, "o", color=plots.COLORS[0])
    axes[0].text(0.52, 0.6, "sum of\nthe hinges", color=plots.COLORS[0])
    axes[0].text(0.4, -0.8, "sine", color=plots.GRAY)
    axes[0].set(xlabel="x", title="through\nnine points")
    parts = leaky_relu(x[:, None] - t[:-1]) * net(t, F).params["W2"][:, 0]
    axes[1].plot(x, parts)
    axes[1].set(xlabel="x", title="eight hinges,\neach times its weight")
    return fig
