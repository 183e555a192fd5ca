"""Draw the figures of the Markdown pages; each function returns SVG."""

import math

import numpy as np

from _ext.hero import hero
from neuralnet import plots
from neuralnet.support.svg import CSS

BLUE, RED = plots.COLORS[:2]
SIZE = 34  # width and height of a cell of a matrix


def svg(width, height, *parts):
    """Return the parts as one SVG that can be read on light and dark pages."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" class="nn-fig" font-size="15" '
        f'text-anchor="middle"><style>{CSS}</style>'
        f'<rect class="nn-back" width="100%" height="100%"/>{"".join(parts)}</svg>'
    )


def text(x, y, words, color="currentColor"):
    return f'<text x="{x}" y="{y}" fill="{color}">{words}</text>'


def matrix(x, y, rows, color_of=lambda i, k: None):
    """Return a matrix as cells with its upper left corner at (x, y).

    `color_of` returns the color of the cell in row i and column k, or None.
    """
    parts = []
    for i, row in enumerate(rows):
        for k, value in enumerate(row):
            color = color_of(i, k) or "currentColor"
            left, top = x + SIZE * k, y + SIZE * i
            parts.append(
                f'<rect x="{left}" y="{top}" width="{SIZE}" height="{SIZE}" '
                f'fill="none" stroke="{color}"/>'
            )
            parts.append(text(left + SIZE / 2, top + 22, value, color))
    return "".join(parts)


def row_times_matrix():
    row, columns = np.array([[1, 2, 3]]), np.array([[4, 1], [0, 2], [5, 1]])
    return svg(
        430,
        150,
        matrix(20, 58, row, lambda i, k: BLUE),
        text(150, 80, "times"),
        matrix(180, 24, columns, lambda i, k: RED if k == 0 else None),
        text(285, 80, "gives"),
        matrix(325, 58, row @ columns, lambda i, k: RED if k == 0 else None),
        text(342, 120, "1·4 + 2·0 + 3·5", RED),
    )


def transpose():
    A = np.array([[1, 2, 3], [4, 5, 6]])
    return svg(
        360,
        150,
        matrix(30, 40, A, lambda i, k: BLUE if i == 0 else RED),
        text(180, 80, "becomes"),
        matrix(240, 22, A.T, lambda i, k: BLUE if k == 0 else RED),
    )


def two_sums():
    T = np.array([[1, 2, 3], [4, 5, 6]])
    return svg(
        350,
        170,
        matrix(60, 20, T),
        matrix(190, 20, T.sum(axis=1)[:, None], lambda i, k: BLUE),
        matrix(60, 112, T.sum(axis=0)[None], lambda i, k: RED),
        matrix(190, 112, [[T.sum()]]),
        text(284, 58, "sums of rows", BLUE),
        text(112, 164, "sums of columns", RED),
    )


def slope():
    fig, ax = plots.subplots()
    w = np.linspace(0, 3, 61)
    ax.plot(w, w**2, label="J")
    ax.plot(w[20:], 4 * (w[20:] - 2) + 4, label="slope at 2")  # a tangent
    ax.plot([2, 2.5, 2.5], [4, 4, 6], color=plots.COLORS[2], linestyle=":")
    ax.set(xlabel="weight w", ylabel="J", ylim=(0, 10))
    ax.annotate("step 0.5", (2.25, 3.1), ha="center")
    ax.annotate("rise 2", (2.55, 4.8))
    plots.label_lines(ax)
    return closed(fig)


def paths():
    """Draw the paths from w to J, through u and through v, and each step's slope."""
    at = {"w": (40, 75), "u": (190, 32), "v": (190, 118), "J": (340, 75)}
    lines = {("w", "u"): ("2", BLUE), ("u", "J"): ("3", BLUE)}
    lines |= {("w", "v"): ("5", RED), ("v", "J"): ("1", RED)}
    parts = []
    for (a, b), (value, color) in lines.items():
        (x1, y1), (x2, y2) = at[a], at[b]
        parts.append(f'<path d="M{x1} {y1}L{x2} {y2}" stroke="{color}"/>')
        shift = -8 if "u" in (a, b) else 20  # above the upper path, below the lower one
        parts.append(text((x1 + x2) / 2, (y1 + y2) / 2 + shift, value, color))
    for name, (x, y) in at.items():
        circle = f'<circle cx="{x}" cy="{y}" r="15"'
        parts.append(f'{circle} class="nn-back"/>')
        parts.append(f'{circle} fill="none" stroke="currentColor"/>')
        parts.append(text(x, y + 5, name))
    return svg(380, 150, *parts)


def spread():
    """Draw how far each of five numbers is from their mean."""
    fig, ax = plots.subplots(height=2)
    values = np.array([2, 4, 4, 5, 10])
    heights = [5, 4, 3, 2, 1]
    ax.axvline(values.mean(), color=RED, linestyle="--")
    for value, height in zip(values, heights, strict=True):
        ax.plot([value, values.mean()], [height, height], color=BLUE, linestyle="-")
    ax.plot(values, heights, "o", color=BLUE, linestyle="none")
    ax.annotate("mean 5", (5.2, 4.7), color=RED)
    ax.set(ylim=(0.3, 5.7), yticks=[], xlabel="number")
    return closed(fig)


def bell():
    """Draw the heads among 100 coins, and the bell with the same mean and spread."""
    fig, ax = plots.subplots(height=2.4)
    heads, x = np.arange(30, 71), np.linspace(30, 70, 201)
    share = [math.comb(100, int(k)) / 2**100 for k in heads]
    ax.axvspan(45, 55, color=BLUE, alpha=0.12, linewidth=0)
    ax.bar(heads, share, 0.7, color=BLUE)
    curve = np.exp(-(((x - 50) / 5) ** 2) / 2) / (5 * np.sqrt(2 * np.pi))
    ax.plot(x, curve, color=RED)
    ax.set(xlabel="heads among 100 coins", ylabel="share of the throws")
    return closed(fig)


def logarithm():
    fig, axes = plots.subplots(1, 2)
    x, p = np.linspace(0.05, 8, 160), np.linspace(0.005, 1, 200)
    axes[0].plot(x, np.log(x))
    axes[0].axhline(0, color="#000000", linewidth=0.5)
    axes[0].set(xlabel="x", ylabel="log x")
    axes[1].plot(p, -np.log(p), color=RED)
    axes[1].set(xlabel="probability p", ylabel="\N{MINUS SIGN}log p")
    return closed(fig)


def closed(fig):
    """Return a figure as SVG, and close it."""
    import matplotlib.pyplot as plt

    drawn = plots.to_svg(fig)
    plt.close(fig)
    return drawn


ALL = [hero, row_times_matrix, transpose, two_sums, slope, paths]
ALL += [spread, bell, logarithm]
DRAWINGS = {function.__name__: function for function in ALL}
