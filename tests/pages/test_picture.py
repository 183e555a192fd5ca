"""Test the picture at the head of the README: a mistake named on an exercise's page.

The file holds the words that it shows. Where the page says something else by now, this
draws it anew: PICTURE=new .venv/bin/python -m pytest tests/pages/test_picture.py
"""

import io
import os

from notebooks import ROOT
from PIL import Image, PngImagePlugin
from test_python import Opened

PICTURE = ROOT / "book" / "_static" / "check.png"
MOST = 80_000  # bytes
WRONG = """\
def softmax(X):
    exps = np.exp(X - X.max(axis=1, keepdims=True))
    return exps / exps.sum()"""
FIRST, ANSWER, CHECK = 1, 6, 7  # cells of the page
EDGE = 16  # pixels around the two cells


def photograph(chromium, server):
    """Return what the page says about WRONG, and a picture of it as a PNG."""
    options = {"viewport": {"width": 780, "height": 900}, "device_scale_factor": 1.5}
    with chromium.new_context(**options, reduced_motion="reduce") as context:
        page = Opened(context, f"{server}book/exercises/activations.html")
        page.run(FIRST)
        page.run(ANSWER, WRONG)
        words = page.run(CHECK)
        page.tab.mouse.move(0, 0)
        page.tab.evaluate("document.activeElement.blur()")
        top = page.tab.locator(".cm-editor").nth(ANSWER - 1).bounding_box()
        end = page.below(CHECK).bounding_box()
        clip = {"x": top["x"] - EDGE, "y": top["y"] - EDGE}
        clip["width"] = top["width"] + 2 * EDGE
        clip["height"] = end["y"] + end["height"] - top["y"] + 2 * EDGE
        return words, page.tab.screenshot(clip=clip)


def write(words, png):
    """Store a picture in few colors, with the words that it shows."""
    holding = PngImagePlugin.PngInfo()
    holding.add_itxt("Description", words)
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(96)
    picture.save(PICTURE, optimize=True, pnginfo=holding)


def test_the_picture_of_the_readme_shows_what_the_page_says(chromium, server):
    words, png = photograph(chromium, server)
    assert "incorrect" in words
    if os.environ.get("PICTURE") == "new":
        write(words, png)
    assert Image.open(PICTURE).info["Description"] == words
    assert PICTURE.stat().st_size < MOST
