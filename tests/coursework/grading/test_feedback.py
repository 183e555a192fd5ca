import base64
import hashlib
import pathlib
import re

import pytest
import yaml
from handmade import (
    BOOK,
    HOSTILE,
    INVISIBLE,
    Page,
    entry,
    hostile_record,
    literal_texts,
    record,
    unreadable,
    wrong,
)
from hypothesis import given, settings
from test_table import STRANGE

from coursework.grading.assignment import USUAL as ASKED
from coursework.grading.pages import book
from coursework.grading.pages.book import PAGES, book_url, further_reading
from coursework.grading.pages.feedback import write_feedback
from coursework.grading.pages.page import CSS

ROOT = pathlib.Path(__file__).parents[3]


@pytest.fixture(scope="module")
def feedback(tmp_path_factory):
    """What `write_feedback` writes for a record."""
    out = tmp_path_factory.mktemp("feedback")
    return lambda given: write_feedback(given, out).read_text("utf-8")


def test_the_page_says_what_the_teacher_says(feedback):
    answer = wrong(message="Subtract the maximum.", notes=["overflow in exp"])
    page = Page(feedback(record("kim", answer)))
    for said in ("kim", "6.75 of 7", "✘ incorrect", "0.75 of 1", "cell 7"):
        assert said in page.text
    for said in ("Subtract the maximum.", "overflow in exp", "Look at X.", "Use max."):
        assert page.text.count(said) == 1
    assert page.tags.count("details") == 2


def test_a_right_answer_needs_no_hints(feedback):
    right = entry("softmax", message="Well done.", hints=["Use max."])
    source = feedback(record("kim", right))
    assert "Well done." in source
    assert "Use max." not in source


def test_the_smallest_failing_input_keeps_its_lines(feedback):
    message = "Not right yet. For [[-0.47,  0.33],\n [ 0.47,  4.18]]: it is 1."
    assert message in Page(feedback(record("kim", wrong(message=message)))).text
    assert "white-space: pre-wrap" in CSS


def test_an_unreadable_file_is_explained_once(feedback):
    short = unreadable(reason="The file is empty.")
    blank = {"status": "not attempted", "score": 0.0, "message": "The file is empty."}
    listed = [entry(question, **blank) for question in ASKED]
    for each in (short, short | {"questions": listed}):
        source = feedback(each)
        assert source.count("The file is empty.") == 1
        assert "0</strong> of 7" in source


def test_what_the_instructor_sees_is_not_for_students(feedback):
    flag = {"kind": "peeks_at_test", "cell": 3, "quote": "X_test", "message": "Why?"}
    told = record("kim", flags=[flag], retrained="reported 0.99, retrained 0.90")
    assert feedback(told) == feedback(record("kim"))


def test_headings_are_in_order_and_the_page_has_a_language_and_a_title(feedback):
    source = feedback(record("kim", wrong(), wrong("forward")))
    page = Page(source)
    headings = [tag for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert headings == ["h1", "h2", "h2", "h2"]
    assert ("lang", "en") in page.attributes
    assert "<title>Feedback for kim</title>" in source
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    targets = [link[1:] for link in page.links if link.startswith("#")]
    assert targets == ids


def test_no_script_runs_and_nothing_is_loaded(feedback):
    source = feedback(record("kim", wrong()))
    policy = re.search(r'Security-Policy" content="([^"]*)"', source)[1]
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert "default-src &#39;none&#39;" in policy
    assert f"style-src &#39;sha256-{digest}&#39;" in policy
    assert "script" not in policy
    assert "url(" not in style
    assert "prefers-color-scheme: dark" in style


def luminance(code):
    code = code if len(code) == 7 else "#" + "".join(2 * c for c in code[1:])
    parts = [int(code[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(scheme):
    start, end = CSS.index("@media (prefers-color-scheme: dark)"), CSS.index("* {")
    part = CSS[:start] if scheme == "light" else CSS[start:end]
    colors = dict(re.findall(r"--(\w+): (#\w+)", part))
    assert len(colors) == 8
    for text in ("text", "soft", "link", "correct", "incorrect"):
        for ground in ("back", "card"):
            low, high = sorted(luminance(colors[name]) for name in (text, ground))
            assert high / low >= 4.5, (text, ground)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(feedback, text):
    page, calm = (
        Page(feedback(hostile_record(each))) for each in (text, "a calm text")
    )
    assert page.balanced
    assert page.tags == calm.tags
    assert page.links == calm.links
    assert [name for name, _ in page.attributes] == [n for n, _ in calm.attributes]
    assert not INVISIBLE.search(page.text)


@given(text=literal_texts)
@settings(max_examples=50, deadline=None)
def test_what_a_student_writes_appears_as_it_is(feedback, text):
    given_texts = wrong(message=text, hints=[text], notes=[text], question=text)
    page = Page(feedback(record(text, given_texts, problem=f"Not read: {text}")))
    assert page.balanced
    assert page.tags.count("script") == 0
    # In the title and the heading; the table and the heading of the question; the
    # problem; message, hint and note.
    assert page.text.count(text) >= 8


def test_files_stay_inside_the_folder_and_none_is_written_over(tmp_path):
    for name in STRANGE:
        write_feedback(record(name), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == len(set(STRANGE))
    assert {path.suffix for path in files} == {".html"}
    assert all(tmp_path / "out" / "feedback" in path.parents for path in files)


def test_each_question_links_to_its_chapter(feedback):
    page = Page(feedback(record("kim", wrong("backward"))))
    for name in PAGES.values():
        assert f"{BOOK}book/chapters/{name}.html" in page.links
    assert f"{BOOK}book/exercises/05-backprop.html" in page.links


@pytest.mark.parametrize("question", ASKED)
def test_the_linked_pages_are_in_the_book(question):
    page = PAGES[question]
    assert (ROOT / "book" / "exercises" / f"{page}.ipynb").is_file()
    assert (ROOT / "book" / "chapters" / f"{page}.ipynb").is_file()


def test_the_address_of_the_book_is_that_of_its_settings():
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    assert book_url() == config["html"]["baseurl"]


def test_without_an_address_there_are_no_links(feedback, monkeypatch):
    assert further_reading("a question of my own") == []
    monkeypatch.setattr(book, "_SETTINGS", [])
    assert book_url.__wrapped__() == ""
    monkeypatch.setattr(book, "book_url", str)
    page = Page(feedback(record("kim", wrong())))
    assert all(link.startswith("#") for link in page.links)
