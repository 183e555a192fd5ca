import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.special import softmax as scipy_softmax

from neuralnet import deriv_leaky_relu, leaky_relu, numerical_gradient, softmax

finite = st.floats(-1e6, 1e6, allow_subnormal=False)
arrays = hnp.arrays(
    np.float64, hnp.array_shapes(max_dims=3, max_side=4), elements=finite
)


def test_leaky_relu_by_hand():
    z = np.array([-2.0, -0.5, 0.0, 3.0])
    assert np.allclose(leaky_relu(z), [-0.02, -0.005, 0, 3])
    assert np.allclose(leaky_relu(z, alpha=0.5), [-1, -0.25, 0, 3])


def test_deriv_leaky_relu_is_one_at_zero():
    assert deriv_leaky_relu(np.array([-1.0, 0.0, 1.0])).tolist() == [0.01, 1, 1]


@given(arrays, st.floats(0.001, 0.999))
def test_deriv_is_the_slope(x, alpha):
    x = np.where(np.abs(x) < 1e-3, 1.0, x)  # away from the kink
    step = 1e-4
    slope = (leaky_relu(x + step, alpha) - leaky_relu(x - step, alpha)) / (2 * step)
    assert np.allclose(deriv_leaky_relu(x, alpha), slope, atol=1e-4)


@pytest.mark.parametrize("function", [leaky_relu, deriv_leaky_relu, softmax])
def test_floats_stay_and_integers_become_floats(function):
    x = np.array([[1, -2, 3]])
    before = x.copy()
    assert function(x).dtype == np.float64
    assert function(x.astype(np.float32)).dtype == np.float32
    assert np.array_equal(x, before)


@pytest.mark.parametrize("function", [leaky_relu, deriv_leaky_relu, softmax])
@pytest.mark.parametrize("bad", [["a"], [None], [1j]])
def test_what_is_no_number_is_refused(function, bad):
    with pytest.raises(TypeError, match="must hold real numbers, got dtype"):
        function(bad)


@given(hnp.arrays(np.float64, (3, 5), elements=st.floats(-1e4, 1e4)))
def test_softmax_against_scipy(X):
    y = softmax(X)
    assert np.allclose(y, scipy_softmax(X, axis=-1), rtol=1e-12, atol=0)
    assert np.allclose(y.sum(axis=-1), 1)
    assert (y >= 0).all()


def test_softmax_by_hand():
    assert np.allclose(softmax([[0, np.log(3)]]), [[0.25, 0.75]])


@pytest.mark.parametrize("size", [1e4, 1e300, 1.7e308])
def test_softmax_of_huge_scores_without_a_warning(size):
    y = softmax(np.array([[size, 0.0, -size], [0.0, 0.0, 0.0]]))
    assert y.tolist() == [[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]]


@pytest.mark.parametrize("shape", [(), (0,), (3, 0)])
def test_softmax_needs_classes(shape):
    with pytest.raises(ValueError, match="softmax wants scores of shape"):
        softmax(np.zeros(shape))


def test_numerical_gradient_of_a_parabola():
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    grad = numerical_gradient(lambda a: np.sum(a**2), x)
    assert np.allclose(grad, 2 * x, atol=1e-9)
    assert x.tolist() == [[1.0, -2.0], [0.5, 3.0]]
