"""Try a teacher's reference on its inputs, and tell its known mistakes apart there."""

import textwrap

import numpy as np

from coursework.authoring.literals import to_json
from coursework.mistakes import syntax
from coursework.mistakes.catalogue import Catalogue
from coursework.running.outcomes import run, same_outcome
from coursework.running.patience import SECONDS, OutOfTime

LARGEST = 2**53  # floats hold all whole numbers up to this one


def try_input(reference, call, where):
    """Raise a ValueError if the reference's value for a call cannot be compared."""
    with np.errstate(all="ignore"):
        first = run(reference, call, seconds=SECONDS)
        second = first if first.raised else run(reference, call)
    if first.raised == OutOfTime.__name__:
        text = f"the reference computes for {SECONDS} seconds on {where}"
        raise ValueError(f"{text}, without an end")
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
    numbers = np.ravel(value)  # of dtype object, if NumPy has no such integers
    is_whole = numbers.dtype.kind in "iuO"
    if is_whole and max(map(abs, numbers.tolist()), default=0) > LARGEST:
        return "a whole number above 2**53"
    return None


def known_mistakes(name, source, text, calls, reference):
    """Return the list of known mistakes in a text, each tried on the calls.

    A ValueError says why the text cannot be read, or which mistake gives the values of
    the right answer or of an earlier mistake at every call.
    """
    if not isinstance(text, str):
        raise ValueError(f"mistakes must be a text, got {text!r}")
    text = textwrap.dedent(text).strip()
    if not text:
        return []
    if not syntax.FIRST.match(text):
        raise ValueError(
            "mistakes must begin with an entry, `name: what is wrong`, with letters, "
            f"numbers and _ in the name; got {text.splitlines()[0]!r}"
        )
    where = f"the reference cell with mistakes below it, {name}"
    try:
        known = list(Catalogue(name, f"{source.rstrip()}\n\n{text}", where))
    except OSError as error:  # `include` of a text that is not there
        raise ValueError(f"mistakes include what is not there: {error}") from None
    tried = [("a right answer", [run(reference, call) for call in calls])]
    for mistake in known:
        try:
            functions = list(mistake.functions)
        except SyntaxError as error:
            raise ValueError(
                f"with its line the mistake {mistake.name} is no Python ({error.msg}). "
                "A line replaces exactly one line of the reference cell"
            ) from None
        for function in functions:
            with np.errstate(all="ignore"):
                outcomes = [run(function, call, seconds=SECONDS) for call in calls]
            for other, theirs in tried:
                if other != mistake.name and all(map(same_outcome, outcomes, theirs)):
                    raise ValueError(
                        f"no input tells the mistake {mistake.name} from {other}: add "
                        "one to probes or hidden"
                    )
            tried.append((mistake.name, outcomes))
    return known
