"""Ask questions of earlier chapters again: above a chapter, and on the page *Review*.

    :::{recall} forward     the questions that this chapter asks, in a fold
    :::{recall}             all of them
    :::{ten} before         ten questions to measure a class with, or `after`

The questions are blocks of recall.txt and ten.txt; the head of recall.txt says how.
Each is a `quiz` with a name, under which _static/review.js keeps in this browser how it
was answered. A question may hold several draws of its numbers, of which the script
shows another one each time. The build puts the fold into a chapter, so notebooks do not
hold it.
"""

import functools
import itertools
import json
import random
import re
import string
from typing import NamedTuple

import nbformat
import numpy as np
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from _ext import chapters, folds
from coursework import blocks

TITLE = "Three questions from earlier chapters"
AGAIN = "*The page* {doc}`/book/review` *asks them again, and has all the reasons.*"
FOLDER = chapters.FOLDER.parent
VARIANT = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
FORMS = ("before", "after")
DRAWS = 6  # of the numbers of a question, at most


class RecallQuestion(NamedTuple):
    """A question of the chapter `asked`; `answers` are (is right, text, reason).

    `draws` are dicts of the names in its braces; [{}] if it has no names.
    """

    name: str
    asked: str
    chapter: str
    aim: str
    text: str
    check: str
    answers: list
    draws: list

    def filled(self, draw, shown=str):
        """Return the question with the numbers of a draw, as `shown` writes each."""
        if not draw:
            return self
        text = filled(self.text, draw, shown)
        parts = zip(*self.answers, strict=True)
        rights, *texts = ([*part] for part in parts)
        texts = ([filled(each, draw, shown) for each in part] for part in texts)
        answers = [*zip(rights, *texts, strict=True)]
        return self._replace(text=text, answers=answers)

    def numbers(self, draw):
        """Return the numbers of a draw as texts, in the order of `filled`."""
        found = []
        self.filled(draw, lambda number: found.append(number) or number)
        return found

    def quiz(self, folded):
        """Return the question as Markdown; `folded` is an option of `quiz`."""
        place = itertools.count()
        first = self.filled(
            self.draws[0], lambda n: f'<span data-n="{next(place)}">{n}</span>'
        )
        marks = {True: "**Right.**", False: "**Wrong.**"}
        numbered = list(enumerate(first.answers, start=1))
        answers = "\n".join(f"{k}. {text}" for k, (_, text, _) in numbered)
        reasons = "\n".join(f"{k}. {marks[ok]} {why}" for k, (ok, _, why) in numbered)
        title = f"From {chapters.label('chapter', self.chapter)}"
        options = f":name: {self.name}\n:about: {self.chapter}"
        if self.draws[1:]:
            options += f"\n:draws: {json.dumps([*map(self.numbers, self.draws)])}"
        options += "\n:folded:" if folded else ""
        return (
            f":::{{quiz}} {title}\n{options}\n\n{first.text}\n\n{answers}\n\n"
            f"<details><summary>Answers</summary>\n\n{reasons}\n\n</details>\n:::"
        )


def filled(text, names, shown):
    """Return a text with the values of what stands in braces, `shown` by a function."""
    parts = []
    for literal, code, spec, _ in string.Formatter().parse(text):
        parts.append(literal)
        if code:
            value = eval(code, {"np": np}, names)
            spec = spec or ("g" if isinstance(value, float) else "")
            parts.append(shown(format(value, spec)))
    return "".join(parts)


def drawn(line, names=()):
    """Yield dicts of names: a line is 'a, b = (1, 2), (3, 4); c = 5, 6; if a < c'."""
    first, _, rest = line.partition("; ")
    names, values = dict(names), [True]
    if first.startswith("if "):
        values = [None] if eval(first[3:], {"np": np}, names) else []
    elif first:
        left, right = first.split(" = ")
        values = eval(right, {"np": np}, names)
        values = values if isinstance(values, tuple) else [values]
    for value in values:
        if first and not first.startswith("if "):
            keys = left.split(", ")
            names |= zip(keys, value if keys[1:] else [value], strict=True)
        yield from drawn(rest, names) if rest else [dict(names)]


@functools.cache
def questions(file="recall.txt", form="before"):
    """Return the questions of a file; {a|b} becomes a in the form 'before', else b."""
    return [_question(block, form) for block in blocks.read(FOLDER / file)]


