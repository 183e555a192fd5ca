"""Test how the page's Python runs a cell, without a browser."""

import asyncio
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import nbformat
import numpy as np
import pytest
from matplotlib import pyplot
from notebooks import LIVE

from coursework import check

RAISES = """\
def half(n):
    try: np.ones(n) @ np.ones(2)
    except ValueError as error:
        raise ValueError("odd") from error

half(3)"""
TRACEBACK = """\
The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  Cell 1, line 6
    half(3)
  Cell 1, line 4, in half
    raise ValueError("odd") from error
ValueError: odd
"""
DISPLAY = "from IPython.display import display\n"
DRAW = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('Loss');"
SHOW = "from neuralnet import plots\nfig, _ = plots.subplots()\nplots.show(fig, 'It.')"
# The cells of a page, whose texts a test may replace.
PAGE = {
    "cell 1": "import numpy as np; from coursework import caught, check as check",
    "cell 2": "def softmax(X): return X",
    "cell 3": "check('softmax', softmax)",
    "cell 4": "z = len(softmax.__name__)",
    "cell 5": "z = missing",
}
# What stands in cell 2 when it does not run to its end.
BROKEN = {
    "syntax": "def softmax(X)\n    return exps / sums",
    "indent": "def softmax(X):\n    a = 1\n  return X",
    "raises": "1 / 0\ndef softmax(X): return X",
    "assigned": "softmax = [",
}


@pytest.fixture
def run_cell(monkeypatch):
    """Return a function that runs a cell as a page does.

    It returns (whether the cell reached its end, [(kind, output)] that it sent).
    """
    pyplot.close("all")  # a cell would show what another test has left open
    for name in ("IPython", "IPython.display"):  # cells.py has modules of these names
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr("builtins.input", input)  # so that it is restored at the end
    monkeypatch.setenv("MPLBACKEND", "agg")
    sent, names = [], {"check": check, "np": np}
    space = {"post": lambda *message: sent.append(message)}
    streams = sys.stdout, sys.stderr  # which cells.py replaces
    for file in ("order.py", "cells.py"):
        source = (LIVE / "page" / file).read_text(encoding="utf-8")
        exec(compile(source, file, "exec"), space)
    sys.stdout, sys.stderr = streams

    def run(source, name="cell 1", cells=()):
        sent.clear()
        with monkeypatch.context() as patch:
            for stream in space["STREAMS"]:
                patch.setattr(sys, stream.name, stream)
            with ThreadPoolExecutor(1) as thread:  # Playwright has a loop in this one
                running = space["run"](source, name, names, cells)
                return thread.submit(asyncio.run, running).result(), [*sent]

    return run


def on_page(run_cell):
    """Return a function that runs a cell of PAGE, and returns all that it shows."""

    def run(number, text=None):
        """Run a cell of PAGE, `text` in its place, or `text` as a new cell."""
        name = f"cell {number}"
        page = PAGE | ({name: text} if text else {})
        return words(run_cell(page[name], name, [*page.items()])[1])

    return run


def cells_named(text):
    return re.findall(r"\b[Cc]ell (\d)", text)


def words(sent):
    """Return all that was sent, as one text."""
    return "".join(what.get("text") or what["data"]["text/plain"] for _, what in sent)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("x = 1", ""),
        ("6 * 7", "42"),
        ("6 * 7;", ""),
        ("print(1)\nprint(2)\n3", "1\n2\n3"),
        ("import asyncio\nawait asyncio.sleep(0, 4)", "4"),
        (f"{DISPLAY}print(0)\ndisplay(1, 2)\nprint(3)", "0\n123\n"),
    ],
)
def test_the_output_of_a_cell_keeps_its_order(run_cell, source, wanted):
    ended, sent = run_cell(source)
    assert (ended, words(sent)) == (True, wanted)


