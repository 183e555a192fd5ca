"""Convert values before they are compared or shown: some differences are harmless."""

import dataclasses

import numpy as np

from coursework.running.outcomes import is_number
from coursework.words import say

SHOWN = 16  # entries of an array that a message shows


def array_of(value):
    """Convert a list or tuple of numbers to an array; other values stay as they are."""
    if not isinstance(value, list | tuple):
        return value
    try:
        array = np.array(value)
    except ValueError:  # rows of different length
        return value
    return array if array.dtype.kind in "fiub" else value


def as_float(value):
    """Convert integers and booleans to floats; other values stay as they are."""
    if is_number(value) and np.asarray(value).dtype.kind in "iub":
        return np.asarray(value).astype(float)[()]
    return np.float64(value) if type(value) is float else value


def shown(value):
    """Return an argument as text that is short enough for a sentence."""
    if isinstance(value, dict):
        small = sum(map(np.size, value.values())) <= SHOWN
        texts = [f"{k} {shown(v) if small else shape_of(v)}" for k, v in value.items()]
        return f"{{{', '.join(texts)}}}"
    value = array_of(value)
    if isinstance(value, np.ndarray) and value.size > SHOWN:
        return say("array_of_shape", shape=value.shape)
    if isinstance(value, np.ndarray):
        text = np.array2string(value, precision=4, separator=", ")
        return " ".join(text.split())
    if is_number(value) and not isinstance(value, int | np.bool_):
        return f"{value:.5g}"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}..."


def number(value, digits, kind):
    """Return a number as text, and a whole one whole if `kind`, a dtype's, is whole."""
    if kind in "iub" and abs(value) < 1e25 and value == int(value):
        is_truth = kind == "b" and value in (0, 1)
        return str(bool(value) if is_truth else int(value))
    return f"{value:.{digits}g}"


def shape_of(value):
    """Return the shape of a value as text, or "one number"."""
    return str(np.shape(value) or say("one_number"))


def whole(value, wanted):
    """Convert integers to floats if the wanted numbers are whole (1 for 1.0)."""
    if not is_number(value) or np.asarray(value).dtype.kind != "i":
        return value
    is_whole = is_number(wanted) and np.all(np.asarray(wanted) == np.trunc(wanted))
    return value * 1.0 if is_whole else value


def strip(outcome, wanted, loose=()):
    """Return an outcome without extra keys, with tuples for lists, biases as rows."""
    value = whole(outcome.value, wanted)
    is_tuple = isinstance(wanted, tuple) and isinstance(value, tuple | list)
    if is_tuple and len(value) == len(wanted):
        parts = zip(value, wanted, strict=True)
        value = tuple(_strip_dict(v, w, loose) for v, w in parts)
    value = _strip_dict(value, wanted, loose)
    is_same = value is outcome.value
    return outcome if is_same else dataclasses.replace(outcome, value=value)


def _strip_dict(value, wanted, loose):
    """Return a dictionary with the wanted keys only; other values stay as they are."""
    if not isinstance(value, dict) or not isinstance(wanted, dict):
        return value
    value = {key: value[key] for key in value if key in wanted}
    for key in loose:
        if is_number(value.get(key)) and np.size(value[key]) == wanted[key].size:
            value[key] = np.reshape(value[key], wanted[key].shape)
    return value
