"""Call an answer, and record the value that it returned or the exception it raised.

An Outcome can be made in the student's notebook or come out of a sandbox. The judge
reads outcomes and never runs the answer.
"""

import contextlib
import copy
import dataclasses
import functools
import io
import pickle
import re
import warnings

import numpy as np

from coursework.running.operands import operands
from coursework.running.patience import limited
from coursework.running.signatures import WrongSignature, call

# The stages of calls, see `Call`.
MATHEMATICS, DIAGNOSIS = "mathematics", "diagnosis"
REPEAT, STATEFUL = "repeat", "stateful"
ORDINARY = (MATHEMATICS, DIAGNOSIS)  # their inputs are no edge case
RTOL, ATOL = 1e-5, 1e-9
ARRAYS, NUMBERS = (np.ndarray, np.generic), (int, float, complex)
DEEPEST = 4  # levels of containers that are copied from a returned value
LONGEST = 200  # characters of an exception's or a warning's text
NUMBER = re.compile(r"[-+]?\d[\d.e+-]*")
COMPREHENSIONS = ("<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>")
FOLDER = re.compile(r" \((?:/|[A-Z]:\\)[^)]*\)")  # the path of a module in brackets
DECIMAL = re.compile(r"[-+]?\d+(\.\d+|\.?\d*e[-+]?\d+)", flags=re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Call:
    """The arguments of one call, and what the call is for.

    `stage` is MATHEMATICS, DIAGNOSIS (the call only tells mistakes apart), REPEAT (the
    same call was made before), STATEFUL (the same object was called before) or the name
    of an edge case. `update` says how an object gets the parameters (see `objects`);
    with "" a new object is called.
    """

    stage: str
    args: tuple
    kwargs: dict = dataclasses.field(default_factory=dict)
    update: str = ""

    @functools.cached_property
    def pickled(self):
        """The arguments as bytes; None if one of them is a function."""
        try:
            return pickle.dumps((self.args, self.kwargs))
        except Exception:
            return None


@dataclasses.dataclass(frozen=True)
class Outcome:
    """The result of one call: a value or an exception, and its side effects."""

    value: object = None  # plain arrays, numbers, texts, tuples, lists and dicts
    raised: str | None = None  # the exception's type
    detail: str = ""  # the exception's text, and the line that raised it
    changed: tuple = ()  # where the call changed its arguments, see `differences`
    printed: bool = False  # whether the call wrote to the screen
    notes: tuple = ()  # warnings


@dataclasses.dataclass(frozen=True)
class Other:
    """The replacement for a value of any other type, with the name of its type."""

    name: str


class SharedDictionary(Exception):
    """Raised if a call returns the dictionary of an earlier call with new values."""


def run(function, call, watch=True, seen=None, seconds=None):
    """Call `function` on copies of the arguments and return the outcome.

    `watch` compares the copies with the arguments after the call. See `attempt`.
    """
    args, kwargs = copy.deepcopy((call.args, call.kwargs))
    outcome = attempt(function, args, kwargs, seen, seconds)
    changed = differences((args, kwargs), (call.args, call.kwargs)) if watch else ()
    return dataclasses.replace(outcome, changed=changed) if changed else outcome


def attempt(function, args, kwargs, seen=None, seconds=None):
    """Call `function` on these very arguments and return the outcome.

    Only KeyboardInterrupt is raised, since a student must be able to stop a loop.
    NumPy's error settings are the usual ones in each call. The dict `seen` collects the
    dictionaries that a series of calls returns. If a call returns the same dictionary
    with other values, the outcome is a SharedDictionary. After so many `seconds` of
    computing it is OutOfTime.
    """
    value, error, screen = None, None, io.StringIO()
    with (
        warnings.catch_warnings(record=True) as caught,
        np.errstate(divide="warn", over="warn", invalid="warn", under="ignore"),
        contextlib.redirect_stdout(screen),
    ):
        warnings.simplefilter("always")
        if "empty" in getattr(getattr(function, "__code__", None), "co_names", ()):
            soil_memory()
        try:
            with limited(seconds):
                returned = call(function, args, kwargs)
            value = plain(returned)
            if seen is not None:
                compare_with(seen, returned)
        except KeyboardInterrupt:
            raise
        except BaseException as raised:  # also SystemExit, which would end the check
            error = raised
    return Outcome(
        value=value,
        raised=type(error).__name__ if error is not None else None,
        detail=_describe(error) if error is not None else "",
        printed=screen.closed or bool(screen.getvalue()),
        notes=tuple({_text(warning.message, NUMBER): None for warning in caught}),
    )


def soil_memory():
    """Leave numbers in the memory that np.empty takes next, where 0 would be chance.

    NumPy keeps up to seven pieces of each size below 1024 bytes for the next arrays.
    """
    for size in range(1, 128):
        _ = [np.full(size, 1e77) for _ in range(7)]


def compare_with(seen, returned):
    """Remember the dictionaries in a value, and raise if one was overwritten."""
    for value in returned if isinstance(returned, tuple | list) else [returned]:
        if isinstance(value, dict):
            now = plain(value)
            # While `value` is in `seen`, no other dictionary gets the same id.
            before, _ = seen.setdefault(id(value), (now, value))
            if before is not now and not same(before, now, exact=True):
                raise SharedDictionary


def plain(value, depth=0):
    """Return a copy in plain types, which no code of the answer can change.

    Values of other types, and containers below level DEEPEST, become an Other.
    """
    if value is None or type(value) in (bool, int, float, complex, str):
        return value
    if isinstance(value, np.matrix):
        return Other("np.matrix")
    if isinstance(value, np.ma.MaskedArray) and value.dtype.kind == "f":
        value = value.filled(np.nan)
    if isinstance(value, np.ndarray):
        return np.array(value)  # a subclass becomes an array
    if isinstance(value, np.generic):
        return np.array(value)[()]
    if isinstance(value, dict) and depth < DEEPEST:
        items = dict.items(value)
        return {_key(key): plain(each, depth + 1) for key, each in items}
    for kind in (tuple, list):
        if isinstance(value, kind) and depth < DEEPEST:
            return kind(plain(each, depth + 1) for each in kind.__iter__(value))
    return Other(type(value).__name__)


def _key(key):
    """Return a key as text; another key than a text shows its type: 1 (int)."""
    if isinstance(key, str):
        return str.__str__(key)  # of a subclass, too, which may have its own __str__
    return f"{_text(key)} ({type(key).__name__})"


def _text(thing, numbers=DECIMAL):
    """Return str(thing) with ... for numbers, which differ from check to check."""
    try:
        return numbers.sub("...", FOLDER.sub("", str(thing))[:LONGEST])
    except (Exception, SystemExit):
        return type(thing).__name__


def _describe(error):
    """Return an exception's type and text, and the answer's line that raised it."""
    if isinstance(error, WrongSignature):
        return str(error)
    trace, where, name, last = error.__traceback__, "", "", None
    while trace is not None:  # from the outermost call inward
        code = trace.tb_frame.f_code
        module = trace.tb_frame.f_globals.get("__name__", "")
        is_ours = module.startswith(("neuralnet.", "coursework.", "_sitebuiltins"))
        if not is_ours and "-packages" not in code.co_filename:
            # A comprehension goes by the name of the function around it.
            name = name if code.co_name in COMPREHENSIONS else code.co_name
            where, last = f", in line {trace.tb_lineno} of {name}", trace
        trace = trace.tb_next
    if last and isinstance(error, ValueError | IndexError | KeyError):
        with contextlib.suppress(Exception, SystemExit):
            where += operands(last, keys=isinstance(error, KeyError))
    lines = _text(error).strip().splitlines() or [""]
    said = f": {lines[0]}" if lines[0] else ""
    return f"{type(error).__name__}{said}{where}"


def differences(after, before, path=()):
    """Return where (args, kwargs) differ, as a tuple of paths.

    (0, 1, "W1") is the key W1 of args[1], and (1, "alpha") is the argument alpha.
    """
    if len(path) < 2 and isinstance(after, tuple) and isinstance(before, tuple):
        after, before = dict(enumerate(after)), dict(enumerate(before))
    if not isinstance(after, dict) or not isinstance(before, dict):
        return () if same(after, before, exact=True) else (path,)
    paths = ()
    for key in before | after:
        # A key that only one of the two has stands beside ... in the other.
        here = after.get(key, ...), before.get(key, ...)
        paths += differences(*here, (*path, key))
    return paths


def same_outcome(a, b):
    """Return whether two calls raised the same exception or gave the same values."""
    if a.raised or b.raised:
        return a.raised == b.raised
    return same(a.value, b.value)


def same(a, b, exact=False):
    """Return whether two values have equal structure, dtype kind, shape and numbers."""
    for kind in (dict, tuple, list):
        if isinstance(a, kind) or isinstance(b, kind):
            if not (isinstance(a, kind) and isinstance(b, kind) and len(a) == len(b)):
                return False
            if kind is dict:
                keys = a.keys() == b.keys()
                return keys and all(same(a[key], b[key], exact) for key in a)
            return all(same(x, y, exact) for x, y in zip(a, b, strict=True))
    if is_number(a) and is_number(b):
        a, b = np.asarray(a), np.asarray(b)
        if a.shape != b.shape or a.dtype.kind != b.dtype.kind:
            return False
        return np.array_equal(a, b, equal_nan=True) if exact else close(a, b)
    if is_number(a) or is_number(b) or type(a) is not type(b):
        return False
    # Of arrays that hold no numbers only the shapes are compared.
    return np.shape(a) == np.shape(b) if isinstance(a, np.ndarray) else a == b


def is_number(value):
    """Return whether a value is an array of numbers or a number."""
    if isinstance(value, ARRAYS):
        return value.dtype.kind in "fiubc"
    return isinstance(value, NUMBERS) and np.asarray(value).dtype.kind in "fiubc"


def close(a, b):
    """Return whether `a` holds the numbers of `b`, of equal shape, up to rounding."""
    with np.errstate(all="ignore"):
        rounding, a, b = rounding_of(a), a * 1.0, b * 1.0  # no booleans: they have no -
        gap, size = np.abs(a - b), np.abs(b)
        largest = np.max(size, initial=0, where=np.isfinite(b))
        # A number near 0 may be off by as much as the rounding of the largest one.
        allowed = ATOL + rounding * largest + RTOL * size
        is_near = np.isfinite(b) & (gap <= allowed)
        is_equal = (a == b) | (np.isnan(a) & np.isnan(b))
        return bool(np.all(is_near | is_equal))


def rounding_of(array):
    """Return how coarse an array's numbers are, as a share of the largest one."""
    # An answer may have computed in float32, and cast the result to float64.
    is_coarse = array.dtype.kind == "f" and (
        array.dtype.itemsize < 8 or np.array_equal(array, array.astype(np.float32))
    )
    return 1e-6 if is_coarse else 1e-12