def test_an_error_shows_lines_of_the_reader_and_no_others(run_cell):
    ended, [(kind, what)] = run_cell(RAISES)
    assert (ended, kind, what["name"]) == (False, "stream", "stderr")
    cause, rest = what["text"].split("\n\n", 1)
    assert "Cell 1, line 2, in half" in cause
    unmarked = re.sub(r"^ *[~^]+\n", "", rest, flags=re.MULTILINE)  # without ^^^^
    assert unmarked == TRACEBACK
    assert "File" not in cause + rest
    assert "Cell 2, line 1\n" in words(run_cell("x = = 1", "cell 2")[1])
    assert words(run_cell("input()")[1])  # what to do instead


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_check_judges_no_answer_of_an_earlier_run(run_cell, broken):
    """No check runs after an answer that failed before it defined its function.

    Cell 2 is the answer, 3 its check, 4 uses it, and 6 is a cell of the reader's own.
    """
    run = on_page(run_cell)
    for number in (1, 2):
        run(number)
    assert "softmax: incorrect" in run(3)
    run(2, broken)
    for said in (run(3), run(6, "check('softmax', X=softmax)")):
        assert cells_named(said) == ["2", "2"]  # which is to be mended
        assert "softmax: " not in said
    assert run(4) == ""
    # This one fails after it has defined softmax, so it is checked.
    assert "ZeroDivisionError" in run(2, "softmax = len\n1 / 0")
    assert "softmax: " in run(3)
    own = "def wrong(X): return X\ncaught('softmax', wrong)"
    run(6, own.replace("(X):", "(X)"))  # a syntax error, which the reader mends
    assert "caught, as planned" in run(6, own)


def test_a_cell_that_runs_too_early_says_what_to_run(run_cell):
    run = on_page(run_cell)
    run(0, "del check")
    assert cells_named(run(3)) == ["1", "1"]
    run(1)
    run(2, BROKEN["syntax"])
    assert cells_named(run(3)) == ["2", "2"]
    message = run(6, "def f(): return softmax\nf()")
    assert "line 1, in f\n" in message
    assert cells_named(message)[-2:] == ["2", "2"]
    assert "Traceback" in run(5)  # a name that no cell defines


def test_the_output_of_a_cell_is_bounded(run_cell):
    """A cell may print 20,000 characters, and display 50 things."""
    text = words(run_cell("for k in range(9999): print('word', end=' ')")[1])
    assert 20_000 < len(text) < 20_200  # with a sentence about the rest
    assert len(run_cell(f"{DISPLAY}display(*range(1000))")[1]) == 50


def test_a_report_has_its_status_and_hints(run_cell):
    """A report is a notebook output, so the page can put it into the submission."""
    _, [(_, report)] = run_cell("check('sgd_step', lambda *args: args[0])")
    code = nbformat.v4.new_code_cell(outputs=[report])
    nbformat.validate(nbformat.v4.new_notebook(cells=[code]))
    assert report["metadata"]["check"] == "incorrect"
    assert len(report["metadata"]["hints"]) == 1
    html = report["data"]["text/html"]
    assert html.count("hint") == 1  # the others unfold below it
    assert "hint 2" in html
    right = "from neuralnet import softmax\ncheck('softmax', softmax)"
    _, [(_, report)] = run_cell(right)
    assert report["metadata"]["hints"] == []


def test_what_is_shown_may_be_updated_in_its_place(run_cell):
    source = (
        "from IPython.display import display\nshown = display(0, display_id=True)\n"
    )
    _, sent = run_cell(f"{source}for k in range(3): shown.update(k)")
    assert [kind for kind, _ in sent] == ["show"] + ["update"] * 3
    assert len({output["metadata"]["id"] for _, output in sent}) == 1


def test_figures_have_a_description(run_cell):
    """It is the title, wherever that stands, or what plots.show was given."""
    for place in ("center", "left"):
        _, [(_, output)] = run_cell(DRAW.replace("'Loss'", f"'Loss', loc={place!r}"))
        assert output["data"]["text/plain"] == "A figure: Loss."
    assert output["data"]["image/png"].startswith("iVBO")
    _, [(_, output)] = run_cell(SHOW)
    assert output["data"]["text/plain"].startswith("It.")
    assert output["data"]["image/svg+xml"].lstrip().startswith("<")
