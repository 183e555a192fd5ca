"""Print the built book as one PDF, _build/two-layer-course.pdf.

    python tools/pdf

A browser puts the articles of all pages into one page (pdf.js) and prints it twice. The
first PDF shows the page numbers of headings and answers, which the second one contains.
The browser needs no server and no network: this program gives it the files of
_build/html. The front page then links to a copy of the PDF beside the pages.
"""

import html
import pathlib
import re
import shutil
import sys
import urllib.parse

import pikepdf
import pypdfium2
import yaml
from playwright.sync_api import sync_playwright
from pypdfium2 import raw

from neuralnet.support.files import write_whole

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SITE = ROOT / "_build" / "html"
TARGET = ROOT / "_build" / "two-layer-course.pdf"
HOME = "http://book.invalid/"
# The page that the book is put into: the boxes of the theme, and an empty article.
EMPTY = """<!DOCTYPE html><html lang="en" data-theme="light" data-mode="light">
<head><meta charset="utf-8"><title>{title}</title></head><body>
<main class="bd-main"><div class="bd-content"><div class="bd-article-container">
<article class="bd-article"></article></div></div></main></body></html>"""
COVER = """<div class="pdf-logo">{logo}</div><p class="pdf-title">{title}</p>
<p>{author}</p><p class="pdf-note">This is the book on paper. Answers, hints and
solutions stand behind each chapter, so that you can guess first; second readings are
open. Folded code of figures and tables is left out: it stands in the notebooks. Figures
that move are shown as pictures. Text and figures are under CC BY 4.0, the code is under
the BSD 3-Clause License.</p>"""
LINK = re.compile(r'<p class="pdf-link"[^>]*>.*?</p>', re.DOTALL)
PAPER = {"width": 612, "height": 980}  # what the margins of pdf.css leave, in pixels


def parts(toc):
    """Return {"caption", "paths" of its pages} for each part of the contents."""

    def paths(pages):
        for page in pages:
            yield page["file"] + ".html"
            yield from paths(page.get("sections", []))

    found = [(part["caption"], [*paths(part["chapters"])]) for part in toc["parts"]]
    found[0][1].insert(0, toc["root"] + ".html")  # the front page comes first
    return [{"caption": caption, "paths": pages} for caption, pages in found]


def answer(route):
    """Answer a request of the browser with a file of the site."""
    path = urllib.parse.unquote(urllib.parse.urlsplit(route.request.url).path)
    file = SITE / path.lstrip("/")
    if file.is_file():
        route.fulfill(path=file)
    else:
        route.abort()


def page_numbers(path, names):
    """Return the page number of each named place in a PDF."""
    pdf = pypdfium2.PdfDocument(path)
    found = [raw.FPDF_GetNamedDestByName(pdf.raw, name.encode()) for name in names]
    lost = [name for name, place in zip(names, found, strict=True) if not place]
    if lost:
        sys.exit(f"The PDF lacks {len(lost)} of its places: {lost[:5]}")
    numbers = [raw.FPDFDest_GetDestPageIndex(pdf.raw, place) + 1 for place in found]
    pdf.close()
    return numbers


def print_book(page, config, toc):
    """Put the book into a page of the browser, and print it to TARGET."""
    words = {key: html.escape(config[key]) for key in ("title", "author")}
    cover = COVER.format(logo=(ROOT / config["logo"]).read_text(), **words)
    page.route("**/*", answer)
    page.route(HOME, lambda route: route.fulfill(body=EMPTY.format(**words)))
    page.goto(HOME)
    page.emulate_media(media="print", color_scheme="light")
    page.add_script_tag(path=HERE / "pdf.js")
    page.evaluate(
        "([parts, cover, style]) => assemble(parts, cover, style)",
        [parts(toc), cover, (HERE / "pdf.css").read_text()],
    )
    if faults := page.evaluate("faults()"):
        sys.exit("\n".join(["The book does not fit the paper:", *faults[:20]]))
    names = page.evaluate("places()")
    options = {"print_background": True, "prefer_css_page_size": True}
    page.evaluate("pages => number(pages)", ["000"] * len(names))  # as wide as numbers
    page.pdf(path=TARGET, **options)
    page.evaluate("pages => number(pages)", page_numbers(TARGET, names))
    page.pdf(path=TARGET, outline=True, tagged=True, **options)
    pack(TARGET, page.evaluate("titles()"))


def marks(node):
    """Yield the bookmarks below a node of the outline, in their order."""
    child = node.get("/First")
    while child is not None:
        yield child
        yield from marks(child)
        child = child.get("/Next")


def pack(path, titles):
    """Compress the objects of a PDF, mainly its tags, and give bookmarks their titles.

    Of a heading in a face that the page brings, Chromium writes the first line twice.
    """
    pikepdf.settings.set_flate_compression_level(9)
    streams = pikepdf.ObjectStreamMode.generate
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for mark, title in zip(marks(pdf.Root.Outlines), titles, strict=True):
            mark.Title = title
        pdf.save(path, object_stream_mode=streams, recompress_flate=True)


def settings(name):
    """Return the settings that the book was built with: config or toc."""
    return yaml.safe_load((ROOT / "_build" / f"{name}.yml").read_text("utf-8"))


def print_in_browser():
    """Start a browser and print the book that was built last to TARGET."""
    if (chromium := shutil.which("chromium")) is None:
        sys.exit("chromium is missing: without a browser there is no PDF")
    options = ["--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        page = browser.new_page(viewport=PAPER)
        print_book(page, settings("config"), settings("toc"))
        browser.close()


def main():
    """Print the book that was built last, and link to the PDF."""
    print_in_browser()
    shutil.copy(TARGET, SITE)
    pages, size = len(pypdfium2.PdfDocument(TARGET)), TARGET.stat().st_size / 1e6
    link = (
        f'<p class="pdf-link"><a href="../{TARGET.name}">The whole book as a PDF</a> '
        f"({pages} pages, {size:.0f} MB)</p>"
    )
    front = SITE / f"{settings('toc')['root']}.html"
    write_whole(front, LINK.sub(link, front.read_text("utf-8")))
    print(f"{TARGET.relative_to(ROOT)}: {pages} pages, {size:.1f} MB")


if __name__ == "__main__":
    main()
