"""What the mistakes of `initialize_parameters` in a single reply are made with."""

import dataclasses
from collections.abc import Callable

import numpy as np

from coursework.mistakes import Mistake

NAMES = ("W1", "b1", "W2", "b2")


@dataclasses.dataclass(frozen=True)
class WrongReply(Mistake):
    """A mistake that each reply shows by itself.

    `fits` tells whether a reply does: `sizes` are (D, H, C), `outcome` is what came
    back, `value` its value with biases in the right shape where they have the size.
    """

    fits: Callable = None


def filing(mistakes):
    """Return `file`, which returns a decorator that files a function in a list."""

    def file(name, sentence, fits):
        def decorate(function):
            mistakes.append(WrongReply(name, sentence, function, fits=fits))
            return function

        return decorate

    return file


def right_shapes(D, H, C):
    """Return the shapes that the task asks for."""
    return {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}


def with_shapes(D, H, C, **shapes):
    """Return parameters as they should be, but for some shapes."""
    shapes = right_shapes(D, H, C) | shapes
    return {
        "W1": np.random.standard_normal(shapes["W1"]) * np.sqrt(1 / D),
        "b1": np.zeros(shapes["b1"]),
        "W2": np.random.standard_normal(shapes["W2"]) * np.sqrt(1 / H),
        "b2": np.zeros(shapes["b2"]),
    }


def good(D, H, C):
    """Return parameters as they should be."""
    return with_shapes(D, H, C)


def keys(reply):
    """Return the keys of a returned dictionary, or an empty set."""
    value = reply.value
    return {str(key) for key in value} if isinstance(value, dict) else set()


def some(reply, names, test):
    """Tell whether one of some entries passes a test, where all four are there."""
    return keys(reply) >= set(NAMES) and any(test(reply.value[name]) for name in names)
