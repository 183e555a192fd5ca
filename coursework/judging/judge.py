"""Judge one answer in stages: mathematics, repetition, edge cases."""

import functools

import numpy as np

from coursework.judging import arguments, defects, normalize, partial
from coursework.judging.credit import FORM, credit
from coursework.mistakes.catalogue import Catalogue, outcome
from coursework.mistakes.exceptions import describe_exception
from coursework.mistakes.syntax import variable
from coursework.running.outcomes import (
    MATHEMATICS,
    ORDINARY,
    REPEAT,
    same,
    same_outcome,
)
from coursework.verdict import Fault, Verdict
from coursework.words import fault, filled, say


class Judge:
    """The judge of one answer."""

    def __init__(self, question, calls, outcomes):
        self.question, self.calls, self.outcomes = question, calls, outcomes
        self.wanted = [outcome(question.reference, call).value for call in calls]
        known = question.catalogue
        starts = known.program.starts if isinstance(known, Catalogue) else ()
        # The variables in order of computation.
        self.order = [*dict.fromkeys(map(variable, starts))]

    def calls_in(self, *stages):
        """Return the positions of the calls of some stages."""
        return [k for k, call in enumerate(self.calls) if call.stage in stages]

    def pairs(self, places):
        """Return (outcome, right value) for each of some calls."""
        return [(self.outcomes[k], self.wanted[k]) for k in places]

    def defect(self, k, loose=None):
        """Return the most basic defect of call k, or None."""
        loose = self.question.loose if loose is None else loose
        results = self.question.results
        ((outcome, wanted),) = self.pairs([k])
        return defects.most_basic(outcome, wanted, loose, results, self.order)

    def all_defects(self, places):
        """Return {position of a call: its defect} for the wrong ones of some calls."""
        return {k: defect for k in places if (defect := self.defect(k))}

    def mathematics(self):
        """Return the Verdict on ordinary inputs and on repeated calls, or None."""
        places = self.calls_in(*ORDINARY)
        defect_of = self.all_defects(places)
        changes = self.changes()
        if not defect_of:
            return changes.scored(FORM) if changes else None
        plain = self.calls_in(MATHEMATICS)
        # The call with the most basic defect, at the plainest input.

        def basic_first(k):
            return defect_of[k].rank, k not in plain, *self.size(k)

        k = min(defect_of, key=basic_first)
        score = self.score(places)
        if changes:
            return changes.scored(min(score, FORM))
        return self.ordinary_fault(places, defect_of, k).scored(score)

    def score(self, places):
        """Return the score of an answer that is wrong in some of these calls."""
        return credit(self.pairs(places), self.question.loose)

    def ordinary_fault(self, places, defect_of, k):
        """Return the Fault of an answer that is wrong in some of the calls `places`.

        `defect_of` is {wrong call: its Defect}, and that of call k is the most basic
        one. A known mistake says more than the defect, unless parts are blank.
        """
        blank = self.blank(places)
        if self.is_constant():
            constant = fault("ignores_argument")
            unfinished = self.unfinished(places).message
            return constant.saying(unfinished) if blank else constant
        are_biases = blank.keys() <= {*self.question.loose}
        # One blank part, or blank biases alone, may rather be a known mistake.
        if len(blank) > 1 and not are_biases:
            return self.unfinished(places)
        defect = defect_of[k]
        worst = defect.fault()
        described = arguments.with_letters(worst.message, self.question, self.calls[k])
        if mistake := self.diagnose(places) or self.first_of_several(places):
            if defect.kind == "shape":
                return mistake.fault.saying(f"{mistake.sentence} {described}")
            return mistake.fault
        if blank:
            return self.unfinished(places)
        right = self.right(places)
        if defect.kind == "value":
            wrong = self.common(places) or Fault(None, self.smallest(defect_of))
            return wrong.saying(wrong.message + right)
        task = say("task_asks_for", signature=self.question.signature)
        return worst.saying(f"{described}{right} {task}")

    def right_parts(self, places):
        """Return the names of the parts that are right in all these calls."""
        parts = partial.split(self.pairs(places), self.question.results, lacking=True)
        return [n for n in parts if n and not self.is_wrong(n, parts[n])]

    def right(self, places):
        """Return a sentence on the parts that are right in all these calls, or ""."""
        names = self.right_parts(places)
        return f" {say('right', names_are=partial.listed(names))}" if names else ""

    def blank(self, places):
        """Return {name of a part that is not written yet: the key of what to say}."""
        return partial.blank(partial.split(self.pairs(places), self.question.results))

    def unfinished(self, places):
        """Return the Fault of an answer with blank parts.

        Its message also says what is right, and a known mistake in the other parts.
        """
        blank = self.blank(places)
        parts = partial.split(self.pairs(places), self.question.results)
        wrong = [n for n in parts if n not in blank and self.is_wrong(n, parts[n])]
        text = partial.said_of_blank(blank) + self.right(places)
        if blank and wrong and (mistake := self.diagnose(places, without=blank)):
            return Fault("unfinished", f"{text} {mistake.sentence}", mistake.fix)
        return Fault("unfinished", text)

    def is_wrong(self, name, pairs):
        """Return whether a part is wrong in one of the calls."""
        return any(defects.kind_of(*p, name, self.question.loose) for p in pairs)

    def is_constant(self):
        """Return whether all calls returned the same value, where they should not."""
        first, *more = self.calls_in(MATHEMATICS)
        value, wanted = self.outcomes[first].value, self.wanted[first]
        return (
            all(isinstance(each, np.ndarray | dict) for each in (value, wanted))
            and (not isinstance(value, dict) or len(value) > 0)
            and not any(same(wanted, self.wanted[k]) for k in more)
            and all(same(value, self.outcomes[k].value, exact=True) for k in more)
        )

    def changes(self):
        """Return the Fault of a repeated call with another outcome, or None."""
        places = self.calls_in(MATHEMATICS)
        # A call and its repetition share their arguments.
        first = {id(self.calls[k].args): self.outcomes[k] for k in places}
        for k in self.calls_in(REPEAT):
            both = first[id(self.calls[k].args)], self.outcomes[k]
            if not same_outcome(*both):
                changes = fault("answer_changes")
                if raised := [outcome for outcome in both if outcome.raised]:
                    error = describe_exception(raised[0])
                    return changes.saying(say("answers_or_raises", error=error))
                return changes
        return None

    def edge_cases(self):
        """Return the Verdict on the first edge case that fails, or None."""
        so_far = [MATHEMATICS]
        for item, text in self.question.edge_cases.items():
            so_far.append(item)
            places = self.calls_in(item)
            sentence, _, fix = text.partition(" => ")
            if item == "changes_argument":
                names = arguments.changed(self.question, self.calls, self.outcomes)
                if names:
                    sentence = filled(sentence, names_are=partial.listed(names))
                    return Verdict(0.75, item, sentence, fix)
            elif places:
                if defect_of := self.all_defects(places):
                    return self.edge_fault(item, text, defect_of, so_far).scored(0.75)
            elif item.endswith("_shape"):  # of a bias, at ordinary inputs
                ordinary = self.calls_in(MATHEMATICS)
                if any(self.defect(k, loose=()) for k in ordinary):
                    return Verdict(0.75, item, sentence, fix)
        return None

    def edge_fault(self, item, text, defect_of, so_far):
        """Return the Fault of an answer that is wrong in calls of the edge case `item`.

        `defect_of` is {wrong call: its Defect}, `text` what to say without a known
        mistake, and `so_far` are the stages up to this one.
        """
        everywhere = self.calls_in(MATHEMATICS, *self.question.edge_cases)
        mistake = self.diagnose(everywhere)
        # Later edge cases may fail by another mistake.
        mistake = mistake or self.diagnose(self.calls_in(*so_far), alone=True)
        if mistake:
            return mistake.fault
        raised = [k for k in defect_of if defect_of[k].kind == "raised"]
        if not raised:
            sentence, _, fix = text.partition(" => ")
            return Fault(item, sentence, fix)
        k = min(raised, key=self.size)
        error = describe_exception(self.outcomes[k])
        text = say("underflow") if ": underflow " in error else text
        sentence, _, fix = text.partition(" => ")
        said = f"{sentence} ({error})"
        said = arguments.with_letters(said, self.question, self.calls[k])
        return Fault(item, said, fix)

    def diagnose(self, places, alone=False, without=()):
        """Return the most basic known mistake that behaves like the answer, or None.

        With `alone`, return None if more than one behaves like it. The parts of the
        result that `without` names are ignored.
        """
        # Calls that returned a value rule out most mistakes, so they come first.
        places = sorted(places, key=lambda k: self.outcomes[k].raised is not None)
        fitting = (
            mistake
            for mistake in self.question.catalogue
            if not mistake.is_about(without)
            if any(self.behaves_like(f, places, without) for f in mistake.functions)
        )
        first = next(fitting, None)
        return None if alone and next(fitting, None) else first

    def first_of_several(self, places):
        """Return a known mistake that explains the first wrong parts, or None.

        The later parts may have another mistake, so they are ignored, as few as needed.
        """
        parts = partial.split(self.pairs(places), self.question.results)
        wrong = [n for n in self.order if n in parts and self.is_wrong(n, parts[n])]
        later = (self.diagnose(places, without=wrong[k:]) for k in range(1, len(wrong)))
        return next(filter(None, [*later][::-1]), None)

    def outcome(self, function, k):
        """Return the outcome of a known mistake's function at call k."""
        return outcome(function, self.calls[k])

    def strip(self, outcome, k):
        """Return an outcome of call k without harmless differences."""
        return normalize.strip(outcome, self.wanted[k], self.question.loose)

    @functools.cached_property
    def bare(self):
        """The answer's outcomes without harmless differences."""
        return [self.strip(outcome, k) for k, outcome in enumerate(self.outcomes)]

    def behaves_like(self, function, places, without=()):
        """Return whether `function` behaves like the answer at these calls."""
        for k in places:
            both = self.bare[k], self.strip(self.outcome(function, k), k)
            if without:
                both = [partial.without(each, without) for each in both]
            if not same_outcome(*both):
                return False
        return True

    def size(self, k):
        """Return the total size of the arguments of call k, and their shapes."""
        arrays = []
        for argument in self.calls[k].args:
            is_dict = isinstance(argument, dict)
            arrays += argument.values() if is_dict else [argument]
        return sum(map(np.size, arrays)), str([np.shape(v) for v in arrays])

    def smallest(self, defect_of):
        """Return a sentence about the smallest failing input and its wrong number."""
        # The text breaks ties, so that a stored message stays the same.
        k = min(defect_of, key=lambda k: (*self.size(k), self.arguments(k)))
        numbers = defect_of[k].numbers()
        said = say("for_input", inputs=self.arguments(k), numbers=numbers)
        return f"{say('not_right_yet')} {said}"

    def common(self, places):
        """Return the Fault of parts with the same error in each call, or None."""
        parts = partial.split(self.pairs(places), self.question.results)
        names_by_error = {}
        for name, pairs in parts.items():
            if self.is_wrong(name, pairs) and (error := partial.common_error(pairs)):
                shown = name or say("the_result")
                names_by_error.setdefault(error, []).append(shown)
        if not names_by_error:
            return None
        texts = [
            filled(error.message, names_are=partial.listed(names))
            for error, names in names_by_error.items()
        ]
        if texts[0].startswith(say("the_result")):
            texts[0] = defects.capital(texts[0])
        first = next(iter(names_by_error))
        return first.saying(" ".join([say("not_right_yet"), *texts]))

    def arguments(self, k):
        """Return the arguments of call k as text."""
        return arguments.as_text(self.question, self.calls[k])
