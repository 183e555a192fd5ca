"""Draw arrays with all their numbers, for static pictures."""

import numpy as np

from neuralnet import plots

INK = "#000000"  # becomes the color of the page's text
CELL = 0.62  # height of a cell that is 1 wide


def number(value):
    """Return a number as text, with at most three decimals and a real minus sign."""
    # + 0 turns -0.0 into 0.0.
    return f"{round(float(value), 3) + 0:g}".replace("-", "\N{MINUS SIGN}")


def draw(ax, corner, name, array, color=INK, highlighted=None):
    """Draw an array whose upper left corner is at `corner`; y points down.

    `highlighted` is a row or, for all rows, None. Cells of other rows are pale.
    """
    from matplotlib.patches import Rectangle

    x, y = corner
    shape = str(array.shape)
    array = np.atleast_2d(array)
    ax.text(x, y - 0.1, name, color=color, weight="bold")
    ax.text(x + 0.3 + 0.17 * len(name), y - 0.1, shape, color=INK)
    for (i, k), value in np.ndenumerate(array):
        alpha = 1 if highlighted in (None, i) else 0.4
        place = (x + k, y + CELL * i)
        look = {"fill": False, "edgecolor": color, "linewidth": 1, "alpha": alpha}
        ax.add_patch(Rectangle(place, 0.96, CELL - 0.04, **look))
        style = {"ha": "center", "va": "center", "color": INK}
        center = (place[0] + 0.48, place[1] + CELL / 2)
        ax.text(*center, number(value), alpha=max(alpha, 0.7), **style)


def sheet(width, height, inches):
    """Return a figure, and its axes without a frame, whose y points down."""
    fig, ax = plots.subplots(height=inches)
    ax.set(xlim=(-0.1, width), ylim=(height, -0.2))
    ax.set_axis_off()
    return fig, ax
