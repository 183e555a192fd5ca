"""A question: what is asked of an answer, and how what came back is judged.

The two halves never meet in one process unless they may: `calls` draws the arguments,
`judge` reads the outcomes. Who runs the answer in between - the student's notebook or a
sandbox - does not matter.
"""

import dataclasses
from collections.abc import Callable

import numpy as np

from coursework import combinations, defects
from coursework.mistakes import Catalogue
from coursework.mistakes.together import together
from coursework.outcomes import is_number, run, same_outcome, whole
from coursework.report import Report
from coursework.signatures import for_method, refusal

MATHEMATICS, DIAGNOSIS, REPEAT = "mathematics", "diagnosis", "repeat"


@dataclasses.dataclass(frozen=True, eq=False)  # each is itself, as a function is
class Question:
    """A question about a function with one right value for each call.

    Attributes
    ----------
    name, signature : str
    reference : callable
        The right answer.
    draw : callable
        From a Generator to the list of Calls; at least four of mathematics.
    catalogue : Catalogue
        The known mistakes.
    hints : tuple of str
    fine : dict
        Items of the fine print in the order in which they are judged: the sentence
        about an answer that fails there and makes no known mistake.
    loose : tuple of str
        Places where the shape of a bias is fine print.
    """

    name: str
    signature: str
    reference: Callable
    draw: Callable
    catalogue: Catalogue
    hints: tuple
    fine: dict
    loose: tuple = ()

    def calls(self, rng):
        """Return the calls in the order in which they are made, shuffled.

        The first and the last call of mathematics are made again at the end: an
        answer that changes is no function.
        """
        drawn = self.draw(rng)
        drawn = [drawn[k] for k in rng.permutation(len(drawn))]
        asked = [call for call in drawn if call.stage == MATHEMATICS]
        again = [dataclasses.replace(c, stage=REPEAT) for c in (asked[0], asked[-1])]
        return drawn + again

    def judge(self, calls, outcomes):
        """Return the Report on what `calls` brought about."""
        if early := unjudged(self, calls, outcomes):
            return early
        trial = Trial(self, calls, outcomes)
        notes = notes_of(outcomes)
        verdict = trial.mathematics() or trial.repetition() or trial.fine_print()
        if verdict is None:
            return Report(self.name, "correct", 1.0, None, "", self.hints, notes)
        score, mistake, message = verdict
        return Report(
            self.name, "incorrect", score, mistake, message, self.hints, notes
        )


def not_attempted(question):
    """Return the report on an answer that is not there yet."""
    message = f"Write {question.signature}, run its cell, then this one again."
    return Report(question.name, "not attempted", 0.0, None, message, question.hints)


def as_method(question):
    """Return the question as it is asked of a method of the network."""
    return dataclasses.replace(question, signature=for_method(question.signature))


def unjudged(question, calls, outcomes):
    """Return the report where no value needs to be looked at, or None."""
    pairs = list(zip(calls, outcomes, strict=True))
    raised = {outcome.raised for _, outcome in pairs}
    if raised == {"NotImplementedError"}:
        return not_attempted(question)
    asked = [outcome for call, outcome in pairs if call.stage == MATHEMATICS]
    if {outcome.raised for outcome in asked} == {"WrongSignature"}:
        message = refusal(question.signature, asked[0].detail)
        verdict = 0.0, "wrong_signature", message
    elif "SharedDictionary" in raised:
        verdict = 0.25, *SHARED
    else:
        return None
    return Report(question.name, "incorrect", *verdict, question.hints)


