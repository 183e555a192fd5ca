"""One answer before its judge: what came back, stage after stage."""

import functools
import re

import numpy as np

from coursework.judging import defects, normalize, partial
from coursework.judging.credit import FORM, credit
from coursework.judging.report import CHANGES, CONSTANT, named
from coursework.mistakes import combinations
from coursework.mistakes.catalogue import Catalogue
from coursework.running.outcomes import (
    DIAGNOSIS,
    MATHEMATICS,
    REPEAT,
    run,
    same,
    same_outcome,
)


class Judge:
    """One answer before its judge: each stage returns a verdict, or None."""

    def __init__(self, question, calls, outcomes):
        self.question, self.calls, self.outcomes = question, calls, outcomes
        with np.errstate(all="ignore"):
            right = [run(question.reference, call) for call in calls]
        self.wanted = [outcome.value for outcome in right]

    def at(self, *stages):
        """Return the positions of the calls of some stages."""
        return [k for k, call in enumerate(self.calls) if call.stage in stages]

    def defect(self, k, loose=None):
        loose = self.question.loose if loose is None else loose
        return defects.find(
            self.outcomes[k], self.wanted[k], loose, self.question.results
        )

    def mathematics(self):
        """Judge type, shape and values at ordinary inputs."""
        found = {k: self.defect(k) for k in self.at(MATHEMATICS, DIAGNOSIS)}
        found = {k: defect for k, defect in found.items() if defect}
        if not found:
            return None
        worst = found[min(found, key=lambda k: (found[k].rank, *self.plainness(k)))]
        places = self.at(MATHEMATICS, DIAGNOSIS)
        pairs = [(self.outcomes[k], self.wanted[k]) for k in places]
        score = credit(pairs, self.question.loose)
        if self.changes():
            return min(score, FORM), *CHANGES
        if self.is_constant():
            return score, *CONSTANT
        missing, half = self.unfinished(places)
        if len(missing) > 1 and not missing <= {*self.question.loose}:
            return score, *half
        known = self.diagnose(places)
        if known:
            return named(score, known)
        if missing:
            return score, *half
        right = self.right(places)
        if worst.kind == "value":
            name, sentence = self.common(places)
            sentence = f"Not right yet. {sentence}" if name else self.smallest(found)
            return score, name, sentence + right
        name, sentence, fix = worst.naming()
        asked = f" The task asks for {self.question.signature}."
        return score, name, sentence + right + asked, fix

    def right(self, places):
        """Return which parts are right at all places, as a sentence."""
        pairs = [(self.outcomes[k], self.wanted[k]) for k in places]
        parts = partial.split(pairs, self.question.results, lacking=True)
        names = [n for n in parts if n and not self.is_wrong(n, parts[n])]
        return f" {partial.listed(names)} right." if names else ""

    def unfinished(self, places):
        """Return which parts are not written yet, and name, sentence, fix on it.

        The sentence tells of a mistake in the other parts, too.
        """
        pairs = [(self.outcomes[k], self.wanted[k]) for k in places]
        parts = partial.split(pairs, self.question.results)
        names, said = partial.missing(parts)
        wrong = [n for n in parts if n not in names and self.is_wrong(n, parts[n])]
        known = self.diagnose(places, without=names) if names and wrong else None
        said += self.right(places) + (f" {known.sentence}" if known else "")
        return {*names}, ("unfinished", said, known.fix if known else "")

    def is_wrong(self, name, pairs):
        """Return whether a part is wrong in one of the calls."""
        loose = self.question.loose
        return any(defects.kind_of(*pair, name, loose) for pair in pairs)

    def repetition(self):
        """Judge whether the same input gives the same answer again."""
        return (0.25, *CHANGES) if self.changes() else None

    def is_constant(self):
        """Return whether the same comes back where other values are wanted."""
        first, *more = self.at(MATHEMATICS)
        value, wanted = self.outcomes[first].value, self.wanted[first]
        return (
            isinstance(value, np.ndarray | dict)
            and (not isinstance(value, dict) or len(value) > 0)
            and isinstance(wanted, np.ndarray | dict)
            and not any(same(wanted, self.wanted[k]) for k in more)
            and all(same(value, self.outcomes[k].value, exact=True) for k in more)
        )

    def changes(self):
        """Return whether a call that was made again went otherwise."""
        first = {id(self.calls[k].args): k for k in self.at(MATHEMATICS)}
        pairs = [(first[id(self.calls[k].args)], k) for k in self.at(REPEAT)]
        return any(
            not same_outcome(self.outcomes[before], self.outcomes[k])
            for before, k in pairs
        )

    def edge_cases(self):
        """Judge item after item, stop at the first that fails."""
        passed = [MATHEMATICS]
        for item, text in self.question.edge_cases.items():
            sentence, _, fix = text.partition(" => ")
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
                    self.diagnose(self.at(MATHEMATICS, *self.question.edge_cases))
                    or self.diagnose(self.at(*passed), alone=True)
                )
                if known:
                    return named(0.75, known)
                raised = [k for k in found if found[k].kind == "raised"]
                if raised:
                    k = min(raised, key=self.size)
                    sentence = f"{sentence} ({self.outcomes[k].detail})"
                return 0.75, item, sentence, fix
        return None

    def diagnose(self, places, alone=False, without=()):
        """Return the most basic known mistake that behaves as the answer does.

        With `alone`, None if there are several; parts `without` are not looked at.
        """
        # Values tell more than exceptions: most mistakes fail at the first place.
        places = sorted(places, key=lambda k: self.outcomes[k].raised is not None)
        fitting = (
            mistake
            for mistake in self.question.catalogue
            if not any(name in mistake.sentence for name in without)
            if any(self.behaves_like(f, places, without) for f in mistake.functions)
        )
        for mistake in fitting:
            return None if alone and any(fitting) else mistake
        shown = [k for k in places if not self.outcomes[k].raised]
        if shown and not without:
            k = max(shown, key=self.size)  # few mistakes hide in a large input
            args, value = self.calls[k].args, self.outcomes[k].value
            for mistake, function in self.together(args, value):
                if self.behaves_like(function, places):
                    return mistake
        return None

    def together(self, args, got):
        """Yield known mistakes that, made together, may have turned args into got."""
        return combinations.together(self.question.catalogue, args, got)

    def strip(self, outcome, k):
        """Return an outcome of call k without what is no mistake."""
        return normalize.strip(outcome, self.wanted[k], self.question.loose)

    @functools.cached_property
    def bare(self):
        """The answer's outcomes without what is no mistake."""
        return [self.strip(outcome, k) for k, outcome in enumerate(self.outcomes)]

    def behaves_like(self, function, places, without=()):
        """Return whether `function` does what the answer did, call by call."""
        for k in places:
            with np.errstate(all="ignore"):
                outcome = run(function, self.calls[k], watch=False)
            got, theirs = self.bare[k], self.strip(outcome, k)
            if without:
                got, theirs = (partial.without(o, without) for o in (got, theirs))
            if not same_outcome(got, theirs):
                return False
        return True

    def plainness(self, k):
        """Return the order in which a call shows a wrong shape: of one image, late."""
        return self.calls[k].stage == DIAGNOSIS, *self.size(k)

    def size(self, k):
        """Return the size of what call k was asked with, and its shape."""
        arrays = [v for a in self.calls[k].args for v in _parts(a)]
        return sum(map(np.size, arrays)), str([np.shape(v) for v in arrays])

    def smallest(self, found):
        """Return the smallest failing input, with what came and what was wanted."""
        # Of two equally small ones always the same: the text may be stored.
        k = min(found, key=lambda k: (*self.size(k), self.given(k)))
        return f"Not right yet. For {self.given(k)}: {found[k].numbers()}"

    def common(self, places):
        """Return what the wrong numbers of a part have in common: name, sentences."""
        pairs = [(self.outcomes[k], self.wanted[k]) for k in places]
        said = {}
        for name, part in partial.split(pairs, self.question.results).items():
            if self.is_wrong(name, part):
                said.setdefault(partial.alike(part), []).append(name or "the result")
        said.pop(None, None)
        texts = [
            text.format(partial.listed(names)) for (_, text), names in said.items()
        ]
        texts = [re.sub("^the result", "The result", text) for text in texts]
        return next(iter(said))[0] if said else None, " ".join(texts)

    def given(self, k):
        """Return what call k was asked with, as text."""
        call, names = self.calls[k], self.question.parameters
        if not names and isinstance(self.question.catalogue, Catalogue):
            names = self.question.catalogue.program.arguments
        named = dict(zip(names, call.args, strict=False)) | call.kwargs
        texts = [normalize.shown(value) for value in call.args[len(names) :]]
        texts += [f"{name} = {normalize.shown(value)}" for name, value in named.items()]
        return ", ".join(texts)


def _parts(value):
    return value.values() if isinstance(value, dict) else [value]
