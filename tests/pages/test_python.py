"""Python in the pages of the exercises, as a reader uses it; the network is cut."""

import re

import pytest
from built import CLEAN, visit
from notebooks import ROOT

EXERCISES = sorted(path.stem for path in (ROOT / "book/exercises").glob("*.ipynb"))
SETUP = "import numpy as np\nfrom coursework import check\n"


class Opened:
    """A page whose cells run."""

    def __init__(self, context, url):
        self.tab, self.seen = visit(context, url)
        self.tab.get_by_role("button", name="Run the code on this page").click()
        self.tab.wait_for_selector(".python[data-ready]")

    @property
    def status(self):
        return self.tab.inner_text(".python-status")

    def write(self, number, text):
        self.tab.locator(".cm-content").nth(number - 1).fill(text)

    def begin(self, number):
        self.tab.get_by_role("button", name=f"Run cell {number}", exact=True).click()

    def run(self, number, text=None):
        """Run a cell, with another text if one is given; return what it puts out."""
        if text is not None:
            self.write(number, text)
        self.begin(number)
        self.ended()
        return self.output(number)

    def output(self, number):
        return self.tab.locator(".cell_output").nth(number - 1).inner_text()

    def ended(self):
        self.tab.wait_for_selector('[data-state="running"]', state="detached")

    def ready(self):
        self.tab.wait_for_selector(".python[data-ready=yes]")


@pytest.fixture(scope="module")
def opened(chromium, server):
    """Open the page of an exercise; each has a browser's storage of its own."""
    contexts = []

    def open_it(name, address=server):
        contexts.append(chromium.new_context())
        return Opened(contexts[-1], f"{address}book/exercises/{name}.html")

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def page(opened):
    """One page that many tests use; they leave it ready."""
    return opened("02-activations")


@pytest.mark.parametrize("name", [n for n in EXERCISES if n != "homework"])
def test_the_cells_of_the_solution_solve_the_exercise(opened, name):
    page = opened(name)
    page.tab.set_input_files("input[type=file]", ROOT / f"book/solutions/{name}.ipynb")
    page.tab.get_by_text("Run all").click()
    page.tab.wait_for_function(
        "/^All|error/.test(document.querySelector('.python-status').textContent)"
    )
    outputs = page.tab.locator(".cell_output").all_inner_texts()
    assert page.status == "All cells are done."
    assert "✔" in outputs[-1], outputs
    assert not [text for text in outputs if "✘" in text or "…" in text]
    assert page.seen == CLEAN
    page.tab.close()


def test_a_wrong_answer_is_named(page):
    wrong = "def softmax(X):\n    e = np.exp(X - X.max())\n    return e / e.sum()\n"
    said = page.run(1, f'{SETUP}{wrong}check("softmax", softmax)')
    assert "the whole matrix sums to 1, not a row" in said


def test_an_error_shows_the_line_of_the_reader_and_none_of_ours(page):
    said = page.run(2, "def half(n):\n    return np.ones(n) @ np.ones(2)\n\nhalf(3)")
    assert re.findall(r"line \d+", said) == ["line 4", "line 2"]
    assert "Cell 2, line 2, in half" in said
    assert said.splitlines()[-1].startswith("ValueError: matmul")
    assert page.status == "Cell 2 stopped at an error."
    assert "pyodide" not in said
    assert "Cell 2, line 1" in page.run(2, "x = = 3")
