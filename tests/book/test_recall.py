"""Test the questions that come back: text, pages, the deck for Anki.

tests/pages/test_review.py answers them in a browser.
"""

import re
import sqlite3
import xml.etree.ElementTree as ET
import zipfile

import numpy as np
import pytest
from _ext import chapters, recall
from built import SITE, html
from notebooks import CHAPTERS, markdown
from test_quiz import FENCE, options_of, parsed, quizzes

from neuralnet import activations, load_batch, losses

KNOWN = vars(activations) | vars(losses) | {"load_batch": load_batch, "np": np}
# The ten questions that a teacher asks before the course, then those for after it.
TENS = [q for form in recall.FORMS for q in recall.questions("ten.txt", form)]
NUMBER = re.compile(r"\d*\.\d+|\d[\d,]*\d")  # smaller ones may be digits of images
DRAWN = re.compile(r"\{[^}]*\}")
DECK = SITE / "deck" / "two-layers.apkg"


@pytest.mark.parametrize("question", recall.questions() + TENS, ids=lambda q: q.name)
def test_the_numbers_of_a_question_are_computed(question):
    """Its check is true: a line of Python, or '', with all numbers of the answers."""
    for draw in question.draws:
        assert not question.check or eval(question.check, KNOWN | draw), draw
    answers = " ".join(text for _, text, _ in question.answers).replace(",000", "000")
    numbers = NUMBER.findall(DRAWN.sub("", answers))
    assert set(numbers) - set(NUMBER.findall(question.check)) == set()


@pytest.mark.parametrize("question", recall.questions(), ids=lambda q: q.name)
def test_each_draw_makes_another_question_with_three_answers(question):
    filled = [question.filled(draw) for draw in question.draws]
    assert len({(each.text, *each.answers) for each in filled}) == len(filled)
    for each in filled:
        assert len({text for _, text, _ in each.answers}) == 3
    drawn = [q for q in recall.questions() if len(q.draws) > 1]
    assert len(drawn) >= 0.8 * len(recall.questions()), "a number could be remembered"


def test_numbers_are_drawn_from_names():
    rows = recall.drawn("a, b = (1, 2), (3, 4); c = a + b; d = 5, 6; if a + d < 8")
    assert [*rows] == [{"a": 1, "b": 2, "c": 3, "d": d} for d in (5, 6)]
    assert [*recall.drawn("")] == [{}]


def test_questions_ask_of_earlier_chapters_and_have_one_right_answer():
    names = [q.name for q in recall.questions() + TENS[:10]]
    assert len(set(names)) == len(names)
    assert {q.chapter for q in recall.questions()} == {*chapters.NAMES}
    for question in recall.questions():
        if question.asked != "review":  # a question that the page alone asks
            assert chapters.number(question.chapter) < chapters.number(question.asked)
        _, text = FENCE.findall(question.quiz(True))[0]
        options = options_of(parsed(text.partition("\n\n")[2]))  # without :name:
        reasons = [option[1].astext() for option in options]
        assert len(set(reasons)) == len(question.answers) == 3
        assert sum(right for right, *_ in question.answers) == 1


def test_the_ten_questions_before_and_after_differ_and_so_do_their_right_letters():
    """A letter that somebody remembers from before must not score after."""
    keys = [recall.key(form) for form in recall.FORMS]
    assert not any(one == two for one, two in zip(*keys, strict=True))
    assert all(key in markdown("book/teaching-reference.md") for key in keys)
    assert all(one != two for one, two in zip(TENS[:10], TENS[10:], strict=True))
    for question in TENS:
        assert len({text for _, text, _ in question.answers}) == 4


# --- the deck


def assert_plain(text):
    """Fail where Markdown or a role is left, or a formula does not end as it began."""
    assert not re.search(r"\$|\{(?:chapter|doc|eq|term)\}|<!--", text), text
    signs = re.findall(r"\\[()\[\]]", text)
    assert signs == [r"\(", r"\)"] * (len(signs) // 2), text
    ET.fromstring(f"<div>{text.replace('<hr>', '')}</div>")


@pytest.mark.book
def test_the_deck_is_a_collection_with_a_card_for_each_question(tmp_path):
    # Predictions, which have a title, are left out.
    num_quizzes = sum(not title for name in CHAPTERS for title, _ in quizzes(name))
    with zipfile.ZipFile(DECK) as archive:
        path = archive.extract("collection.anki2", tmp_path)
    with sqlite3.connect(path) as collection:
        assert collection.execute("pragma integrity_check").fetchone() == ("ok",)
        notes = dict(collection.execute("select guid, flds from notes"))
        cards = collection.execute("select count(*) from cards").fetchone()
    fields = [note.split("\x1f") for note in notes.values()]
    assert len(fields) == cards[0] == num_quizzes + len(recall.questions())
    assert {q.name for q in recall.questions()} < {name for name, *_ in fields}
    assert notes["B09639s_Qf"].startswith("digits-labels-"), "Anki knows cards by ids"
    for _, _, text, answers, reasons in fields:
        for each in (text, answers, reasons):
            assert_plain(each)
        count = len(re.findall("<strong>(?:Right|Wrong)", reasons))
        assert answers.count("<li>") == count


@pytest.mark.book
def test_the_page_review_offers_the_deck():
    assert f'href="../deck/{DECK.name}" download' in html("book/review.html")
