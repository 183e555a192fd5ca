"""forward, backward: right answers pass, wrong ones are rejected and named."""

import time

import backward_answers
import forward_answers
import pytest
from seeds import SEEDS

from neuralnet import TwoLayerNN
from neuralnet.course import check
from neuralnet.course.bank import QUESTIONS

ANSWERS = {"forward": forward_answers, "backward": backward_answers}
RIGHT = [(q, f) for q, answers in ANSWERS.items() for f in answers.RIGHT]
WRONG = [(q, f, names) for q, answers in ANSWERS.items() for f, names in answers.WRONG]
MISTAKES = [
    (q, mistake.name, mistake.functions[0])
    for q in ANSWERS
    for mistake in QUESTIONS[q].catalogue
]


def named(function):
    return getattr(function, "__name__", type(function).__name__)


@pytest.mark.parametrize("question", ANSWERS)
def test_there_are_enough(question):
    assert len(QUESTIONS[question].catalogue) >= 20
    assert len(ANSWERS[question].RIGHT) >= 20
    assert len(ANSWERS[question].WRONG) >= 30


@pytest.mark.parametrize(
    ("question", "name", "function"), MISTAKES, ids=[f"{q}-{n}" for q, n, _ in MISTAKES]
)
def test_each_known_mistake_is_named(question, name, function):
    for seed in SEEDS:
        report = check(question, function, seed=seed)
        assert (report.status, report.mistake) == ("incorrect", name)


@pytest.mark.parametrize(
    ("question", "function"), RIGHT, ids=[f"{q}-{named(f)}" for q, f in RIGHT]
)
def test_right_answers_pass(question, function):
    for seed in SEEDS:
        report = check(question, function, seed=seed)
        assert (report.status, report.score) == ("correct", 1.0), report


@pytest.mark.parametrize(
    ("question", "function", "names"),
    WRONG,
    ids=[f"{q}-{named(f)}" for q, f, _ in WRONG],
)
def test_wrong_answers_are_named(question, function, names):
    for seed in SEEDS:
        report = check(question, function, seed=seed)
        assert report.status == "incorrect"
        assert report.mistake in names, report


@pytest.mark.parametrize("question", ANSWERS)
def test_nine_of_ten_have_a_name(question):
    """An answer that may stay without a name says so by None."""
    wrong = ANSWERS[question].WRONG
    assert sum(None in names for _, names in wrong) <= 0.1 * len(wrong)


class Homework(TwoLayerNN):
    """A class as the homework asks for it, with one method that is not written."""

    def initialize_parameters(self, *sizes):
        raise NotImplementedError

    def backward(self, X, Y, ff_dict):
        return {name: -g for name, g in super().backward(X, Y, ff_dict).items()}


def test_methods_are_judged_as_functions_are():
    assert check("initialize_parameters", Homework).status == "not attempted"
    assert check("forward", Homework).status == "correct"
    assert check("backward", Homework).mistake == "sign_flipped"


def test_a_check_takes_less_than_a_second():
    start = time.perf_counter()
    for seed in range(5):
        check("backward", backward_answers.WRONG[-1][0], seed=seed)
    assert time.perf_counter() - start < 5
