"""The network as a drawing: pixels, hidden units, ten outputs, any part of it lit.

    network(lit={"W1", "Z1"})

returns SVG text that reads on a light page and on a dark one. The parts have the
book's names; a part of the backward pass has its own ("dW1"), a second color, and an
arrow that points back. `show_network` displays it with a caption.
"""

from neuralnet.support.svg import COLORS, CSS, display_svg

LIT_BACK, LIT = COLORS[:2]
# name: where its label stands
FORWARD = {"X": 48, "W1": 116, "b1": 154, "Z1": 200, "A1": 238}
FORWARD |= {"W2": 310, "b2": 348, "Z2": 390, "y": 430}
BACKWARD = {"dW1": 102, "db1": 154, "dZ1": 202, "dA1": 260}
BACKWARD |= {"dW2": 316, "db2": 368, "dZ2": 418}
PIXELS = HIDDEN = [60, 88, 116, 164, 192]  # heights; the gap stands for all the others
OUTPUTS = [48 + 17 * k for k in range(10)]


def network(lit=()):
    """Return the drawing as SVG, some of FORWARD and BACKWARD `lit`, or all alike.

    ValueError if a name is none of these.
    """
    unknown = sorted(set(lit) - FORWARD.keys() - BACKWARD.keys())
    if unknown:
        known = ", ".join([*FORWARD, *BACKWARD])
        raise ValueError(
            f"{unknown[0]!r} is no part of the drawing; these are: {known}"
        )
    back = any(name in BACKWARD for name in lit)
    height = 264 if back else 240
    parts = [*_weights(lit), *_units(lit), *_labels(FORWARD, 26, lit)]
    if back:
        parts += _labels({k: v for k, v in BACKWARD.items() if k in lit}, 256, lit)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 {height}" '
        f'width="480" height="{height}" class="nn-fig" font-size="15" '
        'text-anchor="middle">\n'
        f"<style>{CSS}</style>\n"
        '<rect class="nn-back" width="100%" height="100%"/>\n' + "\n".join(parts)
        + "\n</svg>\n"
    )  # fmt: skip


def show_network(lit=(), caption=None):
    """Display the network, with the parts `lit` in color.

    `caption` is as in `plots.show`.
    """
    alt = "The network: pixels feed hidden units, and these feed ten outputs."
    names = sorted(lit)
    if names:
        alt = f"{alt} In color: {', '.join(names)}."
    display_svg(network(lit), alt, [], caption)


def _look(names, lit, rest=0.35):
    """Return stroke and opacity of a part that has these names."""
    for color, prefix in ((LIT, ""), (LIT_BACK, "d")):
        if any(prefix + name in lit for name in names):
            return f'stroke="{color}" opacity="1"'
    return f'stroke="currentColor" opacity="{rest if lit else 0.7}"'


def _weights(lit):
    """Yield the lines from column to column: one path a layer."""
    layers = (("W1", PIXELS, 56, HIDDEN, 182), ("W2", HIDDEN, 254, OUTPUTS, 374))
    for name, left, x, right, until in layers:
        lines = "".join(f"M{x} {a}L{until} {b}" for a in left for b in right)
        look = _look([name], lit, rest=0.2)
        yield f'<path d="{lines}" {look} stroke-width=".7" fill="none"/>'


def _units(lit):
    """Yield pixels, hidden units and outputs: of a unit, sum left and value right."""
    for y in PIXELS:
        look = _look(["X"], lit)
        yield f'<rect x="40" y="{y - 8}" width="16" height="16" fill="none" {look}/>'
    for names, heights, x, r in ((("Z1", "A1"), HIDDEN, 182, 11),
                                 (("Z2", "y"), OUTPUTS, 374, 7.5)):  # fmt: skip
        for y in heights:
            for k, name in enumerate(names):
                look = _look([name], lit)
                yield _half(x + 36 * k, y, r, k, look)
    for x in (48, 218):
        yield f'<text x="{x}" y="145" font-size="18">⋮</text>'
    yield '<text x="48" y="226">784 pixels</text>'
    yield '<text x="218" y="226">hidden units</text>'
    for k, y in enumerate(OUTPUTS):
        yield f'<text x="460" y="{y + 5}">{k}</text>'
    yield '<text x="410" y="226">ten outputs</text>'


def _half(x, y, r, right, look):
    """Return one half of a unit's capsule, its round end left or right."""
    x, out = (x, 1) if not right else (x + 36, -1)
    turn = 0 if not right else 1
    path = f"M{x + out * 35} {y - r}H{x + out * r}"
    path += f"A{r} {r} 0 0 {turn} {x + out * r} {y + r}H{x + out * 35}Z"
    if right and r > 10:  # the bend of the activation function
        path += f"M{x - 28} {y + 4}h10l9 -9"
    return f'<path d="{path}" fill="none" stroke-width="1.5" {look}/>'


def _labels(places, y, lit):
    for name, x in places.items():
        color = LIT_BACK if name in BACKWARD else LIT
        look = f'fill="{color}" font-weight="bold"' if name in lit else ""
        arrow = "← " if name in BACKWARD and name[1] != "b" else ""
        yield f'<text x="{x}" y="{y}" {look}>{arrow}{name}</text>'
