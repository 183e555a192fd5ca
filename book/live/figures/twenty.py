"""A signal through twenty layers, and the spread of the start weights."""

import functools

import numpy as np
import trained

from neuralnet import leaky_relu, plots

UNITS, LAYERS, SHOWN = 100, 20, 16
ALPHA = leaky_relu(-1.0) / -1
RULES = {"sd 0.01": 0.01, "xavier": 0.1, "he": np.sqrt(2 / UNITS), "sd 1": 1.0}


@functools.cache
def unit():
    """Return what weights of the standard deviation 1 make of 1,000 images.

    These are the mean squares of the sums, one for each layer, and the outputs of some
    units for one image, each layer divided by the root of its mean square. LeakyReLU
    bends a number in the same way whatever its size, so weights that are s times as
    large make the sums of layer l s**l times as large.
    """
    A, squares, shown = trained.data().X_train[:1000], [], []
    rng = np.random.default_rng(0)  # the chapter's draw
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
    """Return by how much a layer multiplies the mean square, by the formula."""
    return UNITS * sd**2 * (1 + ALPHA**2) / 2


def data():
    """Return what the page tells the figure."""
    rules = [[name, round(RULES[name], 6)] for name in ("xavier", "he")]
    return {
        "squares": [float(f"{v:.6g}") for v in unit()[0]],
        "shown": unit()[1].round(2).tolist(),
        "rules": rules,
        "units": UNITS,
        "alpha": ALPHA,
    }


def picture():
    """Return the figure that stands still: a curve and the units for each spread."""
    fig, axes = plots.subplots(2, 4, height=4.4, sharex=True)
    for (top, bottom), (name, sd) in zip(axes.T, RULES.items(), strict=True):
        top.semilogy(range(1, 21), squares(sd))
        top.set(title=f"{name}\n$\\gamma$ = {gamma(sd):.2g}", ylim=(1e-46, 1e36))
        size = np.sqrt(squares(sd) / squares(RULES["he"])[0])
        image = np.clip(unit()[1] * size[:, None], -1.5, 1.5).T
        look = {"cmap": "RdBu", "vmin": -1.5, "vmax": 1.5, "aspect": "auto"}
        bottom.imshow(image, extent=(0.5, 20.5, 0, SHOWN), **look)
        bottom.set(xlabel="layer", xticks=[1, 10, 20], yticks=[])
    axes[0, 0].set(ylabel="mean square")
    axes[1, 0].set(ylabel="16 units")
    for ax in axes[0, 1:]:
        ax.set(yticklabels=[])
    return fig
