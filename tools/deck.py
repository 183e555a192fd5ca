"""Write the book's questions as a deck for Anki and as Moodle XML, while it is built.

This Sphinx extension writes the quizzes of the chapters (without predictions, which
need the text around them), the questions of the page *Review* and, for Moodle, the ten
questions before and after the course to `_build/html/deck/`. Each answer's reason is
its feedback. Formulas stand between the signs that the MathJax of both programs knows.

Each question has a name that stays: its own, or the chapter and its first words. So a
second import updates the cards of the first. Whoever rewrites the first words of a
question makes a new card of it.
"""

import html
import pathlib
import re
import xml.etree.ElementTree as ET
from typing import NamedTuple

import chapters
import genanki
import quiz
import recall
from docutils import nodes
from sphinx.errors import ExtensionError

NAME = "two-layers"
DECK, MODEL = 1_711_530_241, 1_711_530_242  # made up: Anki identifies decks by numbers
FRONT = '<div class="about">{{About}}</div>{{Question}}{{Answers}}'
CSS = (
    ".card { font: 18px/1.5 sans-serif; max-width: 40em; margin: 1em auto; }"
    " .about { color: gray; font-size: 80%; } pre, code { font-size: 90%; }"
    " ol { list-style: upper-alpha; } li { margin-bottom: 0.5em; }"
)
FIELDS = ("Name", "About", "Question", "Answers", "Reasons")
TAGS = {nodes.paragraph: "p", nodes.literal: "code", nodes.literal_block: "pre"}
TAGS |= {nodes.emphasis: "em", nodes.strong: "strong", nodes.bullet_list: "ul"}
TAGS |= {nodes.enumerated_list: "ol", nodes.list_item: "li"}
PLAIN = (nodes.reference, nodes.inline, nodes.container, quiz.quiz_body)
PLAIN += (quiz.quiz_question, quiz.quiz_answer, quiz.quiz_reason)


class Entry(NamedTuple):
    """A question in HTML; `answers` are triples of (is right, text, reason)."""

    name: str
    about: str
    question: str
    answers: list


def written(node):
    """Return a docutils node as HTML; raise ExtensionError for kinds without one."""
    if isinstance(node, nodes.Text):
        return html.escape(str(node), quote=False)
    if isinstance(node, nodes.math | nodes.math_block):
        signs = r"\(\)" if isinstance(node, nodes.math) else r"\[\]"
        tex = signs[:2] + html.escape(node.astext(), quote=False) + signs[2:]
        return node.get("before", "") + tex + node.get("after", "")  # punctuation
    inner = "".join(map(written, node.children))
    if type(node) in TAGS:
        return f"<{TAGS[type(node)]}>{inner}</{TAGS[type(node)]}>"
    if isinstance(node, PLAIN):
        return inner
    raise ExtensionError(f"deck: no HTML for {type(node).__name__}: {node.astext()}")


def entries(doctree, docname):
    """Yield the questions of a page: of its quizzes, then the ten of a test."""
    word = chapters.word(docname) or ""
    about = chapters.label("Chapter", word) if word else ""
    for node in doctree.findall(quiz.quiz):
        # A chapter's questions with a name are on the page Review, too.
        if "Predict" not in node["title"] and not (node["name"] and about):
            yield quiz_entry(node, word, about)
    for node in doctree.findall(recall.ten):
        yield from ten_entries(node)


def quiz_entry(node, word, about):
    """Return the Entry of a quiz in the chapter `word`, or on the page Review ('')."""
    text, *rest = [c for c in node.children if not isinstance(c, quiz.quiz_option)]
    first_words = re.findall(r"\w+", text.astext().lower())[:6]
    options = node.findall(quiz.quiz_option)
    answers = [(o["right"], written(o[0]), written(o[1])) for o in options]
    body = f"<p>{written(text)}</p>" + "".join(map(written, rest))
    name = node["name"] or "-".join([word, *first_words])
    return Entry(name, about or chapters.label("Chapter", node["about"]), body, answers)


