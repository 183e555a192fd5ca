"""Test the pictures of the README: the board, and a film of a check that answers.

Each file holds the words that it shows. Where a page says something else by now, this
makes it anew: PICTURE=new .venv/bin/python -m pytest tests/pages/test_picture.py
"""

import io
import os

import pytest
from notebooks import ROOT
from PIL import Image, PngImagePlugin
from test_python import Opened

STATIC = ROOT / "book" / "_static"
IS_NEW = os.environ.get("PICTURE") == "new"
EDGE = 8  # pixels around what is shown
ANSWER, CHECK = 6, 7  # cells of the page
LINE = "exps = np.exp(X - X.max(axis=1, keepdims=True))\n"
WRONG, AXIS = "return exps / exps.sum()", "axis=1, keepdims=True)"


class Shots:
    """Pictures of a part of a page, each with the milliseconds for which it stands."""

    def __init__(self, tab, left, top, width, height):
        self.tab, self.pictures, self.times = tab, [], []
        self.clip = {"x": left, "y": top, "width": width, "height": height}

    def take(self, milliseconds=0):
        if IS_NEW:
            shot = io.BytesIO(self.tab.screenshot(clip=self.clip))
            self.pictures.append(Image.open(shot).convert("RGB"))
            self.times.append(milliseconds)

    def type(self, text):
        """Type a text, with a picture after every third key."""
        for k in range(0, len(text), 3):
            self.tab.keyboard.type(text[k : k + 3])
            self.take(120)

    def save(self, file, words):
        """Store the pictures in few colors, the same for all, with `words`."""
        width, height = self.pictures[0].size
        strip = Image.new("RGB", (width, height * len(self.pictures)))
        for k, picture in enumerate(self.pictures):
            strip.paste(picture, (0, k * height))
        colors = strip.quantize(96, Image.Quantize.MAXCOVERAGE)
        how = {"palette": colors, "dither": Image.Dither.NONE}
        first, *others = (picture.quantize(**how) for picture in self.pictures)
        holding = PngImagePlugin.PngInfo()
        holding.add_itxt("Description", words)
        options = {"optimize": True, "pnginfo": holding}
        if others:
            options |= {"save_all": True, "append_images": others}
            options |= {"duration": self.times, "loop": 0}
        first.save(file, **options)


def board(context, server):
    """Return what the front page says about the digit on it, and a picture of it."""
    tab = context.new_page()
    tab.set_viewport_size({"width": 460, "height": 900})
    tab.goto(f"{server}book/intro.html")
    figure = tab.locator("[data-live=draw].live-ready")
    box = figure.bounding_box()
    place = [box["x"] - EDGE, box["y"] - EDGE]
    shots = Shots(tab, *place, box["width"] + 2 * EDGE, box["height"] + 2 * EDGE)
    shots.take()
    return figure.locator(".live-answer").inner_text(), shots


def check(context, server):
    """Return what a check says of a wrong sum and of the right one, and a film of it.

    Somebody writes softmax on the page of its exercise, divides by the sum of all
    entries, reads what the check says, and mends it.
    """
    page = Opened(context, f"{server}book/exercises/activations.html")
    tab = page.tab
    page.wait_for_python()
    tab.locator(".python").evaluate("bar => bar.style.visibility = 'hidden'")
    page.write(ANSWER, "def softmax(X):\n    ")
    answer = tab.locator(".cm-content").nth(ANSWER - 1)
    answer.evaluate("node => { node.scrollIntoView(); scrollBy(0, -90); }")
    shots = Shots(tab, 0, answer.bounding_box()["y"] - 1.5 * EDGE, 760, 430)
    tab.keyboard.press("Control+End")
    shots.take(1000)
    shots.type(LINE + WRONG)
    shots.take(800)
    wrong = page.check("softmax", CHECK)
    first = len(shots.pictures)  # where films do not run, this is what stands there
    shots.take(6000)
    answer.click()
    tab.keyboard.press("Control+End")
    tab.keyboard.press("Backspace")
    shots.type(AXIS)
    shots.take(600)
    right = page.check("softmax", CHECK)
    shots.take(5000)
    for frames in (shots.pictures, shots.times):
        frames[:] = frames[first:] + frames[:first]
    return f"{wrong}\n{right.splitlines()[0]}", shots  # the rest has random numbers


@pytest.mark.parametrize(("show", "most"), [(check, 200_000), (board, 80_000)])
def test_a_picture_of_the_readme_shows_what_the_page_says(chromium, server, show, most):
    options = {"viewport": {"width": 760, "height": 860}, "device_scale_factor": 1.5}
    file = STATIC / f"{show.__name__}.png"
    with chromium.new_context(**options, reduced_motion="reduce") as context:
        words, shots = show(context, server)
        assert words
        if IS_NEW:
            shots.save(file, words)
    assert Image.open(file).info["Description"] == words
    assert file.stat().st_size < most
