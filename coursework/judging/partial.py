"""Describe the parts of a result: right, not written yet, or wrong in one way.

The parts are the entries of the dictionary or tuple that the task asks for.
"""

import dataclasses

import numpy as np

from coursework.judging import credit
from coursework.running.outcomes import close
from coursework.verdict import Fault
from coursework.words import fault, say

ENOUGH = 12  # fewer numbers may share a factor by chance


def split(pairs, results=(), lacking=False):
    """Return {name of a part: (returned value, right value) pairs, one for each call}.

    `pairs` holds for each call its Outcome and the right value. `results` holds names
    for the items of a tuple. A result of another form than the right value gives {}.
    With `lacking`, a part that is missing from a dictionary counts as a returned None.
    """
    if not all(has_form(outcome.value, wanted, lacking) for outcome, wanted in pairs):
        return {}
    calls = [credit.parts(outcome.value, wanted) for outcome, wanted in pairs]
    if any(call.keys() != calls[0].keys() for call in calls):
        return {}  # the results of two calls have other parts
    return {name_of(p, results): [call[p] for call in calls] for p in calls[0]}


def name_of(path, results):
    """Return the name of a part: y, Z1 or dW1, or velocity["W1"]."""
    first, *more = path
    first = results[int(first)] if results and first.isdigit() else first
    if not more:
        return first
    return more[0] if first == "ff_dict" else f'{first}["{more[0]}"]'


def has_form(got, wanted, lacking=False):
    """Return whether a value has the same dictionaries and tuples as the right one."""
    if isinstance(wanted, dict):
        if not isinstance(got, dict) or not (lacking or got.keys() >= wanted.keys()):
            return False
        pairs = [(got.get(key), right) for key, right in wanted.items()]
    elif isinstance(wanted, tuple):
        if not isinstance(got, tuple | list) or len(got) != len(wanted):
            return False
        pairs = zip(got, wanted, strict=True)
    else:
        return not isinstance(wanted, list)
    return all(has_form(part, right, lacking) for part, right in pairs)


def blank(parts):
    """Return {name: key of a sentence} for the parts that are not written yet."""
    if len(parts) < 2:
        return {}
    key_of = {}
    for name, pairs in parts.items():
        keys = {placeholder(*pair) for pair in pairs}
        if len(keys) == 1 and None not in keys:  # the same placeholder in each call
            key_of[name] = keys.pop()
    return key_of


def said_of_blank(blank):
    """Return a text about the result of `blank`."""
    names_by_key = {}
    for name, key in blank.items():
        names_by_key.setdefault(key, []).append(name)
    groups = names_by_key.items()
    return " ".join(say(key, names_are=listed(names)) for key, names in groups)


def placeholder(got, wanted):
    """Return the key of the sentence about a value that is a placeholder, or None."""
    if got is None:
        return "is_none"
    if getattr(got, "name", "") == "ellipsis":
        return "is_dots"
    if isinstance(got, str) or np.shape(got) != np.shape(wanted) or np.any(got):
        return None
    return "is_zero" if np.any(wanted) else None


def joined(names):
    """Return names as a list in words: 'dW1, db1 and dW2'."""
    *most, last = names
    return say("and", most=", ".join(most), last=last) if most else last


def listed(names):
    """Return names and a verb: 'dW1 is', 'dW1 and db1 are'."""
    return say("are" if len(names) > 1 else "is", names=joined(names))


def without(outcome, names):
    """Return an outcome without the named parts; a y may come before the dictionary."""

    def remove(value):
        is_dict = isinstance(value, dict)
        return {k: value[k] for k in value if k not in names} if is_dict else value

    value = remove(outcome.value)
    if isinstance(value, tuple | list) and len(value):  # (y, ff_dict), for example
        value = (None if "y" in names else value[0], *map(remove, value[1:]))
    return dataclasses.replace(outcome, value=value)


def common_error(pairs):
    """Return a Fault if a part has the same error in every call, otherwise None.

    In its message, {names_are} is for the name of the part and its verb.
    """
    pairs = [(np.asarray(got), np.asarray(wanted)) for got, wanted in pairs]
    if any(g.shape != w.shape or g.dtype.kind not in "fiu" for g, w in pairs):
        return None
    if sum(got.size for got, _ in pairs) < ENOUGH:
        return None
    if not all(np.isfinite(got[np.isfinite(wanted)]).all() for got, wanted in pairs):
        return fault("not_finite")
    if not any(got.any() for got, _ in pairs):
        return fault("zeros")
    if all(is_rounding(*pair) for pair in pairs):
        return fault("zeros_up_to_rounding")
    factors = [factor(*pair) for pair in pairs]
    if None not in factors and np.allclose(factors, factors[0], 1e-4):
        return fault("off_by_a_factor", factor=f"{factors[0]:.4g}")
    terms = np.concatenate([np.ravel(got - wanted) for got, wanted in pairs])
    if np.allclose(terms, terms[0], 1e-5, 1e-8):
        key = "too_large" if terms[0] > 0 else "too_small"
        return Fault("off_by_a_term", say(key, term=f"{abs(terms[0]):.4g}"))
    return None


def is_rounding(got, wanted):
    """Return whether all numbers of an array are mere rounding errors."""
    return np.abs(got).max(initial=0) < 1e-6 * np.abs(wanted).max(initial=0)


def factor(got, wanted):
    """Return the factor between two arrays, by least squares, or None if it varies."""
    best = np.sum(got * wanted) / max(np.sum(wanted * wanted), 1e-300)
    return float(best) if close(got * 1.0, best * wanted) else None
