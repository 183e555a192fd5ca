"""The questions of chapters 1, 6, 7 and 8: right answers pass, wrong ones are named."""

import more_answers
import numpy as np
import pytest
import step_answers
from seeds import SEEDS

from coursework import check
from coursework.questions import QUESTIONS

RIGHT = more_answers.RIGHT | step_answers.RIGHT
WRONG = more_answers.WRONG | step_answers.WRONG
ALL_RIGHT = [(q, f) for q in RIGHT for f in RIGHT[q]]
ALL_WRONG = [(q, f, names) for q in WRONG for f, names in WRONG[q]]


@pytest.mark.parametrize("question", RIGHT)
def test_there_are_enough(question):
    assert len(QUESTIONS[question].catalogue) >= 20
    assert len(RIGHT[question]) >= 20
    assert len(WRONG[question]) >= 30


@pytest.mark.parametrize(
    ("question", "function"), ALL_RIGHT, ids=[f"{q}-{f.__name__}" for q, f in ALL_RIGHT]
)
def test_right_answers_pass(question, function):
    for seed in SEEDS:
        report = check(question, function, seed=seed)
        assert (report.status, report.score) == ("correct", 1.0), report


@pytest.mark.parametrize(
    ("question", "function", "names"),
    ALL_WRONG,
    ids=[f"{q}-{f.__name__}" for q, f, _ in ALL_WRONG],
)
def test_wrong_answers_are_refused_and_named(question, function, names):
    for seed in SEEDS:
        report = check(question, function, seed=seed)
        assert report.status == "incorrect", report
        assert report.score < 1
        assert report.mistake in names, report


@pytest.mark.parametrize("question", WRONG)
def test_nearly_all_have_a_name(question):
    unnamed = [f for f, names in WRONG[question] if None in names]
    assert len(unnamed) <= 0.1 * len(WRONG[question])


@pytest.mark.parametrize(
    ("question", "function", "score"),
    [
        ("one_hot", more_answers.hot_transposed, 0.0),
        ("one_hot", more_answers.hot_swapped, 0.25),
        ("one_hot", more_answers.hot_from_maximum, 0.75),
        ("best_epoch", step_answers.epoch_pair, 0.0),
        ("best_epoch", step_answers.epoch_stop, 0.25),
        ("best_epoch", step_answers.epoch_equal, 0.75),
        ("confusion_matrix", more_answers.matrix_accuracy, 0.0),
        ("confusion_matrix", more_answers.matrix_transposed, 0.25),
        ("confusion_matrix", more_answers.matrix_overflow, 0.75),
    ],
)
def test_scores(question, function, score):
    assert check(question, function).score == score


@pytest.mark.parametrize("question", RIGHT)
def test_not_attempted(question):
    def empty(*args):
        raise NotImplementedError

    for answer in (None, empty, lambda *args: None):
        report = check(question, answer)
        assert (report.status, report.score) == ("not attempted", 0.0)


@pytest.mark.parametrize("question", RIGHT)
def test_answers_that_change_are_refused(question):
    right, seen = RIGHT[question][0], []

    def first_five(*args):
        seen.append(args)
        return right(*args) if len(seen) <= 5 else None

    cache = {}

    def cached(*args):
        return cache.setdefault("once", right(*args))

    for answer in (first_five, cached):
        assert check(question, answer).status == "incorrect"


@pytest.mark.parametrize("question", RIGHT)
def test_sentences_hold_no_drawn_number(question):
    for function, names in WRONG[question]:
        if None not in names:
            texts = {check(question, function, seed=seed).message for seed in range(3)}
            assert len(texts) == 1, texts


def test_an_unnamed_answer_shows_the_smallest_input():
    report = check("best_epoch", step_answers.epoch_second_lowest, seed=0)
    assert report.message.startswith("Not right yet. For ")
    assert np.all([word in report.message for word in ("the result is", "wanted")])
