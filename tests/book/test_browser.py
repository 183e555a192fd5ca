"""Test quizzes, search and folds in a browser; tests/pages/ opens every page."""

import re

import pytest
from built import ANSWER_ALL, CHAPTER_PAGES, CLEAN, PAGES, SITE, visit
from playwright.sync_api import expect

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}


@pytest.fixture(scope="session")
def window(chromium):
    """Give a browser context, whose cache keeps the files that all pages share."""
    context = chromium.new_context(viewport=WIDE, color_scheme="light")
    yield context
    context.close()


def test_a_quiz_asks_for_an_answer_and_for_the_whole_answer(window, server):
    tab, _ = visit(window, server + CHAPTER_PAGES[0])
    form = tab.locator("form.quiz:has([type=checkbox])").first
    boxes, button = form.locator("input"), form.locator("button")
    is_right = form.locator(".quiz-option").evaluate_all(
        "options => options.map(o => o.dataset.right === 'true')"
    )
    first, second = (k for k, right in enumerate(is_right) if right)  # the right ones
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


# Return [address, quoted text] of each page that the search finds.
ASK = """words => {
    Search.output.replaceChildren();
    Search.query(words);
    return [...document.querySelectorAll("#search-results li")].map((item) => [
        item.querySelector("a").getAttribute("href"),
        item.querySelector(".context").textContent,
    ]);
}"""
# What a reader asks, and where the first hit leads: to the chapter that introduces it.
ASKED = """
softmax                | 02-activations.html#from-scores-to-probabilities
rectified linear unit  | 02-activations.html#bend-the-sum
activation function    | 02-activations.html#bend-the-sum
cross-entropy          | 03-forward.html#
loss function          | 03-forward.html#
forward pass           | 03-forward.html#
backprop               | 04-backprop.html#
back-propagation       | 04-backprop.html#
weights initialization | 05-xavier.html#
initial weights        | 05-xavier.html#
learning rate          | 06-training.html#
SGD                    | 06-training.html#
overfit                | 06-training.html#
batch size             | 06-training.html
grid search            | 07-tuning.html#
confusion matrix       | 08-mistakes.html#
float32                | 09-speed.html
ensemble               | 10-two-layers.html#
data augmentation      | 10-two-layers.html
load_batch             | 06-training.html
"""
KINDS = ["chapters/", "mathematics", "exercises/", ""]  # in this order; "" is all else
OF_KIND = f"(?:book/)?({'|'.join(KINDS)})"


def test_search_leads_to_the_chapter_and_quotes_each_page_even_from_a_file(window):
    tab, faults = visit(window, f"{(SITE / 'search.html').as_uri()}?q=softmax")
    tab.get_by_text("Search finished").wait_for()
    for row in ASKED.strip().splitlines():
        words, wanted = re.split(r" +\| ", row)
        links, quotes = zip(*tab.evaluate(ASK, words), strict=True)
        assert links[0].startswith(f"book/chapters/{wanted}"), (words, links[:3])
        kinds = [KINDS.index(re.match(OF_KIND, link)[1]) for link in links[1:]]
        assert kinds == sorted(kinds), (words, links)
        assert {link.partition("#")[0] for link in links} <= set(PAGES)
        assert min(map(len, quotes)) > 60, (words, quotes)
        assert not re.search(r"\\[a-z]{2}", " ".join(quotes)), words  # no TeX
    assert faults == CLEAN
    tab.close()


def test_a_link_opens_the_fold_it_leads_into(window, server):
    tab, _ = visit(window, server + CHAPTER_PAGES[1])
    anchor = tab.locator("details.fold [id]").first.get_attribute("id")
    is_open = "id => document.getElementById(id).closest('details').open"
    assert not tab.evaluate(is_open, anchor)
    tab.evaluate("id => { location.hash = id }", anchor)
    tab.wait_for_function(is_open, arg=anchor)
    link = tab.locator(".page-toc a:has(.second-mark)").last  # to a second reading
    fold = tab.locator(f"{link.get_attribute('href')} > details")
    expect(fold).not_to_have_attribute("open", "")
    link.click()
    expect(fold).to_have_attribute("open", "")
    tab.close()


# Click the link to the section after live figure k; return it and the figure's name.
# The browser must not hold the place while the figure grows, as Safari does not.
LAND = """k => {
  document.documentElement.style.overflowAnchor = "none";
  const figure = document.querySelectorAll("[data-live]")[k];
  const links = [...document.querySelectorAll(".page-toc a")];
  const after = (a) => document.querySelector(a.getAttribute("href"))
    .compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_PRECEDING;
  links.find(after).click();
  return [links.find(after).hash, figure.dataset.live];
}"""


def test_a_link_lands_below_a_figure_that_loads_late(window, server):
    for k in range(2):  # the first two live figures
        tab, _ = visit(window, f"{server}book/chapters/06-training.html")
        tab.emulate_media(reduced_motion="reduce")
        tab.wait_for_load_state("networkidle")
        section, name = tab.evaluate(LAND, k)
        tab.wait_for_selector(f"[data-live={name}].live-ready")
        top = tab.locator(section).evaluate("e => e.getBoundingClientRect().top")
        assert 40 < top < 90, (name, section)  # just below the bar of the page
        tab.close()
