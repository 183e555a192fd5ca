"""Give the page of the search the text of each section, and the home of each term.

Sphinx's index has words and no texts, and a page that was opened as a file may not read
others. So the texts come as a script; search.js ranks and quotes them.
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
    ".//details[contains(@class, 'fold') or contains(@class, 'hide')]/summary | "
    ".//span[@class='katex-html' or @class='section-number' or @class='eqno']"
)
HOME = ".//strong//a[contains(@href, 'glossary.html#term-')]"  # only a chapter has them
HEADING = "self::dt | h1 | h2 | h3 | h4 | h5 | details/summary"
# Signs that no page contains, around a place and its heading, and around code
HEAD = re.compile("\ue000(.*?)\ue001(.*?)\ue002")
CODE = re.compile("\ue003(.*?)\ue004")
PLAIN, RAISED = "0123456789+-\N{MINUS SIGN}()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ"


def words(node):
    """Return the text of an element, with one blank between words."""
    return " ".join(node.text_content().split())


def become(node, text):
    """Replace the content of an element by a text."""
    tail = node.tail
    node.clear()
    node.text, node.tail = text, tail


def spell(article):
    """Write powers and fractions of formulas so that a line of text can show them."""
    for power in article.iter("msup", "msubsup", "sup"):
        last = power if power.tag == "sup" else power[-1]
        text = words(last)
        if set(text) <= set(PLAIN):
            become(last, text.translate(str.maketrans(PLAIN, RAISED)))
        elif text.isalnum():
            become(last, f"^{text}")
    for fraction in article.iter("mfrac"):
        fraction[0].tail = "/"


def sections(article):
    """Return [id, heading, text, code] of each section and each entry of a list."""
    spell(article)
    for node in article.xpath(".//pre"):
        become(node, f"\ue003{words(node)}\ue004")
    for node in article.iter("dt", "td", "th"):
        node.tail = f" {node.tail or ''}"
    for node in article.xpath("self::section[@id] | .//section[@id] | .//dt[@id]"):
        for head in node.xpath(HEADING)[:1]:
            become(head, f"\ue000{node.get('id')}\ue001{words(head)}\ue002 ")
    _, *pieces = HEAD.split(words(article))  # text, id, heading, text, id, ...
    return [
        [name, head.strip(), CODE.sub("", text).strip(), " ".join(CODE.findall(text))]
        for name, head, text in zip(*[iter(pieces)] * 3, strict=True)
    ]


def introduced(page, article):
    """Yield (term, [page, id of the section that introduces the term])."""
    for link in article.xpath(HOME):
        section = next(link.iterancestors("section"))
        term = link.get("href").partition("#term-")[2].replace("-", " ").lower()
        yield term, [page, section.get("id")]


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
        pages[page] = sections(article)
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
