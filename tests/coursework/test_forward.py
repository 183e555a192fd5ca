"""forward: scores by stage, exceptions, and what its catalogue takes from others."""

import time

import numpy as np
import pytest
from seeds import SEEDS
from written import function, spelled

from coursework import check
from coursework.outcomes import run
from coursework.questions import QUESTIONS

FORWARD = QUESTIONS["forward"]
KNOWN = FORWARD.catalogue.mistakes


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("only_y_returned", 0.0),
        ("only_y_kept", 0.3),
        ("Z1_with_transposed_weights", 0.0),
        ("activation_no_leak", 0.35),
        ("Z1_overwritten", 0.65),
        ("softmax_no_shift", 0.75),
        ("softmax_global_max", 0.75),
    ],
)
def test_scores(name, score):
    report = check("forward", KNOWN[name].function, seed=0)
    assert (report.mistake, report.score) == (name, score)


def test_an_argument_that_is_changed_costs_the_fine_print():
    def empties_X_afterwards(params, X):
        out = FORWARD.reference(params, X)
        X[...] = 0
        return out

    assert check("forward", empties_X_afterwards).score == 0.75


@pytest.mark.parametrize("error", [TypeError, ValueError, IndexError, KeyError])
def test_an_exception_alone_is_no_known_mistake(error):
    """Many mistakes raise where shapes do not fit: that they raise says little."""

    def raising(params, X):
        raise error

    assert check("forward", raising).mistake not in KNOWN


RIGHT_HERE_AND_THERE = """
def forward(params, X):
    W1 = params["W1"]
    {pass|W1 = W1.T if W1.shape[0] == W1.shape[1] else W1}
    Z1 = X @ W1 + params["b1"]
    A1 = np.where(Z1 > {0|0.01}, Z1, 0.01 * Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    y = softmax(Z2)
    y[5:] *= {1|0}
    ff_dict = dict(Z1=Z1, A1=A1, Z2=Z2, y=softmax(Z2))
    return y{|.squeeze()}, ff_dict
"""


@pytest.mark.parametrize("changed", range(4))
def test_right_for_some_inputs_is_wrong(changed):
    order = iter(range(4))
    answer = spelled(RIGHT_HERE_AND_THERE, lambda n: int(next(order) == changed))
    for seed in range(10):
        report = check("forward", function("forward", answer), seed=seed)
        assert report.status == "incorrect", answer


def test_mistakes_of_the_activation_and_of_softmax_are_told_with_their_place():
    said = KNOWN["activation_no_leak"]
    theirs = QUESTIONS["leaky_relu"].catalogue.mistakes["no_leak"]
    assert said.sentence == f"A1 is not leaky_relu(z) for z = Z1. {theirs.sentence}"
    assert said.remedy == theirs.remedy
    said = KNOWN["softmax_global_max"]
    theirs = QUESTIONS["softmax"].catalogue.mistakes["global_max"]
    assert said.sentence == f"y is not softmax(X) for X = Z2. {theirs.sentence}"


def test_the_large_scores_are_those_of_softmax():
    """Exactly, in single precision too: then y is right wherever softmax is."""
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        large = [c for c in FORWARD.draw(rng) if c.stage == "large_scores"]
        assert len(large) >= 6
        for call in large:
            params, X = call.args
            single = {key: value.astype(np.float32) for key, value in params.items()}
            _, ff = run(FORWARD.reference, call).value
            _, coarse = FORWARD.reference(single, X.astype(np.float32))
            assert np.array_equal(ff["Z2"], coarse["Z2"])
            assert np.abs(ff["Z2"]).max() > 500


def test_an_answer_that_nobody_knows_is_judged_quickly():
    def odd(params, X):
        y, ff_dict = FORWARD.reference(params, X)
        ff_dict["y"] = np.sinh(y)
        return y, ff_dict

    check("forward", odd, seed=0)  # the functions of the catalogue are made once
    start = time.process_time()
    assert check("forward", odd, seed=1).mistake is None
    assert time.process_time() - start < 1  # about 0.15 on an idle machine


@pytest.mark.parametrize(
    ("basic", "other"),
    [
        ("Z2_shifted", "softmax_sigmoid"),
        ("scores_returned", "softmax_rescaled"),
        ("X_centered", "activation_typed_slope"),
        ("Z1_with_one_number_for_bias", "softmax_mean_for_sum"),
    ],
)
def test_two_mistakes_are_told_apart_in_whichever_way_they_are_made(basic, other):
    for ways in zip(KNOWN[basic].ways[::-1], KNOWN[other].ways[::-1], strict=False):
        answer = FORWARD.catalogue.program.changed(sum(ways, ()))
        assert check("forward", answer, seed=0).mistake == basic
