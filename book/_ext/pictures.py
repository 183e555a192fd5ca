"""Let all drawn figures look as if one hand had made them, and fit the page at night.

Matplotlib draws with the reader's own sans-serif and with its own scales of colors. On
the pages, each SVG brings the letters of its text in the face of the pages, since a
picture may load nothing. Its scales become blue for plus, red for minus and nothing for
zero, so that the paper shows there, white or black.
"""

import base64
import functools
import html
import io
import logging
import pathlib
import re

import numpy as np
from PIL import Image

from _ext import typeface
from neuralnet.support.svg import CSS, FONT, TABLE

DATA = re.compile(r"(?<=data:image/svg\+xml;base64,)[\w+/=]+")
PNG = re.compile(r"(?<=data:image/png;base64,)[\w+/=\s]+")
TEXT = re.compile(r">([^<]+)</(?:text|tspan)>")
SCALES = {"RdBu": (-1, 1), "viridis": (0, 1)}  # the numbers of its first and last color
NEAR = 4  # how far a color may be from one of a scale, of 255
OWN = re.compile(r"<style>.*?</style>", re.DOTALL)  # of a stored picture: may be old
SIZE = re.compile(r'(?<=width="|eight=")[\d.]+(?=pt")')  # by Matplotlib
PROSE = 612 / 470  # as wide as the prose, in pixels, over plots.WIDE
# So wide, a picture has smaller letters than on a phone, where it shrinks.
STYLE = CSS + (
    "@media (prefers-color-scheme:dark){.signed{filter:url(#night)}}"
    "@media (min-width:430px){.nn-fig[font-size='12.5']{font-size:8.6px}"
    "[style*='font-size: 11px']{font-size:9.4px!important}}"
)


def parts(role, scheme):
    """Return red, green and blue of a role, as shares."""
    return np.array([*bytes.fromhex(TABLE[role][scheme][1:])]) / 255


def night():
    """Return a filter that makes both colors of a scale those of the dark pages.

    Only the first has no red, so the red of a pixel tells which of them it has.
    """
    base, far = parts("for", "dark"), parts("against", "dark")
    steps = (far - base) / parts("against", "light")[0]
    rows = "".join(f"{s:.4f} 0 0 0 {b:.4f} " for s, b in zip(steps, base, strict=True))
    return (
        '<filter id="night" color-interpolation-filters="sRGB">'
        f'<feColorMatrix values="{rows}0 0 0 1 0"/></filter>'
    )


@functools.cache
def numbers(scale):
    """Return the colors of a scale of Matplotlib, and their numbers."""
    from matplotlib import colormaps

    colors = colormaps[scale](range(256), bytes=True).astype(int)
    return colors, np.linspace(*SCALES[scale], 256)


def values(colors, scale):
    """Return the number of each color; None if one is not of the scale.

    A bar beside a map has colors between two of the scale, so the nearest counts.
    """
    known, shares = numbers(scale)
    far = np.abs(colors[:, None].astype(int) - known).max(axis=2)
    is_clear = ~colors.any(axis=1)  # a number that is masked
    if (far.min(axis=1) > NEAR)[~is_clear].any():
        return None
    return np.where(is_clear, 0, shares[far.argmin(axis=1)])


def recolored(png):
    """Return a PNG with its scale in the book's colors; None if it has no scale."""
    pixels = np.array(Image.open(io.BytesIO(png)).convert("RGBA"))
    colors, places = np.unique(pixels.reshape(-1, 4), axis=0, return_inverse=True)
    found = (values(colors, scale) for scale in SCALES)
    if (shares := next((one for one in found if one is not None), None)) is None:
        return None
    plus, minus = (np.rint(255 * parts(role, "light")) for role in ("for", "against"))
    new = [[*(plus if v > 0 else minus), round(255 * abs(v))] for v in shares]
    drawn = np.array(new, np.uint8)[places.ravel()].reshape(pixels.shape)
    buffer = io.BytesIO()
    Image.fromarray(drawn).save(buffer, "png", optimize=True)
    return buffer.getvalue()


def face(letters, weight):
    """Return the CSS of a face with these letters, and without names or kerning."""
    from fontTools import subset

    logging.getLogger("fontTools").setLevel("ERROR")  # it warns of old dates in fonts
    options = subset.Options(flavor="woff", hinting=False)
    options.name_IDs, options.layout_features = [], []
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp"]
    source = typeface.source(f"sans-{weight}-normal", "woff")
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    subset.save_font(font, buffer := io.BytesIO(), options)
    data = base64.b64encode(buffer.getvalue()).decode()
    return (
        f'@font-face{{font-family:"Book Sans";font-weight:{weight};size-adjust:106%;'
        f"src:url(data:font/woff;base64,{data})}}"
    )


def image(found):
    """Return the tag of an image with its scale in the book's colors, if it has one."""
    (data,) = PNG.findall(found[0])
    if (new := recolored(base64.b64decode(data))) is None:
        return found[0]
    tag = found[0].replace(data, base64.b64encode(new).decode())
    return tag.replace("<image", '<image class="signed"', 1)


def finished(svg):
    """Return an SVG in the face and the colors of the book."""
    letters = html.unescape("".join(TEXT.findall(svg)))
    weights = [400, 600] if "bold" in svg else [400]
    faces = "".join(face(letters, weight) for weight in weights) if letters else ""
    style = faces + STYLE.replace(FONT, f"'Book Sans',{FONT}")
    svg = OWN.sub(f"<style>{style}</style>{night()}", svg, count=1)
    svg = SIZE.sub(lambda found: f"{PROSE * float(found[0]):.1f}", svg, count=2)
    return re.sub("<image [^>]*>", image, svg)


def finish(app, exception):
    """Finish the pictures of the site, in files and in pages."""
    if exception:
        return
    site = pathlib.Path(app.outdir)
    for path in (*site.glob("_images/*.svg"), *site.glob("_static/live/*.svg")):
        path.write_text(finished(path.read_text("utf-8")), encoding="utf-8")

    def inline(found):
        svg = base64.b64decode(found[0]).decode()
        return base64.b64encode(finished(svg).encode()).decode()

    for path in site.glob("book/**/*.html"):
        text = path.read_text("utf-8")
        if DATA.search(text):
            path.write_text(DATA.sub(inline, text), encoding="utf-8")


def setup(app):
    app.connect("build-finished", finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
