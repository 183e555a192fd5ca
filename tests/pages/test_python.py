"""Test Python in the pages of exercises as a reader uses it, without a network."""

import json
import re

import pytest
from built import CLEAN, SITE, visit
from notebooks import ROOT
from playwright.sync_api import expect
from serving import Compressing, serving
from test_each_page import barriers

SETUP = "import numpy as np\nfrom coursework import check\n"
FORGED = """
class Report:
    def _repr_html_(self):
        return '''<b onclick="steal()" style="color:red;background:url(/x)">bold</b>
        <i class="modal" style="padding:1px" data-x="1">wide</i>
        <script>steal()</script><svg onload="steal()"></svg>
        <img src=x onerror="steal()"><a href="javascript:steal()">link</a>'''
Report()"""
KEYS = "".join(map(chr, range(32, 127)))  # all printable keys
# The editor itself indents the lines after a colon.
SOFTMAX = """\
def softmax(X):
exps = np.exp(X - X.max(axis=1, keepdims=True))
sums = exps.sum(axis=1, keepdims=True)
return exps / sums"""
SUMS = "sums = exps.sum(axis=1, keepdims=True)"
LINES = ["shifted = X - X.max(axis=1, keepdims=True)", "exps = np.exp(shifted)"]
LINES += ["sums = exps.sum(axis=0)", "out = exps / sums", "return out"]
# An interrupt ends only the block, and the cell.
SWALLOWS = """import contextlib
with contextlib.suppress(KeyboardInterrupt):
    print('begun')
    while True: pass"""
POLICY = re.search(r"`(default-src .*?)`", (ROOT / "book/privacy.md").read_text())


class Isolating(Compressing):
    """Send the headers that isolate a page, and the policy of the book."""

    def end_headers(self):
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.send_header("Content-Security-Policy", POLICY[1])
        super().end_headers()


class Opened:
    """The page of an exercise whose cells run; methods take the numbers of cells."""

    def __init__(self, context, url):
        self.tab, self.faults = visit(context, url)
        self.tab.on("dialog", lambda dialog: dialog.accept())
        self.tab.get_by_role("button", name="Run the code on this page").press("Enter")
        self.tab.wait_for_selector(".python[data-ready]")

    @property
    def status(self):
        return self.tab.inner_text(".python-status")

    def write(self, number, text):
        self.tab.locator(".cm-content").nth(number - 1).fill(text)

    def type(self, number, text):
        """Empty a cell and type a text into it key by key."""
        self.write(number, "")
        self.tab.keyboard.type(text)

    def text(self, number):
        editor = self.tab.locator(".cm-content").nth(number - 1)
        return editor.inner_text().rstrip("\n")

    def begin(self, number):
        self.tab.get_by_role("button", name=f"Run cell {number}", exact=True).click()

    def run(self, number, text=None):
        """Run a cell, with a new text if one is given; return its output."""
        if text is not None:
            self.write(number, text)
        self.begin(number)
        self.wait_for_end()
        return self.output(number)

    def check(self, name, number):
        """Press the button that checks an answer; return what cell `number` says."""
        self.tab.get_by_role("button", name=f"Check {name}", exact=True).click()
        self.wait_for_end()
        return self.output(number)

    def output(self, number):
        return self.below(number).inner_text()

    def below(self, number):
        """Locate the output of a cell; other outputs may have the same buttons."""
        return self.tab.locator(".cell_output").nth(number - 1)

    def wait_for_end(self):
        self.tab.wait_for_selector('[data-state="running"]', state="detached")

    def wait_for_python(self):
        self.tab.wait_for_selector(".python[data-ready=yes]")

    def press(self, name):
        self.tab.get_by_role("button", name=name).click()

    def run_all(self, timeout=120_000):
        """Run all cells, until they are done or one of them fails."""
        self.tab.get_by_text("Run all").click()
        ended = (
            "/^All|error/.test(document.querySelector('.python-status').textContent)"
        )
        self.tab.wait_for_function(ended, timeout=timeout)

    def stop(self, number, text):
        """Run a cell with this text and an endless loop after it, and stop it."""
        self.write(number, f"{text}\nprint('begun')\nwhile True: pass")
        self.begin(number)
        self.tab.wait_for_selector(".cell_output >> text=begun")
        self.press("Stop")
        self.wait_for_end()


