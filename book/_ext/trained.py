"""Load the images and the trained network once for all drawings."""

import functools

import numpy as np

from neuralnet import TwoLayerNN, load_mnist, load_weights


@functools.cache
def data():
    """Return MNIST as the reference run splits it; no drawing opens the test set."""
    return load_mnist(rng=np.random.default_rng(0))


@functools.cache
def network():
    """Return the network that the reference run trained."""
    model = TwoLayerNN(784, 512, 10, rng=np.random.default_rng(0))
    model.params = load_weights("reference")
    return model


def chosen(labels, right):
    """Return the rows of ten images that were read right, and of three that were not.

    `labels` and `right` are arrays (N,). The ten are the first of each class; the three
    are the first of three classes.
    """
    rows = [np.flatnonzero(right & (labels == k))[0] for k in range(10)]
    wrong = np.flatnonzero(~right)
    _, first = np.unique(labels[wrong], return_index=True)
    return [*rows, *wrong[np.sort(first)][:3]]
