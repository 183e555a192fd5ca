"""Find the pages of live figures, and draw strokes."""

import functools
import re

from built import PAGES, SITE
from notebooks import LIVE

FIGURES = sorted(path.stem for path in LIVE.glob("figures/*.js"))
# Whether all pixels of a small canvas have one color.
EMPTY = """c => c.getContext('2d').getImageData(0, 0, 28, 28).data.every(
  (v, i, all) => v === all[i % 4])"""


@functools.cache
def page_of(name):
    """Return the page on which a live figure stands."""
    mark = f'data-live="{name}"'
    return next(page for page in PAGES if mark in (SITE / page).read_text("utf-8"))


@functools.cache
def alone(name):
    """Return the page of a figure with nothing else in its article, to save time."""
    text = (SITE / page_of(name)).read_text("utf-8")
    text = re.sub(r"<script [^>]*/python/start.js.*?</script>", "", text)
    start = text.rindex("<figure", 0, text.index(f'data-live="{name}"'))
    figure = text[start : text.index("</figure>", start) + len("</figure>")]
    head, article, rest = text.partition('<article class="bd-article">')
    room = '<p style="height: 60rem"></p>'  # to scroll
    return head + article + room + figure + room + rest[rest.index("</article>") :]


def draw(board, strokes):
    """Draw strokes with the mouse; their points are those of a board 280 wide."""
    board.evaluate("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box, mouse = board.bounding_box(), board.page.mouse
    scale = box["width"] / 280
    for stroke in strokes:
        points = [(box["x"] + x * scale, box["y"] + y * scale) for x, y in stroke]
        mouse.move(*points[0])
        mouse.down()
        for point in points[1:]:
            mouse.move(*point)
        mouse.up()


def draw_one(board):
    """Draw a 1 with keys: a line down, 144 long on a board 280 wide."""
    for key in ("Space", *["ArrowDown"] * 18, "Space"):
        board.press(key)
