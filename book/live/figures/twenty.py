"""Send a signal through twenty layers, and a gradient back, for several weights."""

import functools

import numpy as np
from _ext import trained

from neuralnet import deriv_leaky_relu, leaky_relu, plots
from neuralnet.plots import ROLES

UNITS, LAYERS, SHOWN = 100, 20, 16
MARKED = [0.01, 0.1, 1.0]  # standard deviations of the curves to compare with
STEADY = np.sqrt(2 / UNITS)  # the standard deviation that keeps the mean square


@functools.cache
def with_sd_1():
    """Send 1,000 images through layers whose weights have the standard deviation 1.

    Return for each layer the mean square of the sums Z, the mean square of the
    gradients, and SHOWN sums of one image, divided by the root of the mean square.
    Since leaky_relu(s * z) is s * leaky_relu(z), weights that are s times as large
    multiply the sums of layer l by s**l, and its gradients by s**(LAYERS - l).
    """
    A = trained.data().X_train[:1000]
    rng = np.random.default_rng(0)  # as in the chapter
    Ws, Zs = [], []
    for _ in range(LAYERS):
        Ws.append(rng.normal(0, 1, (A.shape[1], UNITS)))
        Zs.append(A @ Ws[-1])  # (N, H)
        A = leaky_relu(Zs[-1])
    squares = np.array([(Z**2).mean() for Z in Zs])
    dZs = [np.random.default_rng(1).normal(size=A.shape)]
    # The weights of each layer, and the sums of the layer before it.
    for W, Z in zip(reversed(Ws[1:]), reversed(Zs[:-1]), strict=True):
        dZs.insert(0, dZs[0] @ W.T * deriv_leaky_relu(Z))
    shown = [Z[0, :SHOWN] / np.sqrt(v) for Z, v in zip(Zs, squares, strict=True)]
    return squares, np.array([(dZ**2).mean() for dZ in dZs]), np.array(shown)


def squares(sd):
    """Return the mean square of each layer's sums if the weights have this `sd`."""
    return with_sd_1()[0] * sd ** (2 * np.arange(1, LAYERS + 1))


def gradients(sd):
    """Return the mean square of each layer's gradients, for weights of this `sd`."""
    return with_sd_1()[1] * sd ** (2 * np.arange(LAYERS - 1, -1, -1))


def data():
    forward, backward, shown = with_sd_1()
    return {
        "squares": [float(f"{v:.6g}") for v in forward],
        "gradients": [float(f"{v:.6g}") for v in backward],
        "shown": shown.round(2).tolist(),
        "marked": MARKED,
        "steady": round(STEADY, 6),
    }


def picture():
    """Return the static figure: two curves and the units for each size."""
    fig, axes = plots.subplots(2, 4, height=4.4, sharex=True)
    for (top, bottom), sd in zip(axes.T, (*MARKED[:2], STEADY, 1.0), strict=True):
        top.semilogy(range(1, 21), squares(sd), label="sums", **ROLES["forward"])
        look = {"label": "gradients", **ROLES["backward"]}
        top.semilogy(range(1, 21), gradients(sd), **look)
        top.set(title=f"sd {sd:.2g}", ylim=(1e-47, 1e36))
        size = np.sqrt(squares(sd) / squares(STEADY)[0])  # 1: layer 1 with STEADY
        image = np.clip(with_sd_1()[2] * size[:, None], -1.5, 1.5).T
        look = {"cmap": "RdBu", "vmin": -1.5, "vmax": 1.5, "aspect": "auto"}
        bottom.imshow(image, extent=(0.5, 20.5, 0, SHOWN), **look)
        bottom.set(xlabel="layer", xticks=[1, 10, 20], yticks=[])
    axes[0, 0].set(ylabel="mean square")
    axes[0, 0].legend(loc="upper left", handlelength=1.2, borderpad=0)
    axes[1, 0].set(ylabel="16 units")
    for ax in axes[0, 1:]:
        ax.set(yticklabels=[])
    return fig
