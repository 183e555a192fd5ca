"""Test that links within a page lead to their place, and open the folds on the way."""

from built import CHAPTER_PAGES, visit


def test_a_link_opens_the_fold_it_leads_into(context, server):
    tab, _ = visit(context(), server + CHAPTER_PAGES[1])
    anchor = tab.locator("details.fold [id]").first.get_attribute("id")
    is_open = "id => document.getElementById(id).closest('details').open"
    assert not tab.evaluate(is_open, anchor)
    tab.evaluate("id => { location.hash = id }", anchor)
    tab.wait_for_function(is_open, arg=anchor)
    link = tab.locator(".page-toc a:has(.second-mark)").last  # to a second reading
    fold = tab.locator(f"{link.get_attribute('href')} > details")
    assert fold.get_attribute("open") is None
    link.click()
    fold.and_(tab.locator("[open]")).wait_for()


# Safari does not hold the place while a figure above it grows.
LIKE_SAFARI = "CSS.supports = () => false"
# Click the link to the section after live figure k; return it and the figure's name.
LAND = """k => {
  document.documentElement.style.overflowAnchor = "none";
  const figure = document.querySelectorAll("[data-live]")[k];
  const links = [...document.querySelectorAll(".page-toc a")];
  const after = (a) => document.querySelector(a.getAttribute("href"))
    .compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_PRECEDING;
  links.find(after).click();
  return [links.find(after).hash, figure.dataset.live];
}"""


def test_a_link_lands_below_a_figure_that_loads_late(context, server):
    here = context(reduced_motion="reduce")
    here.add_init_script(LIKE_SAFARI)
    for k in range(2):  # the first two live figures
        tab, _ = visit(here, f"{server}book/chapters/training.html")
        tab.wait_for_load_state("networkidle")
        section, name = tab.evaluate(LAND, k)
        tab.wait_for_selector(f"[data-live={name}].live-ready")
        top = tab.locator(section).evaluate("e => e.getBoundingClientRect().top")
        assert 40 < top < 90, (name, section)  # just below the bar of the page


def test_the_contents_on_a_telephone_keep_the_place_and_close_on_a_choice(
    context, server
):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    tab, _ = visit(context(**phone, is_mobile=True), server + CHAPTER_PAGES[3])
    tab.evaluate("scrollTo(0, 5000)")
    start = tab.evaluate("scrollY")
    contents = tab.locator(".bd-sidebar-secondary")
    link = contents.get_by_role("link", name="Step 4")
    for way_out in ("beside", "a choice"):
        tab.locator(".secondary-toggle:visible").tap()
        contents.locator("a:focus").wait_for()  # the theme puts the focus there
        assert abs(tab.evaluate("scrollY") - start) < 5
        if way_out == "beside":
            tab.touchscreen.tap(15, 400)
        else:
            link.tap()
        contents.wait_for(state="hidden")
        if way_out == "beside":
            assert abs(tab.evaluate("scrollY") - start) < 5
    section = tab.locator(link.get_attribute("href"))
    assert 40 < section.evaluate("e => e.getBoundingClientRect().top") < 90
