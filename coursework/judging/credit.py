"""Give partial credit: each right part of a result earns a share of the score.

The parts are the entries of a dictionary or tuple (dW1, db1, dW2 and db2, for example).
A result of another type is one part.
"""

import numpy as np

from coursework.judging import defects

FORM, NUMBERS = 0.25, 0.5  # shares of the score; edge cases have the rest


def credit(pairs, loose=()):
    """Return the score, 0 to 0.75, of an answer that fails before its edge cases.

    `pairs` holds the Outcome and the right value of each call; `loose` names the
    places where the shape of a bias is an edge case.
    """
    scores = part_scores(pairs, loose).values()
    return round(sum(scores) / len(scores), 4) if scores else 0.0


def part_scores(pairs, loose=()):
    """Return {path of a part: its score, 0 to 0.75} for the arguments of `credit`."""
    calls = [parts(outcome.value, wanted) for outcome, wanted in pairs]
    paths = calls[0].keys()
    if any(call.keys() != paths for call in calls):  # lists of other lengths
        whole = [(outcome.value, wanted) for outcome, wanted in pairs]
        return {("",): part_score(("",), whole, loose)}
    return {p: part_score(p, [call[p] for call in calls], loose) for p in paths}


def parts(got, wanted, path=()):
    """Return {path: (returned part, right part)}; ("1", "Z1") is result[1]["Z1"]."""
    if isinstance(wanted, dict):
        got = got if isinstance(got, dict) else {}
        pairs = {key: (got.get(key), value) for key, value in wanted.items()}
    elif isinstance(wanted, tuple | list):
        fits = isinstance(got, tuple | list) and len(got) == len(wanted)
        got = got if fits else [None] * len(wanted)
        pairs = {str(k): pair for k, pair in enumerate(zip(got, wanted, strict=True))}
    else:
        return {path or ("",): (got, wanted)}
    found = {}
    for key, pair in pairs.items():
        found |= parts(*pair, (*path, key))
    return found


def part_score(path, pairs, loose):
    """Return the score of one part, 0 to 0.75: a quarter for form, half for numbers."""
    kinds = {defects.kind_of(*pair, path[-1], loose) for pair in pairs}
    if kinds == {None}:  # right in each call
        return FORM + NUMBERS
    if not kinds <= {None, "value"}:  # the form is wrong somewhere
        return 0.0
    got, wanted = zip(*pairs, strict=True)
    # One number everywhere, such as the zeros of a blank array, has earned nothing.
    is_blank = is_constant(got) and not is_constant(wanted)
    return 0.0 if is_blank else FORM


def is_constant(values):
    """Return whether all values together hold one number or string, apart from nan."""
    if any(isinstance(value, list | tuple | dict) for value in values):
        return False
    numbers = np.concatenate([np.ravel(value) for value in values])
    if numbers.dtype.kind == "f":
        numbers = numbers[np.isfinite(numbers)]
    return np.unique(numbers).size < 2
