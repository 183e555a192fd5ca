"""Test a student's page, and the page about the class."""

import dataclasses
import functools
import pathlib
import re
import tempfile
import urllib.parse

import handmade
import pytest
from handmade import Page, entry, hostile_record, record, unreadable, wrong

from grader.assignment import USUAL as ASKED
from grader.pages import page as pages
from grader.pages.page import CSS, write_feedback, write_summary
from grader.records import mark_by_hand
from grader.submissions.cells import Cell

QUOTES = [Cell(12, "open_test(model)", "accuracy 0.97")] * 8
CLASS = [
    record("ann"),
    record("ben", wrong()),
    record("cem", wrong(), wrong("forward", None, score=0.25)),
    unreadable("dan", "The file is empty."),
]


def written(write, given, *more):
    """Return the text of the file that a function writes for a record, or records."""
    with tempfile.TemporaryDirectory() as out:
        return write(given, pathlib.Path(out), *more).read_text("utf-8")


feedback = functools.partial(written, write_feedback)  # a student's page
summary = functools.partial(written, write_summary)  # the page about the class


@pytest.fixture(autouse=True)
def published(monkeypatch):
    """Give the book an address, which is a placeholder in the repository."""
    monkeypatch.setattr(pages, "book_url", lambda: handmade.BOOK)


# --- for students


def test_a_page_shows_score_message_notes_hints_and_the_chapter():
    message = "Not right yet. For [[-0.47,  0.33],\n [ 0.47,  4.18]]: it is 1."
    answer = wrong(message=message, notes=["overflow in exp"])
    page = Page(feedback(record("kim", answer)))
    for text in ("kim", "6.75 of 7", "✘ incorrect", "0.75 of 1", "cell 7"):
        assert text in page.text
    for text in (message, "overflow in exp", "Look at X.", "Use max."):
        assert page.text.count(text) == 1
    assert page.tags.count("details") == 2
    assert "white-space: pre-wrap" in CSS
    assert f"{handmade.BOOK}book/chapters/activations.html" in page.links


def test_a_placeholder_s_address_makes_no_links(tmp_path, monkeypatch):
    monkeypatch.undo()
    settings = tmp_path / "_config.yml"
    monkeypatch.setattr(pages, "_SETTINGS", (settings,))
    for address, links in [("https://example.github.io/b/", 0), (handmade.BOOK, 1)]:
        settings.write_text(f"html:\n  baseurl: {address}\n")
        pages.book_url.cache_clear()
        assert bool(pages.chapter_link("softmax")) == links
    pages.book_url.cache_clear()


def test_an_unreadable_file_is_explained_once():
    short = unreadable(reason="The file is empty.")
    blank = {"status": "not attempted", "score": 0.0, "message": "The file is empty."}
    listed = [entry(question, **blank) for question in ASKED]
    for each in (short, dataclasses.replace(short, marks=listed)):
        source = feedback(each)
        assert source.count("The file is empty.") == 1
        assert "0</strong> of 7" in source


def test_students_do_not_see_the_quoted_cells():
    given = record("kim", quotes=QUOTES)
    assert feedback(given) == feedback(record("kim"))


@pytest.mark.parametrize("write", [feedback, lambda record: summary([record])])
@pytest.mark.parametrize("text", handmade.HOSTILE)
def test_hostile_text_changes_no_tag_or_link_of_a_page(text, write):
    page, calm = (Page(write(hostile_record(each))) for each in (text, "calm"))
    assert page.balanced
    assert page.tags == calm.tags
    assert [name for name, _ in page.attributes] == [n for n, _ in calm.attributes]
    assert {link for link in page.links if ":" in link} <= {*calm.links}
    assert not handmade.INVISIBLE.search(page.text)


def test_a_student_s_text_appears_unchanged():
    text = "x<script></p>'\"&&lt;{{ 1 }}{% raw %}{#--> $x$_\U0001f600"
    page = Page(feedback(hostile_record(text)))
    # In the title and the heading; the problem; message, hint and note.
    assert page.text.count(text) == 6


# --- for the instructor


def test_the_summary_shows_means_shares_and_common_mistakes():
    text = Page(summary(CLASS)).text
    assert re.search(r"4\.94 .*6\.38", text)  # mean and median of 7, 6.75, 6, 0
    assert re.search(r"softmax\s*0\.62 of 1\s*25%\s*50%\s*25%", text)
    assert re.search(r"forward\s*0\.56 of 1\s*50%\s*25%\s*25%", text)
    first = text.index("softmax: no_shift (2")
    second = text.index("forward: ", first)
    assert text[first:second].count("Subtract the maximum.") == 1
    assert re.search(r"Who\s*ben,\s*cem\s", text[first:second])


def test_the_summary_shows_quoted_cells_and_files_that_were_not_graded():
    chosen = record("eve", mark_by_hand("tuning"), quotes=QUOTES)
    source = summary([chosen, *CLASS], [("a.pdf", "a PDF")])
    assert Page(source).balanced
    text = Page(source).text
    assert source.count("<pre>open_test(model)</pre>") == 8
    assert source.count("<pre>accuracy 0.97</pre>") == 8
    assert re.search(r"dan\s*dan\.ipynb\s*The file is empty\.", text)
    assert re.search(r"a\.pdf\s*a PDF", text)
    for records in ([unreadable()], [record("kim")]):
        assert Page(summary(records)).balanced


def test_every_student_has_a_page_of_one_s_own_and_links_find_it(tmp_path):
    records = [record(name, wrong()) for name in handmade.STRANGE]
    out = tmp_path / "out"
    paths = {write_feedback(each, out).name for each in records}
    assert {"김민수.html", "O'Brien.html"} < paths  # ordinary names stay
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    page = Page(write_summary(records, out).read_text("utf-8"))
    links = {link for link in page.links if not link.startswith((handmade.BOOK, "#"))}
    assert len(links) == len(set(handmade.STRANGE))
    for link in links:
        assert link.isascii()
        assert (out / urllib.parse.unquote(link)).is_file()
    ids = [value for name, value in page.attributes if name == "id"]
    assert [link[1:] for link in page.links if link.startswith("#")] == ids


def test_in_a_browser_no_script_runs_and_no_page_is_too_wide(tmp_path, chromium):
    records = [hostile_record(text) for text in handmade.HOSTILE]
    paths = [write_feedback(each, tmp_path) for each in records]
    tab, noticed = chromium.new_page(viewport={"width": 390, "height": 800}), []
    tab.on("console", lambda message: noticed.append(message.text))
    tab.on("dialog", lambda dialog: noticed.append(dialog.message))
    for path in (*paths, write_summary(records, tmp_path)):
        tab.goto(path.as_uri())
        # However long a text is, no page is wider than a telephone.
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert noticed == []  # what a script or an error would write
    tab.close()
