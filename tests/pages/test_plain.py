"""Test chapters without scripts."""

import pytest
from built import CHAPTER_PAGES, SMALL, open_figures
from notebooks import markdown


@pytest.fixture(scope="module")
def tab(chromium):
    """Open a tab on a telephone that runs no scripts."""
    phone = {"width": 390, "height": 844}
    with chromium.new_context(viewport=phone, java_script_enabled=False) as context:
        tab = context.new_page()
        tab.set_default_timeout(120_000)  # a busy machine may be slow
        yield tab


def open_plain(tab, address, figures):
    """Open a page; the pictures of its live figures are as readable as others."""
    tab.goto(address)
    open_figures(tab)
    pictures = tab.locator("img.live-picture:visible")
    assert pictures.count() == figures
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.bounding_box()["height"] > 100
    assert tab.evaluate(SMALL) == []


def test_the_front_page_can_be_read_without_scripts(tab, server):
    open_plain(tab, f"{server}book/intro.html", 1)


@pytest.mark.parametrize("page", CHAPTER_PAGES)
def test_a_chapter_can_be_read_without_scripts(tab, server, page):
    """Formulas are set, folds open, and the text is readable."""
    figures = markdown(page.replace(".html", ".ipynb")).count("```{live}")
    open_plain(tab, server + page, figures)
    text = tab.locator("article.bd-article").inner_text()
    assert len(text) > 3000
    assert tab.locator("html").get_attribute("data-theme") == "light"  # has colors
    assert "\\(" not in text
    assert "\\[" not in text
    fold = tab.locator("details.fold").first
    fold.locator("summary").first.click()
    assert fold.locator(":scope > :not(summary)").first.is_visible()
