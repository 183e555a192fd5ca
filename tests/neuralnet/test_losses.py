import numpy as np
import pytest
from sklearn.metrics import accuracy_score, log_loss

from neuralnet import accuracy, cross_entropy, cross_entropy_from_logits, softmax


@pytest.fixture
def batch():
    rng = np.random.default_rng(0)
    return np.eye(5)[rng.integers(0, 5, 40)], 3 * rng.normal(size=(40, 5))


def test_cross_entropy_by_hand():
    Y = np.array([[1, 0], [0, 1]])
    Y_hat = np.array([[0.5, 0.5], [0.75, 0.25]])
    assert cross_entropy(Y, Y_hat) == pytest.approx((np.log(2) + np.log(4)) / 2)


def test_both_forms_against_scikit_learn(batch):
    Y, Z2 = batch
    wanted = log_loss(Y.argmax(axis=1), softmax(Z2), labels=range(5))
    assert cross_entropy(Y, softmax(Z2)) == pytest.approx(wanted, rel=1e-12)
    assert cross_entropy_from_logits(Y, Z2) == pytest.approx(wanted, rel=1e-12)


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


def test_accuracy_against_scikit_learn(batch):
    Y, Z2 = batch
    assert accuracy(Y, Z2) == accuracy_score(Y.argmax(axis=1), Z2.argmax(axis=1))


@pytest.mark.parametrize("loss", [cross_entropy, cross_entropy_from_logits, accuracy])
@pytest.mark.parametrize("shapes", [((3,), (3,)), ((3, 2), (3, 4)), ((0, 2), (0, 2))])
def test_shapes_that_do_not_fit(loss, shapes):
    with pytest.raises(ValueError, match=r"must have one shape \(N, C\), got"):
        loss(*map(np.ones, shapes))