def _question(block, form):
    """Return what a block holds: "~ names", text, "= check", answers."""
    lines = VARIANT.sub(rf"\{FORMS.index(form) + 1}", block.text).rstrip().split("\n")
    names = lines.pop(0)[2:] if lines[0].startswith("~ ") else ""
    text, *lines = lines
    kinds = [line[:2] for line in lines]
    if len(block.fields) != 2 or "+ " not in kinds or set(kinds[1:]) - {"+ ", "- "}:
        raise ValueError(f"a question that is not as the head says: {block}")
    check = lines.pop(0)[2:] if kinds[0] == "= " else ""
    answers, draws = [], [*drawn(names)]
    for line in lines:  # '+ right => reason' or '- wrong => reason'
        answer, _, reason = line[2:].partition(" => ")
        answers.append((line[0] == "+", answer, reason))
    about = block.title, block.title.rpartition("-")[0], *block.fields
    question = RecallQuestion(*about, text, check, answers, draws)
    # No draw makes two answers alike.
    texts = [[text for _, text, _ in question.filled(d).answers] for d in draws]
    first, *rest = (d for d, t in zip(draws, texts, strict=True) if len({*t}) == len(t))
    random.Random(question.name).shuffle(rest)
    return question._replace(draws=[first, *rest][:DRAWS])


def insert(app, docname, cells):
    """Put the directive `recall` below the head of a chapter that asks questions."""
    if asked_by(word := chapters.word(docname)):
        texts = [cell["source"] for cell in cells]
        head = next(k for k, text in enumerate(texts) if "{div} chapter-strip" in text)
        new = nbformat.v4.new_markdown_cell(f":::{{recall}} {word}\n:::", id="recall")
        cells.insert(head + 1, new)


def asked_by(word):
    """Return the questions that the chapter `word`, such as 'training', asks again."""
    return [question for question in questions() if question.asked == word]


class Recall(SphinxDirective):
    """The questions that a chapter asks in a fold, or all questions."""

    optional_arguments = 1

    def run(self):
        self.env.note_dependency(str(FOLDER / "recall.txt"))
        if word := "".join(self.arguments):
            texts = [q.quiz(folded=True) for q in asked_by(word)] + [AGAIN]
            node = folds.fold("", kind="recall", title=TITLE)
        else:
            texts, node = [q.quiz(folded=False) for q in questions()], nodes.Element()
        lines = "\n\n".join(texts).splitlines()
        self.state.nested_parse(StringList(lines, "recall.txt"), 0, node)
        return [node] if word else node.children


class ten(nodes.General, nodes.Element):
    """Ten questions, an ordered list; `form`, `key` and `about` are attributes."""


class Ten(SphinxDirective):
    """Ten questions as a list of lists, which ten.js makes a form of."""

    required_arguments = 1

    def run(self):
        self.env.note_dependency(str(FOLDER / "ten.txt"))
        form = self.arguments[0]
        asked = questions("ten.txt", form)
        lines = []
        for k, question in enumerate(asked, start=1):
            lines += [f"{k}. {question.text}", ""]
            lines += [f"    1. {text}" for _, text, _ in question.answers] + [""]
        about = " ".join(str(chapters.number(q.chapter)) for q in asked)
        node = ten("", form=form, key=key(form), about=about)
        self.state.nested_parse(StringList(lines, "ten.txt"), 0, node)
        return [node]


def key(form):
    """Return the letters of the right answers of a form, such as 'BADCA...'."""
    rights = [[a[0] for a in q.answers].index(True) for q in questions("ten.txt", form)]
    return "".join("ABCD"[k] for k in rights)


def visit(self, node):
    data = "".join(f' data-{name}="{node[name]}"' for name in ("form", "key", "about"))
    self.body.append(f'<div class="ten"{data}>\n<p class="ten-name">Name:</p>\n')


def depart(self, node):
    self.body.append(
        '<div class="ten-live"><button type="button">Score</button>'
        "<output></output></div>\n</div>\n"
    )


def add_files(app, pagename, templatename, context, doctree):
    """Add the scripts to the pages that need them."""
    if pagename.startswith("book/chapters/") or pagename == "book/review":
        app.add_js_file("review.js", loading_method="defer")
    if doctree is not None and any(doctree.findall(ten)):
        app.add_css_file("quiz.css")
        app.add_js_file("ten.js", loading_method="defer")


def setup(app):
    app.add_node(ten, html=(visit, depart))
    app.add_directive("recall", Recall)
    app.add_directive("ten", Ten)
    app.connect("html-page-context", add_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
