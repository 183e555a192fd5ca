"""forward and backward: as methods they are judged alike, and what answers earn."""

import time

import numpy as np
import pytest
from written import blocks, function, spelled

from coursework import check
from coursework.questions import QUESTIONS
from neuralnet import TwoLayerNN


def method(answer):
    """Return a class with the free function as its methods."""

    class TwoLayerNN:
        def __init__(self, input_dim, num_hiddens, num_classes):
            sizes = (input_dim, num_hiddens, num_classes)
            self.params = self.initialize_parameters(*sizes)

        def initialize_parameters(self, input_dim, num_hiddens, num_classes):
            return {}

        def forward(self, X):
            return answer(self.params, X)

        def backward(self, X, Y, ff_dict):
            return answer(self.params, X, Y, ff_dict)

    return TwoLayerNN


def each(kind):
    return [
        pytest.param(question, names, text, id=f"{question}-{line}")
        for question in ("forward", "backward")
        for names, text, line in blocks(question, kind)
        if not {"wrong_signature", "arguments_swapped"} & {*names}
        and "self" not in text
    ]


def first(question, text):
    """Return the answer with the first word of each choice."""
    return function(question, spelled(text, lambda n: 0))


@pytest.mark.parametrize(("question", "_names", "text"), each("right"))
def test_right_methods_pass(question, _names, text):
    report = check(question, method(first(question, text)), seed=5)
    assert (report.status, report.score) == ("correct", 1.0), report


@pytest.mark.parametrize(("question", "names", "text"), each("wrong"))
def test_wrong_methods_are_named_as_functions_are(question, names, text):
    report = check(question, method(first(question, text)), seed=5)
    assert report.status == "incorrect"
    assert report.mistake in names, report


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("tuple_returned", 0.0),
        ("dW2_and_dW1_transposed", 0.375),
        ("db2_and_db1_not_summed", 0.375),
        ("mean_over_batch", 0.25),
        ("sign_flipped", 0.25),
    ],
)
def test_score(name, score):
    mistake = QUESTIONS["backward"].catalogue.mistakes[name]
    assert check("backward", mistake.function, seed=0).score == score


def test_the_fine_print_costs_a_quarter():
    for names, text, _ in blocks("backward", "wrong"):
        if names in (["bias_shape"], ["changes_argument"]):
            assert check("backward", first("backward", text), seed=0).score == 0.75


def test_a_check_takes_less_than_a_second():
    _, text, _ = blocks("backward", "wrong")[-1]
    start = time.perf_counter()
    for seed in range(5):
        check("backward", first("backward", text), seed=seed)
    assert time.perf_counter() - start < 5


def test_the_lines_are_the_package_s():
    for call in QUESTIONS["backward"].draw(np.random.default_rng(0))[:3]:
        params, X, Y, ff_dict = call.args
        model = TwoLayerNN(*params["W1"].shape, Y.shape[1])
        model.params = params
        wanted = model.backward(X, Y, ff_dict)
        got = QUESTIONS["backward"].reference(*call.args)
        assert all(np.array_equal(got[key], wanted[key]) for key in wanted)