class Trial:
    """One answer before its judge: each stage returns (score, mistake, message)."""

    def __init__(self, question, calls, outcomes):
        self.question, self.calls, self.outcomes = question, calls, outcomes
        with np.errstate(all="ignore"):
            right = [run(question.reference, call) for call in calls]
        self.wanted = [outcome.value for outcome in right]
        self.tried = {}  # what the known mistakes do, by call

    def at(self, *stages):
        """Return the positions of the calls of some stages."""
        return [k for k, call in enumerate(self.calls) if call.stage in stages]

    def defect(self, k, loose=None):
        loose = self.question.loose if loose is None else loose
        return defects.find(self.outcomes[k], self.wanted[k], loose)

    def mathematics(self):
        """Judge type, shape and values at ordinary inputs."""
        found = {k: self.defect(k) for k in self.at(MATHEMATICS, DIAGNOSIS)}
        found = {k: defect for k, defect in found.items() if defect}
        if not found:
            return None
        worst = found[min(found, key=lambda k: (found[k].rank, *self.size(k)))]
        score = 0.25 if worst.kind == "value" else 0.0
        if self.changes():
            return 0.0 if score == 0 else 0.25, *CHANGES
        known = self.diagnose(self.at(MATHEMATICS, DIAGNOSIS))
        if known:
            return score, known.name, known.sentence
        if worst.kind == "value":
            return score, None, self.smallest(found)
        name, sentence = worst.naming()
        return score, name, f"{sentence} Asked is {self.question.signature}."

    def repetition(self):
        """Judge whether the same input gives the same answer again."""
        if self.changes() or any(self.defect(k) for k in self.at(REPEAT)):
            return 0.25, *CHANGES
        return None

    def changes(self):
        """Return whether a call that was made again went otherwise."""
        first = {id(self.calls[k].args): k for k in self.at(MATHEMATICS)}
        return any(
            not same_outcome(
                self.outcomes[first[id(self.calls[k].args)]], self.outcomes[k]
            )
            for k in self.at(REPEAT)
        )

    def fine_print(self):
        """Judge item after item, stop at the first that fails."""
        passed = [MATHEMATICS]
        for item, sentence in self.question.fine.items():
            places = self.at(item)
            passed.append(item)
            found = {k: self.defect(k) for k in places}
            found = {k: defect for k, defect in found.items() if defect}
            if item == "changes_argument":
                failed = any(outcome.changed for outcome in self.outcomes)
            elif item.endswith("_shape") and not places:
                failed = any(self.defect(k, loose=()) for k in self.at(MATHEMATICS))
            else:
                failed = bool(found)
            if failed:
                # The same everywhere, or else only one is the same up to here.
                known = places and (
                    self.diagnose(self.at(MATHEMATICS, *self.question.fine))
                    or self.diagnose(self.at(*passed), alone=True)
                )
                if known:
                    return 0.75, known.name, known.sentence
                raised = [k for k in found if found[k].kind == "raised"]
                if raised:
                    k = min(raised, key=self.size)
                    sentence = f"{sentence} ({self.outcomes[k].detail})"
                return 0.75, item, sentence
        return None

    def diagnose(self, places, alone=False):
        """Return the most basic known mistake that behaves as the answer does.

        With `alone`, None if there are several.
        """
        # Values tell more than exceptions: most mistakes fail at the first place.
        places = sorted(places, key=lambda k: self.outcomes[k].raised is not None)
        fitting = (
            mistake
            for mistake in self.question.catalogue
            if any(self.behaves_like(each, places) for each in mistake.functions)
        )
        for mistake in fitting:
            return None if alone and any(fitting) else mistake
        shown = [k for k in places if not self.outcomes[k].raised]
        if shown:
            k = max(shown, key=self.size)  # few mistakes hide in a large input
            args, value = self.calls[k].args, self.outcomes[k].value
            several = together  # the old catalogues, until each is text
            if hasattr(self.question.catalogue, "program"):
                several = combinations.together
            for mistake, function in several(self.question.catalogue, args, value):
                if self.behaves_like(function, places):
                    return mistake
        return None

    def behaves_like(self, function, places):
        """Return whether `function` does what the answer did, call by call."""
        for k in places:
            with np.errstate(all="ignore"):
                outcome = run(function, self.calls[k], watch=False)
            both = (self.outcomes[k], outcome)
            got, theirs = (strip(o, self.wanted[k], self.question.loose) for o in both)
            if not same_outcome(got, theirs):
                return False
        return True

    def size(self, k):
        """Return the size of what call k was asked with, and its shape."""
        arrays = [v for a in self.calls[k].args for v in _parts(a)]
        return sum(map(np.size, arrays)), str([np.shape(v) for v in arrays])

    def smallest(self, found):
        """Return the smallest failing input, with what came and what was wanted."""
        k = min(found, key=self.size)
        got, wanted = found[k].got, found[k].wanted
        wrong = np.argwhere(~np.isclose(got, wanted, rtol=1e-5, atol=1e-9))
        index = tuple(int(i) for i in wrong[0])
        place = f"{found[k].where or 'the result'}{list(index) if index else ''}"
        call = self.calls[k]
        given = [_describe(value) for value in call.args]
        given += [f"{key} = {_describe(value)}" for key, value in call.kwargs.items()]
        digits = 5 if f"{got[index]:.5g}" != f"{wanted[index]:.5g}" else 10
        return (
            f"Not right yet. For {', '.join(given)}: {place} is "
            f"{got[index]:.{digits}g}, wanted {wanted[index]:.{digits}g}."
        )


SHARED = (
    "shared_dictionary",
    "Each call returns the same dictionary, so the second call overwrites what the "
    "first one returned. (A default in the def line is made once for all calls.) Make "
    "a new dictionary inside the function: ff_dict = {}.",
)
CHANGES = (
    "answer_changes",
    "The same input gave two different answers. A function must depend on its "
    "arguments alone: look for a variable that lives outside the function, or for "
    "random numbers.",
)


def strip(outcome, wanted, loose=()):
    """Forget what is no mistake: extra keys, a list for a tuple, a bias as a row."""
    value = whole(outcome.value, wanted)
    pair = isinstance(wanted, tuple) and isinstance(value, tuple | list)
    if pair and len(value) == len(wanted):
        parts = zip(value, wanted, strict=True)
        value = tuple(_strip_dict(v, w, loose) for v, w in parts)
    return dataclasses.replace(outcome, value=_strip_dict(value, wanted, loose))


def _strip_dict(value, wanted, loose):
    if not isinstance(value, dict) or not isinstance(wanted, dict):
        return value
    value = {key: value[key] for key in value if key in wanted}
    for key in loose:
        if is_number(value.get(key)) and np.size(value[key]) == wanted[key].size:
            value[key] = np.reshape(value[key], wanted[key].shape)
    return value


def notes_of(outcomes):
    """Return what is worth knowing and no failure: warnings, and that it prints."""
    notes = sorted({note for outcome in outcomes for note in outcome.notes})[:2]
    if any(outcome.printed for outcome in outcomes):
        notes.append("Your function prints; the check keeps that off the screen.")
    return tuple(notes)


def _parts(value):
    return value.values() if isinstance(value, dict) else [value]


def _describe(value):
    if isinstance(value, dict):
        shapes = ", ".join(f"{key} {np.shape(v)}" for key, v in value.items())
        return f"{{{shapes}}}"
    if np.ndim(value) == 0:
        return f"{value:.5g}"
    if np.size(value) <= 6:
        return np.array2string(np.asarray(value), precision=4, separator=", ")
    return f"an array of shape {np.shape(value)}"
