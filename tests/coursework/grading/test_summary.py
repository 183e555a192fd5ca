import re
import urllib.parse

import pytest
from handmade import (
    BOOK,
    HOSTILE,
    INVISIBLE,
    Page,
    hostile_record,
    literal_texts,
    record,
    unreadable,
    wrong,
)
from hypothesis import given, settings
from test_table import STRANGE

from coursework.grading.pages.feedback import write_feedback
from coursework.grading.pages.summary import distribution, write_summary


def summary_of(records, out, others=()):
    return write_summary(records, out, others).read_text("utf-8")


FLAG = {"kind": "peeks_at_test", "cell": 12, "quote": "evaluate(X_test)"}
FLAG |= {"message": "This cell looks at the test set."}
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
    assert re.search(r"Who\s*ben,\s*cem\s", page.text[first:second])


def test_the_most_common_sentence_of_a_mistake_stands_for_all(tmp_path):
    said = ["two", "one", "two", "one", "two"]
    records = [record(f"s{k}", wrong(message=each)) for k, each in enumerate(said)]
    text = Page(summary_of(records, tmp_path)).text
    assert re.search(r"\(5 hand-ins\)\s*two\s", text)


def test_flags_quote_the_cell(tmp_path):
    flagged = record("eve", flags=[FLAG] * 25)
    source = summary_of([flagged, record("ann")], tmp_path)
    assert source.count("<pre>evaluate(X_test)</pre>") == 20
    assert "5 more flags are in run.jsonl" in source
    assert f"peeks_at_test, cell 12: {FLAG['message']}" in Page(source).text
    assert "Nothing was flagged" in summary_of([record("ann")], tmp_path)


def test_what_was_not_read_or_not_graded_has_its_reason(tmp_path):
    text = Page(summary_of(CLASS, tmp_path, [("a.pdf", "a PDF")])).text
    assert re.search(r"dan\s*dan\.ipynb\s*The file is empty\.", text)
    assert re.search(r"a\.pdf\s*a PDF", text)
    calm = summary_of(CLASS[:2], tmp_path)
    assert "Every file could be read" in calm
    assert "Every file below the folder is a hand-in" in calm


def test_figures_are_drawn_to_scale_and_say_what_they_show(tmp_path):
    source = summary_of(CLASS, tmp_path)
    said = re.search(r'role="img" aria-label="([^"]*)"', source)[1]
    assert said.endswith("0 or more: 1; 6 or more: 1; 6.5 or more: 1; 7 or more: 1.")
    heights = re.findall(r'width="36" height="([^"]*)"', source)
    assert [*map(float, heights)] == [120, *[0] * 11, 120, 120, 120]
    bars = re.findall(r'<rect class="(\w+)" x="([^"]*)" width="([^"]*)"', source)
    softmax = [(kind, float(x), float(width)) for kind, x, width in bars[3:6]]
    assert softmax == [
        ("correct", 0, 0.25),
        ("incorrect", 0.25, 0.5),
        ("open", 0.75, 0.25),
    ]
    assert [width for _, _, width in bars[21:]] == ["0.5", "0.25"]  # mistakes


@pytest.mark.parametrize("out_of", [0.5, 7.0, 7.5, 30.0])
@pytest.mark.parametrize("share", [0.0, 0.07, 0.5, 0.999, 1.0])
def test_no_hand_in_is_lost_from_the_distribution(share, out_of):
    bins = distribution([share * out_of], out_of)
    starts = [start for start, _, _ in bins]
    (k,) = (k for k, (_, count, height) in enumerate(bins) if count == height == 1)
    assert starts[k] <= share * out_of < [*starts, out_of + 1][k + 1]
    assert len(bins) <= 15


def test_the_page_does_not_depend_on_the_order_or_on_time(tmp_path):
    records = [record(f"s{k}", wrong(), seconds=0.1 * k) for k in range(9)]
    first = summary_of(records, tmp_path / "a")
    later = [each | {"seconds": 9.9} for each in records[::-1]]
    assert summary_of(later, tmp_path / "b") == first


@pytest.mark.parametrize("records", [[unreadable()], [record("kim")]])
def test_small_classes(tmp_path, records):
    assert Page(summary_of(records, tmp_path)).balanced


def test_every_link_finds_its_page(tmp_path):
    records = [record(name, wrong()) for name in STRANGE]
    for each in records:
        write_feedback(each, tmp_path)
    page = Page(summary_of(records, tmp_path))
    links = {link for link in page.links if not link.startswith((BOOK, "#"))}
    assert len(links) == len(set(STRANGE))
    for link in links:
        assert link.isascii()
        assert (tmp_path / urllib.parse.unquote(link)).is_file()
    ids = [value for name, value in page.attributes if name == "id"]
    assert [link[1:] for link in page.links if link.startswith("#")] == ids


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
    assert not INVISIBLE.search(page.text)


@given(text=literal_texts)
@settings(max_examples=50, deadline=None)
def test_what_a_student_writes_appears_as_it_is(tmp_path_factory, text):
    said = {"flags": [{"kind": text, "cell": 3, "quote": text, "message": text}]}
    said |= {"problem": text, "file": text, "retrained": text}
    answer = wrong(message=text, mistake=text, question=text)
    out = tmp_path_factory.mktemp("summary")
    page = Page(summary_of([record(text, answer, **said)], out, [(text, text)]))
    assert page.balanced
    assert page.tags.count("script") == 0
    # Links: who, flag, retrained, unreadable, all. Question: its row, its mistake
    # twice, its column. Mistake: twice; then its sentence, the flag, and four reasons.
    assert page.text.count(text) >= 5 + 4 + 2 + 1 + 3 + 3 + 2


def test_in_a_browser_no_script_runs_and_the_policy_lets_styles_through(
    tmp_path, chromium
):
    records = [hostile_record(text) for text in HOSTILE]
    pages = [write_feedback(each, tmp_path) for each in records]
    pages.append(write_summary(records, tmp_path))
    for scheme, back in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(18, 18, 18)")):
        phone = {"width": 390, "height": 800}
        tab = chromium.new_page(color_scheme=scheme, viewport=phone)
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
        tab.close()
