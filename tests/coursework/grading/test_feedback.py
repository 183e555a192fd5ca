import base64
import hashlib
import html
import json
import pathlib
import re

import pytest
import yaml
from handmade import (
    BOOK,
    HOSTILE,
    Page,
    entry,
    hostile_record,
    record,
    unreadable,
    wrong,
)
from markdown_it import MarkdownIt
from test_table import STRANGE

from coursework.grading.pages.book import PAGES, TITLES, book_url, further_reading
from coursework.grading.pages.feedback import as_html, as_markdown, write_feedback
from coursework.grading.pages.page import CSS
from coursework.grading.pages.table import QUESTIONS
from coursework.grading.pages.text import fenced, to_markdown

ROOT = pathlib.Path(__file__).parents[3]
MARKDOWN = MarkdownIt("gfm-like")  # makes links of bare addresses, lets HTML through
every_hostile_text = pytest.mark.parametrize("text", HOSTILE)


def rendered(text):
    return Page(MARKDOWN.render(text))


def test_the_page_says_what_the_teacher_says(tmp_path):
    answer = wrong(message="Subtract the maximum.", notes=["overflow in exp"])
    page = Page(write_feedback(record("kim", answer), tmp_path).read_text("utf-8"))
    for said in ("kim", "6.75 of 7", "✘ incorrect", "0.75 of 1", "cell 7"):
        assert said in page.text
    for said in ("Subtract the maximum.", "overflow in exp", "Look at X.", "Use max."):
        assert page.text.count(said) == 1
    assert page.tags.count("details") == 2


def test_markdown_says_the_same(tmp_path):
    answer = wrong(message="Subtract the maximum.", notes=["overflow in exp"])
    path = write_feedback(record("kim", answer), tmp_path)
    page = rendered(path.with_suffix(".md").read_text("utf-8"))
    for said in ("kim", "6.75 of 7", "✘ incorrect", "0.75 of 1", "cell 7"):
        assert said in page.text
    for said in ("Subtract the maximum.", "overflow in exp", "Look at X.", "Use max."):
        assert page.text.count(said) == 1
    assert page.tags.count("details") == 2
    assert page.tags.count("table") == 1


def test_a_right_answer_needs_no_hints():
    given = record("kim", entry("softmax", message="Well done.", hints=["Use max."]))
    for text in (as_html(given, BOOK), as_markdown(given, BOOK)):
        assert "Well done." in text
        assert "Use max." not in text


def test_the_smallest_failing_input_keeps_its_lines():
    message = (
        "Not right yet. For [[-0.47,  0.33],\n [ 0.47,  4.18]]: it is 1, wanted 2."
    )
    given = record("kim", wrong(mistake=None, message=message))
    assert html.escape(message) in as_html(given, BOOK)
    assert message in as_markdown(given, BOOK)
    assert "white-space: pre-wrap" in CSS


def test_an_unreadable_file_is_explained_once():
    given = unreadable(reason="The file is empty.")
    listed = [
        entry(q, status="not attempted", score=0.0, message="The file is empty.")
        for q in QUESTIONS
    ]
    for each in (given, given | {"questions": listed}):
        for text in (as_html(each, BOOK), as_markdown(each, BOOK)):
            assert text.count("The file is empty.") == 1
            assert re.search(r"\b0</strong> of 7|\*\*0\*\* of 7", text)


def test_the_same_record_gives_the_same_bytes(tmp_path):
    files = [write_feedback(record("kim", wrong()), tmp_path / n) for n in "ab"]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_flags_are_not_for_students():
    flag = {"kind": "peeks_at_test", "cell": 3, "quote": "X_test", "message": "Why?"}
    given = record("kim", flags=[flag])
    assert "X_test" not in as_html(given, BOOK) + as_markdown(given, BOOK)


