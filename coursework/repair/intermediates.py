"""Compare the values in the lines of an answer with those of the right program."""

import sys

import numpy as np

from coursework.judging import partial
from coursework.running.objects import leaves
from coursework.running.outcomes import is_number, plain, run, same
from coursework.words import say

SMALLEST = 2  # entries of a value that is known again under another name


def variables(function, code, call):
    """Run a function; return its outcome, and its variables at the end, as a dict."""
    caught, tracing = {}, sys.gettrace()

    def at_end(frame, event, value):
        if event == "return":
            caught.update(frame.f_locals)
        return at_end

    sys.settrace(lambda frame, *_: at_end if frame.f_code is code else None)
    try:
        outcome = run(function, call)
    finally:
        sys.settrace(tracing)
    return outcome, {k: plain(v) for k, v in caught.items() if is_number(v)}


def plain_name(name):
    """Return a name without capitals and underscores."""
    return name.lower().replace("_", "")


def in_shares(exps):
    """Return exponentials without the factor that all of a row share."""
    exps = np.asarray(exps)
    return exps / exps.sum(axis=1, keepdims=True) if exps.ndim == 2 else exps


class Trace:
    """The values in the lines of one call, the answer's and the right ones.

    An intermediate is a variable of the right program that holds a computed value.
    """

    def __init__(self, question, function, code, call):
        self.question, self.call = question, call
        self.outcome, self.got = variables(function, code, call)
        right = question.reference
        outcome, self.wanted = variables(right, right.__code__, call)
        got = question.normal(self.outcome) if isinstance(outcome.value, dict) else None
        pair = got or self.outcome, outcome.value
        pairs = partial.split([pair], question.results, True)
        # {name of a part of the result: (returned value, right value)}
        self.results = {n or "the result": pair for n, (pair,) in pairs.items()}
        self.got |= {n: g for n, (g, _) in self.results.items() if g is not None}
        given = right.__code__.co_varnames[: right.__code__.co_argcount]
        inside = [*leaves(call.args)]  # values that were given, not computed
        self.intermediates = {
            name: value
            for name, value in self.wanted.items()
            if name not in given
            and np.ndim(value)
            and not any(same(value, each) for each in inside)
        }

    def right_names(self):
        """Return {intermediate: the answer's variable that holds its value}.

        A variable of the same name comes before others of the same value.
        """
        names = {}
        for ours, value in self.intermediates.items():
            # Another shift of the scores makes other exponentials, as right as ours.
            form = in_shares if ours == "exps" else np.asarray
            fits = []
            for name, got in self.got.items():
                if same(form(got), form(value)) and self.may_stand_for(name, ours):
                    fits.append(name)
            called_so = [name for name in fits if plain_name(name) == plain_name(ours)]
            if called_so:
                names[ours] = called_so[0]
            elif fits and value.size >= SMALLEST:  # a small one may fit by chance
                names[ours] = fits[0]
        return names

    def may_stand_for(self, name, ours):
        """Return whether a variable of the answer may stand for an intermediate.

        It may not if another intermediate, or a wrong part of the result, has its name
        or its value.
        """
        others = {*map(plain_name, [*self.intermediates, *self.results])}
        if plain_name(name) in others - {plain_name(ours)}:
            return False
        if name in self.results and same(*self.results[name]):
            return True
        wrong = [got for got, wanted in self.results.values() if not same(got, wanted)]
        return not any(same(self.got[name], got) for got in wrong)

    def first_wrong(self):
        """Return name, value and right value of the first value that differs.

        The right value is None if the result has other parts than the right one. A
        variable of another shape, as a row in a loop, is another thing, and so may be
        one of the question's `names_for_anything`. If nothing differs, the name is
        None.
        """
        right = self.right_names()
        # In a loop, a value may go another way to a result that is right.
        is_right = any(same(*pair) for pair in self.results.values())
        is_flat = self.question.catalogue.program.is_flat
        values = self.intermediates if is_flat or not is_right else {}
        said = self.question.catalogue.said.get("names_for_anything", "")
        for ours, value in values.items():
            if ours in said.split():
                continue
            for name, own in self.got.items():
                is_it = plain_name(name) == plain_name(ours) and ours not in right
                if is_it and np.shape(own) == np.shape(value) and not same(own, value):
                    return name, own, value
        for name, (got, wanted) in self.results.items():
            if not same(got, wanted):
                return name, got, wanted
        if self.results:
            return None, None, None  # nothing differs
        return say("the_result"), self.outcome.value, None
