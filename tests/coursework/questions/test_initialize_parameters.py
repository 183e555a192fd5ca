"""Test how initialize_parameters judges draws; the answers are in a text file."""

import math
import re

import numpy as np
import pytest
import scipy.stats

from coursework import check
from coursework.questions import initialize_parameters as module
from coursework.questions.initialize_parameters import LARGE, QUESTION, SMALL
from coursework.questions.shared import draws
from coursework.words import say

NAME = QUESTION.name


def changed(**factors):
    """Return an answer whose matrices are the right ones times a function of sizes."""

    def answer(D, H, C):
        params = QUESTION.reference(D, H, C)
        return params | {key: params[key] * f(D, H, C) for key, f in factors.items()}

    return answer


def test_no_size_is_another_size_a_sum_or_a_product():
    """Otherwise an answer with the wrong size could pass."""
    for D, H, C in LARGE + SMALL:
        assert len({D, H, C, D + H, H + C, D * H, H * C}) == 7
    assert LARGE[0][0] == 784  # what a network for MNIST needs


def test_an_answer_with_an_unknown_scale_gets_the_wanted_deviations():
    report = check(NAME, changed(W1=lambda D, H, C: D ** (1 / 2 - 1 / 3)), seed=0)
    assert report.mistake is None
    numbers = re.findall(r"\d+\.\d+", report.message)
    got, wanted = numbers[1:3]  # behind the mean
    assert float(got) == pytest.approx(784 ** (-1 / 3), rel=0.02)
    assert float(wanted) == pytest.approx(784**-0.5, rel=0.01)


def test_the_message_shows_the_numbers_at_sizes_that_do_not_fit():
    """This answer scales W2 rightly at the first sizes only."""
    answer = changed(W2=lambda D, H, C: (H / LARGE[0][1]) ** 0.2)
    message = check(NAME, answer, seed=0).message
    assert f"{', '.join(map(str, LARGE[1]))}" in message
    assert "W2" in message


@pytest.mark.parametrize("key", ["W1", "W2"])
def test_a_wrong_matrix_is_named_and_costs_a_quarter(key):
    report = check(NAME, changed(**{key: lambda D, H, C: 2}), seed=0)
    assert (report.mistake, report.score) == ("number_outside_root", 0.5)
    other = {"W1": "W2", "W2": "W1"}[key]
    assert say("about_one_other_right", name=key, other=other) in report.message


@pytest.mark.parametrize("key", ["W1", "W2"])
@pytest.mark.parametrize(("smallest", "score"), [(784, 0.25), (100, 0.25), (1, 0.5)])
def test_zeros_at_large_sizes_alone_earn_a_quarter(key, smallest, score):
    """A matrix that is not written yet costs only its own numbers."""
    report = check(NAME, changed(**{key: lambda D, H, C: smallest > D}), seed=0)
    assert (report.mistake, report.score) == ("all_zeros", score)


def test_weights_that_are_zero_from_700_inputs_on_do_not_pass():
    def answer(D, H, C):
        params = QUESTION.reference(D, H, C)
        params["W1"][700:] = 0
        return params

    assert check(NAME, answer, seed=0).mistake == "numbers_repeat"


def test_the_rules_may_not_differ_from_size_to_size():
    answer = changed(W1=lambda D, H, C: 1 if D < 200 else 2**0.5)  # Xavier's or He's
    assert check(NAME, answer, seed=0).status == "incorrect"


KINDS = {
    "normal": scipy.stats.norm(),
    "uniform": scipy.stats.uniform(-1, 2),
    "cut off": scipy.stats.truncnorm(-2, 2),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_answer_is_refused_less_than_once_in_a_million(kind):
    """All limits lie far enough from what 100 simulated samples show."""
    n = module.DRAWS * min(min(D * H, H * C) for D, H, C in LARGE)  # in a sample
    rng, distribution = np.random.default_rng(0), KINDS[kind]
    found = [
        draws.moments_of([distribution.rvs(n, random_state=rng)]) for _ in range(100)
    ]
    assert all(each.is_centered and each.is_usual for each in found)
    assert all(each.is_uniform == (kind == "uniform") for each in found)
    sd = np.std([np.log(each.sd / distribution.std()) for each in found])
    chance = math.erfc(0.028 / sd / math.sqrt(2))  # that one deviation is refused
    assert 4 * chance < 1e-6  # of W1 and W2 at two sizes