def test_headings_are_in_order_and_the_page_has_a_language_and_a_title():
    source = as_html(record("kim", wrong(), wrong("forward")), BOOK)
    page = Page(source)
    assert [tag for tag in page.tags if re.fullmatch("h[1-6]", tag)] == [
        "h1",
        "h2",
        "h2",
    ]
    assert ("lang", "en") in page.attributes
    assert "<title>Feedback for kim</title>" in source
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert all(link[1:] in ids for link in page.links if link.startswith("#"))


def test_no_script_runs_and_nothing_is_loaded():
    source = as_html(record("kim", wrong()), BOOK)
    policy = re.search(r'Security-Policy" content="([^"]*)"', source)[1]
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert "default-src 'none'" in policy
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script" not in policy
    assert "url(" not in style
    assert "prefers-color-scheme: dark" in style


def luminance(code):
    code = code if len(code) == 7 else "#" + "".join(2 * c for c in code[1:])
    parts = [int(code[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05


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


@every_hostile_text
def test_hostile_text_is_shown_and_does_nothing(text):
    page, calm = (
        Page(as_html(hostile_record(each), BOOK)) for each in (text, "a calm text")
    )
    assert page.balanced
    assert page.tags == calm.tags
    assert page.links == calm.links
    assert [name for name, _ in page.attributes] == [n for n, _ in calm.attributes]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e\u2066]", page.text)


@every_hostile_text
def test_hostile_text_makes_no_markdown(text):
    source = as_markdown(hostile_record(text), BOOK)
    page, calm = rendered(source), rendered(as_markdown(hostile_record("calm"), BOOK))
    # A text of several lines stands in a block of its own.
    assert set(page.tags) - set(calm.tags) <= {"pre", "code"}
    assert page.tags.count("pre") == page.tags.count("code")
    for tag in ("h1", "h2", "a", "table", "tr", "details", "em", "hr", "li"):
        assert page.tags.count(tag) == calm.tags.count(tag)
    assert page.links == calm.links
    assert page.balanced
    assert "](javascript:" not in source


@every_hostile_text
def test_escaped_text_comes_out_as_it_went_in(text):
    shown = rendered("**Comment:** " + to_markdown(text, None)).text
    calm = " ".join(shown.removeprefix("Comment:").split())
    assert "javascript:" not in rendered(to_markdown(text, None)).links
    for word in re.findall(r"[A-Za-z0-9]+", text)[:50]:
        assert word in calm


def test_nothing_closes_a_fence_from_inside():
    text = "a\n```\n~~~\n``````\n# b"
    page = rendered(fenced(text) + "\n\nafter")
    assert page.tags == ["pre", "code", "p"]
    assert page.text.strip().startswith("a\n```\n~~~\n``````\n# b")


@pytest.mark.parametrize("name", STRANGE)
def test_files_stay_inside_the_folder(tmp_path, name):
    write_feedback(record(name), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".html", ".md"}
    assert len(files) == 2
    assert all((tmp_path / "out" / "feedback") in path.parents for path in files)


def test_no_file_is_written_over_by_that_of_another(tmp_path):
    for name in STRANGE:
        write_feedback(record(name), tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 2 * len(set(STRANGE))


def test_each_question_links_to_its_chapter():
    page = Page(as_html(record("kim", wrong("backward")), BOOK))
    for name in PAGES.values():
        assert f"{BOOK}book/chapters/{name}.html" in page.links
    assert f"{BOOK}book/exercises/05-backprop.html" in page.links


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_linked_pages_are_in_the_book(question):
    page = PAGES[question]
    for folder in ("chapters", "exercises"):
        notebook = ROOT / "book" / folder / f"{page}.ipynb"
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        texts = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
        if folder == "chapters":
            assert any(f"# {TITLES[page]}\n" in text + "\n" for text in texts)


def test_the_address_of_the_book_is_that_of_its_settings():
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    assert book_url() == config["html"]["baseurl"]


def test_without_an_address_there_are_no_links(tmp_path):
    assert book_url([tmp_path / "_config.yml"]) == ""
    assert further_reading("softmax", "") == []
    assert further_reading("a question of my own", BOOK) == []
    page = Page(as_html(record("kim", wrong()), ""))
    assert all(link.startswith("#") for link in page.links)