@pytest.fixture(scope="module")
def opened(chromium, server):
    """Yield a function that opens the page of an exercise with an empty storage."""
    contexts = []

    def open_it(name, address=server):
        contexts.append(chromium.new_context(reduced_motion="reduce"))
        return Opened(contexts[-1], f"{address}book/exercises/{name}.html")

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def page(opened, tmp_path_factory):
    """Open one page, served below a path, for many tests; each leaves it ready."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "course").symlink_to(SITE)
    with serving(folder, Compressing) as address:
        one = opened("activations", f"{address}course/")
        yield one


def test_the_cells_of_a_solution_solve_the_exercise(opened):
    """The page opens the solution's notebook, runs the cells, and saves the work.

    It asks a question of its own. test_python_kept.py runs the homework, which draws
    weights, trains on digits and searches.
    """
    name = "mistakes-top-k"
    page = opened(name)
    # The page's clock stands still, since a busy machine may need minutes for a cell.
    page.tab.clock.install()
    page.tab.clock.pause_at(2**31)  # the year 2038, later than the clock now
    page.tab.set_input_files("input[type=file]", ROOT / f"book/solutions/{name}.ipynb")
    page.run_all()
    outputs = page.tab.locator(".cell_output").all_inner_texts()
    assert page.status == "All cells are done."
    assert page.tab.inner_text(".bd-sidebar-primary a.current .read-mark") == "✓"
    assert "✔" in outputs[-1], outputs
    assert not [text for text in outputs if "✘" in text or "…" in text]
    with page.tab.expect_download() as download:
        page.tab.get_by_role("button", name="Download the notebook").click()
    assert download.value.suggested_filename == f"exercise-{name}.ipynb"
    submission = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert "✔" in json.dumps(submission["cells"][-1]["outputs"], ensure_ascii=False)
    assert page.faults == CLEAN
    done = page.below(len(outputs)).get_by_text("You have done exercise")
    done.get_by_role("link", name="chapter").click()
    page.tab.wait_for_url("**/book/chapters/speed.html")
    page.tab.close()


def test_a_second_try_opens_the_hint_that_marks_the_line(opened):
    page = opened("activations")  # one on which nobody has tried before
    wrong = "def softmax(X):\n    e = np.exp(X - X.max(axis=1, keepdims=True))\n{}"
    for line in ("    return e / e.sum(axis=0)", "    return e / e.sum()"):
        page.write(6, SETUP + wrong.format(line))
        page.check("softmax", 7)
    hints = page.below(7).locator(".python-hint")
    assert hints.all_inner_texts() == ["Hint 1", "Hint 2"]
    marked = page.tab.locator(".python-marked")
    assert marked.count() == 0
    hints.get_by_text("Hint 2", exact=True).click()
    marked.wait_for()
    assert marked.all_inner_texts() == ["    return e / e.sum()"]
    hints.get_by_text("Hint 2", exact=True).click()
    marked.wait_for(state="detached")
    page.tab.close()


def test_lines_are_put_in_order_by_keys(page):
    """The check names a wrong line, and the right one is then moved to its place."""
    tab, mine = page.tab, f"{SETUP}def softmax(X):\n    return X"

    def press(keys):
        for key in keys.split():
            tab.keyboard.press(key)
        return tab.evaluate("document.activeElement.ariaLabel")

    def toggle(line):
        tab.locator("[aria-selected=true]").focus()
        place = press("Home")
        while not place.endswith(f": {line}"):
            place = press("ArrowDown")
        return press("Enter")

    def check_lines():
        page.press("Put into cell 6 and check")
        page.wait_for_end()
        return page.output(7)

    page.write(6, mine)
    page.check("softmax", 7)
    page.below(7).get_by_role("button", name="Put the lines in order").press("Enter")
    assert press("") == "left out, line 1 of 9: return out"
    for n, line in enumerate(LINES, 1):
        assert toggle(line) == f"line {n} of {n}: {line}"
    assert "so that every column sums to 1" in check_lines()
    toggle(LINES[2])
    toggle(SUMS)
    assert press("Alt+ArrowUp Alt+ArrowUp") == f"line 3 of 5: {SUMS}"
    expect(tab.get_by_text(f"{SUMS} is now line 3 of 5.")).to_be_visible()
    assert tab.locator(".python-puzzle [tabindex='0']").count() == 1
    assert barriers(tab) == []
    assert "✔ softmax: correct" in check_lines()
    assert tab.locator(".python-puzzle").is_hidden()
    tab.locator(".cm-content").nth(5).press("Control+z")
    tab.keyboard.press("Control+z")
    assert page.text(6) == mine


def test_lines_are_put_in_order_by_mouse_and_finger(page):
    tab = page.tab
    page.write(6, f"{SETUP}def softmax(X):\n    return X")
    page.check("softmax", 7)
    page.below(7).get_by_role("button", name="Put the lines in order").click()
    group = tab.get_by_role("group", name="Below def softmax(X):")
    line = tab.get_by_role("option").filter
    touch = tab.context.new_cdp_session(tab)

    def places(line, onto):
        """Return where to take a line, and the foot of what it is moved to."""
        onto.scroll_into_view_if_needed()
        grip, end = line.locator(".python-grip").bounding_box(), onto.bounding_box()
        start = [grip["x"] + 5, grip["y"] + grip["height"] / 2]
        return start, [start[0], end["y"] + end["height"] - 2]

    def drag(line, onto):
        start, end = places(line, onto)
        tab.mouse.move(*start)
        tab.mouse.down()
        tab.mouse.move(*end, steps=8)
        tab.mouse.up()

    def finger(line, onto):
        start, end = places(line, onto)
        for k in range(9):
            x, y = (a + (b - a) * k / 8 for a, b in zip(start, end, strict=True))
            event = {"type": "touchMove" if k else "touchStart"}
            event["touchPoints"] = [{"x": x, "y": y}]
            touch.send("Input.dispatchTouchEvent", event)
        end = {"type": "touchEnd", "touchPoints": []}
        touch.send("Input.dispatchTouchEvent", end)

    taken = group.get_by_role("option")
    for _ in taken.all():  # as another test has left them
        taken.first.dblclick()
    drag(line(has_text=LINES[4]), group)
    finger(line(has_text=LINES[1]), group)
    expect(taken).to_have_text([LINES[4], LINES[1]])
    drag(line(has_text=LINES[4]), line(has_text=LINES[1]))
    line(has_text=SUMS).dblclick()
    expect(taken).to_have_text([LINES[1], LINES[4], SUMS])
    finger(line(has_text=SUMS), line(has_text=LINES[1]))
    drag(line(has_text=LINES[4]), tab.get_by_role("option").last)
    expect(taken).to_have_text([LINES[1], SUMS])


def test_no_output_of_a_cell_can_act_on_the_page(page):
    page.tab.evaluate("() => { window.steal = () => { document.title = 'stolen'; } }")
    page.run(2, FORGED)
    html = page.below(2).locator(".text_html").inner_html()
    kept = '<b>bold</b> <i style="padding:1px">wide</i> link'
    assert re.sub(r"\s+", " ", html).strip() == kept
    assert "stolen" not in page.tab.title()


def test_an_exercise_is_solved_key_by_key(page):
    page.type(8, KEYS)
    assert page.text(8) == KEYS
    page.type(6, SOFTMAX)
    assert page.text(6) == SOFTMAX.replace("\n", "\n    ")
    assert "✔ softmax: correct" in page.check("softmax", 7)
    page.write(6, SOFTMAX.replace(":", "", 1))
    page.check("softmax", 7)
    assert page.status == "Cell 6 stopped at an error. So nothing was checked."
    page.tab.locator(".cm-content").nth(5).press("Control+k")
    page.tab.wait_for_function("document.activeElement.type === 'search'")
    page.tab.keyboard.press("Escape")


def test_a_verdict_is_gray_once_its_answer_has_changed(page):
    """Undo brings the text back, and with it the verdict; a reload keeps the gray."""
    stale = page.tab.locator("[data-stale]")
    page.write(6, f"{SETUP}def softmax(X):\n    return X")
    page.check("softmax", 7)
    assert stale.count() == 0
    page.tab.locator(".cm-content").nth(5).press("Control+End")
    page.tab.keyboard.type(" + 1")
    expect(stale.get_by_role("status")).to_contain_text("Your answer has changed")
    page.tab.keyboard.press("Control+z")
    expect(stale).to_have_count(0)
    page.tab.keyboard.type("+ 1")
    page.tab.reload()
    stale.wait_for()
    page.press("Run the code on this page")
    page.wait_for_python()
    page.check("softmax", 7)
    assert stale.count() == 0


def test_a_right_answer_shows_what_it_won_and_leads_on(page):
    right = SOFTMAX.replace("\n", "\n    ")
    below, tables = page.below(7), page.below(7).get_by_role("table")
    page.write(6, right.replace(SUMS, LINES[2]))
    page.check("softmax", 7)
    below.get_by_text("Hint 1", exact=True).click()
    assert [t.split(":")[0] for t in tables.all_inner_texts()] == ["yours", "ours"]
    marked = below.get_by_role("mark").all_inner_texts()
    assert len({*marked}) > 1
    assert barriers(page.tab) == []
    page.write(6, right)
    page.check("softmax", 7)
    assert [t.split(":")[0] for t in tables.all_inner_texts()] == ["before", "now"]
    assert tables.nth(1).locator(".python-sum").first.inner_text() == "1.00"
    below.get_by_role("link", name="Task 4: log_softmax").click()
    page.tab.wait_for_url("**#task-4-log-softmax")


def test_a_cell_is_edited_run_and_left_by_keyboard(page):
    editor = page.tab.locator(".cm-content").nth(3)
    editor.fill("")
    page.tab.keyboard.type("if True:\nprint(6 * 7)")
    page.tab.keyboard.press("Shift+Enter")
    page.wait_for_end()
    assert page.output(4) == "42\n"
    page.tab.keyboard.press("Tab")
    assert editor.inner_text() == "if True:\n        print(6 * 7)"
    page.tab.keyboard.press("Escape")
    page.tab.keyboard.press("Tab")
    label = page.tab.evaluate("document.activeElement.ariaLabel")
    assert label == "Check deriv_leaky_relu"


def test_open_cells_have_no_barriers_and_fit_a_telephone(page):
    page.write(2, f"def half(n):\n    return n / ({' + '.join(['1'] * 40)})")
    page.run(1)
    assert barriers(page.tab) == []
    page.tab.set_viewport_size({"width": 390, "height": 800})
    assert page.tab.evaluate("document.documentElement.scrollWidth") == 390


def test_a_long_cell_says_how_to_end_it(page):
    page.tab.clock.install()
    page.write(4, "kept = 42\nwhile True: pass")
    page.begin(4)
    page.tab.clock.run_for(6_000)
    assert page.status == "Cell 4 is running. Stop ends it."
    page.press("Stop")
    page.wait_for_end()
    assert page.run(6, "kept") == "42"


def test_a_broken_python_is_replaced(page):
    page.run(4, "import os\nos.abort()")
    page.wait_for_python()
    assert page.status.startswith("Cell 4 broke Python down: too many calls")
    page.faults["errors"].clear()  # the expected console message
    assert page.run(4, "6 * 7") == "42"


def test_an_isolated_page_keeps_its_variables_and_the_policy(opened):
    """Variables stay when a cell is stopped, and no request breaks the policy."""
    with serving(SITE, Isolating) as address:
        page = opened("digits", address)
        page.stop(1, "kept = 42")
        assert page.status == "Cell 1 was stopped, as you asked."
        assert "KeyboardInterrupt" in page.output(1)
        page.stop(1, SWALLOWS)
        assert page.status == "Cell 1 was stopped, as you asked."
        page.run(2, "import matplotlib.pyplot as plt\nplt.plot([kept])")
        page.tab.locator(".cell_output img").wait_for()
        assert page.faults == CLEAN
        chapter = f"{address}book/chapters/training.html"
        tab, faults = visit(page.tab.context, chapter)
        figure = tab.locator("[data-live=train]")
        figure.scroll_into_view_if_needed()
        figure.get_by_role("button", name="Start").click()
        figure.get_by_text(re.compile(r"^After \d")).wait_for()
        assert faults == CLEAN


def test_a_page_that_is_not_isolated_starts_a_new_python(context, server):
    here = context()
    here.add_init_script("delete Navigator.prototype.serviceWorker")
    page = Opened(here, f"{server}book/exercises/digits.html")
    assert not page.tab.evaluate("crossOriginIsolated")
    page.stop(1, SETUP)
    page.wait_for_python()
    assert page.status.startswith("Cell 1 was stopped, as you asked. Python has star")
    said = page.run(2, "check('softmax', np.exp)")
    assert "Cell 1 defines it: run cell 1 first, then this cell again." in said
    assert page.faults == CLEAN


def test_the_front_page_names_a_mistake_and_stops_a_loop(context, server):
    """It says that Python is coming, and keeps nothing."""
    here, sizes = context(), []
    tab, faults = visit(here, f"{server}book/intro.html")
    session = here.new_cdp_session(tab)
    session.on(
        "Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"])
    )
    session.send("Network.enable")
    tab.get_by_role("button", name="Change this code and run it").click()
    tab.locator(".python-status", has_text="on their way").wait_for()
    tab.locator(
        ".text_html", has_text="You always divide by the same number"
    ).wait_for()
    assert sum(sizes) <= 12e6
    right = "def average(x):\n    return sum(x) / len(x)"
    tab.locator(".cm-content").fill(right)  # and with it the call of the check is gone
    tab.get_by_role("button", name="Check average", exact=True).click()
    tab.locator(".text_html", has_text="average: correct").wait_for()
    tab.locator(".cm-content").fill("while True: pass")
    tab.get_by_role("button", name="Check average", exact=True).click()
    tab.get_by_role("button", name="Stop").click()
    tab.locator(".python-status", has_text="was stopped, as you asked").wait_for()
    assert "intro" not in tab.evaluate("JSON.stringify(localStorage)")
    assert faults == CLEAN


def test_a_chapter_runs_what_a_cell_needs_and_keeps_the_other_outputs(context, server):
    tab, faults = visit(context(), f"{server}book/chapters/loss.html")
    tab.locator("details.fold-answer").last.locator("summary").click()
    # The button stands above the first code, and what replaces it is in sight there.
    tab.get_by_role("button", name="Run the code on this page").press("Enter")
    tab.wait_for_selector(".python[data-ready=yes]")
    expect(tab.locator(".python-cell").first).to_be_in_viewport()
    expect(tab.get_by_text("Run all")).to_be_in_viewport()
    # The page has been loaded again, and what was open is open.
    answers = tab.locator("details.fold-answer").evaluate_all("a => a.map(d => d.open)")
    assert answers == [False] * (len(answers) - 1) + [True]
    texts = tab.locator(".python-output").all_inner_texts()
    number = next(k for k, text in enumerate(texts, start=1) if k > 3 and text.strip())
    cell, fewer = tab.locator(".python-cell").nth(number - 1), "12,000 of the 48,000"
    expect(tab.locator(".python", has_text=fewer)).to_be_visible()
    run = tab.get_by_role("button", name=f"Run cell {number}", exact=True)
    run.click()
    cell.and_(tab.locator("[data-state=done]")).wait_for()
    # The page has the images that the chapter validates on, so the numbers agree.
    assert (
        cell.locator(".cell_output").inner_text().strip() == texts[number - 1].strip()
    )
    assert 0 < tab.locator("[data-state=done]").count() < len(texts)
    expect(tab.get_by_text("Run all")).to_be_in_viewport()
    cell.locator(".cm-content").fill("print(len(data.X_val), len(data.X_train))")
    run.click()
    cell.locator(".cell_output", has_text="12000 12000").wait_for()
    expect(cell.get_by_text(fewer)).to_be_visible()
    # What the code of a guess puts out stays in its answer.
    guess = tab.locator(".answer-code").first
    guess.get_by_role("button", name="Run").click()
    guess.and_(tab.locator("[data-state=done]")).wait_for()
    assert "324 images;" not in tab.locator("article").inner_text()
    tab.get_by_text("See the answer", exact=True).first.click()
    expect(tab.get_by_text("324 images; the smallest")).to_be_visible()
    assert faults == CLEAN


def test_a_guess_stands_beside_the_answer(context):
    here = context()
    tab, _ = visit(here, (SITE / "book/chapters/loss.html").as_uri())
    guess = tab.get_by_label("Your guess").first
    guess.fill("about 300")
    guess.press("Enter")
    answer = tab.locator("details.fold-answer").first
    answer.get_by_text("You guessed: about 300").wait_for()
    # A browser stores what a page keeps a moment after the page has asked for it, and a
    # page of a file may come back in another process before that.
    for _ in range(20):
        tab.reload()
        if tab.get_by_label("Your guess").first.input_value():
            break
    assert tab.get_by_label("Your guess").first.input_value() == "about 300"


def test_a_page_without_a_server_says_how_to_get_one(context):
    tab, _ = visit(context(), (SITE / "book/exercises/digits.html").as_uri())
    assert re.fullmatch(r"[^.]*make serve[^.]*\.", tab.inner_text(".python").strip())
    assert not tab.locator(".python button").first.is_visible()
