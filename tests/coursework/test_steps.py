"""The steps of backward: right ones pass, wrong ones are named in backward's words."""

import numpy as np
import pytest

from coursework import check
from coursework.questions import HOMEWORK, QUESTIONS
from neuralnet import deriv_leaky_relu

RIGHT = {
    "dZ2": lambda y, Y: y - Y,
    "dW2_db2": lambda A1, dZ2: [A1.T @ dZ2, dZ2.sum(axis=0)],
    "dA1": lambda dZ2, W2: (W2 @ dZ2.T).T,
    "dZ1": lambda dA1, Z1: np.where(Z1 > 0, dA1, 0.01 * dA1),
    "dW1_db1": lambda X, dZ1: (np.einsum("nd,nh->dh", X, dZ1), sum(dZ1)),
}


@pytest.mark.parametrize("step", RIGHT)
def test_right_steps_pass_and_steps_are_practice(step):
    for seed in range(5):
        assert check(f"backward.{step}", RIGHT[step], seed=seed).status == "correct"
    assert f"backward.{step}" not in HOMEWORK


def in_place(y, Y):
    y -= Y
    return y


def with_keepdims(A1, dZ2):
    return A1.T @ dZ2, dZ2.sum(axis=0, keepdims=True)


WRONG = [
    ("dZ2", lambda y, Y: Y - y, "sign_flipped"),
    ("dZ2", lambda y, Y: (y - Y) / len(y), "mean_over_batch"),
    ("dZ2", in_place, "changes_argument"),
    ("dW2_db2", lambda A1, dZ2: A1.T @ dZ2, "not_two_results"),
    ("dW2_db2", lambda A1, dZ2: (dZ2.sum(axis=0), A1.T @ dZ2), "results_swapped"),
    ("dW2_db2", lambda A1, dZ2: (dZ2.T @ A1, dZ2.sum(axis=0)), "dW2_transposed"),
    ("dW2_db2", with_keepdims, "bias_shape"),
    ("dW1_db1", lambda X, dZ1: (-X.T @ dZ1, sum(dZ1)), "dW1_with_wrong_sign"),
    ("dW1_db1", lambda X, dZ1: (X.T @ dZ1, None), "unfinished"),
    ("dA1", lambda dZ2, W2: dZ2 @ W2, "dA1_without_transpose"),
    ("dZ1", lambda dA1, Z1: dA1 * deriv_leaky_relu(dA1), "dZ1_with_derivative_at_dA1"),
    ("dZ1", lambda dA1, Z1: deriv_leaky_relu(dA1) * Z1, "dZ1_with_places_swapped"),
    ("dZ2", lambda y, Y: y.argmax(axis=1) - Y.argmax(axis=1), "dZ2_between_classes"),
]


@pytest.mark.parametrize(("step", "answer", "mistake"), WRONG)
def test_wrong_steps_are_named(step, answer, mistake):
    report = check(f"backward.{step}", answer, seed=0)
    assert report.mistake == mistake
    known = QUESTIONS["backward"].catalogue.mistakes.get(mistake)
    assert known is None or known.sentence in report.message


def test_half_a_step_says_which_half_is_right():
    report = check("backward.dW2_db2", lambda A1, dZ2: (A1.T @ dZ2, 0 * dZ2[0]), seed=0)
    assert "dW2 is right." in report.message or report.mistake == "db2_zero"
    assert check("backward.dZ2", lambda y, Y: None, seed=0).status == "not attempted"
