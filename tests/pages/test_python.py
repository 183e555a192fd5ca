"""Python in the pages of the exercises, as a reader uses it; the network is cut."""

import json
import re

import pytest
from built import CLEAN, SITE, visit
from notebooks import ROOT
from serving import Compressing, serving
from test_each_page import barriers

EXERCISES = sorted(path.stem for path in (ROOT / "book/exercises").glob("*.ipynb"))
GRADED = "02-activations"  # what its page hands out: test_python_kept.py
SETUP = "import numpy as np\nfrom coursework import check\n"
# The homework's long cells, as long as the others.
SHORTER = {"X_train[:5000], Y_train[:5000]": "X_train[:500], Y_train[:500]"}
SHORTER |= {"n_epochs=3": "n_epochs=1", "open_it = True": "open_it = False"}
FORGED = """
class Report:
    def _repr_html_(self):
        return '''<b onclick="steal()" style="color:red;background:url(/x)">bold</b>
        <i class="modal" style="color:red" data-x="1">red</i>
        <script>steal()</script><svg onload="steal()"></svg>
        <img src=x onerror="steal()"><a href="javascript:steal()">link</a>'''
Report()"""
KEYS = "".join(map(chr, range(32, 127)))  # of a keyboard, that print something
# The editor indents what follows a colon.
SOFTMAX = """\
def softmax(X):
exps = np.exp(X - X.max(axis=1, keepdims=True))
sums = exps.sum(axis=1, keepdims=True)
return exps / sums"""
POLICY = re.search(r"`(default-src .*?)`", (ROOT / "book/privacy.md").read_text())


class Isolating(Compressing):
    """Sends the headers that let Python be interrupted, and the policy of the book."""

    def end_headers(self):
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.send_header("Content-Security-Policy", POLICY[1])
        super().end_headers()


