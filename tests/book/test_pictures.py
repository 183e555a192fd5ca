"""Test that all drawn figures have the letters and the colors of the book."""

import base64
import html
import io
import re

import numpy as np
import pytest
from _ext import pictures
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


def opened(data):
    """Return the pixels of an image that stands in a text."""
    return np.array(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA"))


@pytest.mark.book
def test_each_figure_brings_its_letters_and_has_the_scale_of_the_book():
    names = [pictures.TABLE[role]["light"] for role in ("for", "against")]
    own = [list(bytes.fromhex(name[1:])) for name in names]
    count, signed = 0, 0
    for svg in drawn():
        letters = set(html.unescape("".join(re.findall(">([^<>]+)</text>", svg))))
        faces = [TTFont(io.BytesIO(base64.b64decode(d))) for d in FACE.findall(svg)]
        has = {chr(point) for face in faces for point in face.getBestCmap()}
        # What the face lacks, such as Greek, comes from the reader's system.
        assert not re.search("[A-Za-z0-9.,()%+-]", "".join(letters - has)), svg[:300]
        for data in pictures.PNG.findall(svg):
            pixels = opened(data).reshape(-1, 4)
            for *color, alpha in np.unique(pixels, axis=0).tolist():
                assert len(set(color)) == 1 or color in own or alpha == 0, svg[:300]
        count, signed = count + 1, signed + svg.count('class="signed"')
    assert count > 100
    assert signed > 20


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
