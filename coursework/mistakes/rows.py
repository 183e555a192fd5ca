"""Lines that softmax is made of, for the mistakes in it."""

import numpy as np


def top(X):
    """Return the maximum of each row, as a column."""
    return X.max(axis=1, keepdims=True)


def sums(E):
    """Return the sum of each row, as a column."""
    return E.sum(axis=1, keepdims=True)


def over_sums(E):
    """Return each row divided by its sum."""
    return E / sums(E)


def shifts(function):
    """Return `function` of exp(X) as it is, and after the usual subtractions."""
    return (
        lambda X: function(np.exp(X)),
        lambda X: function(np.exp(X - top(X))),
        lambda X: function(np.exp(X - X.max())),
        lambda X: function(np.exp(X - X.max(axis=0))),
    )


def less_max(function):
    """Return `function` of the scores as they are, and less their maximum."""
    return (function, lambda X: function(X - top(X)), lambda X: function(X - X.max()))
