"""Test pages that differ from their notebooks: solutions and dead links."""

import re
import sys

import pytest
from built import PAGES, SITE
from notebooks import NAMES, ROOT, read

sys.path.insert(0, str(ROOT / "book" / "_ext"))
sys.path.insert(0, str(ROOT / "tools"))
import colab
import notebook_pages

SOLUTIONS = [name for name in NAMES if name.startswith("book/solutions/")]
COLAB = colab.config()["launch_buttons"]["colab_url"]


def built(name):
    page = SITE / name.replace(".ipynb", ".html")
    text = page.read_text(encoding="utf-8")
    return text, re.sub(r"<[^>]*>", "", text[text.index("<article") :])


@pytest.mark.book
@pytest.mark.parametrize("name", SOLUTIONS)
def test_a_solution_has_its_title_and_no_words_for_students(name):
    text, words = built(name)
    assert re.search(r"<title>Solution: ", text)
    assert "<h1>Solution: " in text
    exercise, _ = built(name.replace("solutions", "exercises"))
    assert "<h1>Exercise: " in exercise
    assert f'href="../exercises/{name.split("/")[-1].replace("ipynb", "html")}"' in text
    for word in (
        "Hand in",
        "Stuck",
        "NotImplementedError",
        "Restarted",
        "My prediction",
    ):
        assert word not in words, "what an exercise tells its student"
    assert not re.search("#+ *(BEGIN|END) SOLUTION", words)


@pytest.mark.parametrize("name", SOLUTIONS)
def test_a_solution_keeps_all_but_what_is_for_students(name):
    cells = [dict(cell) for cell in read(name).cells]
    shown = notebook_pages.solution_cells(cells, "name")
    assert cells == [dict(cell) for cell in read(name).cells]
    after = {cell["id"]: cell["source"] for cell in shown}
    lost = [cell for cell in cells if cell["id"] not in after]
    assert all(cell["source"].startswith(notebook_pages.THEIRS) for cell in lost)
    for cell in cells[1:]:
        kept = [line for line in cell["source"].splitlines() if "SOLUTION" not in line]
        if cell not in lost:
            assert after[cell["id"]].splitlines() == kept


@pytest.mark.book
@pytest.mark.parametrize("page", PAGES)
def test_pages_lead_to_real_addresses_only(page):
    text = (SITE / page).read_text(encoding="utf-8")
    addresses = [colab.config()["repository"]["url"], colab.config()["html"]["baseurl"]]
    if colab.is_placeholder():
        for start in [COLAB, *addresses]:
            assert f'="{start}' not in text, start
        assert "/issues/new" not in text
    elif page.replace(".html", ".ipynb") in NAMES:
        assert f'="{COLAB}' in text


EXERCISES = [name for name in NAMES if name.startswith("book/exercises/")]


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_begins_with_its_task(name):
    """At most 150 words stand before it, one of them the link to how it works."""
    texts = [cell.source for cell in read(name).cells if cell.cell_type == "markdown"]
    first = next(k for k, text in enumerate(texts) if re.match("## (Task|Que)", text))
    words = re.sub(r"\]\([^)]*\)", "]", "\n".join(texts[:first]))
    assert len(words.split()) <= 150
    assert words.count("[How exercises work]") == 1
