"""Mistakes of `initialize_parameters` that raise an exception."""

import re

import numpy as np

from coursework.mistakes.initial.tools import filing
from coursework.outcomes import Call, run

RAISED = []
file = filing(RAISED)


def raised_as(function):
    """Return the condition: the same exception with the same text, numbers aside."""

    def fits(reply):
        if not reply.outcome.raised:
            return False
        own = run(function, Call("", reply.sizes))
        return _text(own.detail) == _text(reply.outcome.detail)

    return fits


def _text(detail):
    return re.sub(r"\d+", "", re.sub(r", in line \d+ of .*", "", detail))


def _randn_of_a_tuple(D, H, C):
    return {"W1": np.random.randn((D, H)) / np.sqrt(D)}


file(
    "tuple_of_sizes",
    "A function got a tuple where it wanted a whole number. np.random.randn and "
    "np.random.rand take the sizes one by one, np.random.randn(fan_in, fan_out); "
    "np.zeros and np.random.normal want a tuple.",
    raised_as(_randn_of_a_tuple),
)(_randn_of_a_tuple)


def _one_size_too_many(reply):
    return any(
        raised_as(function)(reply)
        for function in (
            sizes_not_in_a_tuple,
            lambda D, H, C: np.random.random(D, H),
            lambda D, H, C: np.random.standard_normal(D, H),
            lambda D, H, C: np.random.default_rng().random(D, H),
            lambda D, H, C: np.random.default_rng().standard_normal(D, H),
        )
    )


@file(
    "sizes_not_in_a_tuple",
    "A function got the two sizes as two arguments and wants them as one. np.zeros, "
    "np.ones and most of the random functions (not randn and rand) take a tuple: "
    "np.zeros((rows, columns)).",
    _one_size_too_many,
)
def sizes_not_in_a_tuple(D, H, C):
    return {"W1": np.zeros(D, H)}


def _four_numbers(reply):
    return any(
        raised_as(function)(reply)
        for function in (
            lambda D, H, C: np.random.normal(0, 1, D, H),
            lambda D, H, C: np.random.uniform(-1, 1, D, H),
            lambda D, H, C: np.random.default_rng().normal(0, 1, D, H),
            lambda D, H, C: np.random.default_rng().uniform(-1, 1, D, H),
        )
    )


@file(
    "size_is_one_argument",
    "np.random.normal and np.random.uniform take three arguments: two numbers that "
    "describe the distribution, and the size as one tuple, "
    "np.random.normal(0, scale, (fan_in, fan_out)).",
    _four_numbers,
)
def size_is_one_argument(D, H, C):
    return {"W1": np.random.normal(0, np.sqrt(1 / D), D, H)}


def _float_size(reply):
    return any(
        raised_as(function)(reply)
        for function in (
            float_for_size,
            lambda D, H, C: np.random.normal(D, H, 1 / D),
            lambda D, H, C: np.zeros(np.float64(D)),
        )
    )


@file(
    "float_for_size",
    "A size must be a whole number, and a fraction came: look for a division (/ gives "
    "a fraction, // does not) or for arguments in another order than "
    "np.random.normal(mean, standard deviation, size).",
    _float_size,
)
def float_for_size(D, H, C):
    return {"W1": np.random.normal(D, H, np.sqrt(1 / D))}
