"""Test quizzes, search and folds in a browser; tests/pages/ opens every page."""

import pytest
from built import (
    ANSWER_ALL,
    CHAPTER_PAGES,
    CLEAN,
    PAGES,
    SITE,
    visit,
)
from playwright.sync_api import expect

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}


@pytest.fixture(scope="session")
def window(chromium):
    """Open a browser context, whose cache keeps the files that all pages share."""
    context = chromium.new_context(viewport=WIDE, color_scheme="light")
    yield context
    context.close()


def test_a_quiz_asks_for_an_answer_and_for_the_whole_answer(window, server):
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
