"""The built pages (`make book`): complete, offline, and readable in light and dark."""

import functools
import re
from html.parser import HTMLParser

import pytest
from notebooks import BOOK, ROOT
from notebooks import PAGES as TEXTS

SITE = ROOT / "_build" / "html"
PAGES = [f"{name.rpartition('.')[0]}.html" for name in BOOK + TEXTS]
every_page = pytest.mark.parametrize("page", PAGES)


class Loads(HTMLParser):
    """Collect what a page loads, and its pictures."""

    def __init__(self):
        super().__init__()
        self.urls, self.images = [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "img":
            self.images.append(attributes)
        if tag in ("script", "img", "iframe", "source", "video", "audio", "embed"):
            self.urls.append(attributes.get("src"))
        if tag == "link" and attributes.get("rel") not in ("canonical", "next", "prev"):
            self.urls.append(attributes.get("href"))
        self.urls += re.findall(r"url\(([^)]*)\)", attributes.get("style") or "")


def parse(page):
    """Return the text of a page, the addresses that it loads, and its pictures."""
    text, loads = (SITE / page).read_text(encoding="utf-8"), Loads()
    loads.feed(text)
    return text, [url for url in loads.urls if url], loads.images


def test_the_book_is_built_from_these_notebooks():
    for name in BOOK:
        built = SITE / "_sources" / name
        assert built.read_bytes() == (ROOT / name).read_bytes(), "run: make book"


@every_page
def test_pages_name_nothing_from_elsewhere(page):
    for url in parse(page)[1]:
        assert not re.match(r"(https?:)?//", url), url


def test_style_sheets_name_nothing_from_elsewhere():
    for path in SITE.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        urls = re.findall(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)", text)
        assert not urls, f"{path}: {urls}"


@every_page
def test_pictures_have_alt_text(page):
    for image in parse(page)[2]:
        assert len(image.get("alt") or "") >= 30, image
        assert "_images/" not in image["alt"], image


@every_page
def test_pictures_have_dimensions_and_wait(page):
    """All but the logo and the first, which are seen at once."""
    images = parse(page)[2]
    assert all(int(image["width"]) * int(image["height"]) for image in images)
    at_once = [image for image in images if image.get("loading") != "lazy"]
    assert len(at_once) <= 1 + sum("logo.svg" in i["src"] for i in images)


@every_page
def test_formulas_are_typeset_and_can_be_read_aloud(page):
    text, _, _ = parse(page)
    formulas = len(re.findall(r'<(?:span|div) class="math ', text))
    typeset = re.findall(r'(?s)<span class="katex">.*?</math>', text)
    assert len(typeset) == formulas
    assert all("<math " in formula for formula in typeset)
    for word in ("katex-error", r"\(", r"\["):
        assert word not in text.lower()


@every_page
def test_pages_load_no_script_that_does_nothing(page):
    """Icons and formulas need none. A slider without a kernel is a dead slider."""
    text, urls, _ = parse(page)
    assert not [u for u in urls if re.search(r"fontawesome|thebe|mathjax|katex.*js", u)]
    for word in ("thebe_js_url", "kernelname", "jupyter.widget", "require.js"):
        assert word not in text.lower()


def test_the_license_lies_beside_what_others_made():
    assert "MIT" in (SITE / "_static/katex/LICENSE").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser(chromium):
    # One context a theme: its cache keeps what all pages share.
    return functools.cache(lambda theme: chromium.new_context(color_scheme=theme))


def visit(browser, url, theme="light"):
    """Open a page; return it with the foreign requests, failures and errors."""
    page = browser(theme).new_page()
    seen = {"foreign": [], "failed": [], "errors": []}
    home = ("file:", "data:", "blob:", "http://127.0.0.1")

    def note(event, kind, wanted, what):
        page.on(event, lambda e: seen[kind].append(what(e)) if wanted(e) else None)

    note("request", "foreign", lambda r: not r.url.startswith(home), lambda r: r.url)
    note("requestfailed", "failed", lambda r: True, lambda r: r.url)
    note("response", "failed", lambda r: r.status >= 400, lambda r: r.url)
    note("pageerror", "errors", lambda e: True, str)
    note("console", "errors", lambda m: m.type == "error", lambda m: m.text)
    page.goto(url)
    return page, seen


# Exercises and solutions are made of the same parts: over http alone.
VISITS = [("http", page) for page in PAGES]
VISITS += [
    ("file", page) for page in PAGES if not re.search("exercises|solutions", page)
]


@pytest.mark.parametrize(("scheme", "page"), VISITS)
def test_pages_load_nothing_from_elsewhere(browser, server, page, scheme):
    base = server if scheme == "http" else SITE.as_uri() + "/"
    opened, seen = visit(browser, base + page)
    broken = opened.evaluate(
        "[...document.images].filter(i => i.complete && !i.naturalWidth).length"
    )
    opened.close()
    assert seen == {"foreign": [], "failed": [], "errors": []}
    assert broken == 0


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_icons_show_without_a_script(browser, server, scheme):
    """In the bars, and the arrows of what can be opened."""
    base = server if scheme == "http" else SITE.as_uri() + "/"
    page, _ = visit(browser, base + "book/chapters/03-xavier.html")
    icons = page.evaluate(ICONS)
    toggles = page.locator(".sd-summary-icon svg, .toggle-button svg").count()
    page.close()
    assert len(icons) >= 5
    assert all(width >= 6 for width in icons.values()), icons
    assert toggles > 0


# The icons in sight by their names, and how wide they are; none is a letter of a font.
ICONS = """() => {
  for (const e of document.querySelectorAll('*'))
    for (const at of ['::before', '::after']) {
      const {content, fontFamily} = getComputedStyle(e, at);
      if (content !== 'none' && fontFamily.includes('Font Awesome'))
        throw new Error(`${e.outerHTML.slice(0, 80)} ${at} ${content}`);
    }
  return Object.fromEntries([...document.querySelectorAll('svg[class*=fa-]')]
    .filter(e => e.checkVisibility())
    .map(e => [e.getAttribute('class'), e.getBoundingClientRect().width]));
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_follow_the_color_scheme(browser, server, theme):
    """The corner of a figure has the color of the page, its text the opposite.

    The first picture of a chapter is the drawn network, which has no background.
    """
    page, _ = visit(browser, server + "book/chapters/02-activations.html", theme)
    figure = page.locator("div.cell_output img").nth(1)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    style = figure.evaluate(
        "e => [getComputedStyle(e).filter, getComputedStyle(e).backgroundColor]"
    )
    figure.scroll_into_view_if_needed()
    darkest, lightest, corner = page.evaluate(PIXELS, figure.element_handle())
    page.close()
    assert style == ["none", "rgba(0, 0, 0, 0)"]
    assert (corner < 40) if theme == "dark" else (corner > 240)
    assert (lightest > 200) if theme == "dark" else (darkest < 60)


# Draw the figure on a canvas as the page shows it, and read its brightness.
PIXELS = """async (img) => {
  await img.decode();
  const canvas = Object.assign(document.createElement('canvas'),
    {width: img.naturalWidth, height: img.naturalHeight});
  img.after(canvas);
  const context = canvas.getContext('2d');
  context.drawImage(img, 0, 0);
  const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const gray = [];
  for (let i = 0; i < data.length; i += 4)
    gray.push((data[i] + data[i + 1] + data[i + 2]) / 3);
  canvas.remove();
  return [gray.reduce((a, b) => Math.min(a, b)),
          gray.reduce((a, b) => Math.max(a, b)), gray[0]];
}"""
