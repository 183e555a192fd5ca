"""What a call did: the value it gave or the exception it raised, as plain facts.

The same facts can be made here, in the student's own notebook, or come out of a
sandbox; whoever judges never runs the answer.
"""

import copy
import dataclasses
import warnings

import numpy as np

RTOL, ATOL = 1e-5, 1e-9


@dataclasses.dataclass(frozen=True)
class Call:
    """One question to an answer: its arguments, and why it is asked.

    `stage` is 'mathematics', 'diagnosis' (asked only to tell mistakes apart) or the
    name of an item of the fine print.
    """

    stage: str
    args: tuple
    kwargs: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What came back.

    Attributes
    ----------
    value
        The returned value, or None.
    raised : str or None
        Name of the exception's type.
    detail : str
        The exception's text and the line it came from.
    changed : bool
        Whether the call changed one of its arguments.
    notes : tuple of str
        Warnings.
    """

    value: object = None
    raised: str | None = None
    detail: str = ""
    changed: bool = False
    notes: tuple = ()


def run(function, call):
    """Call `function` on copies of the arguments and return the outcome.

    Only KeyboardInterrupt gets through: a student must be able to stop a loop.
    """
    args, kwargs = copy.deepcopy((call.args, call.kwargs))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value, raised, detail = function(*args, **kwargs), None, ""
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit too: an answer must not end us
            value, raised, detail = None, type(error).__name__, _describe(error)
    changed = not same((args, kwargs), (call.args, call.kwargs), exact=True)
    notes = tuple(dict.fromkeys(str(warning.message) for warning in caught))
    return Outcome(copy_of(value), raised, detail, changed, notes)


def copy_of(value):
    """Return a copy that later calls cannot change, where the value has one."""
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


def _describe(error):
    """Return the text of an exception and the line of the answer that raised it."""
    trace, line = error.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__") != __name__:
            line = trace.tb_lineno if line is None else line
        trace = trace.tb_next
    where = f" (line {line} of your cell or file)" if line else ""
    return f"{type(error).__name__}: {error}{where}"


def same_outcome(a, b):
    """Tell whether two calls went alike: the same exception or the same values."""
    if a.raised or b.raised:
        return a.raised == b.raised
    return same(a.value, b.value)


def same(a, b, exact=False):
    """Tell whether two values agree in structure, kind of dtype, shape and numbers."""
    if isinstance(a, dict) or isinstance(b, dict):
        return (
            isinstance(a, dict)
            and isinstance(b, dict)
            and a.keys() == b.keys()
            and all(same(a[key], b[key], exact) for key in a)
        )
    if isinstance(a, tuple | list) or isinstance(b, tuple | list):
        return (
            isinstance(a, tuple | list)
            and isinstance(b, tuple | list)
            and isinstance(a, tuple) == isinstance(b, tuple)
            and len(a) == len(b)
            and all(same(x, y, exact) for x, y in zip(a, b, strict=True))
        )
    if is_number(a) and is_number(b):
        return _same_arrays(np.asarray(a), np.asarray(b), exact)
    return type(a) is type(b) and not is_number(a)


def _same_arrays(a, b, exact):
    if a.shape != b.shape or a.dtype.kind != b.dtype.kind:
        return False
    return np.array_equal(a, b, equal_nan=True) if exact else close(a, b)


def is_number(value):
    """Tell whether a value is an array of numbers or a number."""
    if not isinstance(value, np.ndarray | np.generic | int | float | complex):
        return False
    return np.asarray(value).dtype.kind in "fiubc"


def close(a, b):
    """Tell whether two arrays of one shape hold equal numbers, rounding aside."""
    with np.errstate(all="ignore"):
        scale = np.max(np.abs(b), initial=0, where=np.isfinite(b))
        return np.allclose(a, b, rtol=RTOL, atol=ATOL + 1e-12 * scale, equal_nan=True)
