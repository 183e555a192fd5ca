"""Every built page as a file, its live figure at work: whole, and open to all readers.

A page is opened on a telephone, printed, opened on a laptop, and looked at in light and
dark. What it shows must not move while it comes.
axe-core looks for what shuts out those who read by ear or by keyboard, or who need
contrast. Folds are open and quizzes answered, so that it sees what a reader may see.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from built import ANSWER_ALL, PAGES, SITE, start_figures, visit

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PREPARE = """() => {
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  document.querySelectorAll('img').forEach(i => { i.loading = 'eager'; });
  [...document.querySelectorAll('.katex:has(annotation)')].slice(20).forEach(
    e => e.replaceWith(e.querySelector('annotation').textContent));
  return Promise.allSettled([...document.images].map(i => i.decode()));
}"""
# What a live figure has beyond its right edge, its letters below 11 pixels, and its
# bars that move although the reader wants none to.
WIDER = """e => [...e.querySelectorAll('*')].filter(
  x => !x.closest('.live-heard') && x.getBoundingClientRect().right
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
# How far what was seen has moved, as browsers measure it (cumulative layout shift), and
# by how many pixels the text grew narrower when the contents beside it came.
WATCH = """globalThis.shift = 0;
new PerformanceObserver(list => {
  for (const e of list.getEntries()) if (!e.hadRecentInput) shift += e.value;
}).observe({type: 'layout-shift', buffered: true})"""
STILL = 0.05
NARROWED = """() => {
  const text = document.querySelector('.bd-article'), width = text.clientWidth;
  const contents = document.querySelector('.bd-sidebar-secondary');
  contents?.classList.add('d-none');
  const before = text.clientWidth;
  contents?.classList.remove('d-none');
  return before - width;
}"""
AXE = Axe()
# The theme's search stands beside its landmarks, and Sphinx gives the entries of the
# bibliography roles that have gone out of use; no reader loses anything by it.
THEIRS = ["region", "aria-allowed-role", "aria-deprecated-role"]
THEIRS += ["aria-required-children"]
# These rules ask what lies under an element, which takes ten seconds for a chapter. Of
# the elements in sight that have words of their own and look alike on the same ground,
# three are enough; so are twenty of the formulas, which KaTeX makes all alike.
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
    if (seen[look] <= 3) e.dataset.contrast = theme;
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


def moved(tab):
    """Return by how much a page has moved, as a list that is empty if it is little."""
    tab.wait_for_load_state("networkidle")
    shift = tab.evaluate("shift")
    return [round(shift, 3)] if shift > STILL else []


@pytest.mark.parametrize("page", [*PAGES, "404.html"])
def test_as_a_file_and_for_all_readers(window, page):
    tab, faults = visit(window, (SITE / page).as_uri())
    figures = start_figures(tab)
    faults["moved on a telephone"] = moved(tab)
    if tab.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
        faults["wider than a telephone"] = [page]
    for name, script in (("wide", WIDER), ("small", SMALL), ("moving", MOVING)):
        faults[name] = [fault for one in figures for fault in one.evaluate(script)]
    # On paper a picture stands for the figure, though nobody has seen it yet.
    tab.emulate_media(media="print")
    for figure in figures:
        figure.locator(".live-picture").wait_for(state="visible")
        assert not figure.locator(".live-stage").is_visible()
    tab.emulate_media(media="screen")
    tab.set_viewport_size(WIDE)
    tab.goto("about:blank")  # a page that is loaded anew would begin where it was left
    tab.goto((SITE / page).as_uri())
    start_figures(tab)
    faults["moved on a laptop"] = moved(tab)
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
