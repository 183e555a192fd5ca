"""initialize_parameters: how its known mistakes show, and what is said."""

import re

import numpy as np
import pytest

from coursework import check
from coursework.questions.initial import conditions, known, replies
from coursework.questions.initial.known import KNOWN, SCALES
from coursework.questions.initial.samples import TRIPLES

NAME = "initialize_parameters"
PARTS = (known.RAISED, known.REPLIES, known.SHAPES, known.PATTERNS, known.SCALES)
PARTS += (known.SPREADS, known.DETAILS)
FIRST = [mistakes[0] for mistakes in PARTS]


def names(mistakes):
    return [mistake.name for mistake in mistakes]


def test_each_mistake_has_a_condition_or_tells_it_by_its_lines():
    assert list(conditions.PATTERNS) == names(known.PATTERNS)
    assert list(conditions.SPREADS) == names(known.SPREADS)
    assert list(conditions.DETAILS) == names(known.DETAILS)
    assert set(names(known.REPLIES)) < replies.CONDITIONS.keys()
    for mistake in known.SHAPES:
        told = all("shapes |=" in dict(way) for way in mistake.ways)
        assert told != (mistake.name in replies.CONDITIONS), mistake.where
    for mistake in SCALES:
        assert all("sd =" in dict(way) for way in mistake.ways), mistake.where


@pytest.mark.parametrize("mistake", known.RAISED, ids=names(known.RAISED))
def test_exceptions_are_planted(mistake):
    for function in mistake.functions:
        with pytest.raises(TypeError):
            function(7, 4, 2)


@pytest.mark.parametrize("mistake", FIRST, ids=lambda mistake: mistake.where)
def test_a_report_holds_the_sentence_and_the_remedy(mistake):
    report = check(NAME, mistake.function, seed=0)
    assert report.message.startswith(mistake.sentence)
    assert report.hint(2) == mistake.remedy


def cubic_root(D, H, C):
    params = KNOWN.right(D, H, C)
    return params | {"W1": params["W1"] * D ** (1 / 2 - 1 / 3)}


def test_unnamed_answer_gets_the_numbers():
    report = check(NAME, cubic_root, seed=0)
    got, wanted = re.search(
        r"deviation ([\d.]+)\. .* sqrt\(1 / fan_in\) = ([\d.]+)", report.message
    ).groups()
    D = TRIPLES[0][0]
    assert float(got) == pytest.approx(D ** (-1 / 3), rel=0.02)
    assert float(wanted) == pytest.approx(D**-0.5, rel=0.01)


SCORES = {
    0.0: [
        "returns_none",
        "weights_transposed",
        "keys_in_wrong_case",
        "tuple_of_sizes",
        "all_zeros",
    ],
    0.25: ["standard_normal", "he", "columns_repeat", "mean_not_zero"],
    0.75: ["same_numbers_every_call", "second_repeats_first", "bias_row", "bias_ones"],
}


@pytest.mark.parametrize(
    ("score", "name"), [(score, n) for score in SCORES for n in SCORES[score]]
)
def test_stages(score, name):
    assert check(NAME, KNOWN.mistakes[name].function, seed=0).score == score


def test_not_attempted():
    def not_there(D, H, C):
        raise NotImplementedError

    class Nothing:
        def initialize_parameters(self, input_dim, num_hiddens, num_classes):
            pass

    for answer in (None, not_there, Nothing, type("Empty", (), {})):
        assert check(NAME, answer).status == "not attempted"


def test_global_state_is_kept():
    np.random.seed(5)
    wanted = np.random.rand(3)
    np.random.seed(5)
    check(NAME, KNOWN.mistakes["same_numbers_every_call"].function)
    assert np.array_equal(np.random.rand(3), wanted)
