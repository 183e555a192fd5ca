"""Test how many hints a report opens after each try, and when it shows a solution."""

import warnings

import numpy as np
import pytest
from written import answers_to, checked, codes, function_of

import neuralnet
from coursework import check, no_solutions
from coursework.judging import help_levels
from coursework.notebook.checking import EvidenceFailed
from coursework.questions import QUESTIONS
from coursework.repair.evidence import Evidence
from neuralnet import metrics


def wrong(k):
    """Return a wrong answer. Another `k` makes it count as a different try."""
    return eval(f"lambda X: X + {k}")


def test_a_solution_is_offered_after_three_different_wrong_tries():
    tries = (1, 1, 2, 2, 3, 3)
    offers = []
    check("softmax", neuralnet.softmax)  # right, so it does not count
    check("leaky_relu", wrong(1))  # this is another question
    for k in tries:
        report = check("softmax", wrong(k), seed=1)
        offers.append(".solution()" in repr(report))
        assert repr(report) == repr(report)  # to look at it is no try
    assert offers == [False] * 4 + [True] * 2
    text = report.solution()
    assert repr(text) == str(text) == QUESTIONS["softmax"].catalogue.program.text


def test_each_different_try_opens_one_more_hint():
    tries = (1, 1, 2, 3, 3, 4)
    for last, k in enumerate(tries):
        report = check("softmax", wrong(k), seed=1)
        n = len({*tries[: last + 1]})  # different tries up to this one
        assert len(report.opened) == min(n, len(report.help))
        if n < len(report.help):
            opens = "opens" if n < len(report.hints) else "may open"
            assert f"another try {opens} .hint({n + 1})" in repr(report)
            assert f"Hint {n + 1} is not open yet" in report.hint(n + 1)


def test_a_fault_of_ours_in_the_evidence_warns_and_leaves_the_report_whole(monkeypatch):
    monkeypatch.setattr(Evidence, "first_wrong", property(lambda self: self.nothing))
    with pytest.warns(EvidenceFailed, match="because of AttributeError"):
        report = check("softmax", wrong(1), seed=1)
    assert f"✘ softmax: incorrect\n  {report.message}\n" in repr(report)
    assert report.hint(1) == report.hints[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # as Python does for students
        assert check("softmax", wrong(1), seed=1) == report


def test_a_comment_and_what_is_no_function_are_no_tries():
    for line in ("", "  # a comment", "\n\n"):
        repr(checked("softmax", f"def softmax(X):{line}\n    return X - 1\n", seed=1))
    for value in (1, 2.0, "text"):
        repr(check("softmax", value, seed=1))
    assert len(help_levels._tries["softmax"]) == 1


def test_a_graded_class_sees_no_solution():
    no_solutions()
    for k in range(4):
        report = check("softmax", wrong(k), seed=1)
        assert ".solution()" not in repr(report)
        assert "your instructor" in report.solution()
    assert len(report.help) == len(report.opened) == 3


SPACE = {"np": np} | vars(neuralnet) | vars(metrics)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_wrong_answer_to_any_question_has_a_solution_and_hints(name):
    for answer in answers_to(name, is_right=False)[:2]:
        report = check(name, function_of(name, next(codes(answer.text))), seed=1)
        assert report.answer
        assert len(report.help) >= 2


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_solution_is_right(name):
    asked, space = QUESTIONS[name], dict(SPACE)
    exec(asked.answer, space)
    answer = space[asked.signature.partition("(")[0]]
    assert check(name, answer).status == "correct"


@pytest.mark.parametrize("name", ["initialize_parameters", "forward", "backward"])
def test_each_solution_of_a_method_is_right(name):
    solution, space = check(name, type("Network", (), {})).answer, dict(SPACE)
    exec(solution, space)
    network = type("Network", (neuralnet.TwoLayerNN,), {name: space[name]})
    assert check(name, network).status == "correct"
    assert "self.params[" in solution or name == "initialize_parameters"


def test_the_fix_of_an_edge_case_is_a_hint_but_not_the_first():
    def softmax(X):
        X -= X.max(axis=1, keepdims=True)
        return np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)

    report = check("softmax", softmax)
    assert report.mistake == "changes_argument"
    assert report.fix not in repr(report)
    assert report.fix in report.help[1:]
