"""Make small networks for tests, and compare the parameters of two networks."""

import numpy as np

from neuralnet import TwoLayerNN


def make(seed=0, n=5, sizes=(7, 6, 4), dtype=np.float64, X=None, **options):
    """Return a model with biases that are not zero, n images and one-hot targets.

    If images `X` are given, they are returned instead of n random ones.
    """
    rng = np.random.default_rng(seed)
    model = TwoLayerNN(*sizes, rng=rng, dtype=dtype, **options)
    for name in ("b1", "b2"):
        model.params[name] += rng.normal(size=model.params[name].shape).astype(dtype)
    X = rng.normal(size=(n, sizes[0])) if X is None else X
    Y = np.eye(sizes[2])[rng.integers(0, sizes[2], len(X))]
    return model, X.astype(dtype), Y.astype(dtype)


def copy(params):
    return {name: value.copy() for name, value in params.items()}


def distance(params, others):
    """Return the largest difference of two entries at the same place."""
    return max(np.abs(params[name] - others[name]).max() for name in params)
