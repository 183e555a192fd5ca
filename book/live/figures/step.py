"""Show the loss after one step of any length, and what the slopes promise (unit)."""

import numpy as np

from neuralnet import leaky_relu, plots

PARAMS, SLOPES = [3, -1, -1, 4], [4, 2, -10, -2]  # of w1, b1, w2, b2, at the start
LONGEST, LOW, HIGH = 0.1, -3, 5.4  # the longest step, the ends of the axis of the loss


def after(t):
    """Return the score and the loss after a step of length t."""
    moved = zip(PARAMS, SLOPES, strict=True)
    w1, b1, w2, b2 = (p - t * slope for p, slope in moved)
    score = leaky_relu(2 * w1 + b1) * w2 + b2
    return score, (score - 1) ** 2 / 2


def promised(t):
    """Return the loss if each slope stayed as it is at the start."""
    return 2 - t * sum(slope**2 for slope in SLOPES)


def data():
    return {"params": PARAMS, "slopes": SLOPES, "longest": LONGEST, "ends": [LOW, HIGH]}


def picture():
    """Return the static figure, with four points on the curve."""
    fig, ax = plots.subplots(height=3)
    ax.axhline(0, color=plots.GRAY, linewidth=0.8)
    t = np.linspace(0, LONGEST, 101)
    ax.plot(t, after(t)[1], **plots.ROLES["forward"])
    short = t[promised(t) >= LOW]
    ax.plot(short, promised(short), **plots.ROLES["backward"])
    notes = {
        0: "the start",
        34: "just right",
        73: "no better than\nat the start",
        100: "",
    }
    for k, words in notes.items():
        ax.plot(t[k], after(t[k])[1], "o", color=plots.COLORS[1])
        style = {"textcoords": "offset points", "va": "top"}
        offset = (8, 21 if k < 73 else 0)
        ax.annotate(words, (t[k], after(t[k])[1]), offset, **style)
    ax.text(0.042, -2.5, "what the slopes promise", color=plots.COLORS[0])
    ax.set(xlabel="length t of the step", ylabel="loss", ylim=(LOW, HIGH))
    return fig
