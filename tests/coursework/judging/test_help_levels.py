"""Test what a report says at first, what it says later, and when it gives an answer."""

import numpy as np
import pytest

import neuralnet
from coursework import check, no_solutions
from coursework.questions import QUESTIONS


def wrong(k):
    """Return a wrong answer that differs from those of other numbers."""
    return eval(f"lambda X: X + {k}")


def test_a_solution_comes_after_three_different_shown_tries():
    tries = (1, 1, 2, 2, 3, 3)
    reports = [check("softmax", wrong(k), seed=1) for k in tries]
    reports[0]._repr_html_()  # with repr, still one try
    repr(check("softmax", neuralnet.softmax))  # right, so it does not count
    repr(check("leaky_relu", wrong(1)))  # this is another question
    offers = [".solution()" in repr(report) for report in reports]
    assert offers == [False] * 4 + [True] * 2
    text = reports[3].solution()
    assert repr(text) == str(text) == QUESTIONS["softmax"].catalogue.program.text


def test_each_different_try_opens_one_more_hint():
    for tries, k in enumerate((1, 1, 2, 3, 3, 4)):
        report = check("softmax", wrong(k), seed=1)
        n = len({1, 2, 3, 4} & {1, *(1, 1, 2, 3, 3, 4)[: tries + 1]})
        assert len(report.opened) == min(n, len(report.help))
        if n < len(report.help):
            assert f"another try opens .hint({n + 1})" in repr(report)
            assert f"Hint {n + 1} is not open yet" in report.hint(n + 1)


def test_or_when_asked_twice():
    reports = [check("softmax", wrong(1), seed=1) for _ in range(2)]
    assert "different wrong tries, or if you ask once more" in reports[0].solution()
    assert reports[1].solution().startswith("def softmax(X):")
    assert "three different wrong tries" in check("forward", None).solution()


def test_a_graded_class_sees_none():
    no_solutions()
    for k in range(4):
        report = check("softmax", wrong(k), seed=1)
        assert ".solution()" not in repr(report)
        assert "your instructor" in report.solution()
    assert len(report.help) == len(report.opened) == 3


SPACE = {"np": np} | vars(neuralnet)


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_solution_is_right(name):
    asked, space = QUESTIONS[name], dict(SPACE)
    exec(asked.answer, space)
    answer = space[asked.signature.partition("(")[0]]
    assert check(name, answer).status == "correct"


@pytest.mark.parametrize("name", ["initialize_parameters", "forward", "backward"])
def test_that_of_a_method_too(name):
    nothing = check(name, type("Network", (), {}))
    nothing.solution()
    space = dict(SPACE)
    exec(nothing.solution(), space)
    network = type("Network", (neuralnet.TwoLayerNN,), {name: space[name]})
    assert check(name, network).status == "correct"
    assert "self.params[" in nothing.solution() or name == "initialize_parameters"


def test_the_fix_of_an_edge_case_is_a_late_hint():
    def softmax(X):
        X -= X.max(axis=1, keepdims=True)
        return np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)

    report = check("softmax", softmax)
    assert report.mistake == "changes_argument"
    assert report.fix not in repr(report)
    assert report.fix in report.help[1:]
