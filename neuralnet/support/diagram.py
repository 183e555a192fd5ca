"""Draw a small map of the network, with some of its parts highlighted.

    network({"W1", "Z1"})

returns SVG text for light and dark pages. The parts have the book's names. A part of
the backward pass ("dW1") has a second color and an arrow that points back.
`show_network` displays the map with a caption. At the head of each chapter, the map
says where in the network the reader is.
"""

from neuralnet.support.svg import CSS, ROLES, display_svg

BACK_COLOR, FORWARD_COLOR = (ROLES[k]["color"] for k in ("backward", "forward"))
WIDTH, HEIGHT = 336, 60
# {name: x coordinate of its label}
FORWARD = {"X": 16, "W1": 58, "b1": 84, "Z1": 132, "A1": 160}
FORWARD |= {"W2": 208, "b2": 234, "Z2": 282, "y": 310}
BACKWARD = {"dW1": 52, "db1": 88, "dZ1": 128, "dA1": 172}
BACKWARD |= {"dW2": 212, "db2": 248, "dZ2": 288}
WORDS = {"784 pixels": 36, "hidden units": 146, "ten outputs": 292}
PIXELS = HIDDEN = [20, 27.5, 35, 42.5]  # heights; four stand for all
OUTPUTS = [17 + 3.2 * k for k in range(10)]


def network(highlighted=()):
    """Return the map as SVG; `highlighted` has names from FORWARD and BACKWARD.

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
    above = {name: x for name, x in FORWARD.items() if name in names}
    parts = [*_weights(names), *_units(names), *_labels(above, 11)]
    parts += _labels(back or WORDS, 57)  # below the units; 11 is above them
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" class="nn-fig" font-size="12.5" '
        'text-anchor="middle">\n'
        f"<style>{CSS}</style>\n"
        '<rect class="nn-back" width="100%" height="100%"/>\n' + "\n".join(parts)
        + "\n</svg>\n"
    )  # fmt: skip


def show_network(highlighted=(), caption=None):
    """Display the map with some parts highlighted; caption as in `plots.show`."""
    alt = "The network: pixels feed hidden units, and these feed ten outputs."
    if highlighted:
        alt = f"{alt} In color: {', '.join(sorted(highlighted))}."
    display_svg(network(highlighted), alt, [], caption)


def _stroke(name, highlighted, rest=0.45):
    """Return SVG attributes: in color if `name` or d`name` is highlighted, or pale."""
    for color, prefix in ((FORWARD_COLOR, ""), (BACK_COLOR, "d")):
        if prefix + name in highlighted:
            return f'stroke="{color}" opacity="1"'
    return f'stroke="currentColor" opacity="{rest}"'


def _weights(highlighted):
    """Yield the lines from column to column, one path for each layer."""
    layers = (("W1", PIXELS, 19, HIDDEN, 118, 0.6),
              ("W2", HIDDEN, 174, OUTPUTS, 268, 0.4))  # fmt: skip
    for name, left, left_x, right, right_x, width in layers:
        lines = "".join(f"M{left_x} {a}L{right_x} {b:.1f}" for a in left for b in right)
        stroke = _stroke(name, highlighted, rest=0.25)
        yield f'<path d="{lines}" {stroke} stroke-width="{width}" fill="none"/>'


def _units(highlighted):
    """Yield pixels and units as SVG; the halves of a unit are its sum and its value."""
    for y in PIXELS:
        stroke = _stroke("X", highlighted)
        yield f'<rect x="13" y="{y - 3}" width="6" height="6" fill="none" {stroke}/>'
    for names, heights, x, r in ((("Z1", "A1"), HIDDEN, 118, 3.2),
                                 (("Z2", "y"), OUTPUTS, 268, 1.3)):  # fmt: skip
        for y in heights:
            for k, name in enumerate(names):
                stroke = _stroke(name, highlighted)
                yield _half(x + 28 * k, y, r, k, stroke)


def _half(x, y, r, right, stroke):
    """Return one half of a unit's capsule, 28 wide; its round end is left or right."""
    # x of the round end, direction to the middle (a gap of 1), sense of the arc
    x, inward, turn = (x + 28, -1, 1) if right else (x, 1, 0)
    path = f"M{x + inward * 27.5} {y - r:.1f}H{x + inward * r}"
    path += f"A{r} {r} 0 0 {turn} {x + inward * r} {y + r:.1f}H{x + inward * 27.5}Z"
    if right and r > 2:  # the bend of the activation function
        path += f"M{x - 22} {y + 1.5}h8l6 -3.5"
    width = 0.8 if r < 2 else 1
    return f'<path d="{path}" fill="none" stroke-width="{width}" {stroke}/>'


def _labels(places, y):
    """Yield each text of `places`, {text: x}, at height y; a part's name in color."""
    for name, x in places.items():
        # An arrow before db1 and db2 would touch their neighbors.
        arrow = "← " if name in BACKWARD and name not in ("db1", "db2") else ""
        color = BACK_COLOR if name in BACKWARD else FORWARD_COLOR
        style = "" if name in WORDS else f' fill="{color}" font-weight="bold"'
        yield f'<text x="{x}" y="{y}"{style}>{arrow}{name}</text>'
