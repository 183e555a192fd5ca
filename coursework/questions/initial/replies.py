"""What came back from one call, and the mistakes that each call shows by itself."""

import dataclasses
import functools
import re

import numpy as np

from coursework.questions.initial import known
from coursework.running.outcomes import Call, Other, Outcome, is_number, run

NAMES = ("W1", "b1", "W2", "b2")
# Sizes that are typed in; none of them is a side of a matrix that a check asks for.
TYPICAL = (10, 16, 20, 28, 30, 32, 50, 64, 100, 128, 200, 256, 300, 400, 500, 512, 784)


def right_shapes(D, H, C):
    """Return the shapes that the task asks for."""
    return {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}


@dataclasses.dataclass(frozen=True)
class Reply:
    """What came back from one call with some sizes."""

    sizes: tuple
    outcome: Outcome

    @functools.cached_property
    def value(self):
        """The value, with biases as they should be where they have the right size.

        What a bias holds, and (1, n) or (n, 1) for (n,), is an edge case.
        """
        value = self.outcome.value
        if not isinstance(value, dict):
            return value
        value = dict(value)
        for name in ("b1", "b2"):
            shape = right_shapes(*self.sizes)[name]
            bias = value.get(name)
            whole = isinstance(bias, np.ndarray) and is_number(bias) and bias.ndim < 3
            if whole and bias.size == shape[0] == max(bias.shape, default=0):
                value[name] = np.zeros(shape)  # floats, whatever it holds
        return value

    @functools.cached_property
    def keys(self):
        """The keys of a dictionary, or an empty set."""
        value = self.value
        return {str(key) for key in value} if isinstance(value, dict) else set()

    @property
    def has_all(self):
        """Whether it is a dictionary with all four entries."""
        return self.keys >= set(NAMES)

    def some(self, names, test):
        """Return whether one of some entries passes a test, where all are there."""
        return self.has_all and any(test(self.value[name]) for name in names)

    @property
    def weights(self):
        """W1 and W2."""
        return self.value["W1"], self.value["W2"]

    @functools.cached_property
    def shapes(self):
        """The shapes of the four arrays, or {} if they are not four arrays."""
        if not self.has_all or self.some(
            NAMES, lambda p: not isinstance(p, np.ndarray)
        ):
            return {}
        return {name: self.value[name].shape for name in NAMES}


def fits(mistake, reply):
    """Return whether a reply shows a known mistake."""
    if reply.outcome.raised:
        ways = mistake.functions if mistake in known.RAISED else ()
        return any(raises_alike(function, reply) for function in ways)
    if mistake.name in CONDITIONS:
        return CONDITIONS[mistake.name](reply)
    right = right_shapes(*reply.sizes)
    return any(
        reply.shapes == right | known.value(dict(way)["shapes |="], reply.sizes)
        for way in mistake.ways
        if mistake in known.SHAPES
    )


def raises_alike(function, reply):
    """Return whether a function raises what the answer did, numbers aside."""
    own = run(function, Call("", reply.sizes))
    return _text(own.detail) == _text(reply.outcome.detail)


def _text(detail):
    return re.sub(r"\d+", "", re.sub(r", in line \d+ of .*", "", detail))


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
    right = right_shapes(*reply.sizes)
    return any(
        side in TYPICAL and side != wanted
        for name, shape in reply.shapes.items()
        for side, wanted in zip(shape, right[name], strict=False)
    )


# How the mistakes in replies.txt, and two in shapes.txt, show: whether a reply has it.
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
    "entry_is_none": lambda r: r.some(NAMES, lambda part: part is None),
    "list_for_array": lambda r: r.some(NAMES, _is_list),
    "number_for_matrix": lambda r: r.some(("W1", "W2"), _is_one_number),
    "number_for_bias": lambda r: r.some(("b1", "b2"), _is_one_number),
    "sizes_typed_in": _sizes_typed_in,
    "integer_weights": lambda r: (
        bool(r.shapes) and r.some(("W1", "W2"), lambda part: part.dtype.kind in "iub")
    ),
}
