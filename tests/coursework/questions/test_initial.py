"""Test how mistakes in initialize_parameters are found, and the numbers in messages."""

import re

import numpy as np
import pytest

from coursework import check
from coursework.questions.initial import conditions, known, replies
from coursework.questions.initial.known import KNOWN, SCALES
from coursework.questions.initial.samples import TRIPLES

NAME = "initialize_parameters"


def names(mistakes):
    return [mistake.name for mistake in mistakes]


def test_each_mistake_is_found_by_a_condition_or_by_the_line_that_it_changes():
    """A condition has the name of its mistake. The line sets `shapes` or `sd`."""
    assert list(conditions.PATTERNS) == names(known.PATTERNS)
    assert list(conditions.SPREADS) == names(known.SPREADS)
    assert list(conditions.DETAILS) == names(known.DETAILS)
    assert set(names(known.REPLIES)) < replies.CONDITIONS.keys()
    for mistake in known.SHAPES:
        by_lines = all("shapes |=" in dict(way) for way in mistake.ways)
        by_condition = mistake.name in replies.CONDITIONS
        assert by_lines != by_condition, mistake.where
    for mistake in SCALES:
        assert all("sd =" in dict(way) for way in mistake.ways), mistake.where


def test_an_answer_with_an_unknown_scale_gets_both_deviations():
    def scaled_by_the_cubic_root(D, H, C):
        params = KNOWN.right(D, H, C)
        return params | {"W1": params["W1"] * D ** (1 / 2 - 1 / 3)}

    report = check(NAME, scaled_by_the_cubic_root, seed=0)
    got, wanted = re.search(
        r"deviation ([\d.]+)\. .* sqrt\(1 / fan_in\) = ([\d.]+)", report.message
    ).groups()
    D = TRIPLES[0][0]
    assert float(got) == pytest.approx(D ** (-1 / 3), rel=0.02)
    assert float(wanted) == pytest.approx(D**-0.5, rel=0.01)


def test_only_a_row_or_a_column_of_zeros_is_a_gap():
    for row, column, is_gap in [(1, 2, False), (1, slice(None), True), (..., 2, True)]:
        W = np.ones((3, 4))
        W[row, column] = 0
        assert conditions.has_gap(W) == is_gap


def test_the_message_shows_the_numbers_at_sizes_that_do_not_fit():
    """This answer scales W2 rightly at the first sizes only."""
    first_H = TRIPLES[0][1]

    def answer(D, H, C):
        params = KNOWN.right(D, H, C)
        return params | {"W2": params["W2"] * (H / first_H) ** 0.2}

    message = check(NAME, answer, seed=0).message
    sizes = [", ".join(map(str, triple)) for triple in TRIPLES]
    assert f"For sizes {sizes[1]} the numbers of W2" in message
