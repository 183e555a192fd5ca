"""Put all figures of the book on three sheets: on a laptop, in the dark, on a phone.

    make book && .venv/bin/python -m pytest tests/pages/sheet.py

writes _build/figures-*.png, with a column for each page. Nothing else calls this. It is
for whoever changes a color, a width or a label, and wants to see them all at once.
"""

import io
import pathlib

import looks
import pytest
from built import CHAPTER_PAGES, start_figures, visit
from notebooks import ROOT
from PIL import Image, ImageDraw

PAGES = ["book/intro.html", "book/mathematics.html", *CHAPTER_PAGES]
BARE = ".skip-link, header, .bd-article details.hide { display: none !important }"
FIGURES = "figure, .chapter-map, .cell_output img:not(figure *)"


def sheet(columns):
    """Return {name: images} as one image, each name above its images."""
    width = max(one.width for images in columns.values() for one in images) + 16
    height = max(sum(one.height + 16 for one in each) for each in columns.values())
    drawn = Image.new("RGB", (width * len(columns), height + 24), "gray")
    for k, (name, images) in enumerate(columns.items()):
        ImageDraw.Draw(drawn).text((width * k + 8, 6), name)
        top = 24
        for one in images:
            drawn.paste(one, (width * k + 8, top))
            top += one.height + 16
    return drawn


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [("light", 1280, "light"), ("dark", 1280, "dark"), ("phone", 390, "light")],
)
def test_sheet(context, server, name, width, scheme):
    viewport = {"width": width, "height": 900}
    options = {"color_scheme": scheme, "reduced_motion": "reduce"}
    here, columns = context(viewport=viewport, **options), {}
    for page in PAGES:
        tab, _ = visit(here, server + page)
        tab.evaluate(looks.UNFOLD)
        tab.add_style_tag(content=BARE)
        tab.evaluate(looks.BROKEN)  # loads every picture
        start_figures(tab)
        found = [one for one in tab.locator(FIGURES).all() if one.is_visible()]
        shots = [Image.open(io.BytesIO(one.screenshot())) for one in found]
        columns[pathlib.Path(page).stem] = shots
    sheet(columns).save(ROOT / "_build" / f"figures-{name}.png")
