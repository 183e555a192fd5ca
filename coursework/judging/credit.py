"""What an answer that is not right is worth, shared out among the parts of its result.

The parts are the entries of the dictionary or tuple that the task asks for, such as
dW1, db1, dW2 and db2, or else the result itself is the only one.
"""

import numpy as np

from coursework.judging import defects

FORM, NUMBERS = 0.25, 0.5
SCALE = (
    "Of the points of a question, a quarter is for an answer that runs and returns the "
    "right kind of result (type, shape), a half is for right numbers, and a quarter is "
    "for the edge cases. Where a result has several parts, such as the gradients, each "
    "part counts by itself. One number everywhere, such as zeros, earns nothing."
)


def credit(pairs, loose=()):
    """Return the score of an answer whose edge cases were not looked at.

    Parameters
    ----------
    pairs : list of (Outcome, value)
        What came from each call, and the right value.
    loose : sequence of str
        Places where the shape of a bias is an edge case.
    """
    split = [parts(outcome.value, wanted) for outcome, wanted in pairs]
    if any(each.keys() != split[0].keys() for each in split):  # a list, longer or not
        split = [{("",): (outcome.value, wanted)} for outcome, wanted in pairs]
    scores = [
        part_score(path, [each[path] for each in split], loose) for path in split[0]
    ]
    return round(sum(scores) / len(scores), 4) if scores else 0.0


def parts(got, wanted, path=()):
    """Return the pairs of what came and what is right, by their place in the value."""
    if isinstance(wanted, dict):
        held = got if isinstance(got, dict) else {}
        each = {key: (held.get(key), value) for key, value in wanted.items()}
    elif isinstance(wanted, tuple | list):
        whole = isinstance(got, tuple | list) and len(got) == len(wanted)
        held = got if whole else [None] * len(wanted)
        each = {str(k): pair for k, pair in enumerate(zip(held, wanted, strict=True))}
    else:
        return {path or ("",): (got, wanted)}
    found = {}
    for key, pair in each.items():
        found |= parts(*pair, (*path, key))
    return found


def part_score(path, pairs, loose):
    """Return the score of one part from 0 to 0.75: its form, and its numbers."""
    kinds = {defects.kind_of(*pair, path[-1], loose) for pair in pairs}
    if kinds == {None}:
        return FORM + NUMBERS
    got, wanted = zip(*pairs, strict=True)
    if kinds <= {None, "value"} and (is_constant(wanted) or not is_constant(got)):
        return FORM
    return 0.0


def is_constant(values):
    """Return whether values hold one and the same number or text everywhere, or nan."""
    if any(isinstance(value, list | tuple | dict) for value in values):
        return False
    found = np.concatenate([np.ravel(value) for value in values])
    if found.dtype.kind == "f":
        found = found[np.isfinite(found)]
    return np.unique(found).size < 2
