"""Test the contrast of colors in stored figures, light and dark (WCAG 2.2, AA).

axe measures that of the words in live figures (tests/pages/test_each_page.py).
"""

import pytest
from notebooks import LIVE

from neuralnet.support.svg import COLORS, CSS, DARK, GRAY

LIVE_CSS = (LIVE / "live.css").read_text("utf-8")
TEXT = 4.5  # the least contrast of text, by WCAG


def rgb(code):
    return [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def contrast(a, b):
    """Return the contrast of two colors as WCAG defines it."""

    def luminance(color):
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color
        ]
        return 0.05 + 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(a), luminance(b)])
    return high / low


@pytest.mark.parametrize(
    ("theme", "page", "codes"),
    [("light", "#ffffff", [*COLORS, GRAY]), ("dark", "#121212", DARK)],
)
def test_colors_of_figures_contrast_with_the_page(theme, page, codes):
    """Live figures have the same first three colors."""
    assert all(code in LIVE_CSS for code in codes[:3])
    for code in codes:
        assert contrast(rgb(code), rgb(page)) >= TEXT
        if theme == "dark":
            assert f"stroke:{code}!important" in CSS
