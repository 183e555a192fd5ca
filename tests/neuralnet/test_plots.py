import re
import xml.etree.ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from neuralnet import plots
from neuralnet.support import diagram


@pytest.fixture
def shown(monkeypatch):
    """Return the list to which each displayed object is added."""
    bundles = []
    monkeypatch.setattr("IPython.display.display", lambda x, **_: bundles.append(x))
    return bundles


def draw():
    """Show a figure that has one of each kind of drawn thing."""
    fig, ax = plots.subplots()
    ax.plot([0, 1], [1, 2.0], label="a line")
    ax.bar([0, 1], [3, 4], width=0.5)
    ax.imshow(np.eye(2), cmap="gray")
    ax.scatter([1], [4])
    ax.legend()
    plots.show(fig, "What to\n see.")


def test_the_svg_carries_both_color_schemes_and_is_the_same_each_time(shown):
    draw()
    draw()
    assert shown[0] == shown[1]
    svg = shown[0]["image/svg+xml"]
    ET.fromstring(svg)
    assert "prefers-color-scheme:dark" in svg
    assert "currentColor" in svg
    assert not re.search("#000000|#ffffff|Date|/home|/usr|http://matplotlib", svg)


def test_the_plain_text_holds_the_alt_text_and_the_numbers(shown):
    draw()
    assert shown[0]["text/plain"].splitlines() == [
        "What to see.",
        "line n=2 min=1 mean=1.5 max=2",
        "image n=4 min=0 mean=0.5 max=1",
        "points n=2 min=1 mean=2.5 max=4",
        "bars n=2 min=1.5 mean=1.75 max=2",
    ]


def test_a_figure_without_alt_text_is_refused():
    fig, _ = plots.subplots()
    with pytest.raises(ValueError, match="alt must say"):
        plots.show(fig, " ")


def test_a_caption_is_an_output_of_its_own(shown):
    plots.show_digits(np.zeros((1, 784)), "Nothing.", columns=1, caption="See *it*.")
    assert shown[0]["text/plain"].splitlines()[0] == "Nothing."
    assert shown[1]["text/plain"] == "See *it*."
    assert shown[1]["text/markdown"] == "**Figure.** See *it*."


def test_only_the_given_parts_are_drawn_in_color(shown):
    diagram.show_network({"W1", "dZ2"}, caption="See.")
    assert shown[0]["text/plain"].endswith("In color: W1, dZ2.")
    svg = shown[0]["image/svg+xml"]
    weights = svg.count(f'stroke="{diagram.FORWARD_COLOR}" opacity="1"')
    outputs = svg.count(f'stroke="{diagram.BACK_COLOR}" opacity="1"')
    assert (weights, outputs) == (1, 10)  # all weights are one path
    with pytest.raises(ValueError, match="'W3' is no part of the drawing"):
        diagram.network({"W3"})


def test_a_unit_shows_its_products_and_their_sum(shown):
    x = np.zeros(784)
    x[5] = 0.5
    plots.show_unit(x, np.full(784, 2.0), -2.0, "A unit.")
    lines = shown[0]["text/plain"].splitlines()
    assert lines[3].endswith("max=1")  # 0.5 * 2
    assert "1.00 \N{MINUS SIGN} 2.00 = \N{MINUS SIGN}1.00" in shown[0]["image/svg+xml"]
