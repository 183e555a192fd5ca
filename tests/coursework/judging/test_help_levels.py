"""Test what a report says at first, what it says later, and when it gives an answer."""

import numpy as np
import pytest

import neuralnet
from coursework import check, no_solutions
from coursework.questions import QUESTIONS


def wrong(X):
    return X + 1


def test_a_solution_comes_after_three_shown_tries():
    reports = [check("softmax", wrong, seed=1) for _ in range(4)]
    assert ".solution()" not in repr(reports[0])
    reports[0]._repr_html_()  # with repr, still one try
    repr(check("softmax", neuralnet.softmax))  # right, so it does not count
    repr(check("leaky_relu", wrong))  # this is another question
    assert ".solution()" not in repr(reports[1])
    assert ".solution()" in repr(reports[2])
    text = reports[3].solution()
    assert repr(text) == str(text) == QUESTIONS["softmax"].catalogue.program.text
    assert len({report.message for report in reports}) == 1


def test_or_when_asked_twice():
    reports = [check("softmax", wrong, seed=1) for _ in range(2)]
    assert "three wrong tries, or if you ask once more" in reports[0].solution()
    assert reports[1].solution().startswith("def softmax(X):")
    assert "three wrong tries" in check("forward", None).solution()


def test_a_graded_class_sees_none():
    no_solutions()
    for _ in range(4):
        report = check("softmax", wrong, seed=1)
        assert ".solution()" not in repr(report)
        assert "your instructor" in report.solution()


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


def test_the_fix_of_an_edge_case_is_a_hint():
    def softmax(X):
        X -= X.max(axis=1, keepdims=True)
        return np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)

    report = check("softmax", softmax)
    assert report.mistake == "changes_argument"
    assert "np.array(z)" not in repr(report)
    assert "np.array(z)" in report.hint(2)
