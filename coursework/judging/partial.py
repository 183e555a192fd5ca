"""What can be said of the parts of a result: right, not written, or wrong all alike.

The parts are the entries of the dictionary or tuple that the task asks for.
"""

import dataclasses

import numpy as np

from coursework.judging import credit
from coursework.running.outcomes import close

ENOUGH = 12  # numbers that have something in common by more than chance
NOTHING = {
    "None": "None: perhaps not written yet, or made by what returns nothing, as "
    "update and append do.",
    "...": "..., so not written yet.",
    "0": "0 everywhere: perhaps not written yet, or multiplied by zeros.",
}


def split(pairs, results=(), lacking=False):
    """Return the pairs of each part in all calls, by its name; {} in another form.

    With `lacking`, a dictionary may lack some parts, for which None came then.

    Parameters
    ----------
    pairs : list of (Outcome, value)
        What came from each call, and the right value.
    results : tuple of str
        What the values of a tuple are called.
    """
    if not all(has_form(outcome.value, wanted, lacking) for outcome, wanted in pairs):
        return {}
    each = [credit.parts(outcome.value, wanted) for outcome, wanted in pairs]
    paths = {name_of(path, results): path for path in each[0]}
    return {name: [parts[paths[name]] for parts in each] for name in paths}


def name_of(path, results):
    """Return what a part is called: y, Z1 or dW1, or velocity["W1"]."""
    first, *more = path
    first = results[int(first)] if results and first.isdigit() else first
    if not more:
        return first
    return more[0] if first == "ff_dict" else f'{first}["{more[0]}"]'


def has_form(got, wanted, lacking=False):
    """Return whether the dictionaries and tuples of a value are those of the wanted."""
    if isinstance(wanted, dict):
        held = isinstance(got, dict) and (lacking or got.keys() >= wanted.keys())
        return held and all(has_form(got.get(k), wanted[k], lacking) for k in wanted)
    if isinstance(wanted, tuple):
        held = isinstance(got, tuple | list) and len(got) == len(wanted)
        return held and all(map(has_form, got, wanted, [lacking] * len(wanted)))
    return not isinstance(wanted, list)


def missing(parts):
    """Return the names of the parts that are not written yet, and a sentence on them.

    Where the result is one part alone, they are none.
    """
    blanks = {}
    for name, pairs in (parts if len(parts) > 1 else {}).items():
        kinds = {blank(*pair) for pair in pairs}
        if len(kinds) == 1 and kinds != {""}:
            blanks.setdefault(*kinds, []).append(name)
    names = [name for some in blanks.values() for name in some]
    said = [f"{listed(some)} {NOTHING[kind]}" for kind, some in blanks.items()]
    return names, " ".join(said)


def blank(got, wanted):
    """Return as what a part is not written yet ("None", "...", "0"), or ""."""
    if got is None:
        return "None"
    if getattr(got, "name", "") == "ellipsis":
        return "..."
    filled = np.shape(got) != np.shape(wanted) or isinstance(got, str) or np.any(got)
    return "" if filled or not np.any(wanted) else "0"


def joined(names):
    """Return names in a row: 'dW1', 'dW1 and db1', 'dW1, db1 and dW2'."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def listed(names):
    """Return names with their verb: 'dW1 is', 'dW1 and db1 are'."""
    return f"{joined(names)} {'are' if len(names) > 1 else 'is'}"


def without(outcome, names):
    """Return an outcome without some parts."""

    def left(value):
        if isinstance(value, dict):
            return {key: each for key, each in value.items() if key not in names}
        return value

    value = left(outcome.value)
    if isinstance(value, tuple | list) and len(value):
        first = None if "y" in names else value[0]
        value = (first, *map(left, value[1:]))
    return dataclasses.replace(outcome, value=value)


def alike(pairs):
    """Return what all wrong numbers of a part have in common, or None.

    An identifier, and a sentence with {} for the name and its verb.
    """
    pairs = [(np.asarray(got), np.asarray(wanted)) for got, wanted in pairs]
    if any(g.shape != w.shape or g.dtype.kind not in "fiu" for g, w in pairs):
        return None
    if sum(got.size for got, _ in pairs) < ENOUGH:
        return None
    if not all(np.isfinite(got[np.isfinite(wanted)]).all() for got, wanted in pairs):
        return "not_finite", (
            "{} nan or inf in places. Perhaps something is divided by 0, or exp or log "
            "met a number that it cannot take."
        )
    if not any(got.any() for got, _ in pairs):
        return (
            "zeros",
            "{} 0 everywhere. Perhaps nothing is filled in, or terms cancel.",
        )
    factors = [factor(*pair) for pair in pairs]
    if None not in factors and np.allclose(factors, factors[0], 1e-4):
        times = f"{factors[0]:.4g} times what is wanted."
        return "off_by_a_factor", f"Everywhere {{}} {times}"
    sizes = [np.size(got) for got, _ in pairs]
    several = [f for f, size in zip(factors, sizes, strict=True) if size > 1]
    if None not in several and len(several) > 1:
        return "off_by_factors", (
            "In each call {} a multiple of what is wanted, but not the same one each "
            "time. It may depend on the shape of what comes in, on the numbers, or on "
            "a variable outside of the function, for example."
        )
    terms = np.concatenate([np.ravel(got - wanted) for got, wanted in pairs])
    if np.allclose(terms, terms[0], 1e-5, 1e-8):
        much = "large" if terms[0] > 0 else "small"
        text = f"Everywhere {{}} too {much} by {abs(terms[0]):.4g}."
        return "off_by_a_term", text
    if all(close(np.abs(got), np.abs(wanted)) for got, wanted in pairs):
        return "signs_wrong", "{} right in size, but some signs are wrong."
    return None


def factor(got, wanted):
    """Return the one factor between two arrays, or None if there is none."""
    found = np.sum(got * wanted) / max(np.sum(wanted * wanted), 1e-300)
    return float(found) if close(got * 1.0, found * wanted) else None