class Opened:
    """A page whose cells run."""

    def __init__(self, context, url):
        self.tab, self.seen = visit(context, url)
        self.tab.on("dialog", lambda dialog: dialog.accept())
        self.tab.get_by_role("button", name="Run the code on this page").press("Enter")
        self.tab.wait_for_selector(".python[data-ready]")

    @property
    def status(self):
        return self.tab.inner_text(".python-status")

    def write(self, number, text):
        self.tab.locator(".cm-content").nth(number - 1).fill(text)

    def type(self, number, text):
        """Type a text into an emptied cell key by key, as a hand does."""
        self.write(number, "")
        self.tab.keyboard.type(text)

    def text(self, number):
        editor = self.tab.locator(".cm-content").nth(number - 1)
        return editor.inner_text().rstrip("\n")

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
        contexts.append(chromium.new_context(reduced_motion="reduce"))
        return Opened(contexts[-1], f"{address}book/exercises/{name}.html")

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def page(opened, tmp_path_factory):
    """One page below a path, which many tests use; they leave it ready."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "course").symlink_to(SITE)
    with serving(folder, Compressing) as address:
        yield opened("02-activations", f"{address}course/")


def solve(page, name, folder):
    """Put the solution of an exercise on its page, run it, and hand it in."""
    text = (ROOT / f"book/solutions/{name}.ipynb").read_text(encoding="utf-8")
    for long, short in SHORTER.items():
        text = text.replace(long, short)
    solved = folder / f"{name}.ipynb"
    solved.write_text(text, encoding="utf-8")
    page.tab.clock.install()  # a busy machine may take more than a minute for a cell
    page.tab.clock.pause_at(2**31)
    page.tab.set_input_files("input[type=file]", solved)
    page.tab.get_by_text("Run all").click()
    page.tab.wait_for_function(
        "/^All|error/.test(document.querySelector('.python-status').textContent)"
    )
    outputs = page.tab.locator(".cell_output").all_inner_texts()
    assert page.status == "All cells are done."
    assert page.tab.inner_text(".bd-sidebar-primary a.current .read-mark") == "✓"
    assert "✔" in outputs[-1], outputs
    assert not [text for text in outputs if "✘" in text or "…" in text]
    with page.tab.expect_download() as download:
        page.tab.get_by_role("button", name="Download the notebook").click()
    handed_in = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert "✔" in json.dumps(handed_in["cells"][-1]["outputs"], ensure_ascii=False)
    assert page.seen == CLEAN
    return download.value


@pytest.mark.parametrize("name", sorted({*EXERCISES} - {GRADED}))
def test_the_cells_of_the_solution_solve_the_exercise(opened, name, tmp_path):
    page = opened(name)
    solve(page, name, tmp_path)
    page.tab.close()


def test_a_wrong_answer_is_named_without_a_network(page):
    wrong = "def softmax(X):\n    e = np.exp(X - X.max())\n    return e / e.sum()\n"
    page.tab.context.set_offline(True)
    said = page.run(1, f'{SETUP}{wrong}check("softmax", softmax)')
    page.tab.context.set_offline(False)
    assert "the whole matrix sums to 1, not a row" in said
    page.tab.get_by_text("Hint 2").click()
    assert "Hint 2\n" in page.output(1)


def test_an_error_shows_the_line_of_the_reader_and_none_of_ours(page):
    page.run(1)  # it imports NumPy
    said = page.run(2, "def half(n):\n    return np.ones(n) @ np.ones(2)\n\nhalf(3)")
    assert re.findall(r"line \d+", said) == ["line 4", "line 2"]
    assert "Cell 2, line 2, in half" in said
    assert said.splitlines()[-1].startswith("ValueError: matmul")
    assert page.status == "Cell 2 stopped at an error."
    assert "pyodide" not in said


def test_nothing_that_a_cell_makes_acts_on_the_page(page):
    page.tab.evaluate("() => { window.steal = () => { document.title = 'stolen'; } }")
    page.run(3, FORGED)
    shown = page.tab.locator(".cell_output").nth(2)
    html = shown.locator(".text_html").inner_html()
    kept = '<b>bold</b> <i style="color:red">red</i> link'
    assert re.sub(r"\s+", " ", html).strip() == kept
    assert "stolen" not in page.tab.title()


def test_an_exercise_is_solved_key_by_key(page):
    page.type(7, KEYS)
    assert page.text(7) == KEYS
    page.run(1)
    page.type(6, SOFTMAX)
    assert page.text(6) == SOFTMAX.replace("\n", "\n    ")
    page.run(6)
    assert "✔ softmax: correct" in page.run(7, 'check("softmax", softmax)')
    page.run(6, SOFTMAX.replace(":", "", 1))
    said = page.run(7)
    assert said.startswith("Nothing was checked: the softmax that Python knows")
    assert "Mend cell 6 and run it" in said
    page.tab.locator(".cm-content").nth(6).press("Control+k")
    assert page.tab.evaluate("document.activeElement.type") == "search"
    page.tab.keyboard.press("Escape")


def test_by_keyboard(page):
    editor = page.tab.locator(".cm-content").nth(3)
    editor.fill("")
    page.tab.keyboard.type("if True:\nprint(6 * 7)")
    page.tab.keyboard.press("Shift+Enter")
    page.ended()
    assert page.output(4) == "42\n"
    page.tab.keyboard.press("Tab")
    assert editor.inner_text() == "if True:\n        print(6 * 7)"
    page.tab.keyboard.press("Escape")
    page.tab.keyboard.press("Tab")
    assert page.tab.evaluate("document.activeElement.ariaLabel") == "Run cell 4"


def test_for_all_readers(page):
    page.write(2, "def half(n):\n    return n / 2")  # begins as what it replaces
    page.run(1)
    assert barriers(page.tab) == []
    page.tab.set_viewport_size({"width": 390, "height": 800})
    assert page.tab.evaluate("document.documentElement.scrollWidth") == 390


def test_a_cell_that_says_nothing_is_stopped_unless_it_may_go_on(page):
    page.tab.clock.install()
    page.write(5, "import time\nkept = 42\nwhile True: time.sleep(0.1)")
    stop = page.tab.get_by_role("button", name="Stop")
    for go_on in (True, False):
        page.begin(5)
        page.tab.clock.run_for(60_000)
        assert "has put out nothing for a minute" in page.status
        if go_on:
            page.tab.get_by_role("button", name="Go on").press("Enter")
            page.tab.clock.run_for(400_000)
            stop.click()
        else:
            page.tab.clock.run_for(31_000)
        page.ended()
        ended = "as you asked." if go_on else "by the page: it had put out nothing"
        assert f"Cell 5 was stopped, {ended}".replace(", by", " by") in page.status
    assert page.run(6, "kept") == "42"


def test_a_cell_that_says_how_far_it_is_goes_on(page):
    page.tab.clock.install()
    page.write(
        5, "import time\ntime.sleep(4)\nprint('begun')\nwhile True: time.sleep(0.1)"
    )
    page.begin(5)
    page.tab.clock.run_for(60_000)
    go_on = page.tab.get_by_role("button", name="Go on")
    assert go_on.is_visible()
    page.tab.wait_for_selector("text=begun")
    go_on.wait_for(state="hidden")
    page.tab.clock.run_for(299_000)
    assert page.status == "Cell 5 is running."
    page.tab.clock.run_for(2_000)
    assert "nothing for 5 minutes" in page.status
    page.tab.get_by_role("button", name="Stop").click()
    page.ended()


def test_a_python_that_broke_down_is_started_anew(page):
    page.run(5, "import os\nos.abort()")
    page.ready()
    assert page.status.startswith("Cell 5 broke Python down: too many calls")
    page.seen["errors"].clear()  # what it said in the console
    assert page.run(5, "6 * 7") == "42"


def test_what_was_written_is_there_again(page):
    page.write(6, "kept = 1")
    page.tab.get_by_label("My prediction").fill("It fails.")
    page.tab.reload()
    page.tab.get_by_role("button", name="Run the code on this page").click()
    assert page.tab.locator(".cm-content").nth(5).inner_text() == "kept = 1"
    assert page.tab.get_by_label("My prediction").input_value() == "It fails."
    page.tab.get_by_role("button", name="Reset cell 6").click()
    assert page.tab.locator(".cm-content").nth(5).inner_text().startswith("def ")
    page.tab.get_by_text("Clear my work").click()
    assert page.tab.get_by_label("My prediction").input_value() == ""
    assert page.seen == CLEAN


def test_under_the_headers_of_an_isolated_page(opened):
    """Variables stay when a cell is stopped, and the book's policy is kept."""
    with serving(SITE, Isolating) as address:
        page = opened("01-digits", address)
        page.write(1, "kept = 42\nprint('begun')\nwhile True: pass")
        page.begin(1)
        page.tab.wait_for_selector("text=begun")
        page.tab.get_by_role("button", name="Stop").click()
        page.ended()
        assert page.status == "Cell 1 was stopped, as you asked."
        assert "KeyboardInterrupt" in page.output(1)
        page.run(2, "import matplotlib.pyplot as plt\nplt.plot([kept])")
        page.tab.locator(".cell_output img").wait_for()
        assert page.seen == CLEAN
        chapter = f"{address}book/chapters/06-training.html"
        tab, seen = visit(page.tab.context, chapter)
        figure = tab.locator("[data-live=train]")
        figure.scroll_into_view_if_needed()
        figure.get_by_role("button", name="Start").click()
        figure.get_by_text(re.compile(r"^After \d")).wait_for()
        assert seen == CLEAN


