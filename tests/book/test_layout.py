"""Nothing that a reader needs is cut off on a screen 1280 pixels wide."""

import pytest
from notebooks import CHAPTERS, ROOT
from test_site import PAGES, SITE

WIDE = {"width": 1280, "height": 800}
# Browsers with overlay scroll bars give no sign that a formula goes on to the right.
CUT = """selector => [...document.querySelectorAll(selector)]
  .filter(e => e.scrollWidth > e.clientWidth + 1)
  .map(e => [e.scrollWidth - e.clientWidth, e.textContent.trim().slice(0, 60)])"""


@pytest.fixture(scope="module")
def window(chromium):
    context = chromium.new_context(viewport=WIDE)
    yield context
    context.close()


def cut(window, page, selector):
    """Return how many elements a page has, and what is cut off of which."""
    opened = window.new_page()
    opened.goto((SITE / page).as_uri())
    opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    count = opened.locator(selector).count()
    found = opened.evaluate(CUT, selector)
    opened.close()
    return count, found


@pytest.mark.parametrize("page", PAGES)
def test_display_formulas_are_whole(window, page):
    count, found = cut(window, page, ".katex-display")
    assert found == []
    name = page.replace(".html", ".ipynb")
    if name in CHAPTERS:
        assert count >= (ROOT / name).read_text(encoding="utf-8").count('"$$\\n"') // 2


@pytest.mark.parametrize("page", PAGES)
def test_code_and_outputs_are_whole(window, page):
    count, found = cut(window, page, "div.highlight pre, div.cell_output pre")
    assert found == []
    if page.replace(".html", ".ipynb") in CHAPTERS:
        assert count > 20
