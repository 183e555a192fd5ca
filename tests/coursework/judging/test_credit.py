"""Test partial credit: right parts count, but the same number everywhere does not.

More scores are tested beside the known mistakes and in the answers' text files.
"""

import numpy as np
import pytest

from coursework.judging import partial
from coursework.judging.credit import credit
from coursework.running.outcomes import Outcome

RIGHT = [
    {"a": np.arange(3.0), "b": np.float64(2)},
    {"a": -np.arange(3.0), "b": np.float64(5)},
]
WRONG = [{"a": np.ones(3), "b": 2.5}, {"a": np.arange(3.0), "b": 4.5}]
ONE = np.float64(1)
CASES = {  # what an answer returns in two calls, and its score; edge cases add 0.25
    "all right": (RIGHT, 0.75),
    "all wrong": (WRONG, 0.25),
    "one right": ([r | {"b": w["b"]} for r, w in zip(RIGHT, WRONG, strict=True)], 0.5),
    "one missing": ([{"a": r["a"]} for r in RIGHT], 0.375),
    "one of another shape": ([r | {"a": np.ones(2)} for r in RIGHT], 0.375),
    "zeros for one": ([r | {"a": np.zeros(3)} for r in RIGHT], 0.375),
    "right once": ([RIGHT[0], WRONG[1]], 0.25),
    "zeros": ([{"a": np.zeros(3), "b": 0.0}] * 2, 0.0),
    "nan": ([{"a": np.full(3, np.nan), "b": np.nan}] * 2, 0.0),
    "no dictionary": ([3.0, 4.0], 0.0),
}


@pytest.mark.parametrize(("got", "score"), CASES.values(), ids=CASES)
def test_each_part_counts_by_itself(got, score):
    pairs = [*zip(got, RIGHT, strict=True)]
    assert credit([(Outcome(g), w) for g, w in pairs]) == score
    assert credit([(Outcome((g,)), (w,)) for g, w in pairs]) == score  # in a tuple


def test_credit_for_an_exception_and_for_lists_of_different_lengths():
    assert credit([(Outcome(ONE), ONE), (Outcome(raised="E"), ONE)]) == 0
    wanted = [[ONE, "x"], [ONE, "y", "z"]]
    assert credit([(Outcome(value), value) for value in wanted]) == 0.75
    wrong = [(Outcome([ONE, "y"]), wanted[0]), (Outcome(wanted[1]), wanted[1])]
    assert credit(wrong) == 0.25


def test_no_factor_is_told_of_rounding_errors():
    wanted = [np.arange(1.0, 13), np.arange(2.0, 14)]
    pairs = [(3e-17 * right, right) for right in wanted]
    assert partial.common_error(pairs).mistake == "zeros_up_to_rounding"
    pairs = [(3e-3 * right, right) for right in wanted]
    assert partial.common_error(pairs).mistake == "off_by_a_factor"
