"""Judge answers to an instructor's question, whose values may be of any kind."""

import dataclasses

import numpy as np

from coursework.judging.credit import FORM, NUMBERS, part_scores
from coursework.judging.defects import Exact
from coursework.judging.judge import Judge
from coursework.judging.normalize import array_of, as_float
from coursework.running.outcomes import RTOL, is_number, run


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


def alike(got, wanted, tolerance=RTOL, named="result"):
    """Convert an answer's value and the right one to the same form; return both.

    A list of numbers becomes an array, and a tuple a dict with keys like result[0]. A
    number within the tolerance becomes the right one. Keys are compared exactly: a dict
    becomes an Exact. So are whole numbers, which stay integers in the right value.
    """
    if isinstance(wanted, list) and is_number(array_of(wanted)):
        numbers = array_of(got)
        if isinstance(numbers, np.ndarray):  # otherwise a list is wanted, not an array
            return alike(numbers, array_of(wanted), tolerance, named)
    if isinstance(wanted, dict) and isinstance(got, dict):
        converted, exact = dict(got), Exact()
        for key, right in wanted.items():
            part, exact[key] = alike(got.get(key), right, tolerance, "")
            if key in got:
                converted[key] = part
        return converted, exact
    if isinstance(wanted, list | tuple):
        if not isinstance(got, list | tuple) or len(got) != len(wanted):
            return got, wanted
        parts, rights = {}, {}
        for k, both in enumerate(zip(got, wanted, strict=True)):
            place = f"{named}[{k}]"
            parts[place], rights[place] = alike(*both, tolerance, "")
        return parts, rights
    if is_number(wanted):
        if type(got) is int:
            got = float(got) if abs(got) < 2**1023 else np.inf
        return within(as_float(got), np.asarray(wanted)[()], tolerance)
    return got, wanted


def within(got, wanted, tolerance):
    """Replace numbers within the tolerance by the wanted ones; return both values."""
    # Within RTOL, floats are taken for equal anyway.
    if tolerance <= RTOL or not is_number(got) or np.shape(got) != np.shape(wanted):
        return got, wanted
    a, b = np.asarray(got), np.asarray(wanted)
    if a.dtype.kind != "f":
        return got, wanted
    with np.errstate(all="ignore"):
        largest = np.max(np.abs(b * 1.0), initial=0, where=np.isfinite(b))
        near = np.abs(a - b) <= tolerance * largest
    return np.where(near, b, a).astype(a.dtype)[()], wanted
