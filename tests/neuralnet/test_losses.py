import numpy as np
import pytest

from neuralnet import cross_entropy, cross_entropy_from_logits, softmax


def test_cross_entropy_by_hand():
    Y = np.array([[1, 0], [0, 1]])
    Y_hat = np.array([[0.5, 0.5], [0.75, 0.25]])
    assert cross_entropy(Y, Y_hat) == pytest.approx((np.log(2) + np.log(4)) / 2)


def test_nothing_is_added_inside_the_logarithm():
    Y = np.array([[1.0, 0.0]])
    assert cross_entropy(Y, np.array([[1e-300, 1.0]])) == pytest.approx(
        300 * np.log(10)
    )
    assert cross_entropy(Y, np.array([[0.0, 1.0]])) == np.inf
    assert cross_entropy(Y, np.array([[1.0, 0.0]])) == 0


def test_logits_stay_finite_where_probabilities_underflow():
    Y, Z2 = np.array([[1.0, 0.0]]), np.array([[-4000.0, 4000.0]])
    assert cross_entropy(Y, softmax(Z2)) == np.inf
    assert cross_entropy_from_logits(Y, Z2) == 8000
