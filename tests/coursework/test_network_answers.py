"""forward, backward: right answers pass, wrong ones are rejected and named.

Classes as in the homework, and several mistakes at once: `test_network_classes` and
`test_network_together`.
"""

import time

import backward_answers
import forward_answers
import numpy as np
import pytest
from seeds import SEEDS

from coursework import check
from coursework.mistakes.network import combine
from coursework.questions import QUESTIONS
from neuralnet import TwoLayerNN, leaky_relu, softmax

ANSWERS = {"forward": forward_answers, "backward": backward_answers}
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
    WRONG[::3],
    ids=[f"{q}-{f.__name__}" for q, f, _ in WRONG[::3]],
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
        ("forward", "returns_y", 0.0),
        ("forward", "small_letters", 0.0),
        ("forward", "transposes_W1", 0.0),
        ("forward", "attributes", 0.0),
        ("forward", "relu", 0.25),
        ("forward", "in_place", 0.25),
        ("forward", "dropout", 0.25),
        ("forward", "naive", 0.75),
        ("forward", "adds_into_X", 0.75),
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


# --- right here and there --------------------------------------------------------------


def transposes_square_weights(params, X):
    W1 = params["W1"]
    W1 = W1.T if W1.shape[0] == W1.shape[1] else W1
    return forward_answers.as_in_the_book(params | {"W1": W1}, X)


def squeezes(params, X):
    y, ff = forward_answers.as_in_the_book(params, X)
    return y.squeeze(), ff


def five_images(params, X):
    y, ff = forward_answers.as_in_the_book(params, X)
    y[5:] = 0
    return y, ff


def bend_at_alpha(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.where(Z1 > 0.01, Z1, 0.01 * Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return softmax(Z2), {"Z1": Z1, "A1": A1, "Z2": Z2, "y": softmax(Z2)}


@pytest.mark.parametrize(
    "answer", [transposes_square_weights, squeezes, five_images, bend_at_alpha]
)
def test_right_for_some_inputs_is_wrong(answer):
    for seed in range(10):
        assert check("forward", answer, seed=seed).status == "incorrect"


def test_arrays_that_are_used_again():
    """What is returned is copied at once: later calls cannot change it."""
    store = {}

    def reuses_its_arrays(params, X):
        _, ff = forward_answers.as_in_the_book(params, X)
        for key, value in ff.items():
            kept = store.setdefault((key, value.shape), np.empty(value.shape))
            kept[...] = value
            ff[key] = kept
        return ff["y"], ff

    def empties_X_afterwards(params, X):
        y, ff = forward_answers.as_in_the_book(params, X)
        X[...] = 0
        return y, ff

    assert check("forward", reuses_its_arrays).status == "correct"
    assert check("forward", empties_X_afterwards).mistake == "changes_argument"


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
    for call in QUESTIONS["forward"].draw(np.random.default_rng(0))[:3]:
        params, X = call.args
        y, ff = combine("forward", {})(params, X)
        assert np.array_equal(ff["A1"], leaky_relu(X @ params["W1"] + params["b1"]))
        assert np.array_equal(y, softmax(ff["Z2"]))
    for call in QUESTIONS["backward"].draw(np.random.default_rng(0))[:3]:
        params, X, Y, ff_dict = call.args
        model = TwoLayerNN(*params["W1"].shape, Y.shape[1])
        model.params = params
        wanted = model.backward(X, Y, ff_dict)
        got = combine("backward", {})(*call.args)
        assert all(np.array_equal(got[key], wanted[key]) for key in wanted)
