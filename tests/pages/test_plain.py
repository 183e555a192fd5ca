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


@pytest.mark.parametrize("page", ["book/intro.html", *CHAPTER_PAGES])
def test_a_page_can_be_read_without_scripts(tab, server, page):
    """Formulas are set, folds open, and live figures show their pictures."""
    tab.goto(server + page)
    open_figures(tab)
    source = page.replace(".html", ".ipynb" if page in CHAPTER_PAGES else ".md")
    pictures = tab.locator("img.live-picture:visible")
    assert pictures.count() == markdown(source).count("```{live}")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.bounding_box()["height"] > 100
    assert tab.evaluate(SMALL) == []
    text = tab.locator("article.bd-article").inner_text()
    assert len(text) > 2000
    assert tab.locator("html").get_attribute("data-theme") == "light"  # has colors
    assert "\\(" not in text
    assert "\\[" not in text
    for fold in tab.locator("details.fold").all()[:1]:
        fold.locator("summary").first.click()
        assert fold.locator(":scope > :not(summary)").first.is_visible()
