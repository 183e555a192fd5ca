"""Chapters without scripts, and on paper."""

import pytest
from built import every_chapter


@every_chapter
def test_without_scripts(opened, page):
    """Formulas are set, folds open, and the text is readable."""
    tab = opened(page, java_script_enabled=False)
    text = tab.locator("article.bd-article").inner_text()
    assert len(text) > 3000
    assert tab.locator("html").get_attribute("data-theme") == "light"  # it has colors
    assert "\\(" not in text
    assert "\\[" not in text
    fold = tab.locator("details.fold").first
    fold.locator("summary").first.click()
    assert fold.locator(":scope > :not(summary)").first.is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_paper(opened, theme):
    """Black on white whatever the screen shows, and nothing to press."""
    tab = opened("book/chapters/05-backprop.html", color_scheme=theme)
    tab.emulate_media(media="print", color_scheme="light")
    for gone in (
        ".bd-header-article",
        ".bd-sidebar-primary",
        "button",
        ".prev-next-footer",
    ):
        assert tab.locator(f"{gone}:visible").count() == 0, gone