def ten_entries(node):
    """Yield the ten questions of the test before or after the course."""
    for k, item in enumerate(node[0].children):
        rights = (letter == node["key"][k] for letter in "ABCD")
        texts = ["".join(map(written, answer.children)) for answer in item[1].children]
        answers = [(*pair, "") for pair in zip(rights, texts, strict=True)]
        name = f"ten-{node['form']}-{k + 1}"
        yield Entry(name, f"Ten questions, {node['form']}", written(item[0]), answers)


def anki(questions, path):
    """Write a deck of cards: the question in front, the reasons on the back."""
    card = {"name": "Question", "qfmt": FRONT, "afmt": "{{FrontSide}}<hr>{{Reasons}}"}
    fields = [{"name": name} for name in FIELDS]
    model = genanki.Model(MODEL, "Question with reasons", fields, [card], css=CSS)
    deck = genanki.Deck(DECK, "A two-layer neural network")
    for entry in questions:
        answers = "".join(f"<li>{text}</li>" for _, text, _ in entry.answers)
        reasons = "".join(f"<li>{why}</li>" for *_, why in entry.answers)
        lists = (f"<ol>{answers}</ol>", f"<ol>{reasons}</ol>")
        values = [entry.name, entry.about, entry.question, *lists]
        guid = genanki.guid_for(NAME, entry.name)
        tags = [entry.about.replace(" ", "-").lower()]
        deck.add_note(genanki.Note(model, values, guid=guid, tags=tags))
    deck.write_to_file(path)


def moodle(questions, path):
    """Write Moodle XML: a category for each chapter, a question for each entry."""
    top, category = ET.Element("quiz"), None
    for entry in sorted(questions, key=lambda e: (len(e.about), e.about)):  # 9, then 10
        if entry.about != category:
            category = entry.about
            question = ET.SubElement(top, "question", type="category")
            _text(question, "category", f"$course$/top/{NAME}/{category}")
        _multichoice(ET.SubElement(top, "question", type="multichoice"), entry)
    tree = ET.ElementTree(top)
    tree.write(path, encoding="UTF-8", xml_declaration=True)


def _text(parent, name, text, **attributes):
    """Add an element that holds an element `text` with the text, as Moodle wants."""
    element = ET.SubElement(parent, name, attributes)
    ET.SubElement(element, "text").text = text
    return element


def _multichoice(question, entry):
    """Fill an element `question`. Moodle wants percent: the right answers share 100.

    If several are right, the wrong ones share -100, so that to tick all gives nothing.
    """
    rights = sum(ok for ok, *_ in entry.answers)
    wrong = "0" if rights == 1 else f"{-100 / (len(entry.answers) - rights):.7g}"
    _text(question, "name", entry.name)
    _text(question, "questiontext", entry.question, format="html")
    _text(question, "generalfeedback", "", format="html")
    values = {"defaultgrade": "1", "penalty": "0.3333333", "hidden": "0"}
    values |= {"idnumber": f"{NAME}-{entry.name}", "shuffleanswers": "true"}
    values |= {"single": str(rights == 1).lower(), "answernumbering": "ABC"}
    for name, value in values.items():
        ET.SubElement(question, name).text = value
    for ok, text, why in entry.answers:
        fraction = f"{100 / rights:.7g}" if ok else wrong
        answer = _text(question, "answer", text, fraction=fraction, format="html")
        _text(answer, "feedback", why, format="html")


def questions_of(app, docname):
    """Return a document of the questions of a page, with its links and numbers."""
    tree = app.env.get_doctree(docname)
    document = tree.copy()
    document += list(tree.findall(quiz.quiz)) + list(tree.findall(recall.ten))
    app.env.resolve_references(document, docname, app.builder)
    return document


def write(app, exception):
    """Write both files at the end of a build of pages."""
    if exception or app.builder.format != "html":
        return
    pages = [f"book/chapters/{file}" for file in chapters.NAMES.values()]
    pages = [*pages, "book/before", "book/after", "book/review"]
    found = [e for page in pages for e in entries(questions_of(app, page), page)]
    folder = pathlib.Path(app.outdir, "deck")
    folder.mkdir(exist_ok=True)
    anki([e for e in found if not e.name.startswith("ten-")], folder / f"{NAME}.apkg")
    moodle(found, folder / f"{NAME}-moodle.xml")


def setup(app):
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
