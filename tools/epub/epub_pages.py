"""Change the pages of the book for an EPUB: a Sphinx extension of tools/epub.

Readers of EPUBs run no scripts, and many fold nothing. So answers, hints and solutions
stand behind each chapter, as in the PDF, and live figures are pictures. Formulas are
MathML, which screen readers read. The package says how the book can be read.
"""

import pathlib
import posixpath
import re

import bs4
from sphinx.builders.epub3 import HTML_TAG, Epub3Builder

UNWANTED = "script, style, button, output, svg, .headerlink, .live-sorry, .quiz-live"
UNWANTED += ", .cell-name, .ten-name, .review-state"
USED = re.compile(
    r"\.xhtml$|^_images/|^mimetype$|^META-INF/|^_static/(live/.*svg|social.png|book.css)$"
)
HIDDEN = re.compile(r"Hint|Solution|See the answer")
COVER, STYLE = "_static/social.png", "_static/book.css"
ACCESS = """accessMode textual, accessMode visual, accessModeSufficient textual,
accessibilityFeature alternativeText, accessibilityFeature MathML,
accessibilityFeature structuralNavigation, accessibilityFeature tableOfContents,
accessibilityFeature readingOrder, accessibilityHazard none, accessibilitySummary
Formulas are MathML. Figures have alternative texts."""


class Builder(Epub3Builder):
    """Sphinx's builder, which also tells of languages, MathML and accessibility."""

    html_tag = HTML_TAG.replace(">", ' lang="en" xml:lang="en">')

    def build_content(self):
        """Remove what no page uses, and complete what Sphinx says of the others."""
        out = pathlib.Path(self.outdir)
        for path in filter(pathlib.Path.is_file, [*out.rglob("*")]):
            if not USED.search(path.relative_to(out).as_posix()):
                path.unlink()
        for path in out.rglob("*.svg"):  # ids that repeat, and nothing uses
            text = re.sub(r' id="image\w+"', "", path.read_text("utf-8"))
            path.write_text(text, "utf-8")
        super().build_content()
        text = (out / "content.opf").read_text("utf-8")
        for pair in " ".join(ACCESS.split()).split(", "):
            name, value = pair.split(" ", 1)
            meta = f'<meta property="schema:{name}">{value}</meta>'
            text = text.replace("</metadata>", f"{meta}\n</metadata>")
        pages = [name for name in self.files if name.endswith(".xhtml")]
        pages = [name for name in pages if "<math" in (out / name).read_text("utf-8")]
        kinds = dict.fromkeys(pages, "mathml") | {COVER: "cover-image"}
        for name, kind in kinds.items():
            place = f'href="{name}"'
            text = text.replace(place, f'properties="{kind}" {place}', 1)
        (out / "content.opf").write_text(text, "utf-8")


def as_mathml(soup):
    """Replace each formula by its MathML, with the TeX as alternative text."""
    for node in soup.find_all("span", class_="katex"):
        if node.math:
            node.math["alttext"] = node.find("annotation").extract().text
            node.replace_with(node.math)
        else:  # the end of a formula that is held to a full stop
            node.decompose()


def show_code(soup):
    """Remove folded code that draws, also in a folded answer; unfold other code."""
    for fold in soup.find_all("details", class_="hide"):
        cell = fold.find_parent(class_="cell")
        after = cell.find_next_sibling(True)
        cells = [cell]
        if after and "fold-answer" in after.get("class", ""):
            cells.append(after)
        fold.summary.decompose()
        if any(one.find("figure") for one in cells):
            fold.decompose()
        else:
            fold.unwrap()


def label(soup, text):
    """Return a paragraph for the title of something that was folded."""
    return soup.new_tag("p", attrs={"class": "label"}, string=" ".join(text.split()))


def paper(soup, form):
    """Replace a quiz by its question and answers; return (its place, title, nodes)."""
    answers, reasons = (soup.new_tag("ol", attrs={"type": "a"}) for _ in range(2))
    for option in form.find_all(class_="quiz-option"):
        for parts, name in ((answers, "quiz-choice"), (reasons, "quiz-reason")):
            part = option.find(class_=name).extract()
            part.name = "li"
            parts.append(part)
    form.legend.name = "p"
    title = label(soup, form.find(class_="quiz-title").extract().text)
    quiz = soup.new_tag("div", attrs={"class": "quiz"})
    quiz.extend([title, form.p.extract(), *form.find_all(class_="quiz-body"), answers])
    form.replace_with(quiz)
    return quiz, f"{title.text}: which is right, and why", [reasons]


def hidden(soup):
    """Take out what should be guessed first; yield (its place, title, nodes)."""
    for node in soup.find_all(["form", "details"]):
        if node.name == "form":
            yield paper(soup, node)
            continue
        title = node.summary.extract().text.strip()
        if HIDDEN.match(title):
            place = label(soup, "")
            node.replace_with(place)
            yield place, title.replace("See the answer", "Answer"), [*node.children]
        else:
            node.insert(0, label(soup, title))
            node.name = "div"


def behind(soup):
    """Move what is hidden to the end of the page, with links there and back."""
    last = soup.new_tag("section", id="behind")
    last.append(soup.new_tag("h2", string="Answers, hints and solutions"))
    for number, (place, title, content) in enumerate(hidden(soup), start=1):
        name = f"{number}. {' '.join(title.split())}"
        place["id"] = f"place-{number}"
        place.append(soup.new_tag("a", href=f"#answer-{number}", string=name))
        back = label(soup, "")
        back["id"] = f"answer-{number}"
        back.append(soup.new_tag("a", href=f"#place-{number}", string=name))
        last.extend([back, *content])
    if len(last.contents) > 1:
        soup.section.append(last)


def change(app, pagename, templatename, context, doctree):
    """Change the body of a page, and leave it one style sheet."""
    files = context["css_files"]
    context["css_files"] = [one for one in files if STYLE in str(one.filename)]
    if doctree is None:
        return
    soup = bs4.BeautifulSoup(context["body"], "lxml")
    for node in soup.select(UNWANTED):
        node.decompose()
    for node in soup.find_all(id=["exercise-content", "solution-content"]):
        del node["id"]  # a page may have several
    as_mathml(soup)
    show_code(soup)
    behind(soup)
    pages = {f"{name}.xhtml" for name in app.env.found_docs}
    for link in soup.find_all("a", href=re.compile("^[^:#]+(#|$)")):  # to other files
        path = posixpath.join(posixpath.dirname(pagename), link["href"].split("#")[0])
        if posixpath.normpath(path) not in pages:
            link.unwrap()
    context["body"] = soup.body.decode_contents()


def configure(app, config):
    """Name the cover, a pair, which YAML cannot write."""
    config.epub_cover = COVER, "epub-cover.html"


def setup(app):
    """Register the builder and the changes, after those of the site."""
    app.add_builder(Builder, override=True)
    app.connect("config-inited", configure)
    app.connect("html-page-context", change, priority=990)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
