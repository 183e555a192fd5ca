"""Show three scores, their exponentials and their softmax (activations)."""

import numpy as np

from neuralnet import plots, softmax

SCORES = [2.0, 1.0, -1.0]


def data():
    return {"scores": SCORES}


def picture():
    fig, axes = plots.subplots(1, 2, height=2.2)
    exps, shares = np.exp(SCORES), softmax(SCORES)
    panels = {
        "exponentials": (exps, [f"{v:.3f}" for v in exps]),
        "shares of their sum": (shares, [f"{100 * v:.1f}%" for v in shares]),
    }
    for ax, (title, (values, words)) in zip(axes, panels.items(), strict=True):
        ax.bar_label(ax.bar(["A", "B", "C"], values), words)
        ax.set(title=title, ylim=(0, 1.15 * values.max()), yticks=[])
    return fig
