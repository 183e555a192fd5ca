"""Test the pages in Firefox, and in WebKitGTK, which has Safari's engine."""

import pytest
from figure_pages import FIGURES, page_of
from firefox import Firefox, opened
from test_python import KEYS, SOFTMAX
from webkit import WebKit

CONTROL, DELETE, SHIFT, ENTER = "\ue009", "\ue017", "\ue008", "\ue007"
WRONG = "def leaky_relu(z, alpha=0.01): return np.where(z > 0, z, alpha * z) * 2"
RIGHT = "def leaky_relu(z, alpha=0.01): return np.where(z >= 0, z, alpha * z)"
DRAW = "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.title('Loss');"
TEXT = "return document.querySelectorAll('.cm-content')[given[0]].innerText;"
OUTPUT = "document.querySelectorAll('.cell_output')[given[0]]"

# Press the button that downloads; return the name of the file and what it holds.
DOWNLOAD = """return new Promise((go) => {
  HTMLAnchorElement.prototype.click = async function () {
    go([this.download, await (await fetch(this.href)).text()]);
  };
  const buttons = [...document.querySelectorAll("article button")];
  buttons.find((one) => one.textContent.startsWith("Download")).click();
});"""

# Let the server's stand-in isolate the page from its next load on.
ISOLATE = """const { offline } = document.querySelector(".python").dataset;
await navigator.serviceWorker.register(offline);
await navigator.serviceWorker.ready;"""


@pytest.fixture(params=[Firefox, WebKit])
def tab(request, tmp_path):
    with opened(request.param, tmp_path) as browser:
        if browser is None:
            pytest.skip(f"needs {request.param.programs}")
        yield browser


webkit = pytest.mark.parametrize("tab", [WebKit], indirect=True)


def open_page(tab):
    """Open the cells of a page, those of checks as well, and wait for Python."""
    tab.wait("!document.querySelector('.python button').disabled")
    tab.evaluate("document.querySelector('.python button').click();")
    tab.wait("document.querySelector('.python').dataset.ready === 'yes'")
    tab.evaluate(
        "for (const one of document.querySelectorAll('.python-own')) one.open = true;"
    )


def run(tab, number, text=None):
    """Write a cell by keyboard and run it; return the status and the output."""
    begin(tab, number, text)
    tab.wait("!document.querySelector('[data-state=running]')")
    said = tab.evaluate("return document.querySelector('.python-status').textContent;")
    return said, tab.evaluate(f"return {OUTPUT}.innerText;", number - 1)


def begin(tab, number, text=None):
    """Write a cell, if there is a text, and press the keys that run it."""
    if text is not None:
        write(tab, number, text)
    tab.type(".cm-content", number - 1, f"{SHIFT}{ENTER}{SHIFT}")


def write(tab, number, text):
    """Type a text in place of that of a cell; return the new text of the cell."""
    keys = text.replace("\n", ENTER)
    tab.type(".cm-content", number - 1, f"{CONTROL}a{CONTROL}{DELETE}{keys}")
    return tab.evaluate(TEXT, number - 1).rstrip("\n")


def test_a_student_solves_stops_and_reloads(tab, server):
    tab.go(f"{server}book/exercises/activations.html")
    if isinstance(tab, WebKit):  # whose driver hangs if a page reloads itself
        tab.evaluate(ISOLATE)
        tab("WebDriver:Refresh")
    open_page(tab)
    run(tab, 1)
    run(tab, 2, WRONG)
    said, output = run(tab, 3)
    assert said == "The check of leaky_relu is done."
    assert "✘ leaky_relu: incorrect" in output
    assert "Hint 1" in output
    run(tab, 2, RIGHT)
    assert "✔ leaky_relu: correct" in run(tab, 3)[1]
    assert write(tab, 7, KEYS) == KEYS
    if not isinstance(tab, WebKit):  # which would take half as long again
        run(tab, 4, DRAW)
        alt = tab.evaluate(f"return {OUTPUT}.querySelector('img').alt;", 3)
        assert alt == "A figure: Loss."
        assert write(tab, 6, SOFTMAX) == SOFTMAX.replace("\n", "\n    ")
        run(tab, 6)
        assert "✔ softmax: correct" in run(tab, 7, 'check("softmax", softmax)')[1]
    begin(tab, 5, "kept = 42\nprint('begun')\nwhile True: pass")
    tab.wait(f"{OUTPUT.replace('given[0]', '4')}.innerText.includes('begun')")
    tab.evaluate("document.querySelectorAll('.python button')[1].click();")
    tab.wait("document.querySelectorAll('[data-state=stopped]').length")
    assert run(tab, 8, "kept")[1] == "42"
    name, text = tab.evaluate(DOWNLOAD)
    assert name == "exercise-activations.ipynb"
    assert RIGHT in text
    assert "✔ leaky_relu: correct" in text
    tab("WebDriver:Refresh")
    tab.wait("document.querySelectorAll('.cm-content').length")
    assert tab.evaluate(TEXT, 1).strip() == RIGHT


# Bring a figure into sight, wait for it, and move its first control.
MOVE = """const figure = document.querySelector(`[data-live=${given[0]}]`);
for (const fold of document.querySelectorAll("details")) fold.open = true;
figure.scrollIntoView();
while (!figure.matches(".live-ready"))
  await new Promise((go) => setTimeout(go, 50));
const slider = figure.querySelector("input[type=range]");
if (slider) {
  slider.value = slider.max;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
} else figure.querySelector("button:not(:disabled), input").click();
return [figure.querySelector(".live-stage").textContent.length, figure.className];"""


@webkit
def test_figures_move(tab, server):
    """All figures answer, in open folds."""
    pages = {}
    for name in FIGURES:
        pages.setdefault(page_of(name), []).append(name)
    for page, names in pages.items():
        tab.go(server + page)
        for name in names:
            length, look = tab.evaluate(MOVE, name)
            assert length > 20, name
            assert "live-failed" not in look, name
