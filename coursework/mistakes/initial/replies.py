"""Mistakes of `initialize_parameters` in what comes back: exceptions, types, keys."""

import numpy as np

from coursework.mistakes.initial.raised import RAISED
from coursework.mistakes.initial.tools import NAMES, filing, good, keys, some
from coursework.outcomes import Other, is_number

REPLIES = [*RAISED]
file = filing(REPLIES)


def _returned(test):
    return lambda reply: not reply.outcome.raised and test(reply.value)


@file(
    "prints_result",
    "Your function prints the parameters, but nothing comes back: what is printed is "
    "gone. End the function with return and the dictionary.",
    lambda reply: (
        not reply.outcome.raised and reply.value is None and reply.outcome.printed
    ),
)
def prints_result(D, H, C):
    print(good(D, H, C))


@file(
    "returns_none",
    "Nothing comes back. Building the parameters or keeping them in self.params is not "
    "enough: end the function with return and the dictionary.",
    _returned(lambda value: value is None),
)
def returns_none(D, H, C):
    good(D, H, C)


@file(
    "object_returned",
    "You return an object of another kind than a dictionary, perhaps one that holds "
    "the parameters. Return the dictionary itself, with the keys W1, b1, W2 and b2.",
    _returned(lambda value: isinstance(value, Other)),
)
def object_returned(D, H, C):
    return type("TwoLayerNN", (), {"params": good(D, H, C)})()


@file(
    "dict_in_a_tuple",
    "The dictionary comes back inside a tuple or a list: return it alone. A comma "
    "behind it is enough to make a tuple.",
    _returned(
        lambda value: (
            isinstance(value, tuple | list)
            and any(isinstance(part, dict) for part in value)
        )
    ),
)
def dict_in_a_tuple(D, H, C):
    return (good(D, H, C),)


def _has_array(value):
    if isinstance(value, tuple | list):
        return any(_has_array(part) for part in value)
    return isinstance(value, np.ndarray)


@file(
    "tuple_of_arrays",
    "You return the arrays as a tuple or a list. The network looks them up by name: "
    'return a dictionary, {"W1": W1, "b1": b1, "W2": W2, "b2": b2}.',
    _returned(lambda value: isinstance(value, tuple | list) and _has_array(value)),
)
def tuple_of_arrays(D, H, C):
    return tuple(good(D, H, C).values())


@file(
    "one_array",
    "You return one array. All four belong into one dictionary: "
    'return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}.',
    _returned(lambda value: isinstance(value, np.ndarray)),
)
def one_array(D, H, C):
    return good(D, H, C)["W1"]


@file(
    "empty_dict",
    "The dictionary is still empty. Put the four arrays in before you return it: "
    'params["W1"] = ..., and the same for b1, W2 and b2.',
    _returned(
        lambda value: (
            isinstance(value, dict) and all(part is None for part in value.values())
        )
    ),
)
def empty_dict(D, H, C):
    good(D, H, C)
    return {}


@file(
    "keys_in_wrong_case",
    "The keys differ from W1, b1, W2, b2 in capital and small letters. Python tells "
    "them apart: capital W for matrices, small b for vectors.",
    lambda reply: (
        not keys(reply) >= set(NAMES)
        and {key.lower() for key in keys(reply)} >= {name.lower() for name in NAMES}
    ),
)
def keys_in_wrong_case(D, H, C):
    return {name.lower(): array for name, array in good(D, H, C).items()}


@file(
    "keys_from_zero",
    "The layers are counted from 0. In this course the first layer is 1: the keys "
    "are W1, b1, W2 and b2.",
    lambda reply: (
        keys(reply) >= {"W0", "b0", "W1", "b1"} and not keys(reply) >= set(NAMES)
    ),
)
def keys_from_zero(D, H, C):
    return dict(zip(("W0", "b0", "W1", "b1"), good(D, H, C).values(), strict=True))


@file(
    "layers_nested",
    "There is a dictionary for each layer inside your dictionary. Put the four "
    "arrays side by side, with the keys W1, b1, W2 and b2.",
    lambda reply: (
        not keys(reply) >= set(NAMES)
        and bool(keys(reply))
        and all(isinstance(part, dict) for part in reply.value.values())
    ),
)
def layers_nested(D, H, C):
    p = good(D, H, C)
    return {"1": {"W": p["W1"], "b": p["b1"]}, "2": {"W": p["W2"], "b": p["b2"]}}


@file(
    "biases_missing",
    "The weights are there, the biases are not. Add b1 = np.zeros(num_hiddens) and "
    "b2 = np.zeros(num_classes) to the dictionary.",
    lambda reply: keys(reply) == {"W1", "W2"},
)
def biases_missing(D, H, C):
    p = good(D, H, C)
    return {"W1": p["W1"], "W2": p["W2"]}


@file(
    "second_layer_missing",
    "Only the first layer is there. The second needs W2 with the shape "
    "(num_hiddens, num_classes) and b2 with the shape (num_classes,).",
    lambda reply: keys(reply) == {"W1", "b1"},
)
def second_layer_missing(D, H, C):
    p = good(D, H, C)
    return {"W1": p["W1"], "b1": p["b1"]}


@file(
    "entry_is_none",
    "The keys are there, but one of the arrays is still None. W1 and W2 are random "
    "matrices, b1 and b2 vectors of zeros.",
    lambda reply: some(reply, NAMES, lambda part: part is None),
)
def entry_is_none(D, H, C):
    return good(D, H, C) | {"b1": None, "b2": None}


@file(
    "list_for_array",
    "A list or a tuple stands where an array is wanted. The network multiplies "
    "matrices, which lists cannot: make it np.array(...) or np.zeros(...). (A "
    "parenthesis that closes too early makes a tuple.)",
    lambda reply: some(reply, NAMES, lambda part: isinstance(part, list | tuple)),
)
def list_for_array(D, H, C):
    return {name: array.tolist() for name, array in good(D, H, C).items()}


@file(
    "number_for_matrix",
    "W1 or W2 is a single number. The draw needs the size: "
    "np.random.normal(0, scale, (fan_in, fan_out)), or np.random.randn(fan_in, "
    "fan_out).",
    lambda reply: some(
        reply, ("W1", "W2"), lambda part: is_number(part) and np.ndim(part) == 0
    ),
)
def number_for_matrix(D, H, C):
    one, two = np.random.normal(0, np.sqrt(1 / D)), np.random.normal(0, np.sqrt(1 / H))
    return good(D, H, C) | {"W1": one, "W2": two}


@file(
    "number_for_bias",
    "A bias is a single number. Each unit has a bias of its own: "
    "b1 = np.zeros(num_hiddens), b2 = np.zeros(num_classes).",
    lambda reply: some(
        reply, ("b1", "b2"), lambda part: is_number(part) and np.ndim(part) == 0
    ),
)
def number_for_bias(D, H, C):
    return good(D, H, C) | {"b1": 0.0, "b2": 0.0}
