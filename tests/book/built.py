"""Parse the built pages (`make book`), and open them in a browser for tests."""

import functools
import re

import pytest
from lxml import etree
from notebooks import BOOK, CHAPTERS, ROOT
from notebooks import PAGES as TEXTS

SITE = ROOT / "_build" / "html"
PAGES = [f"{name.rpartition('.')[0]}.html" for name in BOOK + TEXTS]
CHAPTER_PAGES = [name.replace(".ipynb", ".html") for name in CHAPTERS]  # in order
every_page = pytest.mark.parametrize("page", PAGES)
HOME = ("file:", "data:", "blob:", "http://127.0.0.1")
CLEAN = {"foreign": [], "failed": [], "errors": []}
# How far visible things have moved, as browsers measure it (cumulative layout shift).
WATCH = """globalThis.shift = 0;
new PerformanceObserver(list => {
  for (const e of list.getEntries()) if (!e.hadRecentInput) shift += e.value;
}).observe({type: 'layout-shift', buffered: true})"""
STILL = 0.05  # half of what browsers' makers call good


@functools.cache
def html(page):
    """Return the HTML of a page, which is named by its file or by its notebook."""
    return (SITE / page.replace(".ipynb", ".html")).read_text(encoding="utf-8")


@functools.cache
def parse(page):
    """Return a page's HTML, the addresses that it loads, its pictures' attributes."""
    tree = etree.HTML(html(page))
    # The hrefs of these three kinds of <link> are named, but not loaded.
    loading = "//link[not(@rel='canonical' or @rel='next' or @rel='prev')]/@href"
    for tag in ("script", "img", "iframe", "source", "video", "audio", "embed"):
        loading += f" | //{tag}/@src"
    styles = " ".join(tree.xpath("//@style"))
    urls = tree.xpath(loading) + re.findall(r"url\(([^)]*)\)", styles)
    return html(page), urls, [dict(image.attrib) for image in tree.iter("img")]


def is_lost(request):
    """Whether a request failed, and not because its page was left in the meantime."""
    stopped = ("net::ERR_ABORTED", "NS_BINDING_ABORTED", "Load request cancelled")
    return request.failure not in stopped


def visit(context, url, tab=None):
    """Open a page in a browser's context; return its tab and what went wrong.

    What went wrong is {kind: texts}, equal to CLEAN until the first fault. It grows
    while the tab is used. In a `tab` that showed another page, it takes half the time.
    """
    if tab:
        tab.goto("about:blank")  # what the page before still loads does not count
    tab = tab or context.new_page()
    tab.set_default_timeout(120_000)  # a busy machine may be slow
    wrong = {kind: [] for kind in CLEAN}

    def note(event, kind, is_wrong, text_of):
        """From now on, note the text of each such event that is wrong."""
        tab.on(event, lambda e: wrong[kind].append(text_of(e)) if is_wrong(e) else None)

    note("request", "foreign", lambda r: not r.url.startswith(HOME), lambda r: r.url)
    note("requestfailed", "failed", is_lost, lambda r: r.url)
    note("response", "failed", lambda r: r.status >= 400, lambda r: r.url)
    note("pageerror", "errors", lambda e: True, str)
    note("console", "errors", lambda m: m.type == "error", lambda m: m.text)
    tab.goto(url)
    return tab, wrong


def moved(tab):
    """Return [how far things moved on a page with WATCH], or [] if at most STILL."""
    tab.wait_for_load_state("networkidle")
    shift = tab.evaluate("shift")
    return [round(shift, 3)] if shift > STILL else []


def resize(tab, size):
    """Resize a tab, and wait until its figures have drawn themselves anew."""
    tab.set_viewport_size(size)
    tab.evaluate(
        "new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"
    )


def open_figures(tab):
    """Open every fold that holds a live figure."""
    folds = tab.locator("details:has([data-live])")
    folds.evaluate_all("all => all.forEach(fold => { fold.open = true; })")


def open_insides(figure):
    """Open what a live figure folds."""
    figure.locator("details").evaluate_all(
        "all => all.forEach(d => { d.open = true; })"
    )


def start_figures(tab):
    """Bring each live figure of a page into sight; return them once they answer."""
    open_figures(tab)
    figures = tab.locator("[data-live]").all()
    for figure in figures:
        figure.scroll_into_view_if_needed()
        figure.and_(tab.locator(".live-ready")).wait_for()
    return figures


# Give each answer of every quiz; return [is it right, its reason, what the quiz said].
ANSWER_ALL = """() => [...document.querySelectorAll('form.quiz')].flatMap(form => {
  const options = [...form.querySelectorAll('.quiz-option')];
  return options.map(option => {
    options.forEach(o => { o.querySelector('input').checked = o === option; });
    form.requestSubmit();
    const reason = option.querySelector('.quiz-reason').textContent;
    return [option.dataset.right, reason, form.querySelector('output').textContent];
  });
})"""
# Return [alt text, letters, size] of what figures show in letters below 11 pixels.
# Each figure gets a shadow root, so that its style does not apply to the whole page.
SMALL = """async () => {
  const found = [];
  for (const img of document.querySelectorAll('article img')) {
    const file = await (await fetch(img.src)).text();
    if (!img.clientWidth || !file.startsWith('<svg')) continue;
    const holder = document.createElement('div');
    const shadow = holder.attachShadow({mode: 'open'});
    shadow.innerHTML = file;
    img.after(holder);
    const svg = shadow.querySelector('svg');
    const scale = img.clientWidth / svg.viewBox.baseVal.width;
    for (const text of svg.querySelectorAll('text, tspan')) {
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      if (size < 11) found.push([img.alt.slice(0, 40), text.textContent.trim(), size]);
    }
    holder.remove();
  }
  return found;
}"""
