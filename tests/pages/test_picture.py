"""Test the pictures of the README: a mistake named in an exercise, and the board.

Each file holds the words that it shows. Where a page says something else by now, this
draws it anew: PICTURE=new .venv/bin/python -m pytest tests/pages/test_picture.py
"""

import io
import os

import pytest
from notebooks import ROOT
from PIL import Image, PngImagePlugin
from test_python import Opened

STATIC = ROOT / "book" / "_static"
MOST = 80_000  # bytes
WRONG = """\
def softmax(X):
    exps = np.exp(X - X.max(axis=1, keepdims=True))
    return exps / exps.sum()"""
ANSWER, CHECK = 6, 7  # cells of the page
EDGE = 8  # pixels around what is shown


def mistake(context, server):
    """Return what an exercise says about WRONG, its tab, and what to show of it."""
    page = Opened(context, f"{server}book/exercises/activations.html")
    page.write(ANSWER, WRONG)
    words = page.check("softmax", CHECK)
    page.tab.mouse.move(0, 0)
    page.tab.evaluate("document.activeElement.blur()")
    return (
        words,
        page.tab,
        (page.tab.locator(".cm-editor").nth(ANSWER - 1), page.below(CHECK)),
    )


def board(context, server):
    """Return what the front page says about the digit on it, its tab, what to show."""
    tab = context.new_page()
    tab.set_viewport_size({"width": 460, "height": 900})
    tab.goto(f"{server}book/intro.html")
    figure = tab.locator("[data-live=draw].live-ready")
    return figure.locator(".live-answer").inner_text(), tab, (figure, figure)


@pytest.mark.parametrize("show", [mistake, board])
def test_a_picture_of_the_readme_shows_what_the_page_says(chromium, server, show):
    options = {"viewport": {"width": 780, "height": 900}, "device_scale_factor": 1.5}
    file = STATIC / f"{show.__name__}.png"
    with chromium.new_context(**options, reduced_motion="reduce") as context:
        words, tab, (first, last) = show(context, server)
        assert words
        if os.environ.get("PICTURE") == "new":
            write(file, words, photograph(tab, first, last))
    assert Image.open(file).info["Description"] == words
    assert file.stat().st_size < MOST


def photograph(tab, first, last):
    """Return a picture from the top of an element to the end of another, as a PNG."""
    top, end = first.bounding_box(), last.bounding_box()
    clip = {"x": top["x"] - EDGE, "y": top["y"] - EDGE}
    clip["width"] = top["width"] + 2 * EDGE
    clip["height"] = end["y"] + end["height"] - top["y"] + 2 * EDGE
    return tab.screenshot(clip=clip)


def write(file, words, png):
    """Store a picture in few colors, with the words that it shows."""
    holding = PngImagePlugin.PngInfo()
    holding.add_itxt("Description", words)
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(96)
    picture.save(file, optimize=True, pnginfo=holding)
