"""What the mistakes in `backward` are made with."""

import numpy as np

ALL = ("dW1", "db1", "dW2", "db2")

# Ways to sum over the images before multiplying, which gives another matrix.
SUMMED_FIRST = (
    lambda a, d: np.outer(a.sum(axis=0), d.sum(axis=0)),
    lambda a, d: np.outer(a.mean(axis=0), d.mean(axis=0)),
    lambda a, d: np.outer(a.mean(axis=0), d.sum(axis=0)),
)


def flipped(v):
    """The line "sign" of the mistakes that turn a sign."""
    return True


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def through_softmax(y, d):
    """Return the gradient with respect to the scores from that to probabilities."""
    return y * (d - (d * y).sum(axis=1, keepdims=True))


def row(d, i):
    """Return d with all rows but one set to 0."""
    only = np.zeros_like(d)
    only[i] = d[i]
    return only


def kept(*names, **instead):
    """Return the line that fills the dictionary: names, or a name from elsewhere."""
    names = dict.fromkeys(names) | instead
    return lambda v: {key: getattr(v, source or key) for key, source in names.items()}
