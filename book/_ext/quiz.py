"""The Sphinx directive `quiz`: a question that the page itself answers.

    :::{quiz}

    Which line gives the labels back?

    1. `Y.argmax(axis=0)` <!-- mistake: softmax/sums_columns -->
    2. `Y.argmax(axis=1)`

    <details><summary>Answers</summary>

    1. **Wrong.** It runs down the columns.
    2. **Right.** Each row is asked for the column of its 1.

    </details>
    :::

The source is plain Markdown. Where it is shown as it is (GitHub), the reader sees the
question and the answers, and opens the reasons after a guess. In HTML it becomes a form
(quiz.js, quiz.css); without scripts its reasons are in `<details>`. If several reasons
say **Right.**, the reader ticks boxes. A title after `{quiz}` replaces 'Question 1'.
The comment names an entry of the catalogue of known mistakes, question/mistake.
Options are for questions that come back (recall.py): a `name`, under which review.js
keeps the answer, the chapter that it is `about`, the `draws` of its numbers in JSON,
and `folded`, without `<details>`.
"""

import re

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from _ext import quiz_speech

LOGGER = logging.getLogger(__name__)
MISTAKE = re.compile(r"<!--\s*mistake:\s*(\S+)\s*-->")
WORDS = {"Right.": True, "Wrong.": False}
NOTE = "Nothing is recorded: answers stay on this page."


class quiz(nodes.General, nodes.Element):
    """A question: an inline node, perhaps a container of the rest, `quiz_option`s."""


class quiz_option(nodes.General, nodes.Element):
    """An answer to choose, an inline node, and a container of the reason."""


class QuizError(Exception):
    """A quiz is not well formed; the message says what is wrong and what is wanted."""


