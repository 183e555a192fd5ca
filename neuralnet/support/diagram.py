"""Draw the network, with some of its parts highlighted.

    network({"W1", "Z1"})

returns SVG text for light and dark pages. The parts have the book's names. A part of
the backward pass ("dW1") has a second color and an arrow that points back.
`show_network` displays the drawing with a caption.
"""

from neuralnet.support.svg import COLORS, CSS, display_svg

BACK_COLOR, FORWARD_COLOR = COLORS[:2]
# {name: x coordinate of its label}
FORWARD = {"X": 48, "W1": 116, "b1": 154, "Z1": 200, "A1": 238}
FORWARD |= {"W2": 310, "b2": 348, "Z2": 390, "y": 430}
BACKWARD = {"dW1": 102, "db1": 154, "dZ1": 202, "dA1": 260}
BACKWARD |= {"dW2": 316, "db2": 368, "dZ2": 418}
PIXELS = HIDDEN = [60, 88, 116, 164, 192]  # heights; the gap stands for all others
OUTPUTS = [48 + 17 * k for k in range(10)]


def network(highlighted=()):
    """Return the drawing as SVG. The names to highlight are of FORWARD and BACKWARD.

    ValueError if a name is unknown.
    """
    unknown = sorted(set(highlighted) - FORWARD.keys() - BACKWARD.keys())
    if unknown:
        known = ", ".join([*FORWARD, *BACKWARD])
        raise ValueError(
            f"{unknown[0]!r} is no part of the drawing; these are: {known}"
        )
    names = set(highlighted)
    back = {name: x for name, x in BACKWARD.items() if name in names}
    height = 264 if back else 240
    parts = [*_weights(names), *_units(names), *_labels(FORWARD, 26, names)]
    parts += _labels(back, 256, names)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 {height}" '
        f'width="480" height="{height}" class="nn-fig" font-size="15" '
        'text-anchor="middle">\n'
        f"<style>{CSS}</style>\n"
        '<rect class="nn-back" width="100%" height="100%"/>\n' + "\n".join(parts)
        + "\n</svg>\n"
    )  # fmt: skip


def show_network(highlighted=(), caption=None):
    """Display the network with some parts highlighted; caption as in `plots.show`."""
    alt = "The network: pixels feed hidden units, and these feed ten outputs."
    if highlighted:
        alt = f"{alt} In color: {', '.join(sorted(highlighted))}."
    display_svg(network(highlighted), alt, [], caption)


def _look(name, highlighted, rest=0.35):
    """Return the color of the stroke and the opacity of a part."""
    for color, prefix in ((FORWARD_COLOR, ""), (BACK_COLOR, "d")):
        if prefix + name in highlighted:
            return f'stroke="{color}" opacity="1"'
    return f'stroke="currentColor" opacity="{rest if highlighted else 0.7}"'


def _weights(highlighted):
    """Yield the lines from column to column, one path for each layer."""
    layers = (("W1", PIXELS, 56, HIDDEN, 182), ("W2", HIDDEN, 254, OUTPUTS, 374))
    for name, left, x, right, until in layers:
        lines = "".join(f"M{x} {a}L{until} {b}" for a in left for b in right)
        look = _look(name, highlighted, rest=0.2)
        yield f'<path d="{lines}" {look} stroke-width=".7" fill="none"/>'


def _units(highlighted):
    """Yield pixels, hidden units and outputs. The halves of a unit: sum and value."""
    for y in PIXELS:
        look = _look("X", highlighted)
        yield f'<rect x="40" y="{y - 8}" width="16" height="16" fill="none" {look}/>'
    for names, heights, x, r in ((("Z1", "A1"), HIDDEN, 182, 11),
                                 (("Z2", "y"), OUTPUTS, 374, 7.5)):  # fmt: skip
        for y in heights:
            for k, name in enumerate(names):
                look = _look(name, highlighted)
                yield _half(x + 36 * k, y, r, k, look)
    for x in (48, 218):
        yield f'<text x="{x}" y="145" font-size="18">⋮</text>'
    yield '<text x="48" y="226">784 pixels</text>'
    yield '<text x="218" y="226">hidden units</text>'
    for k, y in enumerate(OUTPUTS):
        yield f'<text x="460" y="{y + 5}">{k}</text>'
    yield '<text x="410" y="226">ten outputs</text>'


def _half(x, y, r, right, look):
    """Return one half of a unit's capsule, with its round end left or right."""
    x, out, turn = (x + 36, -1, 1) if right else (x, 1, 0)
    path = f"M{x + out * 35} {y - r}H{x + out * r}"
    path += f"A{r} {r} 0 0 {turn} {x + out * r} {y + r}H{x + out * 35}Z"
    if right and r > 10:  # the bend of the activation function
        path += f"M{x - 28} {y + 4}h10l9 -9"
    return f'<path d="{path}" fill="none" stroke-width="1.5" {look}/>'


def _labels(places, y, highlighted):
    for name, x in places.items():
        color = BACK_COLOR if name in BACKWARD else FORWARD_COLOR
        look = f'fill="{color}" font-weight="bold"' if name in highlighted else ""
        arrow = "← " if name in BACKWARD and name[1] != "b" else ""
        yield f'<text x="{x}" y="{y}" {look}>{arrow}{name}</text>'
