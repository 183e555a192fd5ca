"""Test every built page in a browser; tests/pages/ holds slower tests.

A page is opened over http, 1280 pixels wide, with the network cut; the same page is
then made as narrow as a phone. So a page costs one start, whatever is asked of it.
"""

import re

import pytest
from built import (
    ANSWER_ALL,
    CHAPTER_PAGES,
    CLEAN,
    PAGES,
    SITE,
    SMALL,
    WATCH,
    every_page,
    moved,
    start_figures,
    visit,
)
from playwright.sync_api import expect
from test_quiz import options_of, parsed, quizzes

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}


@pytest.fixture(scope="session")
def window(chromium):
    """Open a browser context, whose cache keeps the files that all pages share."""
    context = chromium.new_context(viewport=WIDE, color_scheme="light")
    context.add_init_script(WATCH)
    yield context
    context.close()


# Load every picture, also those that would wait until they are seen.
BROKEN = """() => Promise.all([...document.images].map(i => {
  i.loading = 'eager';
  return i.decode().then(() => null, () => i.src);
})).then(all => all.filter(Boolean))"""
# Browsers with overlay scroll bars give no sign that a box goes on to the right: on a
# wide screen none may, on a phone its edge must show a shadow (book.css).
CUT = """signed => [...document.querySelectorAll('article *:not(.katex *, pre *)')]
  .filter(e => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1)
  .filter(e => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX))
  .filter(e => !signed || !getComputedStyle(e).backgroundAttachment.includes('local'))
  .map(e => [e.className, e.scrollWidth - e.clientWidth,
    e.textContent.trim().slice(0, 60)])"""
UNFOLD = "document.querySelectorAll('details').forEach(d => { d.open = true; })"
# List what the Tab key should reach: visible and focusable elements, with a group of
# radio buttons as one.
STOPS = """() => {
  const stops = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const one = (e) => e.type === 'radio' ? e.name : e;
  return new Set([...document.querySelectorAll(stops)]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility(
      {visibilityProperty: true, contentVisibilityAuto: true}))
    .map(one)).size;
}"""


def wrong_quizzes(tab, page):
    """Return the answers of the quizzes that get no fitting reason."""
    answers = tab.evaluate(ANSWER_ALL)
    texts = quizzes(page.replace(".html", ".ipynb"))
    assert len(answers) == sum(len(options_of(parsed(text))) for _, text in texts)
    return [
        (reason, said)
        for right, reason, said in answers
        if not said.startswith(reason)
        or not reason.strip().startswith("Right." if right == "true" else "Wrong.")
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


@every_page
def test_a_page_is_whole(window, server, page):
    tab, seen = visit(window, server + page)
    faults = {"moved on a laptop": moved(tab), "pictures": tab.evaluate(BROKEN)}
    if page in CHAPTER_PAGES:
        stops = tab.evaluate(STOPS)
        faults["stops of the keyboard"] = [stops] if stops >= 150 else []
        faults["names"] = unspeakable(tab)
        faults["quizzes"] = wrong_quizzes(tab, page)
    tab.evaluate(UNFOLD)
    faults["cut"] = tab.evaluate(CUT, False)
    tab.set_viewport_size(PHONE)
    width = tab.evaluate("document.documentElement.scrollWidth")
    faults["cut on a phone"] = tab.evaluate(CUT, True)
    faults["small letters on a phone"] = tab.evaluate(SMALL)
    faults["wider than a phone"] = [width] if width > PHONE["width"] else []
    start_figures(tab)
    tab.close()
    assert {name: found for name, found in (seen | faults).items() if found} == {}


def test_no_answer_and_half_an_answer(window, server):
    tab, _ = visit(window, server + CHAPTER_PAGES[0])
    form = tab.locator("form.quiz:has([type=checkbox])").first
    boxes, button = form.locator("input"), form.locator("button")
    rights = form.locator(".quiz-option").evaluate_all(
        "options => options.map(o => o.dataset.right === 'true')"
    )
    first, second = (k for k, right in enumerate(rights) if right)
    button.click()
    assert form.locator("output").inner_text() == "Choose an answer first."
    boxes.nth(first).check()
    button.click()
    assert "not all that is right" in form.locator("output").inner_text()
    boxes.nth(second).check()
    button.click()
    text = form.locator("output").inner_text()
    tab.close()
    assert text.count("Right.") == 2
    assert "not all" not in text


def test_quizzes_store_and_send_nothing(window, server):
    tab, _ = visit(window, server + CHAPTER_PAGES[1])
    state = "[JSON.stringify(localStorage), JSON.stringify(sessionStorage), \
        document.cookie, location.href, history.length]"
    before, requests = tab.evaluate(state), []
    tab.on("request", lambda request: requests.append(request.url))
    tab.evaluate(ANSWER_ALL)
    assert tab.evaluate(state) == before
    tab.close()
    # The browser may ask for the page's icon late, whatever is answered.
    assert [url for url in requests if not url.endswith("favicon.svg")] == []


def test_search_finds_words_of_the_book(window, server):
    tab, seen = visit(window, server + "search.html?q=softmax")
    results = tab.locator("#search-results li a")
    tab.get_by_text("Search finished").wait_for()  # results appear one by one
    found = results.evaluate_all("links => links.map(a => a.pathname.slice(1))")
    quoted = tab.locator("#search-results li", has_text="Look up a symbol")
    quoted = quoted.locator(".context").inner_text()
    tab.close()
    assert seen == CLEAN
    assert "symbol softmax Python name softmax" in " ".join(quoted.split())  # no TeX
    assert len(found) >= 5
    assert "book/chapters/02-activations.html" in found
    assert all((SITE / page).is_file() for page in found)
    assert set(found) <= set(PAGES)


def test_a_link_opens_the_fold_it_leads_into(window, server):
    tab, _ = visit(window, server + CHAPTER_PAGES[1])
    inner = tab.locator("details.fold [id]").first.get_attribute("id")
    is_open = "id => document.getElementById(id).closest('details').open"
    assert not tab.evaluate(is_open, inner)
    tab.evaluate("id => { location.hash = id }", inner)
    tab.wait_for_function(is_open, arg=inner)
    heading = tab.locator(".page-toc a:has(.second-mark)").last
    reading = tab.locator(f"{heading.get_attribute('href')} > details")
    expect(reading).not_to_have_attribute("open", "")
    heading.click()
    expect(reading).to_have_attribute("open", "")
    tab.close()