class Quiz(SphinxDirective):
    """Parse a quiz; an error in it becomes a warning with its place."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {  # noqa: RUF012 - Docutils wants it here
        "name": directives.unchanged_required,
        "about": directives.unchanged_required,
        "draws": directives.unchanged_required,
        "folded": directives.flag,
    }

    def run(self):
        content = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, content)
        try:
            node = build(content.children)
        except QuizError as error:
            place = (self.env.docname, self.lineno)
            LOGGER.warning("quiz: %s", error, location=place, type="quiz")
            return content.children
        node["number"] = self.env.new_serialno("quiz")
        node["name"] = self.options.get("name", "")
        node["about"] = self.options.get("about", "")
        node["draws"] = self.options.get("draws", "")
        node["folded"] = "folded" in self.options
        is_first = not node["name"] and self.env.new_serialno("own quiz") == 0
        node["has_note"] = is_first  # once on a page
        title = " ".join(self.arguments)
        node["title"] = title or f"Question {self.env.new_serialno('question') + 1}"
        self.set_source_info(node)
        return [node]


def build(children):
    """Return the quiz node of the parsed content, or raise QuizError.

    `children` are question, numbered list, `<details>`, numbered list, `</details>`.
    """
    lists = [k for k, c in enumerate(children) if isinstance(c, nodes.enumerated_list)]
    if len(lists) != 2 or not children[lists[1]].children:
        raise QuizError(
            f"{len(lists)} numbered lists; wanted two: the answers, then the reasons"
        )
    answers, reasons = (children[k].children for k in lists)
    question, between = children[: lists[0]], children[lists[0] + 1 : lists[1]]
    tags = [_html(node) for node in (*between, *children[lists[1] + 1 :])]
    if tags != ["<details>", "</details>"]:
        raise QuizError(
            "the list of reasons must stand alone between <details><summary>Answers"
            "</summary> and </details>, with empty lines around it"
        )
    if not question or not isinstance(question[0], nodes.paragraph):
        raise QuizError("it must begin with the question, a paragraph")
    if len(answers) < 2:
        raise QuizError(f"{len(answers)} answer; wanted at least 2")
    if len(answers) != len(reasons):
        raise QuizError(f"{len(answers)} answers and {len(reasons)} reasons")
    pairs = enumerate(zip(answers, reasons, strict=True), start=1)
    options = [_option(k, *pair) for k, pair in pairs]
    if not any(o["right"] for o in options):
        raise QuizError("no reason begins with **Right.**: no answer would be right")
    text = nodes.inline("", "", *question[0].children)
    rest = [nodes.container("", *question[1:])] if question[1:] else []
    several = sum(o["right"] for o in options) > 1
    return quiz("", text, *rest, *options, several=several)


def _html(node):
    """Return '<details>' or '</details>' for a node of raw HTML, else another text."""
    text = node.astext().strip() if isinstance(node, nodes.raw) else ""
    found = re.fullmatch(r"<(/?)details>(?:<summary>.*</summary>)?", text)
    return f"<{found[1]}details>" if found else text or node.tagname


def _option(number, answer, why):
    """Return the option node of an answer and its reason, both list items."""
    if len(answer) != 1 or not isinstance(answer[0], nodes.paragraph):
        raise QuizError(f"answer {number} is not one paragraph")
    mistakes = [MISTAKE.match(raw.astext()) for raw in answer.findall(nodes.raw)]
    text = [c for c in answer[0].children if not MISTAKE.match(c.astext())]
    while text and not text[-1].astext().strip():  # the space before the comment
        text.pop()
    first = why[0].children if why.children else []
    word = next((child for child in first if child.astext()), None)
    if not isinstance(word, nodes.strong) or word.astext() not in WORDS:
        raise QuizError(f"reason {number} begins neither **Right.** nor **Wrong.**")
    if not why.astext().removeprefix(word.astext()).strip():
        raise QuizError(f"reason {number} says nothing after {word.astext()!r}")
    parts = nodes.inline("", "", *text), nodes.container("", *why.children)
    node = quiz_option("", *parts, right=WORDS[word.astext()])
    node["mistake"] = next((m[1] for m in mistakes if m), "")
    try:
        node["label"] = quiz_speech.label(node[0])
    except ValueError as error:
        raise QuizError(f"answer {number}: {error}") from None
    return node


def write(self, node):
    """Write a quiz in HTML, from its first line to its last.

    Without quiz.js, inputs, button and note stay hidden, and each answer has its reason
    below it. method="dialog" sends nothing.
    """

    def add(html, *children):
        self.body.append(html)
        for child in children:
            child.walkabout(self)

    kept = {key: node[key] for key in ("name", "about", "draws") if node["name"]}
    data = "".join(f'data-{k}="{self.encode(v)}" ' for k, v in kept.items() if v)
    number = f"quiz-{node['number'] + 1}"
    kind = "checkbox" if node["several"] else "radio"
    question, *rest = node.children
    title = f'<span class="quiz-title">{self.encode(node["title"])}</span>'
    add(f'<form class="quiz" method="dialog" id="{number}" {data}autocomplete="off">')
    add(f"<fieldset>\n<legend>{title} ", *question.children)
    add(" <em>(Choose all that are right.)</em>" if node["several"] else "")
    add("</legend>\n")
    for part in rest:
        if isinstance(part, nodes.container):
            add('<div class="quiz-body">\n', *part.children)
            add("</div>\n")
            continue
        (answer, reason), right = part.children, part["right"]
        known = {"right": str(right).lower(), "mistake": part["mistake"]}
        data = "".join(f' data-{k}="{self.encode(v)}"' for k, v in known.items() if v)
        label = f' aria-label="{self.encode(part["label"])}"' if part["label"] else ""
        start, end = "<details><summary>Is it right?</summary>", "</details>"
        if node["folded"]:  # no fold in a fold
            start, end = "<div hidden>", "</div>"
        add(f'<div class="quiz-option"{data}>\n')
        add(f'<label><input type="{kind}" name="{number}"{label}> ')
        add('<span class="quiz-choice">', *answer.children)
        add('</span></label> <span class="quiz-mark" aria-hidden="true"></span>\n')
        word = "right" if right else "wrong"
        add(f'{start}\n<div class="quiz-reason quiz-{word}">\n', *reason.children)
        add(f"</div>{end}\n</div>\n")
    add('<p class="quiz-live"><button type="submit">Check</button></p>\n')
    add('<output class="quiz-verdict" aria-live="polite"></output>\n')
    add(f'<p class="quiz-live quiz-note">{NOTE}</p>\n' if node["has_note"] else "")
    add("</fieldset></form>\n")
    raise nodes.SkipNode


def add_files(app, pagename, templatename, context, doctree):
    """Add script and style to the pages with a quiz."""
    if doctree is not None and any(doctree.findall(quiz)):
        app.add_css_file("quiz.css")
        app.add_js_file("quiz.js", loading_method="defer")


def setup(app):
    app.add_node(quiz, html=(write, None))
    app.add_directive("quiz", Quiz)
    app.connect("html-page-context", add_files)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True}
