"""Test the search: where it leads, what it quotes, whether that fits a telephone."""

import re

from built import CLEAN, PAGES, SITE, visit

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
rectified linear unit  | activations.html#bend-the-sum
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
batch size             | training.html
grid search            | tuning.html#
confusion matrix       | mistakes.html#
float32                | speed.html
ensemble               | two-layers.html#
data augmentation      | two-layers.html
load_batch             | training.html
"""
KINDS = ["chapters/", "mathematics", "exercises/", ""]  # in this order; "" is all else
OF_KIND = f"(?:book/)?({'|'.join(KINDS)})"


def test_search_leads_to_the_chapter_and_quotes_each_page_even_from_a_file(context):
    tab, faults = visit(context(), f"{(SITE / 'search.html').as_uri()}?q=softmax")
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


def test_results_of_the_search_fit_a_telephone(context, server):
    """Results quote code, whose lines are long."""
    phone = context(viewport={"width": 390, "height": 844})
    tab, _ = visit(phone, f"{server}search.html?q=softmax")
    tab.get_by_text("Search finished").wait_for()
    tab.locator("#search-results .context").first.wait_for()
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
