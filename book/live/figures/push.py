"""Show how hard two losses push a score, over the score and over p (loss)."""

import numpy as np

from neuralnet import plots

LOW, HIGH, START = -6.9, 3.1, 0  # scores of the right class: p is 0.001, 0.957, 0.5
NAMES = ["\N{MINUS SIGN}log p", "(1 \N{MINUS SIGN} p)²"]


def losses(u):
    """Return both losses (2, ...) if the other class has the score 0."""
    p = 1 / (1 + np.exp(-u))
    return np.array([-np.log(p), (1 - p) ** 2])


def pushes(u):
    """Return how much both losses (2, ...) fall, per unit of the score."""
    p = 1 / (1 + np.exp(-u))
    return np.array([1 - p, 2 * p * (1 - p) ** 2])


def data():
    return {"low": LOW, "high": HIGH, "start": START}


def picture():
    """Return the static figure, with a point where p is 1/1000."""
    u = np.linspace(LOW, HIGH, 300)
    fig, (left, right) = plots.subplots(1, 2, height=2.9)
    for k, (name, role) in enumerate(zip(NAMES, ("first", "second"), strict=True)):
        style = plots.ROLES[role]
        left.plot(u, losses(u)[k], **style, label=name)
        right.plot(1 / (1 + np.exp(-u)), pushes(u)[k], **style)
        left.plot(LOW, losses(LOW)[k], "o", color=style["color"], clip_on=False)
        right.plot(0.001, pushes(LOW)[k], "o", color=style["color"], clip_on=False)
    left.legend()
    left.set(title="loss", xlabel="score of the right class", ylim=(0, None))
    right.set(title="push", xlabel="p of the right class", xlim=(0, 1), ylim=(0, 1))
    return fig
