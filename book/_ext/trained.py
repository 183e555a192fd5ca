"""The images and the trained network, loaded once for all drawings."""

import functools

import numpy as np

from neuralnet import TwoLayerNN, load_mnist, load_weights


@functools.cache
def data():
    """Return the split of the reference run; its test part stays closed."""
    return load_mnist(rng=np.random.default_rng(0))


@functools.cache
def network():
    """Return the trained network of the book."""
    model = TwoLayerNN(784, 512, 10, rng=np.random.default_rng(0))
    model.params = load_weights("reference")
    return model
