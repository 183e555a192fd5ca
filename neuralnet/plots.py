"""Draw figures for light and dark pages, with a text for those who cannot see.

    fig, ax = plots.subplots()
    ax.plot(x, y)
    plots.show(fig, "What a reader should take from the figure, as a sentence.")

`show` stores the figure as SVG with both color schemes, together with the sentence
(the alt text) and a digest of the plotted numbers. When a stored notebook is compared
with a new run, the digests are compared, not the pictures. A caption below the figure
says what to see in it; the page numbers it.
"""

import math
from itertools import pairwise

import numpy as np

from neuralnet.support import svg
from neuralnet.support.svg import COLORS as COLORS
from neuralnet.support.svg import GRAY, ROLES, SERIES, display_svg, to_svg

WIDE, NARROW = 4.9, 3.6  # inches: on a phone, the text of both is 11 pixels or more
STYLE = {"axes.edgecolor": GRAY, "xtick.color": GRAY, "ytick.color": GRAY}
STYLE |= {"axes.spines.top": False, "axes.spines.right": False}
STYLE |= {"axes.titlelocation": "left", "axes.titlesize": "medium"}
STYLE |= {"font.family": "DejaVu Sans", "font.size": 11, "legend.frameon": False}
STYLE |= {"figure.constrained_layout.use": True}


def subplots(nrows=1, ncols=1, height=2.6, width=WIDE, **options):
    """Return a figure and its axes as plt.subplots does, in the book's style.

    From then on Matplotlib uses this style. Height and width are in inches; in a figure
    wider than WIDE, letters are too small for a phone. Options are as in plt.subplots.
    """
    import matplotlib.pyplot as plt
    from cycler import cycler

    cycle = cycler(**{key: [look[key] for look in SERIES] for key in SERIES[0]})
    plt.rcParams.update({**STYLE, "axes.prop_cycle": cycle})
    return plt.subplots(nrows, ncols, **{"figsize": (width, height)} | options)


def label_lines(ax):
    """Write the label of each line beside its last point, in its color.

    Call it after everything else: labels that would touch are moved apart.
    """
    lines = [line for line in ax.lines if not line.get_label().startswith("_")]
    pixels_per_point = ax.figure.dpi / 72
    svg.finish([ax])  # moves the label of the vertical axis, which changes the layout
    ax.figure.draw_without_rendering()
    points = [ax.transData.transform(line.get_xydata()[-1]) for line in lines]
    ends = [y / pixels_per_point for _, y in points]  # heights of the last points
    # {number of a line: height of its label}, from low to high
    places = dict(sorted(enumerate(ends), key=lambda item: item[1]))
    for _ in range(50):  # moving two labels apart may bring them close to others
        for low, high in pairwise(places):
            overlap = max(0, 13 - places[high] + places[low])  # a label: 13 points
            places[low] -= overlap / 2
            places[high] += overlap / 2
    for k, line in enumerate(lines):
        style = {"color": line.get_color(), "va": "center", "annotation_clip": False}
        end, offset = line.get_xydata()[-1], (6, places[k] - ends[k])
        ax.annotate(line.get_label(), end, offset, textcoords="offset points", **style)


def highlight(names, chosen):
    """Return a color for each of `names`, that of the chosen or of the others."""
    colors = [ROLES[role]["color"] for role in ("other", "chosen")]
    return [colors[name in chosen] for name in names]


def note(ax, words, point, offset):
    """Write words near a point, `offset` (right, up) points away, with a line to it."""
    arrow = {"arrowstyle": "-", "color": GRAY, "shrinkB": 4}
    style = {"ha": "center", "va": "center", "arrowprops": arrow}
    ax.annotate(words, point, offset, textcoords="offset points", **style)


def show(fig, alt, caption=None):
    """Display a figure with its alt text, and close it.

    `alt` is a sentence that says what the figure shows, for readers who do not see it;
    ValueError if it is empty. The caption says, in Markdown, what to see in the figure.
    """
    import matplotlib.pyplot as plt

    display_svg(to_svg(fig), alt, svg.digest(fig), caption)
    plt.close(fig)


def show_digits(
    X, alt, titles=None, columns=5, shape=(28, 28), caption=None, **options
):
    """Display each row of X as an image of this shape.

    The images form a grid with `columns` columns, with `titles` above them. `alt` and
    `caption` are as in `show`, the options as in `imshow`; by default 0 is black and 1
    is white.
    """
    rows, tile = math.ceil(len(X) / columns), min(0.95, WIDE / columns)
    lines = 0 if titles is None else 1 + str(titles[0]).count("\n")
    height = rows * (tile + 0.05 + 0.22 * lines)  # inches: image, gap, lines of title
    fig, axes = subplots(rows, columns, height, columns * tile, squeeze=False)
    for ax in axes.flat:
        ax.set_axis_off()
    options = {"cmap": "gray", "vmin": 0, "vmax": 1, "interpolation": "none"} | options
    for k, (ax, image) in enumerate(zip(axes.flat, X, strict=False)):
        ax.imshow(np.reshape(image, shape), **options)
        if titles is not None:
            ax.set_title(titles[k], loc="center", pad=3)
    show(fig, alt, caption)


def show_history(history, alt, caption=None):
    """Display the training and validation curves of a history of `train`."""
    epochs = [row["epoch"] for row in history]
    fig, axes = subplots(1, 2)
    names = {"loss": "loss", "acc": "accuracy"}
    for ax, (quantity, name) in zip(axes, names.items(), strict=True):
        for part, role in (("train", "training"), ("valid", "validation")):
            values = [row[f"{part}_{quantity}"] for row in history]
            look = ROLES[role] | {"marker": ".", "markersize": 3}  # shows the dashes
            ax.plot(epochs, values, label=role, **look)
        ax.set(xlabel="epoch", ylabel=name)
    label_lines(axes[1])
    show(fig, alt, caption)


def show_unit(x, w, b, alt, caption=None):
    """Display an image x (784,), the weights w of a unit, and their products.

    Below them stands the sum of the products plus the bias b.
    """
    fig, axes = subplots(1, 3, height=2.2)
    titles = ("picture", "times weights", "gives products")
    for ax, pixels, title in zip(axes, (x, w, x * w), titles, strict=True):
        high = np.abs(pixels).max()
        low, colors = (0, "gray") if title == "picture" else (-high, "RdBu")
        ax.imshow(np.reshape(pixels, (28, 28)), colors, vmin=low, vmax=high)
        ax.set_title(title)
        ax.set_axis_off()
    numbers = f"{x @ w:.2f} {'-' if b < 0 else '+'} {abs(b):.2f} = {x @ w + b:.2f}"
    numbers = numbers.replace("-", "\N{MINUS SIGN}")
    fig.supxlabel(f"the sum of the products and the bias: {numbers}", size=11)
    show(fig, alt, caption)
