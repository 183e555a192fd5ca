"""backward: right answers pass, wrong ones are rejected and named.

Classes as in the homework, and several mistakes at once: `test_network_classes` and
`test_network_together`.
"""

import time

import backward_answers
import numpy as np
import pytest
from seeds import SEEDS

from coursework import check
from coursework.mistakes.network import combine
from coursework.questions import QUESTIONS
from neuralnet import TwoLayerNN

ANSWERS = {"backward": backward_answers}
RIGHT = [(q, f) for q, answers in ANSWERS.items() for f in answers.RIGHT]
WRONG = [(q, f, names) for q, answers in ANSWERS.items() for f, names in answers.WRONG]


def method(function):
    """Return a class with the free function as its methods."""

    class TwoLayerNN:
        def __init__(self, input_dim, num_hiddens, num_classes):
            sizes = (input_dim, num_hiddens, num_classes)
            self.params = self.initialize_parameters(*sizes)

        def initialize_parameters(self, input_dim, num_hiddens, num_classes):
            return {}

        def forward(self, X):
            return function(self.params, X)

        def backward(self, X, Y, ff_dict):
            return function(self.params, X, Y, ff_dict)

    return TwoLayerNN


@pytest.mark.parametrize("question", ANSWERS)
def test_there_are_enough(question):
    assert len(QUESTIONS[question].catalogue) >= 20
    assert len(ANSWERS[question].RIGHT) >= 20
    assert len(ANSWERS[question].WRONG) >= 30


@pytest.mark.parametrize(
    ("question", "function"), RIGHT, ids=[f"{q}-{f.__name__}" for q, f in RIGHT]
)
def test_right_answers_pass(question, function):
    if "scipy" in function.__name__:
        pytest.importorskip("scipy")
    for seed in SEEDS:
        for answer in (function, method(function)):
            report = check(question, answer, seed=seed)
            assert (report.status, report.score) == ("correct", 1.0), report


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


@pytest.mark.parametrize(
    ("question", "function", "names"),
    WRONG[1::3],
    ids=[f"{q}-{f.__name__}" for q, f, _ in WRONG[1::3]],
)
def test_methods_are_named_as_functions_are(question, function, names):
    report = check(question, method(function), seed=5)
    assert report.status == "incorrect"
    assert report.mistake in names, report


@pytest.mark.parametrize("question", ANSWERS)
def test_nine_of_ten_are_named(question):
    """Seven of ten by an entry of the catalogue, the others by what Python raised."""
    wrong = ANSWERS[question].WRONG
    names = [check(question, f, seed=1).mistake for f, _ in wrong]
    catalogue = QUESTIONS[question].catalogue.names()
    assert names.count(None) <= 0.1 * len(wrong)
    assert sum(name in catalogue for name in names) >= 0.7 * len(wrong)


@pytest.mark.parametrize(
    ("question", "name", "score"),
    [
        ("backward", "four_values", 0.0),
        ("backward", "transposed_weights", 0.0),
        ("backward", "not_summed", 0.0),
        ("backward", "means", 0.25),
        ("backward", "mean_with_keepdims", 0.25),
        ("backward", "keeps_dims", 0.75),
        ("backward", "subtracts_in_place", 0.75),
    ],
)
def test_score(question, name, score):
    function = getattr(ANSWERS[question], name)
    assert check(question, function, seed=0).score == score


# --- what is said ------------------------------------------------------------------------


def test_the_message_of_a_named_mistake_is_always_the_same():
    for question, function, _ in WRONG[::4]:
        reports = [check(question, function, seed=seed) for seed in (0, 1)]
        if all(report.mistake for report in reports):
            assert reports[0].message == reports[1].message


@pytest.mark.parametrize("question", ANSWERS)
def test_sentences(question):
    for mistake in QUESTIONS[question].catalogue:
        assert "{" not in mistake.sentence.replace('{"', "")
        assert mistake.sentence[-1] in ".?"
        assert 30 < len(mistake.sentence) < 320
        assert mistake.name.replace("_", "").isalnum()


def test_a_check_takes_less_than_a_second():
    start = time.perf_counter()
    for seed in range(5):
        check("backward", backward_answers.WRONG[-1][0], seed=seed)
    assert time.perf_counter() - start < 5


def test_the_lines_are_the_answer():
    for call in QUESTIONS["backward"].draw(np.random.default_rng(0))[:3]:
        params, X, Y, ff_dict = call.args
        model = TwoLayerNN(*params["W1"].shape, Y.shape[1])
        model.params = params
        wanted = model.backward(X, Y, ff_dict)
        got = combine("backward", {})(*call.args)
        assert all(np.array_equal(got[key], wanted[key]) for key in wanted)
