import numpy as np
import pytest

from neuralnet import deriv_leaky_relu, leaky_relu, softmax


def test_leaky_relu_by_hand():
    z = np.array([-2.0, -0.5, 0.0, 3.0])
    assert np.allclose(leaky_relu(z), [-0.02, -0.005, 0, 3])
    assert np.allclose(leaky_relu(z, alpha=0.5), [-1, -0.25, 0, 3])


def test_deriv_leaky_relu_is_one_at_zero():
    assert deriv_leaky_relu(np.array([-1.0, 0.0, 1.0])).tolist() == [0.01, 1, 1]


@pytest.mark.parametrize("function", [leaky_relu, deriv_leaky_relu, softmax])
@pytest.mark.parametrize("bad", [["a"], [None], [1j]])
def test_what_is_no_number_is_refused(function, bad):
    with pytest.raises(TypeError, match="must hold real numbers, got dtype"):
        function(bad)


def test_softmax_by_hand():
    assert np.allclose(softmax([[0, np.log(3)]]), [[0.25, 0.75]])


@pytest.mark.parametrize("shape", [(), (0,), (3, 0)])
def test_softmax_needs_classes(shape):
    with pytest.raises(ValueError, match="softmax wants scores of shape"):
        softmax(np.zeros(shape))
