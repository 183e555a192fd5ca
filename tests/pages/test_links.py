"""Test that links within a page lead to their place, and open the folds on the way."""

from built import CHAPTER_PAGES, visit

BACKPROP = "book/chapters/backprop.html"


def test_a_link_opens_the_fold_it_leads_into(context, server):
    here = context()
    tab, _ = visit(here, server + CHAPTER_PAGES[1])
    anchor = tab.locator("details.fold [id]").first.get_attribute("id")
    is_open = "id => document.getElementById(id).closest('details').open"
    assert not tab.evaluate(is_open, anchor)
    tab.evaluate("id => { location.hash = id }", anchor)
    tab.wait_for_function(is_open, arg=anchor)
    tab, _ = visit(here, server + CHAPTER_PAGES[1])
    link = tab.locator(".page-toc a:has(.second-mark)").last  # to a second reading
    fold = tab.locator(f"{link.get_attribute('href')} > details")
    assert fold.get_attribute("open") is None
    link.click()
    fold.and_(tab.locator("[open]")).wait_for()


def test_contents_on_a_telephone_keep_the_place_and_close(context, server):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    tab, _ = visit(context(**phone, is_mobile=True), server + BACKPROP)
    tab.evaluate("scrollTo(0, 5000)")
    contents = tab.locator(".bd-sidebar-secondary")
    link = contents.get_by_role("link", name="Step 4")
    for way_out in (lambda: tab.touchscreen.tap(15, 400), link.tap):
        tab.locator(".secondary-toggle:visible").tap()
        contents.locator("a:focus").wait_for()  # the theme puts the focus there
        assert 4990 < tab.evaluate("scrollY") < 5010
        way_out()
        contents.wait_for(state="hidden")
    section = tab.locator(link.get_attribute("href"))
    tab.wait_for_function(
        "e => e.getBoundingClientRect().top > 40 && e.getBoundingClientRect().top < 90",
        arg=section.element_handle(),
    )
