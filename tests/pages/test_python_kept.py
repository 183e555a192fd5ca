"""Test in a browser that a reader's work is kept, downloaded, uploaded and graded."""

import json
import re
from dataclasses import replace

import pytest
from built import CLEAN, SITE
from figure_pages import draw
from notebooks import ROOT
from playwright.sync_api import expect
from serving import Compressing, serving
from test_python import Opened
from test_python import opened as opened  # a fixture

from grader.pipeline import grade

PAGE = "activations"
KEY = "two-layers-work:/book/exercises/activations"
SOLVED = ROOT / "book" / "solutions"
MINE = "def leaky_relu(z, alpha=0.01):\n    return np.where(z >= 0, z, alpha * z)"
# Answer the page's questions; keep the last one.
ANSWER = """answer => {
  window.asked = "";
  window.confirm = text => { window.asked = text; return answer; };
}"""
# A search and a final run of the homework that take seconds, and no figure, for which
# Matplotlib would have to be loaded.
SHORTER = {
    "n_epochs=3)": "n_epochs=1)",
    "plots.show_history(history, ": "print(history[-1], ",
    "X_train[:5000], Y_train[:5000]": "X_train[:1000], Y_train[:1000]",
}
SHORTER |= {
    f"data.X_{part}, data.Y_{part}  #": f"data.X_{part}[:{n}], data.Y_{part}[:{n}]  #"
    for part, n in (("train", 6000), ("val", 2000))
}


def lacking(instead):
    """Return a handler that sends other files: {end of a path: other path, or ""}."""

    class Lacking(Compressing):
        def send_head(self):
            others = [instead[end] for end in instead if self.path.endswith(end)]
            self.path = others[0] if others else self.path
            return super().send_head() if self.path else self.send_error(404)

    return Lacking


BARE = lacking({"/worker.js": ""})  # without Python, to save time
OPTIONS = "/_static/documentation_options.js"  # any other script
UNABLE = lacking({"/worker.js": "", "/offline.js": OPTIONS})


@pytest.fixture(scope="module")
def bare():
    with serving(SITE, BARE) as address:
        yield address


# Fill the browser's storage to its last character.
FILL = """() => {
  let text = "x".repeat(1e6);
  for (let k = 0; text; k++)
    try { localStorage.setItem(`other${k}`, text); }
    catch { text = text.slice(1 + text.length / 2); }
}"""
NO_WORKER = "ServiceWorkerContainer.prototype.register = () => Promise.reject(Error());"
NO_STORAGE = "Storage.prototype.setItem = () => { throw Error('full'); };"
# The server, what the browser lacks, how often the page loads, whether it is isolated.
VISITS = {
    "as meant": (BARE, "", 2, True),
    "the worker isolates nothing": (UNABLE, "", 2, False),
    "no worker": (BARE, NO_WORKER, 1, False),
    "no storage": (BARE, NO_STORAGE, 1, False),
}


@pytest.mark.parametrize("visit", VISITS.values(), ids=VISITS)
def test_a_page_reloads_once_if_that_isolates_it(context, visit):
    """Isolation lets Stop keep the variables. The cells open in each case."""
    handler, script, loads, isolated = visit
    here = context()
    here.add_init_script(
        f"{script} sessionStorage.loads = 1 + Number(sessionStorage.loads ?? 0);"
    )
    with serving(SITE, handler) as address:
        page = Opened(here, f"{address}book/exercises/{PAGE}.html#softmax")
        state = page.tab.evaluate("[Number(sessionStorage.loads), crossOriginIsolated]")
        assert state == [loads, isolated]
        if isolated:
            load_again(page)
            assert page.tab.evaluate("Number(sessionStorage.loads)") == loads + 1
            page.tab.reload()
            assert page.tab.locator(".cm-content").count() == 0


def test_the_page_says_that_the_core_did_not_arrive(opened):
    """Pyodide itself would wait for the core for ever."""
    with serving(SITE, lacking({"asm.wasm.bin": ""})) as address:
        page = opened(PAGE, address)
        page.tab.wait_for_selector(".python[data-ready=no]")
    assert page.status.startswith("Python did not start (")
    assert "asm.wasm: 404" in page.status


def load_again(page):
    """Reload the page, and open its cells."""
    page.tab.reload()
    page.press("Run the code on this page")
    page.tab.wait_for_selector(".python[data-ready]")


