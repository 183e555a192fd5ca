"""Send a signal through twenty layers, for several spreads of initial weights."""

import functools

import numpy as np
import trained

from neuralnet import leaky_relu, plots

UNITS, LAYERS, SHOWN = 100, 20, 16
ALPHA = leaky_relu(-1.0) / -1
INITIALIZERS = {"sd 0.01": 0.01, "xavier": 0.1, "he": np.sqrt(2 / UNITS), "sd 1": 1.0}


@functools.cache
def unit():
    """Send 1,000 images through layers whose weights have the standard deviation 1.

    Return the mean square of the sums of each layer, and some sums for one image, each
    divided by the root of the mean square. LeakyReLU of s * z is s times that of z. So
    weights s times as large make the sums of layer l s**l times as large.
    """
    A, squares, shown = trained.data().X_train[:1000], [], []
    rng = np.random.default_rng(0)  # as in the chapter
    for _ in range(LAYERS):
        sd = 1.0 if squares else np.sqrt(UNITS / A.shape[1])  # the same fan_in * Var(w)
        Z = A @ rng.normal(0, sd, (A.shape[1], UNITS))  # (N, H)
        A = leaky_relu(Z)
        squares.append((Z**2).mean())
        shown.append(Z[0, :SHOWN] / np.sqrt(squares[-1]))
    return np.array(squares), np.array(shown)


def squares(sd):
    """Return the mean square of the sums, one for each layer."""
    return unit()[0] * sd ** (2 * np.arange(1, LAYERS + 1))


def gamma(sd):
    """Return the factor by which a layer multiplies the mean square."""
    return UNITS * sd**2 * (1 + ALPHA**2) / 2


def data():
    """Return the data for the script."""
    initializers = [[name, round(INITIALIZERS[name], 6)] for name in ("xavier", "he")]
    return {
        "squares": [float(f"{v:.6g}") for v in unit()[0]],
        "shown": unit()[1].round(2).tolist(),
        "initializers": initializers,
        "units": UNITS,
        "alpha": ALPHA,
    }


def picture():
    """Return the static figure: a curve and the units for each spread."""
    fig, axes = plots.subplots(2, 4, height=4.4, sharex=True)
    for (top, bottom), (name, sd) in zip(axes.T, INITIALIZERS.items(), strict=True):
        top.semilogy(range(1, 21), squares(sd))
        top.set(title=f"{name}\n$\\gamma$ = {gamma(sd):.2g}", ylim=(1e-46, 1e36))
        size = np.sqrt(squares(sd) / squares(INITIALIZERS["he"])[0])
        image = np.clip(unit()[1] * size[:, None], -1.5, 1.5).T
        look = {"cmap": "RdBu", "vmin": -1.5, "vmax": 1.5, "aspect": "auto"}
        bottom.imshow(image, extent=(0.5, 20.5, 0, SHOWN), **look)
        bottom.set(xlabel="layer", xticks=[1, 10, 20], yticks=[])
    axes[0, 0].set(ylabel="mean square")
    axes[1, 0].set(ylabel="16 units")
    for ax in axes[0, 1:]:
        ax.set(yticklabels=[])
    return fig
