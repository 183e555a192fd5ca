"""Test chapters: first uses of terms, length, captions, predictions and folds."""

import doctest
import itertools
import re
import sys
import xml.etree.ElementTree as ET

import homes
import matplotlib as mpl
import pytest
from built import html
from notebooks import CHAPTERS, ROOT, code_cells, markdown, read, tags

mpl.use("Agg")
sys.path += [str(ROOT / "book" / "_ext"), str(ROOT / "tools")]
import drawings
import folds
import length

EACH_CHAPTER = pytest.mark.parametrize("name", CHAPTERS)
DRAWS = re.compile(r"\b(?:plots|diagram)\.(?:show|subplots)")


def groups(name, tag):
    """Return [neighboring cells with this tag] for each fold of a chapter."""
    return [cells for of_tag, cells in folds.groups(read(name).cells) if of_tag == tag]


# --- nothing before its time


@EACH_CHAPTER
def test_no_term_or_symbol_is_used_before_its_home(name):
    assert homes.wrong_homes(name) == []
    assert homes.early_terms(name) == []
    assert homes.early_symbols(name) == []


@EACH_CHAPTER
def test_the_table_of_a_chapter_has_each_symbol_that_is_at_home_there(name):
    table = markdown(name).partition("## Symbols")[2].partition("\n## ")[0]
    signs = homes.SYMBOL.findall(" ".join(re.findall(r"\$(.+?)\$", table)))
    number, found = CHAPTERS.index(name) + 1, homes.symbol_homes()
    assert {s for s, home in found.items() if home == number} - set(signs) == set()


def test_the_mathematics_is_the_home_of_what_it_explains():
    assert homes.wrong_homes("book/mathematics.md") == []


# --- length


def test_the_first_route_is_short_and_times_are_those_of_the_rule():
    books = {name: read(name) for name in CHAPTERS}
    first_route = [b for b in books.values() if not length.is_second_reading(b)]
    assert len(first_route) == len(books) - 1  # one chapter is optional as a whole
    assert sum(map(length.words, first_route)) <= length.MOST
    for name, book in books.items():
        stated = re.search(r"\*\*Time\*\* (\d+) minutes", markdown(name))[1]
        word = name.partition("-")[2].removesuffix(".ipynb")
        assert int(stated) == length.minutes(book, word), f"{name}: see tools/length.py"


# --- figures and predictions


@EACH_CHAPTER
def test_figures_have_captions_and_their_code_is_folded(name):
    """One of the first five code cells draws the network; each figure has a caption."""
    assert any("show_network(" in cell.source for cell in code_cells(name)[:5])
    for cell in code_cells(name):
        figures = [o for o in cell.outputs if "image/svg+xml" in o.get("data", {})]
        assert len(list(length.captions(cell))) == len(figures), cell.source
        assert not DRAWS.search(cell.source) or "hide-input" in tags(cell), cell.source


@EACH_CHAPTER
def test_each_prediction_has_its_answer(name):
    """An answer follows each cell that asks for a prediction. Others follow a quiz.

    A first route asks for at most five, unless the chapter is a second reading.
    """
    cells = list(length.first_route(read(name)))
    asking = [c.id for c in cells if re.search(r"\*Predict", c.source)]
    quizzes = [c.id for c in cells if "{quiz} Predict" in c.source]
    before_answers = [
        cell.id
        for cell, following in itertools.pairwise(cells)
        if "answer" in tags(following) and "answer" not in tags(cell)
    ]
    assert [name for name in before_answers if name not in quizzes] == asking
    assert len(before_answers) <= 5 or length.is_second_reading(read(name))
    for answer in groups(name, "answer"):
        assert answer[0].cell_type == "code"
        assert answer[-1].cell_type == "markdown", "say what the answer is"


@pytest.mark.parametrize("name", drawings.DRAWINGS)
def test_drawings_have_dark_colors_and_stand_in_the_book(name):
    svg = drawings.DRAWINGS[name]()
    ET.fromstring(svg)
    assert "prefers-color-scheme:dark" in svg
    assert "#000000" not in svg
    pages = markdown("book/mathematics.md") + markdown("book/intro.md")
    assert f"{{drawing}} {name}\n" in pages


def test_the_numbers_of_the_mathematics_are_computed():
    text = markdown("book/mathematics.md").replace("```", "")  # no part of an output
    examples = doctest.DocTestParser().get_doctest(text, {}, "mathematics", None, 0)
    assert len(examples.examples) > 12
    assert doctest.DocTestRunner().run(examples).failed == 0


# --- the page of a chapter


def each_page(test):
    """Let a test, which needs the built book, run for each chapter."""
    return pytest.mark.book(EACH_CHAPTER(test))


@each_page
def test_a_page_numbers_the_captions_of_its_figures(name):
    page, number = html(name), str(CHAPTERS.index(name) + 1)
    shown = [cell for cell in code_cells(name) if "remove-cell" not in tags(cell)]
    figures = sum(len(list(length.captions(cell))) for cell in shown)
    figures -= 1  # the first map of the network is in the box at the head
    figures += markdown(name).count("```{live}")
    found = re.findall(r'caption-number">Figure (\d+)\.(\d+): ', page)
    assert found == [(number, str(k + 1)) for k in range(figures)]
    assert "<strong>Figure.</strong>" not in page, "a caption without a number"


@each_page
def test_a_page_folds_what_is_tagged_and_nothing_twice(name):
    page, depth = html(name), 0
    for tag in folds.TITLES:
        count = page.count(f'<details class="fold fold-{tag}">')
        assert count == len(groups(name, tag))
    assert "Show the code" not in page, "folded code has a name"
    article = page[page.index("<article") : page.index("</article")]
    for slash, classes in re.findall(r'<(/?)details(?: class="([^"]*))?', article):
        depth += -1 if slash else 1
        most = 2 if "quiz" in classes else 1  # only a quiz may stand in a fold
        assert depth <= most, "a fold in a fold"


@each_page
def test_a_second_reading_begins_with_its_heading_and_the_contents_mark_it(name):
    page, readings = html(name), groups(name, "second-reading")
    assert all(re.match("##+ ", cells[0].source) for cells in readings)
    folded_heading = r'fold-second-reading"><summary>[^<]*</summary>\s*<h'
    assert not re.search(folded_heading, page), "its heading stands above the fold"
    contents = page[page.rindex("page-toc") :]
    assert contents.count('class="second-mark"') == len(readings)


@each_page
def test_only_the_title_of_a_page_has_a_number(name):
    levels = re.findall('<h([1-6])><span class="section-number">', html(name))
    assert levels == ["1"]


@each_page
def test_a_page_loses_no_paragraph(name):
    """Lines of a chapter without signs of Markdown are looked for on its page."""
    shown = re.sub(r"\W+", "", re.sub(r"<[^>]*>", "", html(name)))
    for line in markdown(name).splitlines():
        if re.fullmatch(r"[A-Z][\w ,.:;]{30,}", line):
            assert re.sub(r"\W+", "", line) in shown, line
