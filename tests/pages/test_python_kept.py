"""What a reader writes on the page of an exercise: kept, handed out, taken back."""

import json

import pytest
from built import SITE
from notebooks import ROOT
from serving import Compressing, serving
from test_python import Opened, solve
from test_python import opened as opened  # a fixture

from coursework.grading.pipeline import grade

PAGE = "02-activations"
KEY = "two-layers-work:/book/exercises/02-activations"
SOLVED = ROOT / "book" / "solutions"
MINE = "def leaky_relu(z, alpha=0.01):\n    return np.where(z >= 0, z, alpha * z)"
# What the reader answers where the page asks.
ANSWER = """answer => {
  window.asked = "";
  window.confirm = text => { window.asked = text; return answer; };
}"""
# On a busy machine a cell takes more than its minute.
GO_ON = """() => setInterval(() => {
  for (const button of document.querySelectorAll(".python button:not([hidden])"))
    if (button.textContent === "Go on") button.click();
}, 1000)"""


class Bare(Compressing):
    """Has no Python: what a page keeps does not ask for it."""

    def send_head(self):
        if self.path.endswith("/worker.js"):
            return self.send_error(404)
        return super().send_head()


@pytest.fixture(scope="module")
def bare():
    with serving(SITE, Bare) as address:
        yield address


class Unable(Bare):
    """Has a service worker that isolates nothing."""

    def send_head(self):
        if self.path.endswith("/offline.js"):
            self.path = "/_static/documentation_options.js"
        return super().send_head()


# The server, what the browser lacks, how often the page is loaded, whether isolated.
VISITS = {
    "as meant": (Bare, "", 2, True),
    "the worker isolates nothing": (Unable, "", 2, False),
    "no worker": (
        Bare,
        "ServiceWorkerContainer.prototype.register = async () => { throw Error(); };",
        1,
        False,
    ),
    "no storage": (
        Bare,
        "Storage.prototype.setItem = () => { throw Error('full'); };",
        1,
        False,
    ),
}


@pytest.mark.parametrize("visit", VISITS.values(), ids=VISITS)
def test_a_page_is_loaded_anew_once_if_that_isolates_it(chromium, visit):
    """Then Stop keeps the variables; in each case the cells open."""
    handler, lacking, loads, isolated = visit
    context = chromium.new_context()
    context.add_init_script(
        f"{lacking} sessionStorage.loads = 1 + Number(sessionStorage.loads ?? 0);"
    )
    with serving(SITE, handler) as address:
        page = Opened(context, f"{address}book/exercises/{PAGE}.html#softmax")
        seen = page.tab.evaluate("[Number(sessionStorage.loads), crossOriginIsolated]")
        assert seen == [loads, isolated]
        if isolated:
            again(page)
            assert page.tab.evaluate("Number(sessionStorage.loads)") == loads + 1
            page.tab.reload()
            assert page.tab.locator(".cm-content").count() == 0
    context.close()


class Coreless(Compressing):
    """Lacks Python's core, on which Pyodide would wait for ever."""

    def send_head(self):
        if self.path.endswith("asm.wasm.bin"):
            return self.send_error(404)
        return super().send_head()


def test_a_core_that_does_not_arrive_is_told(opened):
    with serving(SITE, Coreless) as address:
        page = opened(PAGE, address)
        page.tab.wait_for_selector(".python[data-ready=no]")
        said = page.tab.locator(".python-status").inner_text()
    assert said.startswith("Python did not start (")
    assert "asm.wasm: 404" in said


def press(page, name):
    page.tab.get_by_role("button", name=name).click()


def again(page):
    """Load the page anew, and open its cells."""
    page.tab.reload()
    page.tab.get_by_role("button", name="Run the code on this page").click()
    page.tab.wait_for_selector(".python[data-ready]")


def graded(download, folder, home):
    """Return how a notebook from the page and one from home are graded."""
    (folder / "in").mkdir()
    download.save_as(folder / "in" / "page.ipynb")
    (folder / "in" / "home.ipynb").write_bytes(home.read_bytes())
    (home, page), *_ = grade(
        folder / "in",
        folder / "out",
        seed=1,
        isolation="process",
        jobs=1,
        progress=False,
    )
    for row in page["questions"] + home["questions"]:
        row.pop("cell")
    return page["questions"], home["questions"]


def test_what_is_handed_out_is_graded_as_the_solution_is(opened, tmp_path):
    page = opened(PAGE)
    download = solve(page, PAGE, tmp_path)
    assert download.suggested_filename == f"exercise-{PAGE}.ipynb"
    rows, home = graded(download, tmp_path, SOLVED / f"{PAGE}.ipynb")
    assert rows == home
    assert [row["status"] for row in rows].count("correct") == 3
    page.tab.close()


