"""How an answer to a question of one's own is tried: any values, hidden inputs."""

import builtins
import dataclasses

from coursework.judging.defects import Defect
from coursework.judging.judge import Judge
from coursework.judging.normalize import alike, shown
from coursework.mistakes.catalogue import Catalogue
from coursework.running.outcomes import run

HIDDEN = (
    "Not right yet: a value is wrong at an input that stays hidden. Ask yourself what "
    "other inputs there may be: other shapes, other signs, zeros, ties."
)
VEILED = {
    "type": "returns something of the wrong type",
    "keys": "returns a dictionary that lacks a key",
    "shape": "returns an array or a list of the wrong size",
    "dtype": "returns numbers of the wrong dtype",
}


class OwnJudge(Judge):
    """One answer before its judge, whatever kind of values the question is about."""

    def __init__(self, question, calls, outcomes):
        super().__init__(question, calls, outcomes)
        self.hidden = question.hidden(calls)
        # The course's catalogues know the form of their values: it stays as it is.
        self.is_ours = isinstance(question.catalogue, Catalogue)
        self.named = None if self.is_ours else "result"
        pairs = [
            alike(outcome.value, wanted, question.tolerance, self.named)
            for outcome, wanted in zip(outcomes, self.wanted, strict=True)
        ]
        self.wanted = [wanted for _, wanted in pairs]
        self.outcomes = [
            dataclasses.replace(outcome, value=got)
            for outcome, (got, _) in zip(outcomes, pairs, strict=True)
        ]

    def defect(self, k, loose=None):
        """Return the defect at call k, one that says little where there are secrets."""
        defect = super().defect(k, loose)
        if defect is None or defect.kind == "value" or not self.hidden:
            return defect
        where = "that stays hidden"
        if k not in self.hidden:
            where = f"that you know ({self.given(k)})"
        return Veiled(defect.kind, where, defect.got, defect.wanted)

    def right(self, places):
        """Return which parts are right; nothing where there are secrets."""
        return "" if self.hidden else super().right(places)

    def unfinished(self, places):
        """Return what is not written yet; nothing where there are secrets."""
        return (set(), ()) if self.hidden else super().unfinished(places)

    def common(self, places):
        """Return what wrong numbers have in common; nothing where there are secrets."""
        return (None, "") if self.hidden else super().common(places)

    def size(self, k):
        """Return the order in which a failing call is worth telling of."""
        return k in self.hidden, *super().size(k)

    def smallest(self, found):
        """Return the smallest failing input, unless it is to stay hidden.

        Where others are, what came back is not told: it could hold one of them.
        """
        if self.hidden.issuperset(found):
            return HIDDEN
        if not self.hidden:
            return super().smallest(found)
        k = min(found, key=lambda k: (*self.size(k), self.given(k)))
        wanted = shown(run(self.question.reference, self.calls[k]).value)
        return f"Not right yet. For {self.given(k)} a value is wrong; wanted: {wanted}."

    def together(self, args, got):
        """Yield known mistakes made together, of the course's alone."""
        return super().together(args, got) if self.is_ours else ()

    def behaves_like(self, function, places, without=()):
        """Return whether `function` does the same; whole numbers are floats here."""

        def floating(*args, **kwargs):
            return alike(*[function(*args, **kwargs)] * 2, named=self.named)[0]

        return super().behaves_like(floating, places, without)


class Veiled(Defect):
    """What is wrong where there are inputs that a student must not learn."""

    def naming(self):
        """Return the identifier and the kind of defect; nothing of the values."""
        name, _, _ = super().naming()
        if self.kind == "raised":
            error = getattr(builtins, self.got.raised, None)
            known = isinstance(error, type) and issubclass(error, BaseException)
            what = f"raises {self.got.raised if known else 'an exception'}"
        else:
            what = VEILED[self.kind]
        return name, f"At an input {self.where} your function {what}.", ""
