"""Test the functions in the cells around tasks: caught, passed, finish, counted."""

import io
import itertools
import types

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from coursework import caught, check, counted, finish, passed
from coursework.judging import help_levels
from coursework.mistakes.catalogue import load
from coursework.notebook import around_tasks

SOFTMAX = load("softmax")
GLOBAL_MAX = SOFTMAX.mistakes["global_max"].function


def wrong_softmax(X):
    return GLOBAL_MAX(X)


def not_written(X):
    raise NotImplementedError


def calls_unsolved(X):
    return not_written(X)


def raises(X):
    return np.exp(Z)  # noqa: F821


@pytest.mark.parametrize(
    ("wrong", "mistake", "status", "words"),
    [
        (wrong_softmax, "global_max", "correct", "wrong_softmax: caught, as planned"),
        (wrong_softmax, None, "correct", "maximum of the whole matrix is subtracted"),
        (wrong_softmax, "no_shift", "incorrect", "but for another mistake than the"),
        (raises, None, "incorrect", "but for another mistake than the planned one"),
        (SOFTMAX.right, "global_max", "incorrect", "softmax answers as softmax should"),
        (not_written, "global_max", "not attempted", "Write not_written, with the"),
        (calls_unsolved, None, "not attempted", "calls_unsolved needs not_written, wh"),
    ],
)
def test_caught_says_whether_the_mistake_was_found(wrong, mistake, status, words):
    report = caught("softmax", wrong, mistake)
    assert report.status == status
    assert words in repr(report)
    assert words in report._repr_html_()


class A:
    def forward(self, X):
        raise NotImplementedError


class B(A):
    def forward(self, X):
        return super().forward(X)


C = type("C", (), {"forward": A.forward})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [(B, "B needs forward of A, which is not written yet."), (C, "Write C, with the")],
)
def test_caught_says_which_class_is_not_written_yet(wrong, message):
    assert caught("forward", wrong).message.startswith(message)


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
    text = repr(notebook(END))
    assert text.startswith("… 0 of 2 correct\n")
    assert "by a restart: softmax, A.forward and not_written. Run the setup" in text
    names = {"softmax": SOFTMAX.right, "A": A, "not_written": not_written}
    notebook('caught("softmax", not_written)', **names)
    text = repr(notebook(END))
    assert text.startswith("… 1 of 2 correct\n")
    assert "To do: A.forward (not attempted) and not_written (not written yet)." in text
    assert "the homework" not in text


def test_the_last_cell_says_what_comes_next(notebook):
    names = {"softmax": SOFTMAX.right, "wrong_softmax": wrong_softmax}
    notebook('caught("softmax", wrong_softmax, "global_max")', **names)
    options = 'broken="wrong_softmax", optional=("one_hot",), then="a b"'
    text = repr(notebook(f'finish("softmax", {options})'))
    assert text.startswith("✔ 1 of 1 correct, Break it caught\n")
    assert "Optional: one_hot, not there yet." in text
    assert text.endswith("Next: a b.")
    assert repr(notebook('finish("softmax")')).startswith("✔ 1 of 1 correct\n")
    half = notebook('finish("softmax", "one_hot")')
    assert (half.head, half.score) == ("1 of 2 correct", 0.5)


def test_a_cell_says_which_check_it_waits_for(notebook, capsys):
    wait = 'passed("softmax", "leaky_relu", "tuning")'
    assert not notebook(wait, softmax=SOFTMAX.right)
    text = "This cell waits for the checks of leaky_relu and tuning.\n"
    assert capsys.readouterr().out == text
    assert notebook('passed("softmax")')
    assert capsys.readouterr().out == ""


def test_counted_shows_the_trial_and_ends_with_a_line_without_time(monkeypatch):
    lines = []

    def update(data, *, raw):
        assert raw
        lines.append(data["text/plain"])

    def display(data, *, raw, display_id):
        update(data, raw=raw)
        return types.SimpleNamespace(update=update)

    clock = types.SimpleNamespace(monotonic=itertools.count(7, 10).__next__)
    monkeypatch.setattr("coursework.notebook.progress.time", clock)  # steps of 10 s
    monkeypatch.setattr("IPython.get_ipython", InteractiveShell)
    monkeypatch.setattr("IPython.display.display", display)
    assert list(counted(3)) == [1, 2, 3]
    trials = ["trial 1 of 3", "trial 2 of 3, about 40 seconds left"]
    trials.append("trial 3 of 3, about 15 seconds left")
    assert lines == ["3 trials", *trials, "3 trials"]
    loop = counted(3)
    assert next(loop) == 1
    loop.close()
    assert lines[-1] == "stopped in trial 1 of 3"
    assert list(counted(0)) == []
    assert lines[-1] == "stopped in trial 1 of 3"  # without trials, no line is shown
    assert list(counted(1)) == [1]


def test_on_a_terminal_counted_overwrites_its_line(monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", terminal)
    assert list(counted(2, "run")) == [1, 2]
    lines = [line.rstrip(" ") for line in terminal.getvalue().split("\r")]
    assert lines[:3] == ["", "2 runs", "run 1 of 2"]
    assert lines[-1].split() == ["2", "runs"]
    assert terminal.getvalue().count("\n") == 1


def test_caught_does_not_count_as_a_try():
    """After ENOUGH different tries, the solution is offered."""
    for _ in range(help_levels.ENOUGH):
        repr(caught("softmax", wrong_softmax))
    report = check("softmax", wrong_softmax)
    assert not help_levels.offers_solution(report)
    for k in range(help_levels.ENOUGH):
        repr(check("softmax", eval(f"lambda X: X + {k}")))
    assert help_levels.offers_solution(report)
