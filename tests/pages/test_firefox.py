"""The page of an exercise in Firefox: the way of a student, once."""

import pytest
from firefox import open_firefox

CONTROL, DELETE, SHIFT, ENTER = "\ue009", "\ue017", "\ue008", "\ue007"
WRONG = "def leaky_relu(z, alpha=0.01): return np.where(z > 0, z, alpha * z) * 2"
RIGHT = "def leaky_relu(z, alpha=0.01): return np.where(z >= 0, z, alpha * z)"
DRAW = "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.title('Loss');"
OUTPUT = "document.querySelectorAll('.cell_output')[given[0]]"


@pytest.fixture
def tab(tmp_path):
    with open_firefox(tmp_path) as firefox:
        if firefox is None:
            pytest.skip("needs firefox-esr")
        yield firefox


def open_page(tab, state="ready"):
    tab.evaluate("document.querySelector('.python button').click();")
    tab.wait(f"document.querySelector('.python').dataset.{state} === 'yes'")


def run(tab, number, text=None):
    """Write a cell by keyboard and run it; return its status and what it put out."""
    begin(tab, number, text)
    tab.wait("!document.querySelector('[data-state=running]')")
    said = tab.evaluate("return document.querySelector('.python-status').textContent;")
    return said, tab.evaluate(f"return {OUTPUT}.innerText;", number - 1)


def begin(tab, number, text=None):
    keys = "" if text is None else f"{CONTROL}a{CONTROL}{DELETE}{text}"
    tab.type(".cm-content", number - 1, f"{keys}{SHIFT}{ENTER}{SHIFT}")


def test_the_way_of_a_student(tab, server):
    tab.go(f"{server}book/exercises/02-activations.html")
    open_page(tab)
    run(tab, 1)
    run(tab, 2, WRONG)
    said, output = run(tab, 3)
    assert said == "Cell 3 is done."
    assert "✘ leaky_relu: incorrect" in output
    assert "Hint 1" in output
    run(tab, 2, RIGHT)
    assert "✔ leaky_relu: correct" in run(tab, 3)[1]
    run(tab, 4, DRAW)
    alt = tab.evaluate(f"return {OUTPUT}.querySelector('img').alt;", 3)
    assert alt == "A figure: Loss."
    begin(tab, 5, "print('begun')\nwhile True: pass")
    tab.wait(f"{OUTPUT.replace('given[0]', '4')}.innerText.includes('begun')")
    tab.evaluate("document.querySelectorAll('.python button')[1].click();")
    tab.wait("document.querySelector('.python').dataset.ready === 'yes'")
    said = tab.evaluate("return document.querySelector('.python-status').textContent;")
    assert said.startswith("Cell 5 was stopped.")
    tab("WebDriver:Refresh")
    open_page(tab, "open")
    kept = "return document.querySelectorAll('.cm-content')[1].innerText;"
    assert tab.evaluate(kept).strip() == RIGHT
