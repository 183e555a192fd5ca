"""Test each built page for accessibility, layout and errors.

A page is opened over http on a laptop with the network cut, made as narrow as a
telephone, printed, and looked at in light and dark. So it costs one start, whatever is
asked of it. Nothing that it shows may move while it loads.
axe-core looks for barriers to those who use a screen reader or a keyboard, or who need
contrast. Folds are open and quizzes answered, so that it sees what a reader may see.
"""

import re

import looks
import pytest
from _ext import chapters, recall
from axe_playwright_python.base import AXE_SCRIPT
from built import (
    ANSWER_ALL,
    CHAPTER_PAGES,
    SITE,
    SMALL,
    WATCH,
    every_page,
    moved,
    open_insides,
    resize,
    start_figures,
    visit,
)
from test_quiz import FENCE, options_of, parsed, quizzes

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
NAMES = "label-content-name-mismatch"  # off in axe unless it is asked for
# These rules look at what lies under an element, which takes ten seconds for a chapter.
# So axe gets two of the visible elements with text of their own that look alike on the
# same background.
COLORS = ["color-contrast", "link-in-text-block"]


def context_of(chromium, size):
    """Yield a browser context, whose cache keeps the files that all pages share."""
    context = chromium.new_context(viewport=size, reduced_motion="reduce")
    context.add_init_script(WATCH)
    yield context
    context.close()


@pytest.fixture(scope="module")
def laptop(chromium):
    yield from context_of(chromium, WIDE)


@pytest.fixture(scope="module")
def telephone(chromium):
    yield from context_of(chromium, PHONE)


def run_axe(tab, context=None, **options):
    """Return what axe finds wrong, as lines: rule, place, what is wrong with it."""
    options |= {"resultTypes": ["violations"], "preload": False}
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in tab.evaluate(looks.AXE, [context, options])
        for node in rule["nodes"]
    ]


def barriers(tab, at_the_end=False):
    """Return what axe finds in the way of readers, in light and in dark.

    At the end of a test most of the page may be gone after this, which saves time.
    """
    others = {rule: {"enabled": False} for rule in COLORS}
    tab.evaluate(AXE_SCRIPT)
    found = run_axe(tab, rules=others | {NAMES: {"enabled": True}})
    tab.evaluate(looks.CHOOSE)
    if at_the_end:
        tab.evaluate(looks.EMPTY)
    for theme in ("light", "dark"):
        tab.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        found += run_axe(tab, "[data-contrast]", runOnly=COLORS)
    return found


def wrong_quizzes(tab, page):
    """Return (reason, what the quiz said) of the answers that got another reason."""
    answers = tab.evaluate(ANSWER_ALL)
    texts = quizzes(page.replace(".html", ".ipynb"))
    asked_again = recall.asked_by(chapters.word(page))
    texts += FENCE.findall("\n".join(one.quiz(True) for one in asked_again))
    assert len(answers) == sum(len(options_of(parsed(text))) for _, text in texts)
    starts = {"true": "Right.", "false": "Wrong."}
    return [
        (reason, said)
        for right, reason, said in answers
        if not (said.startswith(reason) and reason.strip().startswith(starts[right]))
    ]


def unspeakable(tab):
    """Return the quizzes whose answers have no names of their own, in words.

    Without words for formulas two answers of a quiz were '1 / 512'.
    """
    found = []
    for form in tab.locator("form.quiz").all():
        snapshot = form.aria_snapshot()
        names = re.findall(r"- '?(?:radio|checkbox) \"(.*?)\"", snapshot)
        distinct = len(set(names)) == len(names) == form.locator("input").count()
        if not distinct or re.search(r"[\\\\^{}$_]|\.{3}", " ".join(names)):
            found.append(snapshot)
    return found


def in_quizzes(tab, page):
    """Return the faults of a chapter's quizzes."""
    tab.evaluate(looks.UNFOLD)  # also the questions from earlier chapters
    return {"names": unspeakable(tab), "quizzes": wrong_quizzes(tab, page)}


