"""Read the inputs of a question from its probes cell, and try the reference on them."""

import numpy as np

from coursework.authoring.literals import to_json
from coursework.running.outcomes import MATHEMATICS, Call, run, same_outcome
from coursework.running.patience import SECONDS, OutOfTime


def drawing(signature, draw):
    """Return a function of rng that gives draw(rng) as Calls, or [] without draw."""
    if draw is not None and not callable(draw):
        raise ValueError("draw must be a function of a generator, draw(rng)")

    def fresh(rng):
        try:
            values = draw(rng) if draw else []
        except Exception as error:
            text = f"draw(rng) fails with {type(error).__name__}: {error}"
            raise ValueError(text) from None
        return as_calls(signature, values, "what draw(rng) returns")

    return fresh


def as_calls(signature, values, where):
    """Convert a list of inputs to Calls; error messages call the list `where`."""
    if not isinstance(values, list | tuple):
        raise ValueError(
            f"{where} must be a list of inputs, each a tuple of arguments, a dict of "
            f"arguments by name, or the one argument; got {type(values).__name__}"
        )
    return [
        _as_call(signature, value, f"input {number} of {where}")
        for number, value in enumerate(values, 1)
    ]


def _as_call(signature, value, where):
    """Convert one input to a Call; an error message calls the input `where`."""
    args, kwargs = (value, {}) if isinstance(value, tuple) else ((value,), {})
    if isinstance(value, dict):
        args, kwargs = (), value
    try:
        bound = signature.bind(*args, **kwargs)
        to_json([bound.args, bound.kwargs])  # only tests that the values are plain
    except TypeError as error:
        raise ValueError(f"{where} does not fit {signature}: {error}") from None
    except ValueError as error:
        raise ValueError(
            f"{where} holds {error}; plain arrays, numbers, texts, and tuples, lists "
            "and dicts of them can be asked with"
        ) from None
    return Call(MATHEMATICS, bound.args, bound.kwargs)


def try_all(reference, calls, where):
    """Try the reference on a list of inputs; error messages call the list `where`."""
    for number, call in enumerate(calls, 1):
        try_out(reference, call, f"input {number} of {where}")


def try_out(reference, call, where):
    """Raise a ValueError if the reference's value for a call cannot be compared."""
    with np.errstate(all="ignore"):
        first = run(reference, call, seconds=SECONDS)
        second = first if first.raised else run(reference, call)
    if first.raised == OutOfTime.__name__:
        text = (
            f"the reference computes for {SECONDS} seconds on {where}, without an end"
        )
        raise ValueError(text)
    if first.raised:
        raise ValueError(f"the reference fails on {where}: {first.detail}")
    if not same_outcome(first, second):
        raise ValueError(
            f"the reference gives two different values for {where}; it must depend on "
            "its arguments alone, without random numbers"
        )
    if first.changed:
        raise ValueError(f"the reference changes an argument of {where}")
    if problem := _unfit(first.value):
        raise ValueError(
            f"for {where} the reference returns {problem}; numbers, texts, arrays of "
            "numbers, and tuples, lists and dicts of them can be compared"
        )


def _unfit(value):
    """Name the first part of a value that cannot be compared; None if all can be."""
    if isinstance(value, dict | list | tuple):
        parts = value.values() if isinstance(value, dict) else value
        return next(filter(None, map(_unfit, parts)), None)
    if value is None:
        return "nothing"
    try:
        to_json(value)
    except ValueError as error:
        return str(error)
    return None
