"""Give the page of the search the texts of all pages, and the home of each term.

Sphinx's index has words and no texts, and a page that was opened as a file may not read
others. So the texts come as a script; search.js quotes them and counts words in them.
"""

import json
import pathlib
import re

import lxml.html

FILE = "searchtexts.js"
APART = (
    ".//annotation | .//script | .//style | .//form | .//a[@class='headerlink'] | "
    ".//span[@class='linenos'] | .//p[@class='live-sorry'] | "
    ".//section[@class='python'] | "
    ".//span[@class='katex-html' or @class='section-number' or @class='eqno']"
)
MARKED = "self::section[@id] | .//section[@id] | .//dt[@id]"  # where a result may lead
HOME = ".//strong//a[contains(@href, 'glossary.html#term-')]"  # only a chapter has them
MARK = re.compile("\ue000(.*?)\ue001 ?")


def words(node):
    """Return the text of an element, with one blank between words."""
    return " ".join(node.text_content().split())


def texts(article):
    """Return the text of a page, code last, and {id: where its part begins there}."""
    blocks = article.xpath(".//pre")
    code = [words(node) for node in blocks]
    for node in blocks:
        node.drop_tree()
    for node in article.xpath(MARKED):
        # Two signs that no page contains, for MARK
        node.text = f"\ue000{node.get('id')}\ue001 {node.text or ''}"
    for node in article.iter("dt", "td", "th"):
        node.tail = f" {node.tail or ''}"
    pieces = MARK.split(words(article))  # text, id, text, id, text, ...
    starts, length = {}, 0
    for text, name in zip(pieces[::2], pieces[1::2], strict=False):
        length += len(text)
        starts[name] = length
    return " ".join(["".join(pieces[::2]), *code]), starts


def introduced(page, article):
    """Yield (term, [page, heading, link]) for the section that introduces a term."""
    for link in article.xpath(HOME):
        section = next(link.iterancestors("section"))
        term = link.get("href").partition("#term-")[2].replace("-", " ").lower()
        heading = words(section.xpath("h1 | h2 | h3 | details/summary")[0])
        yield term, [page, heading, f"#{section.get('id')}"]


def write(app, exception):
    """Write the texts, once all pages are written."""
    if exception:
        return
    pages, terms = {}, {}
    for page in sorted(app.env.found_docs):
        text = pathlib.Path(app.builder.get_outfilename(page)).read_text("utf-8")
        (article,) = lxml.html.fromstring(text).xpath("//article[@class='bd-article']")
        for node in article.xpath(APART):
            node.drop_tree()
        terms |= introduced(page, article)
        pages[page] = texts(article)
    book = json.dumps({"pages": pages, "homes": terms}, ensure_ascii=False)
    path = pathlib.Path(app.outdir, "_static", FILE)
    path.write_text(f"Search.book = {book};\n", encoding="utf-8")


def add(app, pagename, templatename, context, doctree):
    """Add the texts and our script to the page of the search."""
    if pagename == "search":
        app.add_js_file(FILE, loading_method="defer")
        app.add_js_file("search.js", loading_method="defer")


def setup(app):
    app.connect("html-page-context", add)
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