def on_a_telephone(tab, figures):
    """Return what does not fit a telephone, and letters that are small there."""
    width = tab.evaluate("document.documentElement.scrollWidth")
    found = {"wider than a telephone": [width] if width > PHONE["width"] else []}
    found["cut on a telephone"] = tab.evaluate(looks.CUT, True)
    found["small letters"] = tab.evaluate(SMALL)
    scripts = {"wide": looks.WIDER, "small": looks.SMALL_IN_FIGURE}
    for name, script in (scripts | {"moving": looks.MOVING}).items():
        found[name] = [fault for one in figures for fault in one.evaluate(script)]
    return found


def crowded(tab, figures):
    """Return the words in live figures that touch others or are cut, at any width."""
    found = []
    for width in (320, PHONE["width"], 768, WIDE["width"]):
        resize(tab, PHONE | {"width": width})
        for one in figures:
            found += [f"{width} wide: {words}" for words in one.evaluate(looks.CROWDED)]
    return found


def assert_pictures_on_paper(tab, figures):
    """A picture replaces each figure, even one that the reader has not seen yet."""
    tab.emulate_media(media="print")
    for figure in figures:
        figure.locator(".live-picture").wait_for(state="visible")
        assert not figure.locator(".live-stage").is_visible()
    tab.emulate_media(media="screen")


@every_page
def test_a_page_is_whole_and_for_all_readers(laptop, server, page):
    for tab in laptop.pages:  # as the last test has left it
        tab.set_viewport_size(WIDE)
        tab.emulate_media(media="screen")
    tab, faults = visit(laptop, server + page, *laptop.pages)
    faults |= {"moved": moved(tab), "pictures": tab.evaluate(looks.BROKEN)}
    if page in CHAPTER_PAGES:
        faults |= in_quizzes(tab, page)
    tab.evaluate(looks.UNFOLD)
    faults["cut"] = tab.evaluate(looks.CUT, False)
    resize(tab, PHONE)
    figures = start_figures(tab)
    for figure in figures:
        open_insides(figure)
    faults |= on_a_telephone(tab, figures)
    assert_pictures_on_paper(tab, figures)
    faults["crowded"] = crowded(tab, figures)
    tab.set_viewport_size(WIDE)
    tab.evaluate(looks.SHORTEN)
    tab.evaluate(ANSWER_ALL)
    faults["barriers"] = barriers(tab, at_the_end=True)
    assert {name: found for name, found in faults.items() if found} == {}


# tests/pages/test_live.py opens every figure from a file.
@pytest.mark.parametrize("page", [CHAPTER_PAGES[5], "book/intro.html"])
def test_a_page_opened_as_a_file_works_on_a_telephone(telephone, page):
    tab, faults = visit(telephone, (SITE / page).as_uri())
    start_figures(tab)
    faults["moved"] = moved(tab)
    tab.close()
    assert {name: found for name, found in faults.items() if found} == {}


def test_formulas_stay_where_they_are_on_a_telephone(telephone, server):
    """Their fonts come with the page, on the one with the most formulas in its text."""
    tab, _ = visit(telephone, f"{server}book/notation.html")
    assert moved(tab) == []
    tab.close()


# The bytes of each file that a browser waits for before it shows the page.
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((one) => one.renderBlockingStatus === "blocking")
  .map((one) => one.encodedBodySize)"""


@pytest.mark.parametrize("page", ["book/intro.html", *CHAPTER_PAGES])
def test_a_page_is_light(context, server, page):
    """Bytes and files are counted, since seconds depend on the machine."""
    here, sizes = context(viewport=PHONE), []
    tab = here.new_page()
    session = here.new_cdp_session(tab)
    session.on(
        "Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"])
    )
    session.send("Network.enable")
    visit(here, server + page, tab)
    blocking = tab.evaluate(BLOCKING)
    tab.evaluate(looks.UNFOLD)
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert tab.evaluate(looks.BROKEN) == []  # loads every picture
    tab.wait_for_load_state("networkidle")
    assert 0 < len(blocking) <= 16
    assert sum(blocking) <= 60_000
    assert sum(sizes) <= 420_000
