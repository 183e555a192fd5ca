"""Test the picture of the board in the README.

The file holds the words that it shows. Where the page says something else by now, this
draws it anew: PICTURE=new .venv/bin/python -m pytest tests/pages/test_picture.py
(tools/film.py makes the other picture, a film.)
"""

import io
import os

from notebooks import ROOT
from PIL import Image, PngImagePlugin

FILE = ROOT / "book" / "_static" / "board.png"
MOST = 80_000  # bytes
EDGE = 8  # pixels around what is shown


def test_the_picture_of_the_readme_shows_what_the_page_says(chromium, server):
    options = {"viewport": {"width": 460, "height": 900}, "device_scale_factor": 1.5}
    with chromium.new_context(**options, reduced_motion="reduce") as context:
        tab = context.new_page()
        tab.goto(f"{server}book/intro.html")
        figure = tab.locator("[data-live=draw].live-ready")
        words = figure.locator(".live-answer").inner_text()
        assert words
        if os.environ.get("PICTURE") == "new":
            write(words, photograph(tab, figure))
    assert Image.open(FILE).info["Description"] == words
    assert FILE.stat().st_size < MOST


def photograph(tab, shown):
    """Return a picture of an element, as a PNG."""
    box = shown.bounding_box()
    clip = {side: box[side] - EDGE for side in ("x", "y")}
    clip |= {side: box[side] + 2 * EDGE for side in ("width", "height")}
    return tab.screenshot(clip=clip)


def write(words, png):
    """Store a picture in few colors, with the words that it shows."""
    holding = PngImagePlugin.PngInfo()
    holding.add_itxt("Description", words)
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(96)
    picture.save(FILE, optimize=True, pnginfo=holding)
