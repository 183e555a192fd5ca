"""Test the slides of the chapters (tools/slides): one file each, from the notebook."""

import itertools
import re

import pytest
from built import CHAPTER_PAGES, CLEAN, SITE, visit
from notebooks import read, tags

DECKS = [page.rpartition("/")[2] for page in CHAPTER_PAGES]
BOXES = "p, li, pre, table, figure, img, .katex-html > .base"
MEASURE = """boxes => [...document.querySelector(".slides").children].map((one, k) => {
  Reveal.slide(k);
  const all = [one, ...one.querySelectorAll(boxes)];
  const ends = all.map((box) => box.getBoundingClientRect());
  return { right: Math.max(...ends.map((end) => end.right)),
    bottom: Math.max(...ends.map((end) => end.bottom)),
    size: parseFloat(one.style.fontSize) };
})"""
OPEN = """step => Reveal.slide(
  Reveal.getIndices([...document.querySelectorAll(step)].at(-1).closest("section")).h)"""


def count_slides(cells, page):
    """Return how many slides the cells and quizzes of a chapter make."""
    count = 3 + page.count('<form class="quiz"')  # 3: title, objectives, summary
    for answer, run in itertools.groupby(cells, lambda cell: "answer" in tags(cell)):
        count += answer  # neighboring cells of an answer make one slide
        for cell in run:
            shown = not tags(cell) & {"answer", "remove-cell"}
            shown &= "show_network(" not in cell.source
            outputs = cell.get("outputs", []) if shown else []
            kinds = [output.get("metadata", {}).get("figure") for output in outputs]
            count += kinds.count("caption")
            if cell.cell_type == "markdown":
                count += len(re.findall(r"\{live\}", cell.source))
                count += len(re.findall(r"\$\$ \(eq-[\w-]+\)", cell.source))
    return count


@pytest.mark.parametrize("name", DECKS)
def test_each_part_of_a_chapter_has_its_slide(name):
    text = (SITE / "slides" / name).read_text("utf-8")
    slides = text.partition('<div class="slides">')[2].partition("<script>")[0]
    notebook = read(f"book/chapters/{name.replace('.html', '.ipynb')}")
    page = (SITE / "book" / "chapters" / name).read_text("utf-8")
    assert slides.count("<section>") == count_slides(notebook.cells, page)
    assert len(re.findall(r'<img [^>]*\balt="[^"]', slides)) == slides.count("<img ")
    assert "href=" not in slides


def test_a_deck_opens_without_a_network_and_asks_before_it_answers(context):
    here = context(viewport={"width": 1280, "height": 720}, offline=True)
    requests = []
    here.on("request", lambda request: requests.append(request.url))
    tab, faults = visit(here, (SITE / "slides" / DECKS[6]).as_uri())
    tab.wait_for_function("document.querySelector('section:last-child').style.fontSize")
    assert faults == CLEAN
    assert [url for url in requests if not url.startswith("data:")] == [tab.url]
    for step in (".answer", ".quiz-reason"):  # forward: what is behind is shown
        tab.evaluate(OPEN, step)
        answers = tab.locator(f"section.present {step}").all()
        assert [one.is_visible() for one in answers] == [False] * len(answers) != []
        tab.keyboard.press("Space")
        assert all(one.is_visible() for one in answers)
    for slide in tab.evaluate(MEASURE, BOXES):
        assert slide["bottom"] <= 721
        assert slide["right"] <= 1281
        assert slide["size"] >= 16
