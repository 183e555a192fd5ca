"""Test that all drawn figures have the letters and the colors of the book."""

import base64
import html
import io
import re

import numpy as np
import pictures
import pytest
from built import CHAPTER_PAGES, SITE, parse
from fontTools.ttLib import TTFont
from matplotlib import colormaps
from PIL import Image

FACE = re.compile(r"data:font/woff;base64,([\w+/=]+)")


def drawn():
    """Yield the text of each SVG of the site, in a file or in a page."""
    for folder in ("_images", "_static/live"):
        for path in SITE.glob(f"{folder}/*.svg"):
            yield path.read_text("utf-8")
    for page in ("book/intro.html", "book/mathematics.html", *CHAPTER_PAGES):
        for data in pictures.DATA.findall(parse(page)[0]):
            yield base64.b64decode(data).decode()


@pytest.mark.book
def test_each_figure_brings_the_letters_of_its_text():
    count = 0
    for svg in drawn():
        letters = set(html.unescape("".join(re.findall(">([^<>]+)</text>", svg))))
        has = set()
        for data in FACE.findall(svg):
            has |= set(TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap())
        # What the face lacks, such as Greek, comes from the reader's system.
        lacking = {letter for letter in letters if ord(letter) not in has}
        assert not re.search("[A-Za-z0-9.,()%+-]", "".join(lacking)), svg[:300]
        count += 1
    assert count > 100


@pytest.mark.book
def test_no_figure_has_a_scale_of_other_colors():
    others = {
        tuple(color)
        for name in pictures.SCALES
        for color in colormaps[name](range(256), bytes=True)
    }
    count = 0
    for svg in drawn():
        for tag in re.findall("<image [^>]*>", svg):
            (data,) = pictures.PNG.findall(tag)
            pixels = np.array(
                Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA")
            )
            colors = set(map(tuple, pixels.reshape(-1, 4)))
            assert not colors <= others
            count += "signed" in tag
    assert count > 20


def test_a_scale_becomes_blue_red_and_clear():
    buffer = io.BytesIO()
    numbers = np.array([[-1, 0.002, 1]])
    Image.fromarray(colormaps["RdBu"]((numbers + 1) / 2, bytes=True)).save(
        buffer, "png"
    )
    new = np.array(Image.open(io.BytesIO(pictures.recolored(buffer.getvalue()))))
    assert new[0, 0].tolist() == [0xB2, 0x18, 0x2B, 255]
    assert new[0, 1, 3] <= 2
    assert new[0, 2].tolist() == [0x00, 0x72, 0xB2, 255]
    Image.new("RGB", (2, 2), (90, 90, 90)).save(gray := io.BytesIO(), "png")
    assert pictures.recolored(gray.getvalue()) is None
