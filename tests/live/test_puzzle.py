"""Test the lines that a reader puts in order, in Python and in JavaScript."""

import json

import numpy as np
import pytest
from notebooks import LIVE

from coursework import check
from coursework.judging import help_levels
from coursework.mistakes.syntax import start_of
from coursework.notebook.ordering import WRONG, offered, wrong_lines
from coursework.questions import QUESTIONS
from neuralnet import deriv_leaky_relu, leaky_relu, softmax

GIVEN = {"np": np, "leaky_relu": leaky_relu, "softmax": softmax, "check": check}
GIVEN["deriv_leaky_relu"] = deriv_leaky_relu
FILL = (
    "return given.bodies.map((lines) => puzzle.filled(given.cell, given.head, lines));"
)
AROUND = (
    '"X"\ndef f(a):\n    """One.\n\n    Two.\n    """\n    # ...\n    raise E\n\n\nf(1)'
)
PATHS = LIVE.parent.glob("exercises/*.ipynb")
NOTEBOOKS = [json.loads(path.read_text(encoding="utf-8")) for path in PATHS]
CELLS = ["".join(cell["source"]) for nb in NOTEBOOKS for cell in nb["cells"]]


def failed(question):
    """Return the report of a check that an answer fails."""
    return check(question, lambda *arguments: 0)


@pytest.mark.parametrize("question", WRONG)
def test_the_lines_in_order_are_right_and_each_wrong_line_is_named(js, question):
    """The page puts the lines into the exercise's cell; `check` judges its function."""
    head, lines = offered(failed(question)).values()
    right = QUESTIONS[question].answer.splitlines()[1:]
    wrong, starts, bodies = wrong_lines(question), [*map(start_of, right)], [right]
    for line in wrong.values():  # each replaces the right line that begins alike
        k = starts.index(start_of(line))
        bodies.append([*right[:k], line, *right[k + 1 :]])
    assert sorted(lines) == sorted([*right, *wrong.values()])
    in_order = [line for line in lines if line in right] == right
    assert not in_order or len(right) == 2  # of two lines, chance may keep the order
    begin = head.partition("(")[0]  # def NAME
    cell = next(text for text in CELLS if text.startswith(f"{begin}("))
    texts = js(FILL, "page/puzzle", cell=cell, head=head, bodies=bodies)
    for text, mistake in zip(texts, [None, *wrong], strict=True):
        exec(text, space := {**GIVEN})
        assert check(question, space[begin.split()[1]]).mistake == mistake


def test_no_lines_for_a_right_answer_a_method_or_a_graded_class(monkeypatch):
    network = type("TwoLayerNN", (), {"forward": lambda self, X: 0})
    reports = check("softmax", softmax), check("forward", network), failed("unit_push")
    assert list(map(offered, reports)) == [None] * 3
    monkeypatch.setitem(help_levels._settings, "solutions", False)
    assert offered(failed("softmax")) is None


def test_what_is_around_a_function_stays(js):
    (text,) = js(FILL, "page/puzzle", cell=AROUND, head="def f(b):", bodies=[["    b"]])
    assert text == AROUND.replace("    # ...\n    raise E", "    b")
