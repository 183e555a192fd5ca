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


def test_a_figure_without_alt_text_is_refused():
    fig, _ = plots.subplots()
    with pytest.raises(ValueError, match="alt must say"):
        plots.show(fig, " ")


def test_only_the_given_parts_are_drawn_in_color(shown):
    diagram.show_network({"W1", "dZ2"}, caption="See.")
    assert shown[0]["text/plain"].endswith("In color: W1, dZ2.")
    svg = shown[0]["image/svg+xml"]
    weights = svg.count(f'stroke="{diagram.FORWARD_COLOR}" opacity="1"')
    outputs = svg.count(f'stroke="{diagram.BACK_COLOR}" opacity="1"')
    assert (weights, outputs) == (1, 10)  # all weights are one path
    with pytest.raises(ValueError, match="'W3' is no part of the drawing"):
        diagram.network({"W3"})