def assert_their_board_reads(page):
    """The board has the weights of the reader, and begins with a digit misread."""
    page.press("Read with my weights")
    board = page.tab.locator(".python-yours")
    said = board.get_by_text("your network is most wrongly sure").inner_text()
    says, labeled = re.search(r"it says (\d).* labeled (\d)", said).groups()
    assert says != labeled
    expect(board.locator(".live-top b")).to_have_text(says)
    board.get_by_role("button", name="Clear").click()
    draw(board.locator("canvas"), [[(140, 40), (140, 240)]])
    said = re.compile("^Your network (reads|is torn)")
    expect(board.get_by_role("status")).to_have_text(said)


def test_a_page_gives_no_test_accuracy(opened, tmp_path):
    """All of the homework but the test accuracy is graded as at home."""
    page, home = opened("homework"), tmp_path / "in" / "home.ipynb"
    text = (SOLVED / "homework.ipynb").read_text(encoding="utf-8")
    for long, short in SHORTER.items():
        assert long in text
        text = text.replace(long, short)
    home.parent.mkdir()
    home.write_text(text, encoding="utf-8")
    page.tab.set_input_files("input[type=file]", home)
    page.run_all(timeout=900_000)
    outputs = page.tab.locator(".cell_output").all_inner_texts()
    assert any("This page has no test images" in text for text in outputs)
    assert_their_board_reads(page)
    with page.tab.expect_download() as download:
        page.press("Download the notebook")
    download.value.save_as(tmp_path / "in" / "page.ipynb")
    how = {"isolation": "process", "jobs": 1, "progress": False, "seed": 1}
    records, *_ = grade(tmp_path / "in", tmp_path / "out", **how)
    at_home, here = ([replace(one, cell=0) for one in r.marks] for r in records)
    assert here == at_home
    assert [one.status for one in here] == ["correct"] * 6 + ["by hand"]
    page.tab.close()


def test_texts_and_marks_are_kept(opened):
    page = opened(PAGE)
    words = page.tab.get_by_label("My prediction")
    words.fill("It fails.")
    mark = page.tab.locator(".bd-sidebar-primary a.current .read-mark")
    for answer, correct in [(MINE, 1), ("leaky_relu = None", 0), (MINE, 1)]:
        page.write(2, answer)
        page.check("leaky_relu", 3)
        expect(mark).to_have_text(f"{correct}/4")
        progress = page.tab.locator(".exercise-progress")
        expect(progress).to_contain_text(f"{correct} of 4 checks correct")
    page.tab.reload()
    expect(mark).to_have_text("1/4")
    page.tab.get_by_text("saved in this browser").wait_for()
    assert page.text(2) == MINE  # before Python comes
    assert page.tab.locator(".python[data-open]").count() == 0
    page.begin(1)
    page.wait_for_python()
    assert words.input_value() == "It fails."
    page.press("Reset cell 2")
    assert "raise NotImplementedError" in page.text(2)
    page.tab.evaluate(ANSWER, True)
    page.press("Clear my work")
    assert page.tab.evaluate("asked").startswith("Forget everything that you wrote")
    assert words.input_value() == ""
    assert page.faults == CLEAN
    page.tab.reload()
    assert page.tab.evaluate("key => localStorage.getItem(key)", KEY) is None
    assert mark.count() == 0
    page.tab.close()


def test_an_upload_of_this_page_asks_before_it_replaces_work(opened, bare, tmp_path):
    page = opened(PAGE, bare)
    page.tab.set_input_files("input[type=file]", SOLVED / "xavier.ipynb")
    page.tab.get_by_text("another page. Its title is 'Exercise: ").wait_for()
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
    page.press("Clear my work")
    load_again(page)
    assert page.tab.locator(".python-apart").is_hidden()
    page.tab.close()


def test_the_page_says_another_tab_changed_it_and_the_store_is_full(opened, bare):
    page = opened(PAGE, bare)
    other = page.tab.context.new_page()
    other.goto(page.tab.url)
    other.evaluate("key => localStorage.setItem(key, '{}')", KEY)
    page.tab.get_by_text("changed in another tab").wait_for()
    page.tab.reload()  # must not overwrite the work of the other tab
    assert page.tab.evaluate("key => localStorage.getItem(key)", KEY) == "{}"
    page.press("Run the code on this page")
    page.tab.wait_for_selector(".python[data-ready]")
    page.tab.evaluate(FILL)
    page.write(2, MINE)
    page.tab.get_by_text("did not keep").wait_for()
    assert page.text(2) == MINE
    page.tab.close()
