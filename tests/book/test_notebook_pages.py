"""Test pages that differ from their notebooks: solutions and dead links."""

import re

import pytest
from _ext import colab
from built import PAGES, html
from notebooks import NAMES

SOLUTIONS = [name for name in NAMES if name.startswith("book/solutions/")]
COLAB = colab.config()["launch_buttons"]["colab_url"]


@pytest.mark.book
@pytest.mark.parametrize("name", SOLUTIONS)
def test_a_solution_has_its_title_and_no_words_for_students(name):
    page = html(name)
    assert "<title>Solution: " in page
    assert "<h1>Solution: " in page
    assert "<h1>Exercise: " in html(name.replace("solutions", "exercises"))
    assert f'href="../exercises/{name.split("/")[-1].replace("ipynb", "html")}"' in page
    text = re.sub(r"<[^>]*>", "", page[page.index("<article") :])
    for words in ("Hand in", "Stuck", "NotImplementedError", "Restarted", "My predict"):
        assert words not in text, "what an exercise tells its student"
    assert not re.search("#+ *(BEGIN|END) SOLUTION", text)


@pytest.mark.book
@pytest.mark.parametrize("page", PAGES)
def test_pages_lead_to_real_addresses_only(page):
    addresses = [colab.config()["repository"]["url"], colab.config()["html"]["baseurl"]]
    # Until the course is published, its addresses are placeholders: they lead nowhere.
    if colab.is_placeholder():
        for start in [COLAB, *addresses]:
            assert f'="{start}' not in html(page), start
        assert "/issues/new" not in html(page)
    elif page.replace(".html", ".ipynb") in NAMES:
        assert f'="{COLAB}' in html(page)