def test_a_browser_without_shared_memory_starts_python_anew(chromium, server):
    context = chromium.new_context()
    context.add_init_script("delete globalThis.SharedArrayBuffer")
    page = Opened(context, f"{server}book/exercises/01-digits.html")
    assert page.tab.evaluate("crossOriginIsolated")
    page.write(1, f"{SETUP}print('begun')\nwhile True: pass")
    page.begin(1)
    page.tab.wait_for_selector("text=begun")
    page.tab.get_by_role("button", name="Stop").click()
    page.ready()
    assert page.status.startswith("Cell 1 was stopped, as you asked. Python has star")
    said = page.run(2, "check('softmax', np.exp)")
    assert "Cell 1 defines it: run cell 1 first, then this cell again." in said
    assert page.seen == CLEAN
    context.close()


def test_a_page_without_a_server_says_how_to_get_one(chromium):
    context = chromium.new_context()
    tab, _ = visit(context, (SITE / "book/exercises/01-digits.html").as_uri())
    said = tab.inner_text(".python")
    assert "make serve" in said
    assert "runs in your browser" not in said
    assert tab.get_by_role("button", name="Run the code").is_disabled()
    context.close()


def test_the_cell_of_the_front_page_names_a_mistake(chromium, server):
    context = chromium.new_context()
    tab, seen = visit(context, f"{server}book/intro.html")
    tab.get_by_role("button", name="Change this code and run it").press("Enter")
    tab.wait_for_selector(".python-cell[data-state=done]")
    assert "You divide by the sum of all entries" in tab.inner_text(".text_html")
    assert not tab.evaluate("JSON.stringify(localStorage)").count("intro")
    tab.locator(".cm-content").fill("")
    tab.keyboard.type(KEYS)
    assert tab.inner_text(".cm-content") == KEYS
    assert seen == CLEAN
    context.close()
