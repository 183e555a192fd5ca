"""The questions about whole numbers, of chapters 1, 7 and 8: scores and refusals."""

import pytest
from written import blocks, function

from coursework import check
from coursework.questions import QUESTIONS

NAMES = ("one_hot", "best_epoch", "confusion_matrix")


@pytest.mark.parametrize(
    ("question", "mistake", "score"),
    [
        ("one_hot", "transposed", 0.0),
        ("one_hot", "swapped_zero_and_one", 0.25),
        ("one_hot", "columns_from_the_labels", 0.75),
        ("best_epoch", "pair_returned", 0.0),
        ("best_epoch", "epoch_of_the_stop", 0.25),
        ("best_epoch", "equal_counts_as_better", 0.75),
        ("confusion_matrix", "accuracy_returned", 0.0),
        ("confusion_matrix", "transposed", 0.25),
        ("confusion_matrix", "bytes_overflow", 0.75),
    ],
)
def test_scores(question, mistake, score):
    answer = QUESTIONS[question].catalogue.mistakes[mistake].function
    assert check(question, answer).score == score


@pytest.mark.parametrize("question", NAMES)
def test_not_attempted(question):
    def empty(*args):
        raise NotImplementedError

    for answer in (None, empty, lambda *args: None):
        report = check(question, answer)
        assert (report.status, report.score) == ("not attempted", 0.0)


@pytest.mark.parametrize("question", NAMES)
def test_answers_that_change_are_refused(question):
    right, seen = QUESTIONS[question].reference, []

    def first_five(*args):
        seen.append(args)
        return right(*args) if len(seen) <= 5 else None

    cache = {}

    def cached(*args):
        return cache.setdefault("once", right(*args))

    for answer in (first_five, cached):
        assert check(question, answer).status == "incorrect"


def test_an_unnamed_answer_shows_the_smallest_input():
    unnamed = [
        text for names, text, _ in blocks("best_epoch", "wrong") if names == [None]
    ]
    report = check("best_epoch", function("best_epoch", unnamed[0]), seed=0)
    assert report.message.startswith("Not right yet. For ")
    assert all(word in report.message for word in ("the result is", "wanted"))
