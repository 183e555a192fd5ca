import numpy as np
import pytest

from neuralnet import cross_entropy


def test_nothing_is_added_inside_the_logarithm():
    Y = np.array([[1.0, 0.0]])
    tiny = cross_entropy(Y, np.array([[1e-300, 1.0]]))
    assert tiny == pytest.approx(300 * np.log(10))
    assert cross_entropy(Y, np.array([[0.0, 1.0]])) == np.inf
    assert cross_entropy(Y, np.array([[1.0, 0.0]])) == 0
