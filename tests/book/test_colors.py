"""The colors of all figures stand out, in light and in dark (WCAG 2.2, AA)."""

import re

import pytest
from notebooks import ROOT

from neuralnet.support.svg import COLORS, DARK, GRAY
from neuralnet.support.svg import CSS as FIGURES

LIVE = ROOT / "book" / "live"
CSS = (LIVE / "live.css").read_text("utf-8")
TEXT, MARK = 4.5, 3


def declared(selector):
    """Return what the rule of a selector in live.css says."""
    block = re.search(rf"^{re.escape(selector)} \{{(.*?)\}}", CSS, re.M | re.S)[1]
    return dict(re.findall(r"([\w-]+): ([^;]+);", block))


LIGHT = declared("[data-live]")
PALETTES = {
    "light": LIGHT,
    "dark": LIGHT | declared('html[data-theme="dark"] [data-live]'),
}


def rgb(code):
    return [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]


@pytest.fixture(params=PALETTES)
def color(request):
    """Return the color of a name in one of the palettes, as (red, green, blue)."""

    def _color(name):
        return rgb(PALETTES[request.param].get(f"--live-{name}", name))

    _color.theme = request.param
    return _color


def mixed(a, b, share):
    """Return `share` of the color a over the color b."""
    return [share * x + (1 - share) * y for x, y in zip(a, b, strict=True)]


def contrast(a, b):
    """Return the contrast of two colors as WCAG defines it."""

    def luminance(color):
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color
        ]
        return 0.05 + 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(a), luminance(b)])
    return high / low


def test_the_measure():
    assert contrast([0, 0, 0], [1, 1, 1]) == pytest.approx(21)
    assert contrast([213 / 255, 94 / 255, 0], [1, 1, 1]) == pytest.approx(
        3.87, abs=0.01
    )


def test_live_figures_have_the_colors_of_the_others(color):
    found = [color(name) for name in ("plus", "minus", "third")]
    assert found == [
        color(code) for code in {"light": COLORS, "dark": DARK}[color.theme][:3]
    ]


@pytest.mark.parametrize("page", ["#ffffff", "#121212"])
def test_stored_figures_stand_out(page):
    for code in [*COLORS, GRAY] if page == "#ffffff" else DARK:
        assert contrast(rgb(code), rgb(page)) >= TEXT
        assert page == "#ffffff" or f"stroke:{code}!important" in FIGURES


@pytest.mark.parametrize("name", ["ink", "quiet", "plus", "minus", "third"])
def test_text(color, name):
    assert contrast(color(name), color("paper")) >= TEXT


@pytest.mark.parametrize("name", ["ink", "quiet"])
def test_text_of_a_row_that_is_pointed_at(color, name):
    assert contrast(color(name), color("faint")) >= TEXT


def test_text_on_color(color):
    first = 'html[data-theme="dark"] .live-button.live-first'
    ink = declared(first)["color"] if color.theme == "dark" else "paper"
    assert contrast(color(ink), color("plus")) >= TEXT
    assert contrast(color("paper"), color("third")) >= TEXT
    deep = float(PALETTES[color.theme]["--live-deep"].removesuffix("%")) / 100
    fullest = mixed(color("plus"), color("paper"), deep)  # of the confusion matrix
    assert contrast(color("ink"), fullest) >= TEXT


def test_marks(color):
    for ground in ("paper", "faint"):
        for name in ("plus", "line"):  # bars, and those that are not the answer
            assert contrast(color(name), color(ground)) >= MARK
    share = float(declared(".live-mark")["opacity"])
    for name in ("plus", "minus", "third"):
        point = mixed(color(name), color("paper"), share)
        assert contrast(point, color("paper")) >= MARK


def test_scripts_have_no_colors_of_their_own():
    for path in LIVE.rglob("*.js"):
        assert not re.search(r"#[0-9a-f]{6}\b|\brgba?\(\d", path.read_text("utf-8")), (
            path
        )
