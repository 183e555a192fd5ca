"""Draw the picture of the front page: a digit goes through the trained network.

All of it is computed. The digit is a validation image, the hidden units are those that
add most to the score of the answer, the width of a line is the size of the number that
it carries, and the bars are the probabilities.
"""

import base64
import io

import numpy as np

from _ext import trained
from neuralnet.support.svg import CSS, GRAY, ROLES

FOR, AGAINST = ROLES["for"]["color"], ROLES["against"]["color"]
IMAGE = 171  # a validation image: a 7 that might be a 4
UNITS = 5  # hidden units shown
WIDTH, HEIGHT = 440, 330
DIGIT, TILE, BAR = 116, 46, 74  # widths of the digit, a unit, and the bar of 100 %
TILES = [12 + (TILE + 12) * k for k in range(UNITS)]  # upper edges
ROWS = [24 + 29 * k for k in range(10)]  # heights of the ten answers


def forward():
    """Return x (784,), y (10,), units (UNITS,), W1 (784, H) and sent (H, 10).

    `sent` is what each hidden unit adds to each score. `units` are the hidden units
    that add most to the score of the answer, the one that adds most first.
    """
    model = trained.network()
    params, x = model.params, trained.data().X_val[IMAGE]
    y, ff = model.forward(x[None])
    sent = ff["A1"][0][:, None] * params["W2"]
    units = np.argsort(-sent[:, y[0].argmax()])[:UNITS]
    return x, y[0], units, params["W1"], sent


def picture(pixels, left, top, size, cmap, high):
    """Return SVG: 784 numbers as an image; `high` has the last color of `cmap`."""
    from matplotlib.image import imsave

    low = 0 if cmap == "gray" else -high  # gets the first color
    buffer, scale = io.BytesIO(), {"vmin": low, "vmax": high, "cmap": cmap}
    imsave(buffer, pixels.reshape(28, 28), format="png", **scale)
    data = base64.b64encode(buffer.getvalue()).decode()
    place = f'x="{left}" y="{top}" width="{size}" height="{size}"'
    frame = f'<rect {place} fill="none" stroke="{GRAY}"/>'
    return f'<image {place} href="data:image/png;base64,{data}"/>{frame}'


def line(x1, y1, x2, y2, color, strength):
    """Return SVG: a curve from point to point, as wide as `strength`, 0 to 1, says."""
    bend = (x1 + x2) / 2
    return (
        f'<path d="M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}" fill="none" '
        f'stroke="{color}" stroke-width="{0.4 + 5 * strength:.2f}" '
        f'opacity="{0.25 + 0.6 * strength:.2f}"/>'
    )


def hero():
    """Return the picture as SVG: digit, lines, hidden units, lines, bars."""
    x, y, units, W1, sent = forward()
    answer, middle = y.argmax(), (TILES[0] + TILES[-1] + TILE) / 2
    left, right = 170, 170 + TILE
    strengths = np.abs(sent[units]) / np.abs(sent[units]).max()  # (UNITS, 10)
    sums = np.abs(x @ W1[:, units])
    into = [
        line(8 + DIGIT, middle, left, top + TILE / 2, GRAY, 0.5 * s / sums.max())
        for top, s in zip(TILES, sums, strict=True)
    ]
    tiles = [
        picture(W1[:, unit], left, top, TILE, "RdBu", np.abs(W1[:, unit]).max())
        for top, unit in zip(TILES, units, strict=True)
    ]
    out = []
    for top, unit, s in zip(TILES, units, strengths, strict=True):
        for k, row in enumerate(ROWS):
            color = FOR if sent[unit, k] > 0 else AGAINST
            out.append(line(right, top + TILE / 2, 300, row, color, s[k]))
    bars = [bar(k, y[k], row, k == answer) for k, row in enumerate(ROWS)]
    digit = picture(x, 8, middle - DIGIT / 2, DIGIT, "gray", 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" class="nn-fig" font-size="15" '
        f'text-anchor="middle"><style>{CSS}</style>'
        f"{''.join([*tiles, digit, *into, *out, *bars])}"
        f'<text x="{8 + DIGIT / 2}" y="{HEIGHT - 8}">784 pixels</text>'
        f'<text x="{left + TILE / 2}" y="{HEIGHT - 8}">hidden units</text>'
        f'<text x="372" y="{HEIGHT - 8}">probabilities</text></svg>'
    )


def bar(digit, p, row, answer):
    """Return SVG: one of the ten answers, with its percentage from 1 % on."""
    color, weight = (ROLES["chosen"]["color"], "bold") if answer else (GRAY, "normal")
    percent = f"{100 * p:.0f} %" if p >= 0.01 else ""
    return (
        f'<text x="311" y="{row + 5}" font-weight="{weight}">{digit}</text>'
        f'<rect x="326" y="{row - 8}" width="{max(BAR * p, 1):.1f}" '
        f'height="16" fill="{color}"/>'
        f'<text x="{356 + BAR * p:.1f}" y="{row + 5}">{percent}</text>'
    )
