"""Test the contrast of colors in all figures, light and dark (WCAG 2.2, AA)."""

import re

import pytest
from notebooks import ROOT

from neuralnet.support.svg import COLORS, DARK, GRAY
from neuralnet.support.svg import CSS as FIGURES

LIVE = ROOT / "book" / "live"
CSS = (LIVE / "live.css").read_text("utf-8")
TEXT, MARK = 4.5, 3
# (foreground colors, background, least contrast) in live figures. Marks are bars, also
# pale ones of wrong answers, and points, which are partly transparent.
PAIRS = [
    ("ink quiet plus minus third", "paper", TEXT),
    ("ink quiet", "faint", TEXT),  # a row under the pointer
    ("paper", "third", TEXT),
    ("on-plus", "plus", TEXT),
    ("ink", "deep", TEXT),  # the fullest cell of the confusion matrix
    ("plus line", "paper", MARK),
    ("plus line", "faint", MARK),
    ("plus-mark minus-mark third-mark", "paper", MARK),
]


def declared(selector):
    """Return what the rule of a selector in live.css says."""
    block = re.search(rf"^{re.escape(selector)} \{{(.*?)\}}", CSS, re.M | re.S)[1]
    return dict(re.findall(r"([\w-]+): ([^;]+);", block))


def rgb(code):
    return [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def palette(theme):
    """Return {name: (red, green, blue)} of a theme, mixed colors among them."""
    rules, opacity = declared("[data-live]"), declared(".live-mark")["opacity"]
    dark = 'html[data-theme="dark"] '
    if theme == "dark":
        rules |= declared(f"{dark}[data-live]")
    hexes = {k.removeprefix("--live-"): v for k, v in rules.items() if v[0] == "#"}
    found = {name: rgb(code) for name, code in hexes.items()}
    shares = dict.fromkeys((f"{name}-mark" for name in found), float(opacity))
    shares["plus-deep"] = float(rules["--live-deep"].removesuffix("%")) / 100
    for name, share in shares.items():
        pair = zip(found[name.rpartition("-")[0]], found["paper"], strict=True)
        found[name] = [share * x + (1 - share) * y for x, y in pair]
    ink = declared(f"{dark}.live-button.live-first")["color"]
    found["on-plus"] = rgb(ink) if theme == "dark" else found["paper"]
    return found | {"deep": found["plus-deep"]}


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
    assert contrast(rgb("#d55e00"), [1, 1, 1]) == pytest.approx(3.87, abs=0.01)


@pytest.mark.parametrize(
    ("theme", "page", "codes"),
    [("light", "#ffffff", [*COLORS, GRAY]), ("dark", "#121212", DARK)],
)
def test_colors_stand_out(theme, page, codes):
    """Live figures have the colors of the stored figures, with enough contrast."""
    color = palette(theme)
    assert [color[k] for k in ("plus", "minus", "third")] == [*map(rgb, codes[:3])]
    for code in codes:
        assert contrast(rgb(code), rgb(page)) >= TEXT
        assert theme == "light" or f"stroke:{code}!important" in FIGURES
    for names, ground, least in PAIRS:
        for name in names.split():
            assert contrast(color[name], color[ground]) >= least, (name, ground)


def test_scripts_have_no_colors_of_their_own():
    for path in LIVE.rglob("*.js"):
        own = re.search(r"#[0-9a-f]{6}\b|\brgba?\(\d", path.read_text("utf-8"))
        assert not own, (path, own)
