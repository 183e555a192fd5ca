import numpy as np
import pytest

from neuralnet import deriv_leaky_relu, leaky_relu, softmax


@pytest.mark.parametrize("function", [leaky_relu, deriv_leaky_relu, softmax])
@pytest.mark.parametrize("bad", [["a"], [None], [1j]])
def test_other_values_than_real_numbers_are_refused(function, bad):
    with pytest.raises(TypeError, match="must hold real numbers, got dtype"):
        function(bad)


@pytest.mark.parametrize("shape", [(), (0,), (3, 0)])
def test_softmax_refuses_scores_without_classes(shape):
    with pytest.raises(ValueError, match="softmax wants scores of shape"):
        softmax(np.zeros(shape))
