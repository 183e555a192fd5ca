import base64
import random
import re
import shutil
import urllib.parse
import xml.etree.ElementTree as ET

import matplotlib as mpl
import pytest
from handmade import (
    BOOK,
    HOSTILE,
    Page,
    hostile_record,
    record,
    unreadable,
    wrong,
)
from playwright.sync_api import sync_playwright
from test_table import STRANGE

mpl.use("Agg")

from coursework.grading.pages.charts import distribution
from coursework.grading.pages.feedback import write_feedback
from coursework.grading.pages.summary import write_summary


def summary_of(records, out):
    return write_summary(records, out, BOOK).read_text("utf-8")


def figures(source):
    """Return the alt text and the tree of each figure."""
    pattern = r'<img src="data:image/svg\+xml;base64,([^"]*)" alt="([^"]*)">'
    return [
        (alt, ET.fromstring(base64.b64decode(svg)))
        for svg, alt in re.findall(pattern, source)
    ]


CLASS = [
    record("ann"),
    record("ben", wrong()),
    record("cem", wrong(), wrong("forward", None, score=0.25)),
    unreadable("dan", "The file is empty."),
]


def test_numbers_of_the_class(tmp_path):
    text = Page(summary_of(CLASS, tmp_path)).text
    assert "4 hand-ins, 1 of them unreadable" in text
    assert "mean 4.94 of 7 points, median 6.38" in text  # 7, 6.75, 6, 0
    assert re.search(r"softmax\s*0\.62 of 1\s*25%\s*50%\s*25%", text)
    assert re.search(r"forward\s*0\.56 of 1\s*50%\s*25%\s*25%", text)


def test_mistakes_are_counted_and_the_most_common_comes_first(tmp_path):
    page = Page(summary_of(CLASS, tmp_path))
    first = page.text.index("softmax: no_shift (2 hand-ins)")
    second = page.text.index("forward: no known mistake (1 hand-in)")
    assert first < second
    assert page.text[first:second].count("Subtract the maximum.") == 1
    assert re.search(r"Who\s*ben, cem\s", page.text[first:second])


def test_the_most_common_sentence_of_a_mistake_stands_for_all(tmp_path):
    said = ["two", "one", "two", "one", "two"]
    records = [record(f"s{k}", wrong(message=each)) for k, each in enumerate(said)]
    text = Page(summary_of(records, tmp_path)).text
    assert re.search(r"\(5 hand-ins\)\s*two\s", text)


def test_flags_quote_the_cell(tmp_path):
    flag = {"kind": "peeks_at_test", "cell": 12, "quote": "evaluate(X_test)"}
    flag |= {"message": "This cell looks at the test set."}
    source = summary_of([record("eve", flags=[flag] * 25), record("ann")], tmp_path)
    assert source.count("<pre>evaluate(X_test)</pre>") == 20
    assert "5 more flags are in run.jsonl" in source
    assert (
        "peeks_at_test, cell 12: This cell looks at the test set." in Page(source).text
    )
    assert "Nothing was flagged" in summary_of([record("ann")], tmp_path)


def test_unreadable_files_have_their_reason(tmp_path):
    text = Page(summary_of(CLASS, tmp_path)).text
    assert re.search(r"dan\s*dan\.ipynb\s*The file is empty\.", text)
    assert "Every file could be read" in summary_of(CLASS[:2], tmp_path)


def test_figures_follow_the_color_scheme_and_have_alt_text(tmp_path):
    source = summary_of(CLASS, tmp_path)
    found = figures(source)
    assert source.count("<img") == len(found) == 3
    for _, tree in found:
        assert "prefers-color-scheme:dark" in ET.tostring(tree, "unicode")
    alts = [alt for alt, _ in found]
    assert alts[0].endswith("0 or more: 1; 6 or more: 1; 6.5 or more: 1; 7 or more: 1.")
    assert "softmax: 25%" in alts[1]
    assert alts[2].endswith("softmax: no_shift: 2; forward: no known mistake: 1.")


@pytest.mark.parametrize("got", [0.0, 0.5, 2.5, 6.5, 6.999, 7.0])
def test_no_hand_in_is_lost_from_the_distribution(got):
    alt = figures(distribution([got], 7.0))[0][0]
    least = float(re.search(r"([\d.]+) or more: 1\.", alt)[1])
    assert least <= got < least + 0.5


def test_the_page_does_not_depend_on_the_order_or_on_time(tmp_path):
    records = [record(f"s{k}", wrong(), seconds=random.random()) for k in range(9)]
    first = summary_of(records, tmp_path / "a")
    later = [each | {"seconds": 9.9} for each in records[::-1]]
    assert summary_of(later, tmp_path / "b") == first


@pytest.mark.parametrize("records", [[], [unreadable()], [record("kim")]])
def test_small_classes(tmp_path, records):
    assert Page(summary_of(records, tmp_path)).balanced


def test_a_question_of_the_instructor_is_in_it(tmp_path):
    # Not a name that Python knows, and no mathematics for Matplotlib either.
    source = summary_of([record("kim", wrong(r"$\frac$", out_of=2.0))], tmp_path)
    assert r"$\frac$" in Page(source).text
    assert r" $\frac$: no_shift: 1." in figures(source)[2][0]


def test_every_link_finds_its_page(tmp_path):
    records = [record(name, wrong()) for name in STRANGE]
    for each in records:
        write_feedback(each, tmp_path)
    page = Page(summary_of(records, tmp_path))
    links = {link for link in page.links if not link.startswith(BOOK)}
    assert len(links) == len(set(STRANGE))
    for link in links:
        assert link.isascii()
        assert (tmp_path / urllib.parse.unquote(link)).is_file()


def test_hostile_text_is_shown_and_does_nothing(tmp_path):
    calm_texts = [f"calm {k}" for k in range(len(HOSTILE))]
    page, calm = (
        Page(summary_of([hostile_record(text) for text in texts], tmp_path))
        for texts in (HOSTILE, calm_texts)
    )
    assert page.balanced
    assert page.tags == calm.tags
    assert [name for name, _ in page.attributes] == [n for n, _ in calm.attributes]
    assert {link.split(":")[0] for link in page.links if ":" in link} == {"https"}
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e\u2066]", page.text)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_in_a_browser_no_script_runs_and_the_policy_lets_styles_through(tmp_path):
    records = [hostile_record(text) for text in HOSTILE]
    pages = [write_feedback(each, tmp_path, BOOK) for each in records]
    pages.append(write_summary(records, tmp_path, BOOK))
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=flags
        )
        for scheme, back in (
            ("light", "rgb(255, 255, 255)"),
            ("dark", "rgb(18, 18, 18)"),
        ):
            tab = browser.new_page(
                color_scheme=scheme, viewport={"width": 390, "height": 800}
            )
            heard = []
            tab.on("console", lambda message: heard.append(message.text))  # noqa: B023
            tab.on("dialog", lambda dialog: heard.append(dialog.message))  # noqa: B023
            for path in pages:
                tab.goto(path.as_uri())
                style = "getComputedStyle(document.body).backgroundColor"
                assert tab.evaluate(style) == back
                # Nothing is wider than a telephone, whatever it holds.
                assert tab.evaluate("document.documentElement.scrollWidth") <= 390
                shown = "[...document.images].every(image => image.naturalWidth > 0)"
                assert tab.evaluate(shown)
            assert heard == []
        browser.close()
