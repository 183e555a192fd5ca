"""Test the search: where it leads, what it quotes, whether that fits a telephone."""

import re

import pytest
from built import CLEAN, PAGES, SITE, visit
from playwright.sync_api import expect

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
softmax                | activations.html#from-scores-to-probabilities
rectified linear unit  | activations.html#
activation function    | activations.html#bend-the-sum
cross-entropy          | loss.html#
loss function          | loss.html#
forward pass           | forward.html#
backprop               | backprop.html#
back-propagation       | backprop.html#
weights initialization | xavier.html#
initial weights        | xavier.html#
learning rate          | training.html#
SGD                    | training.html#
overfit                | training.html#
batch size             | steps.html#large-or-small-batches
momentum               | steps.html#remember-the-last-step
grid search            | tuning.html#
confusion matrix       | mistakes.html#
float32                | speed.html
ensemble               | two-layers.html#
data augmentation      | two-layers.html
load_batch             | training.html#once-through-the-data
derivative of softmax  | backprop.html#step-1-from-the-loss-to-the-scores
early stopping         | training.html#stop-in-time
calibration            | mistakes.html#test-whether-the-probabilities
"""
# What a reader types into the box of any page, and the section that answers.
TYPED = {
    "cross entropy derivative": "backprop.html#step-1-from-the-loss-to-the-scores",
    "numpy broadcasting": "mathematics.html#a-list-on-the-right-and-broadcasting",
    "how many hidden units": "two-layers.html#is-it-units",
    "why is my loss nan": "loss.html#when-the-computer-says-impossible",
}


def test_search_leads_to_the_chapter_and_quotes_each_place_even_from_a_file(context):
    tab, faults = visit(context(), f"{(SITE / 'search.html').as_uri()}?q=softmax")
    tab.get_by_text("The best 30 places").wait_for()
    for row in ASKED.strip().splitlines():
        words, wanted = re.split(r" +\| ", row)
        links, quotes = zip(*tab.evaluate(ASK, words), strict=True)
        assert links[0].startswith(f"book/chapters/{wanted}"), (words, links[:3])
        assert {link.partition("#")[0] for link in links} <= set(PAGES)
        assert len(quotes[0]) > 20, (words, quotes[0])
        assert not re.search(r"\\[a-z]{2}", " ".join(quotes)), words  # no TeX
    assert "10⁻" in tab.evaluate("JSON.stringify(Search.book)")
    assert faults == CLEAN


@pytest.mark.parametrize("words", TYPED)
def test_a_question_in_several_words_leads_to_its_answer(context, server, words):
    tab, faults = visit(context(), f"{server}book/chapters/digits.html")
    tab.keyboard.press("Control+k")
    tab.keyboard.type(words)
    tab.keyboard.press("Enter")
    first = tab.locator("#search-results li").first
    first.wait_for()
    quote = first.locator(".context").inner_text()
    first.locator("a").click()
    tab.wait_for_url(f"**/{TYPED[words]}*")
    section = tab.locator(":target")
    expect(section.locator("h1, h2, h3").first).to_be_visible()
    begin = " ".join(re.findall(r"[A-Za-z]+", quote)[:4])
    assert begin in " ".join(re.findall(r"[A-Za-z]+", section.inner_text()))
    assert faults == CLEAN


def test_results_of_the_search_fit_a_telephone(context, server):
    """Results quote code, whose lines are long."""
    phone = context(viewport={"width": 390, "height": 844})
    tab, _ = visit(phone, f"{server}search.html?q=softmax")
    tab.get_by_text("The best 30 places").wait_for()
    tab.locator("#search-results .context").first.wait_for()
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
