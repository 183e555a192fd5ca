"""Test the book by keyboard: skip link, search, sidebar, folds, visible focus."""

import pytest
from built import CHAPTER_PAGES

CHAPTER = CHAPTER_PAGES[1]
# Return the focused element, whether it has a mark that it has only then, and the color
# of that mark.
MARK = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  const mark = s => [s.outlineStyle !== 'none' && s.outlineWidth, s.boxShadow,
    s.textDecorationLine, s.borderColor, s.backgroundColor].join();
  const focused = mark(style);
  e.blur();
  const blurred = mark(getComputedStyle(e));
  e.focus();
  const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(e);
  const inBox = boxShadow.match(/rgba?\\([^)]*\\)/g);
  const rings = outlineStyle === "none" ? inBox : [outlineColor];
  return [e.outerHTML.slice(0, 120), focused !== blurred, rings?.at(-1)];
}"""


def test_the_first_stop_skips_to_the_text_and_folds_and_search_open(opened):
    tab = opened(CHAPTER)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.innerText") == "Skip to main content"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#main-content")
    fold = tab.locator("details.fold").first
    fold.locator("summary").first.focus()
    tab.keyboard.press("Enter")
    assert fold.evaluate("fold => fold.open")
    tab.keyboard.press("Space")
    assert not fold.evaluate("fold => fold.open")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("softmax")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html?q=softmax*")
    tab.locator("#search-results li a").nth(4).wait_for()  # several pages are found


@pytest.mark.parametrize("page", ["book/intro.html", CHAPTER])
def test_every_focused_element_has_a_visible_mark(opened, page):
    """Tab reaches every stop. Motion is off, since fading marks show too late."""
    tab = opened(page, reduced_motion="reduce")
    unmarked, stops, colors = [], 0, set()
    while True:
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement === document.body"):
            break
        element, is_marked, color = tab.evaluate(MARK)
        stops += 1
        colors.add(color)
        if not is_marked:
            unmarked.append(element)
    assert stops > 60
    assert unmarked == []
    assert len(colors) == 1


def test_the_sidebar_works_by_keyboard_on_a_telephone(opened):
    tab = opened(CHAPTER, viewport={"width": 390, "height": 800})
    link = tab.locator('.bd-sidebar-primary a[href$="xavier.html"]').first
    assert not link.is_visible()
    tab.locator(".primary-toggle:visible").first.focus()
    tab.keyboard.press("Enter")
    link.wait_for()
    for _ in range(60):
        tab.keyboard.press("Tab")
        if link.evaluate("e => e === document.activeElement"):
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/xavier.html")
