"""Judge answers to an instructor's question, whose values may be of any kind."""

import dataclasses

import numpy as np

from coursework.judging.credit import FORM, NUMBERS, part_scores
from coursework.judging.defects import Exact
from coursework.judging.judge import Judge
from coursework.judging.normalize import array_of, as_float
from coursework.running.outcomes import RTOL, is_number, run

LARGEST = 2**53  # floats hold all whole numbers up to this one
LONGEST = 14_000  # bits; Python writes at most 4,300 digits


class OwnJudge(Judge):
    """The judge that accepts values of any kind."""

    def __init__(self, question, calls, outcomes):
        super().__init__(question, calls, outcomes)
        self.unconverted, self.outcomes, self.wanted = self.wanted, [], []
        for outcome, right in zip(outcomes, self.unconverted, strict=True):
            got, wanted = alike(outcome.value, right, question.tolerance)
            self.outcomes.append(dataclasses.replace(outcome, value=got))
            self.wanted.append(wanted)

    def score(self, places):
        """Return the score at the visible inputs, if what is right there holds at all.

        Otherwise it is no more than FORM, whatever fails: hidden inputs stay hidden.
        """
        hidden = self.question.hidden(self.calls)
        seen = [k for k in places if k not in hidden]
        score = super().score(seen)
        here, all_over = (part_scores(self.pairs(each)) for each in (seen, places))
        right = FORM + NUMBERS
        holds = all(all_over.get(p) == right for p in here if here[p] == right)
        return score if holds else min(score, FORM)

    def outcome(self, function, k):
        """Return the outcome of a mistake's function, as `alike` converts answers."""

        def converted(*args, **kwargs):
            value = function(*args, **kwargs)
            return alike(value, self.unconverted[k], self.question.tolerance)[0]

        return run(converted, self.calls[k], watch=False)

    def strip(self, outcome, k):
        """Return an outcome as it is: a key too many is a mistake."""
        return outcome


class Whole(str):
    """The digits of a whole number that no float holds, hexadecimal if too many."""

    __slots__ = ()

    def __new__(cls, value):
        is_long = isinstance(value, int) and value.bit_length() > LONGEST
        return super().__new__(cls, hex(value) if is_long else value)

    __repr__ = str.__str__


def alike(got, wanted, tolerance=RTOL, named="result"):
    """Convert an answer's value and the right one to the same form; return both.

    A list of numbers becomes an array, and a tuple a dict with keys like result[0]. A
    number within the tolerance becomes the right one. Keys and whole numbers are
    compared exactly: they become an Exact, and stay integers.
    """
    wanted = int(wanted) if isinstance(wanted, np.integer) else wanted
    if isinstance(wanted, list) and is_number(array_of(wanted)) and not huge(wanted):
        numbers = array_of(got)
        if isinstance(numbers, np.ndarray):  # otherwise a list is wanted, not an array
            return alike(numbers, array_of(wanted), tolerance, named)
    if isinstance(wanted, dict) and isinstance(got, dict):
        pairs = {k: alike(got.get(k), wanted[k], tolerance, "") for k in wanted}
        changed = {key: pair[0] for key, pair in pairs.items() if key in got}
        return got | changed, Exact({key: pair[1] for key, pair in pairs.items()})
    if isinstance(wanted, list | tuple):
        is_array = huge(wanted) and isinstance(got, np.ndarray)
        got = got.tolist() if is_array else got
        if isinstance(got, list | tuple) and len(got) == len(wanted):
            both = zip(got, wanted, strict=True)
            pairs = [alike(*pair, tolerance, "") for pair in both]
            got, wanted = zip(*pairs, strict=True) if pairs else ((), ())
            keys = [f"{named}[{k}]" for k in range(len(pairs))]
            got, wanted = (dict(zip(keys, v, strict=True)) for v in (got, wanted))
        return got, wanted
    if huge(wanted):
        if type(got) is int or (is_number(got) and not np.ndim(got)):
            is_whole = type(got) is int or np.isfinite(got)
            return Whole(int(got) if is_whole else got), Whole(wanted)
        return got, np.float64(LARGEST)  # of another type, whatever the number
    if type(got) is int and huge(got):
        if isinstance(wanted, int | np.bool_):
            return Whole(got), Whole(wanted)
        got = float(got) if abs(got) < 2**1023 else np.inf * (1 if got > 0 else -1)
    wanted = as_integer(wanted)
    if is_number(wanted) and wanted.dtype.kind in "iu" and tolerance <= RTOL:
        return integers(got), integers(wanted)
    return within(as_float(got), wanted, tolerance)


def integers(value):
    """Convert numbers that are all whole to int64 or else uint64, others to floats."""
    if not is_number(value) or np.asarray(value).dtype.kind not in "fiub":
        return value
    array = np.asarray(value)
    if not np.all(np.isfinite(array) & (array == np.trunc(array))):
        return as_float(value)
    least, most = int(np.min(array, initial=0)), int(np.max(array, initial=0))
    for dtype in (np.int64, np.uint64):
        if np.iinfo(dtype).min <= least and most <= np.iinfo(dtype).max:
            return array.astype(dtype)[()]
    return as_float(value)


def as_integer(value):
    """Convert a number to one of NumPy; other values stay as they are."""
    return np.asarray(value)[()] if is_number(value) else value


def within(got, wanted, tolerance):
    """Replace numbers within the tolerance by the wanted ones; return both values."""
    # Within RTOL, floats are taken for equal anyway.
    if tolerance <= RTOL or not (is_number(got) and is_number(wanted)):
        return got, wanted
    a, b = np.asarray(got), np.asarray(wanted)
    if a.shape != b.shape or a.dtype.kind != "f":
        return got, wanted
    with np.errstate(all="ignore"):
        largest = np.max(np.abs(b * 1.0), initial=0, where=np.isfinite(b))
        near = np.abs(a - b) <= tolerance * largest
    return np.where(near, b, a).astype(a.dtype)[()], wanted


def huge(value):
    """Return whether a value is (or a list holds) a whole number too large."""
    if isinstance(value, list):
        return any(map(huge, value))
    return type(value) is int and abs(value) > LARGEST
