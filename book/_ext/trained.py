"""The book's network and its images, read once for all that is drawn of them."""

import functools

import numpy as np

from neuralnet import TwoLayerNN, load_mnist, load_weights


@functools.cache
def data():
    """Return the split of the reference run; its test part stays sealed."""
    return load_mnist(rng=np.random.default_rng(0))


@functools.cache
def network():
    """Return the network of the chapter on training, as it was at the end."""
    model = TwoLayerNN(784, 512, 10, rng=np.random.default_rng(0))
    model.params = load_weights("reference")
    return model
