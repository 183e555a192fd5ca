"""Write the book's questions as a deck for Anki, while the book is built.

This Sphinx extension writes the quizzes of the chapters (without predictions, which
need the text around them) and the questions of the page *Review* to
`_build/html/deck/`. A question's own name, or its chapter and first words, identifies
its card, so that a second import updates the first.
"""

import html
import pathlib
import re

import genanki
from docutils import nodes

from _ext import chapters, quiz

NAME = "two-layers"
DECK, MODEL = 1_711_530_241, 1_711_530_242  # made up: Anki identifies decks by numbers
FIELDS = [{"name": n} for n in ("Name", "About", "Question", "Answers", "Reasons")]
FRONT = '<div class="about">{{About}}</div>{{Question}}{{Answers}}'
CARD = {"name": "Question", "qfmt": FRONT, "afmt": "{{FrontSide}}<hr>{{Reasons}}"}
CSS = ".about { color: gray; font-size: 80%; } ol { list-style: upper-alpha; }"
TAGS = {nodes.paragraph: "p", nodes.literal: "code", nodes.literal_block: "pre"}
TAGS |= {nodes.emphasis: "em", nodes.strong: "strong", nodes.bullet_list: "ul"}
TAGS |= {nodes.enumerated_list: "ol", nodes.list_item: "li"}


def written(node):
    """Return a docutils node as HTML, with formulas between the signs of Anki."""
    if isinstance(node, nodes.raw):  # the place of a number that is drawn
        return ""
    if isinstance(node, nodes.Text):
        return html.escape(str(node), quote=False)
    if isinstance(node, nodes.math | nodes.math_block):
        signs = r"\(\)" if isinstance(node, nodes.math) else r"\[\]"
        tex = signs[:2] + html.escape(node.astext(), quote=False) + signs[2:]
        return node.get("before", "") + tex + node.get("after", "")  # punctuation
    inner = "".join(map(written, node.children))
    tag = TAGS.get(type(node))
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def notes(doctree, docname, model):
    """Yield a card for each question of a page."""
    word = chapters.word(docname) or ""
    for node in doctree.findall(quiz.quiz):
        # A chapter's questions with a name are on the page Review, too.
        if "Predict" in node["title"] or (node["name"] and word):
            continue
        text, *rest = [c for c in node.children if not isinstance(c, quiz.quiz_option)]
        first_words = re.findall(r"\w+", text.astext().lower())[:6]
        name = node["name"] or "-".join([word, *first_words])
        about = chapters.label("Chapter", word or node["about"])
        question = f"<p>{written(text)}</p>" + "".join(map(written, rest))
        options = list(node.findall(quiz.quiz_option))
        answers, reasons = ([written(each[k]) for each in options] for k in (0, 1))
        lists = [f"<ol><li>{'</li><li>'.join(x)}</li></ol>" for x in (answers, reasons)]
        guid, tags = genanki.guid_for(NAME, name), [about.replace(" ", "-").lower()]
        fields = [name, about, question, *lists]
        yield genanki.Note(model, fields, guid=guid, tags=tags)


def write(app, exception):
    """Write the deck at the end of a build of pages."""
    if exception or app.builder.format != "html":
        return
    model = genanki.Model(MODEL, "Question with reasons", FIELDS, [CARD], css=CSS)
    deck = genanki.Deck(DECK, "A two-layer neural network")
    pages = [f"book/chapters/{word}" for word in chapters.NAMES]
    for page in [*pages, "book/review"]:
        tree = app.env.get_doctree(page)
        document = tree.copy()
        document += list(tree.findall(quiz.quiz))
        app.env.resolve_references(document, page, app.builder)
        for note in notes(document, page, model):
            deck.add_note(note)
    path = pathlib.Path(app.outdir, "deck", f"{NAME}.apkg")
    path.parent.mkdir(exist_ok=True)
    deck.write_to_file(path)


def setup(app):
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
