"""leaky_relu, deriv_leaky_relu, softmax: right answers pass, wrong ones are named."""

import pytest
import slope_answers
from seeds import SEEDS

from coursework import check
from coursework.questions import QUESTIONS

ANSWERS = {
    "deriv_leaky_relu": slope_answers,
}


def named(function):
    return getattr(function, "__name__", type(function).__name__)


RIGHT = [(q, f) for q, answers in ANSWERS.items() for f in answers.RIGHT]
WRONG = [(q, f, names) for q, answers in ANSWERS.items() for f, names in answers.WRONG]


@pytest.mark.parametrize("question", ANSWERS)
def test_there_are_enough(question):
    assert len(QUESTIONS[question].catalogue) >= 20
    assert len(ANSWERS[question].RIGHT) >= 20
    assert len(ANSWERS[question].WRONG) >= 30


@pytest.mark.parametrize(
    ("question", "function"), RIGHT, ids=[f"{q}-{named(f)}" for q, f in RIGHT]
)
def test_right_answers_pass(question, function):
    if "scipy" in named(function):
        pytest.importorskip("scipy")
    for seed in SEEDS:
        report = check(question, function, seed=seed)
        assert report.status == "correct", report
        assert report.score == 1.0


@pytest.mark.parametrize(
    ("question", "function", "names"),
    WRONG,
    ids=[f"{q}-{f.__name__}" for q, f, _ in WRONG],
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


@pytest.mark.parametrize(
    ("question", "function", "score"),
    [
        ("deriv_leaky_relu", slope_answers.yes_or_no, 0.0),
        ("deriv_leaky_relu", slope_answers.negative_slope, 0.25),
        ("deriv_leaky_relu", slope_answers.strictly_greater, 0.75),
    ],
)
def test_scores_by_stage(question, function, score):
    assert check(question, function).score == score


@pytest.mark.parametrize("question", ANSWERS)
def test_sentences_are_short_and_plain(question):
    for mistake in QUESTIONS[question].catalogue:
        assert 30 < len(mistake.sentence) < 320, mistake.name
        assert mistake.sentence.rstrip(")")[-1] == ".", mistake.name
        assert "  " not in mistake.sentence, mistake.name
