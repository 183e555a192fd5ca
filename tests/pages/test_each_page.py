"""Test each built page, opened as a file, for accessibility, layout and errors.

A page is opened on a telephone, printed, made as wide as on a laptop, and looked at in
light and dark. Nothing that it shows may move while it loads.
axe-core looks for barriers to those who use a screen reader or a keyboard, or who need
contrast. Folds are open and quizzes answered, so that it sees what a reader may see.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from built import ANSWER_ALL, PAGES, SITE, WATCH, moved, start_figures, visit

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PREPARE = """() => {
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  document.querySelectorAll('img').forEach(i => { i.loading = 'eager'; });
  [...document.querySelectorAll('.katex:has(annotation)')].slice(20).forEach(
    e => e.replaceWith(e.querySelector('annotation').textContent));
  return Promise.allSettled([...document.images].map(i => i.decode()));
}"""
# What stands beyond the right edge of a live figure and is not clipped, its letters
# below 11 pixels, and the bars that move although the reader has asked for no motion.
WIDER = """e => [...e.querySelectorAll('*')].filter(
  x => !x.closest('.live-heard') && !x.closest('[clip-path]')
    && !x.matches('g:has([clip-path])') && x.getBoundingClientRect().right
    > e.getBoundingClientRect().right + 1).map(x => x.outerHTML.slice(0, 80))"""
SMALL = """e => [...e.querySelectorAll('.live-stage *')].filter(x => {
  const svg = x.ownerSVGElement;
  const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
  const size = scale * parseFloat(getComputedStyle(x).fontSize);
  const text = [...x.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  return text && x.getBoundingClientRect().width && size < 11;
}).map(x => x.outerHTML.slice(0, 90))"""
MOVING = """e => [...e.querySelectorAll('.live-bar')].filter(
  x => getComputedStyle(x).transitionDuration !== '0s').map(x => x.outerHTML)"""
# By how many pixels the text became narrower when the contents beside it came.
NARROWED = """() => {
  const text = document.querySelector('.bd-article'), width = text.clientWidth;
  const contents = document.querySelector('.bd-sidebar-secondary');
  contents?.classList.add('d-none');
  const before = text.clientWidth;
  contents?.classList.remove('d-none');
  return before - width;
}"""
AXE = Axe()
# The theme's search stands outside its landmarks, and Sphinx gives the entries of the
# bibliography roles that are out of use. No reader loses anything by either.
THEIRS = ["region", "aria-allowed-role", "aria-deprecated-role"]
THEIRS += ["aria-required-children"]
# These rules look at what lies under an element, which takes ten seconds for a chapter.
# So axe gets two of the visible elements with text of their own that look alike on the
# same background, and twenty of the formulas, which all look alike.
COLORS = ["color-contrast", "link-in-text-block"]
CHOOSE = """theme => {
  document.documentElement.dataset.theme = theme;
  const grounds = new Map([[null, '']]), seen = {};
  const clear = 'rgba(0, 0, 0, 0)';
  for (const e of document.querySelectorAll('*')) {
    const s = getComputedStyle(e), lifted = !/static|relative/.test(s.position);
    const own = [
      s.backgroundColor === clear ? '' : s.backgroundColor,
      s.backgroundImage === 'none' ? '' : s.backgroundImage,
      s.opacity === '1' ? '' : s.opacity,
      lifted ? e.getAttribute('class') : '',
    ].join('');
    const ground = grounds.get(e.parentElement) + own;
    grounds.set(e, ground);
    delete e.dataset.contrast;
    const { width, height } = e.getBoundingClientRect();
    const words = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!words || width < 2 || height < 2 || !e.checkVisibility()) continue;
    const look = [s.color, s.fontSize, s.fontWeight, s.visibility, ground].join();
    seen[look] = (seen[look] ?? 0) + 1;
    if (seen[look] <= 2) e.dataset.contrast = theme;
  }
}"""


@pytest.fixture(scope="module")
def window(chromium):
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    context.add_init_script(WATCH)
    yield context
    context.close()


def run_axe(tab, context=None, **options):
    """Return what axe finds wrong, as lines: rule, place, what is wrong with it."""
    options |= {"resultTypes": ["violations"], "preload": False}
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in AXE.run(tab, context, options).response["violations"]
        for node in rule["nodes"]
    ]


def barriers(tab):
    """Return what axe finds in the way of readers, in light and in dark."""
    others = {rule: {"enabled": False} for rule in THEIRS + COLORS}
    found = run_axe(tab, rules=others)
    if tab.locator(".live-stage").count():
        found += run_axe(tab, ".live-stage", runOnly=THEIRS)
    for theme in ("light", "dark"):
        tab.evaluate(CHOOSE, theme)
        found += run_axe(tab, "[data-contrast]", runOnly=COLORS)
    return found


@pytest.mark.parametrize("page", [*PAGES, "404.html"])
def test_as_a_file_and_for_all_readers(window, page):
    tab, faults = visit(window, (SITE / page).as_uri())
    figures = start_figures(tab)
    faults["moved on a telephone"] = moved(tab)
    if tab.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
        faults["wider than a telephone"] = [page]
    for name, script in (("wide", WIDER), ("small", SMALL), ("moving", MOVING)):
        faults[name] = [fault for one in figures for fault in one.evaluate(script)]
    # On paper the picture replaces the figure, even if the reader has not seen it yet.
    tab.emulate_media(media="print")
    for figure in figures:
        figure.locator(".live-picture").wait_for(state="visible")
        assert not figure.locator(".live-stage").is_visible()
    tab.emulate_media(media="screen")
    tab.set_viewport_size(WIDE)
    faults["narrowed"] = list(filter(None, [tab.evaluate(NARROWED)]))
    tab.evaluate(PREPARE)
    tab.evaluate(ANSWER_ALL)
    faults["barriers"] = barriers(tab)
    tab.close()
    assert {name: found for name, found in faults.items() if found} == {}


def test_results_of_the_search_fit_a_telephone(window, server):
    """They quote code, whose lines are long."""
    tab, _ = visit(window, f"{server}search.html?q=softmax")
    tab.get_by_text("Search finished").wait_for()
    tab.locator("#search-results .context").first.wait_for()
    assert tab.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    tab.close()
