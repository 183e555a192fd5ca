"""Carry numbers forward and slopes backward through one hidden unit (backprop)."""

import numpy as np

from neuralnet import plots
from neuralnet.activations import deriv_leaky_relu, leaky_relu

START, WANTED = {"x": 2, "w1": 3, "b1": -1, "w2": -1, "b2": 4}, 1
# The middle of each box; a unit is as wide as a box, and half as high.
PLACES = {"w1": (0, 0), "x": (0, 3), "b1": (0, 6), "z1": (2.2, 3), "a1": (4.1, 3)}
PLACES |= {"w2": (4.1, 0), "b2": (4.1, 6), "z2": (6.3, 3), "loss": (7.7, 3)}
PASSES = [plots.ROLES["forward"], plots.ROLES["backward"]]
MINUS, TIMES = "\N{MINUS SIGN}", "\N{MULTIPLICATION SIGN}"


def passes(x, w1, b1, w2, b2):
    """Return {name: number} of a forward pass, and {name: slope} of the loss."""
    z1 = x * w1 + b1
    a1 = float(leaky_relu(z1))
    z2 = a1 * w2 + b2
    numbers = {"x": x, "w1": w1, "b1": b1, "w2": w2, "b2": b2, "z1": z1, "a1": a1}
    numbers |= {"z2": z2, "loss": (z2 - WANTED) ** 2 / 2}
    dz2 = z2 - WANTED
    da1 = dz2 * w2
    dz1 = da1 * float(deriv_leaky_relu(z1))
    slopes = {"z2": dz2, "w2": dz2 * a1, "b2": dz2, "a1": da1, "z1": dz1}
    return numbers, slopes | {"w1": dz1 * x, "b1": dz1}


def wires(numbers):
    """Return {(from, to): factor}; the factor of the last wire is not drawn."""
    bend = float(deriv_leaky_relu(numbers["z1"]))
    into_z1 = {("w1", "z1"): numbers["x"], ("x", "z1"): numbers["w1"], ("b1", "z1"): 1}
    into_z2 = {("w2", "z2"): numbers["a1"], ("a1", "z2"): numbers["w2"]}
    into_z2 |= {("b2", "z2"): 1, ("z2", "loss"): None}
    return into_z1 | {("z1", "a1"): bend} | into_z2


def data():
    ends = [list(pair) for pair in wires(passes(**START)[0])]
    return {"start": START, "wanted": WANTED, "places": PLACES, "wires": ends}


def picture():
    """Return the static figure: in each box a number, and below the number a slope."""
    numbers, slopes = passes(**START)
    fig, ax = plots.subplots(height=3.5)
    drawn = {}
    for name, (x, y) in PLACES.items():
        shown = [numbers[name], slopes[name]] if name in slopes else [numbers[name]]
        top = y - 0.5 * len(shown)
        for k, value in enumerate(shown):
            color = PASSES[k]["color"]
            words = f"{value:g}".replace("-", MINUS)
            ax.bar(x, 1, 1, top + k, fill=False, ec=plots.GRAY)
            style = {"ha": "center", "va": "center", "color": color}
            ax.text(x, top + k + 0.54, words, **style)
        (drawn[name],) = ax.bar(x, len(shown), 1, top, fill=False)
        ax.text(x, top - 0.2, name, ha="center")
    for (start, end), factor in wires(numbers).items():
        a, b = np.array(PLACES[start]), np.array(PLACES[end])
        ends = {"patchA": drawn[start], "patchB": drawn[end], "color": plots.GRAY}
        ax.annotate("", b, a, arrowprops=ends | {"arrowstyle": "->"})
        (x, y), down = (a + b) / 2, int(np.sign(b[1] - a[1]))
        words = "" if factor is None else f"{TIMES}{factor:g}".replace("-", MINUS)
        side = ("right", "center", "left")[down + 1]
        ax.text(x + 0.12 * down, y - 0.2, words, ha=side)
    x, y = PLACES["loss"]
    ax.text(x + 0.5, y + 1.9, f"wanted: {WANTED}", ha="right")
    for y, words, k, (left, right) in (
        (-2.3, "forward: numbers", 0, (-0.5, 8.2)),
        (8.1, "backward: slopes", 1, (8.2, -0.5)),
    ):
        arrow = {"arrowstyle": "->", "lw": 1.5, **PASSES[k]}
        ax.annotate("", (right, y), (left, y), arrowprops=arrow)
        ax.text(3.85, y - 0.2, words, color=PASSES[k]["color"], ha="center")
    ax.set(xlim=(-0.6, 8.3), ylim=(8.3, -3.4))
    ax.set_axis_off()
    return fig