def test_no_page_tells_the_test_accuracy(opened, tmp_path):
    """The rest of the homework is graded as at home."""
    page = opened("homework")
    page.tab.set_input_files("input[type=file]", SOLVED / "homework.ipynb")
    page.tab.evaluate(GO_ON)
    page.tab.get_by_text("Run all").click()
    page.tab.wait_for_function(
        "/^All|error/.test(document.querySelector('.python-status').textContent)",
        timeout=900_000,
    )
    said = page.tab.locator(".cell_output").all_inner_texts()
    assert any("This page has no test images" in text for text in said)
    with page.tab.expect_download() as download:
        press(page, "Download the notebook")
    rows, home = graded(download.value, tmp_path, SOLVED / "homework.ipynb")
    assert rows[:-1] == home[:-1]
    assert [row["status"] for row in rows[:-1]].count("correct") == 6
    assert rows[-1]["mistake"] == "no_test_line"
    page.tab.close()


def test_texts_and_marks_are_kept(opened):
    page = opened(PAGE)
    mark = page.tab.locator(".bd-sidebar-primary a.current .read-mark")
    page.run(1)
    for answer, share in [(MINE, 1), ("leaky_relu = None", 0), (MINE, 1)]:
        page.run(2, answer)
        page.run(3)
        assert mark.inner_text() == f"{share}/3"
        said = page.tab.inner_text(".exercise-progress")
        assert f"{share} of 3 checks correct" in said
    page.tab.reload()
    assert mark.inner_text() == "1/3"
    page.tab.get_by_role("button", name="Run the code on this page").click()
    assert page.text(2) == MINE
    page.tab.evaluate(ANSWER, True)
    press(page, "Clear my work")
    assert page.tab.evaluate("asked").startswith("Forget everything that you wrote")
    assert "raise NotImplementedError" in page.text(2)
    page.tab.reload()
    assert page.tab.evaluate("key => localStorage.getItem(key)", KEY) is None
    assert mark.count() == 0
    page.tab.close()


def test_a_page_that_changed_keeps_the_earlier_text_apart(opened, bare):
    page = opened(PAGE, bare)
    page.write(2, MINE)
    exercise = page.tab.url
    page.tab.goto(exercise.replace("02-activations", "05-xavier"))
    page.tab.evaluate(
        """key => {
          const kept = JSON.parse(localStorage.getItem(key));
          for (const cell of Object.values(kept.cells)) cell.from += "\\n# of old";
          localStorage.setItem(key, JSON.stringify(kept));
        }""",
        KEY,
    )
    page.tab.goto(exercise)
    for _ in range(2):
        again(page)
        assert "raise NotImplementedError" in page.text(2)
        assert page.tab.locator(".python-apart pre").all_text_contents() == [MINE]
        page.write(1, "import numpy as np")
    page.tab.evaluate(ANSWER, True)
    press(page, "Clear my work")
    again(page)
    assert page.tab.locator(".python-apart").is_hidden()
    page.tab.close()


def test_an_upload_is_of_this_page_and_asks(opened, bare, tmp_path):
    page = opened(PAGE, bare)
    page.tab.set_input_files("input[type=file]", SOLVED / "05-xavier.ipynb")
    page.tab.wait_for_function(
        "/another page. Its title is 'Exercise: Start values/.test("
        "document.querySelector('.python-status').textContent)"
    )
    page.write(2, MINE)
    other = json.loads((SOLVED / f"{PAGE}.ipynb").read_text(encoding="utf-8"))
    other["cells"].append({"cell_type": "code", "metadata": {}, "source": "own = 1"})
    (tmp_path / "other.ipynb").write_text(json.dumps(other), encoding="utf-8")
    for kept in (True, False):
        page.tab.evaluate(ANSWER, not kept)
        page.tab.set_input_files("input[type=file]", tmp_path / "other.ipynb")
        page.tab.wait_for_function("/other.ipynb in the place/.test(window.asked)")
        if not kept:
            page.tab.get_by_text("other.ipynb is open").wait_for()
        assert (page.text(2) == MINE) == kept
    assert page.tab.locator(".python-apart pre").all_text_contents() == ["own = 1"]
    page.tab.close()


def test_another_tab_and_a_full_store_are_told(opened, bare):
    page = opened(PAGE, bare)
    other = page.tab.context.new_page()
    other.goto(page.tab.url)
    other.evaluate("key => localStorage.setItem(key, '{}')", KEY)
    page.tab.wait_for_function(
        "/changed in another tab/.test("
        "document.querySelector('.python-status').textContent)"
    )
    page.tab.reload()  # keeps nothing of its own over that of the other
    assert page.tab.evaluate("key => localStorage.getItem(key)", KEY) == "{}"
    page.tab.get_by_role("button", name="Run the code on this page").click()
    page.tab.wait_for_selector(".python[data-ready]")
    page.tab.evaluate(
        """() => {
          let text = "x".repeat(1e6);
          for (let k = 0; text; k++)
            try { localStorage.setItem(`other${k}`, text); }
            catch { text = text.slice(1 + text.length / 2); }
        }"""
    )
    page.write(2, MINE)
    page.tab.wait_for_function(
        "/did not keep/.test(document.querySelector('.python-status').textContent)"
    )
    assert page.text(2) == MINE
    page.tab.close()
