"""Test the functions in the cells around tasks: caught, passed, finish."""

import html
import re

import numpy as np
import pytest
from keys import is_said

from coursework import caught, check, finish, passed
from coursework.judging import help_levels
from coursework.mistakes.catalogue import load
from coursework.notebook import around_tasks
from coursework.words import say

SOFTMAX = load("softmax")
GLOBAL_MAX = next(SOFTMAX.mistakes["global_max"].functions)


def wrong_softmax(X):
    return GLOBAL_MAX(X)


def not_written(X):
    raise NotImplementedError


def calls_unsolved(X):
    return not_written(X)


def raises(X):
    return np.exp(Z)  # noqa: F821


@pytest.mark.parametrize(
    ("wrong", "mistake", "status", "key"),
    [
        (wrong_softmax, "global_max", "correct", "caught"),
        (wrong_softmax, None, "correct", "caught"),
        (wrong_softmax, "no_shift", "incorrect", "caught_another"),
        (raises, None, "incorrect", "caught_another"),
        (SOFTMAX.right, "global_max", "incorrect", "answers_as_it_should"),
        (not_written, "global_max", "not attempted", "write_planted"),
        (calls_unsolved, None, "not attempted", "needs_unwritten"),
    ],
)
def test_caught_says_whether_the_mistake_was_found(wrong, mistake, status, key):
    report = caught("softmax", wrong, mistake)
    assert report.status == status
    assert is_said(key, repr(report))
    assert is_said(key, html.unescape(report._repr_html_()))
    if key == "caught":
        assert report.mistake == "global_max"


class A:
    def forward(self, X):
        raise NotImplementedError


class B(A):
    def forward(self, X):
        return super().forward(X)


C = type("C", (), {"forward": A.forward})


def test_caught_says_which_class_is_not_written_yet():
    needed = say("of_class", question="forward", name="A")
    said = say("needs_unwritten", name="B", needed=needed)
    assert caught("forward", B).message == said
    assert caught("forward", C).message == say("write_planted", name="C")


@pytest.fixture
def notebook(monkeypatch):
    """Return run(source, **names): evaluate a cell in a notebook with these names."""
    monkeypatch.setattr(around_tasks, "CAUGHT", {})
    space = {"caught": caught, "finish": finish, "passed": passed}

    def run(source, **names):
        space.update(names)
        return eval(source, space)

    return run


END = 'finish("softmax", "A.forward", broken="not_written", then="the homework")'


def test_the_last_cell_says_what_is_done_and_what_is_not(notebook):
    """At first the notebook has no answers, as after a restart."""
    report, lost = notebook(END), "softmax, A.forward and not_written"
    assert (report.score, report.message) == (0, say("lost", names=lost))
    names = {"softmax": SOFTMAX.right, "A": A, "not_written": not_written}
    notebook('caught("softmax", not_written)', **names)
    report = notebook(END)
    assert report.head == say("all_correct", n=1, all=2)
    assert is_said("to_do", report.message)
    to_do = re.findall(r"([\w.]+) \(", report.message)  # with its status
    assert to_do == ["A.forward", "not_written"]
    assert not is_said("next", report.message)


def test_the_last_cell_says_what_comes_next(notebook):
    names = {"softmax": SOFTMAX.right, "wrong_softmax": wrong_softmax}
    notebook('caught("softmax", wrong_softmax, "global_max")', **names)
    options = 'broken="wrong_softmax", optional=("class_spread",), then="a b"'
    report = notebook(f'finish("softmax", {options})')
    assert report.head == say("all_correct_and_caught", n=1, all=1)
    _, optional, then = report.message.splitlines()
    assert optional == say("optional", name="class_spread", status=say("not_there"))
    assert then == say("next", then="a b")
    assert notebook('finish("softmax")').head == say("all_correct", n=1, all=1)
    assert notebook('finish("softmax", "class_spread")').score == 0.5


def test_a_cell_says_which_check_it_waits_for(notebook, capsys):
    wait = 'passed("softmax", "leaky_relu", "tuning")'
    assert not notebook(wait, softmax=SOFTMAX.right)
    waits = say("waits_for_checks", names="leaky_relu and tuning")
    assert capsys.readouterr().out == f"{waits}\n"
    assert notebook('passed("softmax")')
    assert capsys.readouterr().out == ""


def test_caught_does_not_count_as_a_try():
    """After ENOUGH different tries, the solution is offered."""
    for _ in range(help_levels.ENOUGH):
        repr(caught("softmax", wrong_softmax))
    report = check("softmax", wrong_softmax)
    assert not help_levels.offers_solution(report)
    for k in range(help_levels.ENOUGH):
        repr(check("softmax", eval(f"lambda X: X + {k}")))
    assert help_levels.offers_solution(report)
