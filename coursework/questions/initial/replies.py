"""Describe the reply to one call, and recognize the mistakes in it."""

import dataclasses
import functools
import re

import numpy as np

from coursework.questions.initial import known
from coursework.running.outcomes import Call, Other, Outcome, is_number, run

NAMES = ("W1", "b1", "W2", "b2")
# Students often type in these sizes. No check asks for a matrix with one of them.
TYPICAL = (10, 16, 20, 28, 30, 32, 50, 64, 100, 128, 200, 256, 300, 400, 500, 512, 784)


def right_shapes(D, H, C):
    """Return a dict of the shapes that the task asks for."""
    return {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}


@dataclasses.dataclass(frozen=True)
class Reply:
    """The value or exception of one call with sizes (D, H, C)."""

    sizes: tuple
    outcome: Outcome

    @functools.cached_property
    def value(self):
        """Return the value, with each bias of n numbers replaced by a right one.

        So wrong numbers in a bias, and the shapes (1, n) or (n, 1), are judged later.
        """
        value = self.outcome.value
        if not isinstance(value, dict):
            return value
        value = dict(value)
        for name in ("b1", "b2"):
            shape = right_shapes(*self.sizes)[name]
            bias = value.get(name)
            fits = isinstance(bias, np.ndarray) and is_number(bias) and bias.ndim < 3
            if fits and bias.size == shape[0] == max(bias.shape, default=0):
                value[name] = np.zeros(shape)
        return value

    @functools.cached_property
    def keys(self):
        """Return the keys of a dictionary; for other values an empty set."""
        return {*map(str, self.value)} if isinstance(self.value, dict) else set()

    @property
    def has_all(self):
        """Return whether the value is a dictionary with all four keys."""
        return self.keys >= set(NAMES)

    def any_of(self, names, test):
        """Return whether all four keys are there and one of `names` passes a test."""
        return self.has_all and any(test(self.value[name]) for name in names)

    @property
    def weights(self):
        """Return W1 and W2."""
        return self.value["W1"], self.value["W2"]

    @functools.cached_property
    def shapes(self):
        """Return a dict of the four shapes, or {} if they are not four arrays."""
        arrays = [self.value[name] for name in NAMES] if self.has_all else [None]
        if not all(isinstance(array, np.ndarray) for array in arrays):
            return {}
        return {name: self.value[name].shape for name in NAMES}


def fits(mistake, reply):
    """Return whether a reply shows a known mistake."""
    if reply.outcome.raised:
        ways = mistake.functions if mistake in known.RAISED else ()
        outcomes = (run(function, Call("", reply.sizes)) for function in ways)
        return any(_text(outcome) == _text(reply.outcome) for outcome in outcomes)
    if mistake.name in CONDITIONS:
        return CONDITIONS[mistake.name](reply)
    if mistake not in known.SHAPES:
        return False
    right = right_shapes(*reply.sizes)
    return any(
        reply.shapes == right | known.value(dict(way)["shapes |="], reply.sizes)
        for way in mistake.ways
    )


def _text(outcome):
    """Return the text of a call's exception without its numbers and its line."""
    return re.sub(r"\d+", "", re.sub(r", in line \d+ of .*", "", outcome.detail))


def _is_list(value):
    return isinstance(value, tuple | list)


def _has_array(value):
    if _is_list(value):
        return any(map(_has_array, value))
    return isinstance(value, np.ndarray)


def _all_are_dicts(value):
    parts = list(value.values()) if isinstance(value, dict) else value
    return bool(parts) and _is_list(parts) and all(isinstance(p, dict) for p in parts)


def _is_one_number(part):
    return is_number(part) and np.ndim(part) == 0


def _sizes_typed_in(reply):
    """Return whether a side of an array is wrong, and one that students type in."""
    right = right_shapes(*reply.sizes)
    return any(
        side in TYPICAL and side != wanted
        for name, shape in reply.shapes.items()
        for side, wanted in zip(shape, right[name], strict=False)
    )


# For mistakes in replies.txt, and two in shapes.txt: does a reply show the mistake?
CONDITIONS = {
    "prints_result": lambda r: r.value is None and r.outcome.printed,
    "returns_none": lambda r: r.value is None,
    "object_returned": lambda r: isinstance(r.value, Other),
    "dict_in_a_tuple": lambda r: (
        _is_list(r.value) and [isinstance(p, dict) for p in r.value].count(True) == 1
    ),
    "tuple_of_arrays": lambda r: _is_list(r.value) and _has_array(r.value),
    "one_array": lambda r: isinstance(r.value, np.ndarray),
    "empty_dict": lambda r: (
        isinstance(r.value, dict) and all(part is None for part in r.value.values())
    ),
    "keys_in_wrong_case": lambda r: (
        not r.has_all and {key.lower() for key in r.keys} >= {"w1", "b1", "w2", "b2"}
    ),
    "keys_from_zero": lambda r: r.keys >= {"W0", "b0", "W1", "b1"} and not r.has_all,
    "layers_nested": lambda r: not r.has_all and _all_are_dicts(r.value),
    "biases_missing": lambda r: r.keys == {"W1", "W2"},
    "second_layer_missing": lambda r: r.keys == {"W1", "b1"},
    "entry_is_none": lambda r: r.any_of(NAMES, lambda part: part is None),
    "list_for_array": lambda r: r.any_of(NAMES, _is_list),
    "number_for_matrix": lambda r: r.any_of(("W1", "W2"), _is_one_number),
    "number_for_bias": lambda r: r.any_of(("b1", "b2"), _is_one_number),
    "sizes_typed_in": _sizes_typed_in,
    "integer_weights": lambda r: (
        bool(r.shapes) and r.any_of(("W1", "W2"), lambda part: part.dtype.kind in "iub")
    ),
}
