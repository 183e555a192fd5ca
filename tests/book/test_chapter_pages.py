"""Test that a chapter's page shows what its notebook holds, and that drawings do."""

import doctest
import re
import xml.etree.ElementTree as ET

import pytest
from _ext import drawings, folds
from built import html
from notebooks import CHAPTERS, markdown, read

EACH_CHAPTER = pytest.mark.parametrize("name", CHAPTERS)


@pytest.mark.parametrize("name", drawings.DRAWINGS)
def test_drawings_have_dark_colors(name):
    svg = drawings.DRAWINGS[name]()
    ET.fromstring(svg)
    assert "prefers-color-scheme:dark" in svg
    assert "#000000" not in svg


def test_the_numbers_of_the_mathematics_are_computed():
    text = markdown("book/mathematics.md").replace("```", "")  # no part of an output
    examples = doctest.DocTestParser().get_doctest(text, {}, "mathematics", None, 0)
    assert len(examples.examples) > 12
    assert doctest.DocTestRunner().run(examples).failed == 0


@pytest.mark.book
@EACH_CHAPTER
def test_a_page_folds_what_is_tagged_and_nothing_twice(name):
    page, depth = html(name), 0
    tagged = [tag for tag, _ in folds.groups(read(name).cells)]
    for tag in folds.TITLES:
        assert page.count(f'<details class="fold fold-{tag}">') == tagged.count(tag)
    article = page[page.index("<article") : page.index("</article")]
    for slash, classes in re.findall(r'<(/?)details(?: class="([^"]*))?', article):
        depth += -1 if slash else 1
        most = 2 if re.search("quiz|of-output", classes) else 1
        assert depth <= most, "a fold in a fold"
    neighbors = r"</details>\s*</div>\s*<div[^>]*>\s*<details class=.hide"
    assert not re.search(neighbors, article), "two folds of code below each other"


@pytest.mark.book
@EACH_CHAPTER
def test_a_page_loses_no_paragraph(name):
    """Lines of a chapter without signs of Markdown are looked for on its page."""
    shown = re.sub(r"\W+", "", re.sub(r"<[^>]*>", "", html(name)))
    for line in markdown(name).splitlines():
        if re.fullmatch(r"[A-Z][\w ,.:;]{30,}", line):
            assert re.sub(r"\W+", "", line) in shown, line


DRAWS = """\
alt = f"A figure of {n}"
fig, ax = plots.subplots()
plots.show(fig, alt, "A caption that is as long as captions are.")
plots.show_digits(X, "What is seen in the figure, in words.", columns=4, caption="?")"""


def test_the_code_of_a_figure_is_shown_without_its_words():
    shown = folds.without_words(DRAWS).splitlines()
    assert shown[1:] == ["plots.show(fig)", "plots.show_digits(X, columns=4)"]
