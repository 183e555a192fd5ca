import numpy as np

from neuralnet import TwoLayerNN


def test_without_rng_the_weights_come_from_numpys_global_state():
    np.random.seed(3)
    params = TwoLayerNN(6, 5, 4).params
    np.random.seed(3)
    W1 = np.random.randn(6, 5) / np.sqrt(6)
    W2 = np.random.randn(5, 4) / np.sqrt(5)
    assert np.allclose(params["W1"], W1, atol=1e-15)
    assert np.allclose(params["W2"], W2, atol=1e-15)


def test_parameters_are_new_at_each_call_and_biases_are_zero():
    model = TwoLayerNN(6, 5, 4, rng=np.random.default_rng(0))
    before = model.params["W1"].copy()
    new = model.initialize_parameters(6, 5, 4)
    shapes = {"W1": (6, 5), "b1": (5,), "W2": (5, 4), "b2": (4,)}
    assert {name: value.shape for name, value in new.items()} == shapes
    assert not np.array_equal(new["W1"], before)
    assert np.array_equal(model.params["W1"], before)
    assert not new["b1"].any()
    assert not new["b2"].any()


def test_init_may_be_a_function():
    def zeros(fan_in, fan_out, rng):
        return np.zeros((fan_in, fan_out))

    model = TwoLayerNN(3, 2, 2, init=zeros, dtype=np.float32)
    assert not model.params["W1"].any()
    assert model.params["W1"].dtype == np.float32
