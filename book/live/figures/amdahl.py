"""Show how much faster a step becomes if one part of it becomes faster (speed)."""

import numpy as np

from neuralnet import load_experiment, plots

PARTS = ("products with W1", "update", "all the rest")


def shares():
    """Return {part: its share of the time of the readable step} for PARTS."""
    lines = load_experiment("speed_steps")["lines"]["one_step"].items()
    products = sum(share for line, share in lines if "matmul(X" in line)
    update = sum(share for line, share in lines if line.startswith("for"))
    return dict(zip(PARTS, (products, update, 1 - products - update), strict=True))


def gain(r, s):
    """Return the speed-up of the whole if a part with share r is s times as fast."""
    return 1 / ((1 - r) + r / s)


def data():
    """Return the data for the script: the shares in percent."""
    return {"shares": {part: round(100 * r, 1) for part, r in shares().items()}}


def picture():
    """Return the static figure: a step with one part made faster, and the law."""
    fig, axes = plots.subplots(1, 2, height=2.9)
    r = shares()[PARTS[0]]
    for place, s in enumerate((1, 5, np.inf)):
        axes[0].barh(place, 1 - r, color="0.75")
        axes[0].barh(place, r / s, left=1 - r, color=plots.COLORS[0], hatch="//")
    axes[0].axvline(1 - r, color="0.4", linestyle="--")
    axes[0].set_yticks(range(3), ["now", "5 times", "no time"])
    axes[0].invert_yaxis()
    axes[0].set(xlabel="time of a step", title=f"{PARTS[0]}\nmade faster")
    s = np.geomspace(1, 1000, 200)
    for part, r in shares().items():
        line = axes[1].semilogx(s, gain(r, s))[0]
        look = {"ha": "right", "textcoords": "offset points", "color": line.get_color()}
        axes[1].annotate(part, (1000, gain(r, 1000)), (-5, 5), **look)
    axes[1].set(xlabel="the part, times as fast", title="the step,\ntimes as fast")
    axes[1].set_ylim(1, 1.1 * gain(max(shares().values()), np.inf))
    return fig
