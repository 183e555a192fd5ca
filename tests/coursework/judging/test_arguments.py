"""Test how a message names the sides of shapes."""

import numpy as np
import pytest

from coursework.judging.arguments import with_letters
from coursework.questions import QUESTIONS
from coursework.running.outcomes import MATHEMATICS, Call

PARAMS = {"W1": np.ones((4, 3)), "b1": np.ones(3)}


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Wanted is (3,).", True),
        (
            "No (ValueError: operands could not be broadcast: (3,), in line 2 of f)",
            True,
        ),
        ("No (ValueError: the shapes (3,) and (9, 9) meet)", True),
        ("No (KeyError: (3,), in line 2 of f, where W1 has the shape (3,))", None),
        ("No (ValueError: (3,), in line 2 of f)", False),
    ],
)
def test_a_tuple_of_another_exception_gets_no_letters(text, is_named):
    call = Call(MATHEMATICS, (PARAMS, np.ones((5, 4))))
    said = with_letters(text, QUESTIONS["forward"], call)
    assert said.count("(3,) = (H,)") == (is_named is not False)
    if is_named is None:  # only what our words say
        assert "KeyError: (3,), in" in said


def test_a_size_that_two_letters_share_gets_none():
    call = Call(MATHEMATICS, (PARAMS, np.ones((3, 4))))  # N and H are 3
    said = with_letters("Wanted is (3, 4).", QUESTIONS["forward"], call)
    assert "(3, 4) = (3, D)" in said
