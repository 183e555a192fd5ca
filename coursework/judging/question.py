"""Define Question, which draws the calls of an answer and judges their outcomes.

`calls` draws the arguments, and `judge` takes the outcomes. The student's notebook or a
sandbox runs the answer in between, so `judge` never runs it.
"""

import dataclasses
from collections.abc import Callable

from coursework.judging import defects, stateful
from coursework.judging.help_levels import method_text
from coursework.judging.judge import Judge
from coursework.judging.report import notes_of, report_on, unjudged
from coursework.mistakes.catalogue import Catalogue, outcome
from coursework.running.outcomes import MATHEMATICS, REPEAT


@dataclasses.dataclass(frozen=True, eq=False)  # two questions are never equal
class Question:
    """A question about a function with one right value for each call."""

    name: str
    signature: str
    reference: Callable  # the right answer
    draw: Callable  # from a Generator to Calls, at least four of mathematics
    catalogue: Catalogue  # the known mistakes
    hints: tuple
    # The edge cases in the order of judging. Each text is what to say when an answer
    # fails there without a known mistake, then ` => `, then the fix.
    edge_cases: dict
    loose: tuple = ()  # places where the shape of a bias is an edge case
    parameters: tuple = ()  # names of the arguments, for messages
    results: tuple = ()  # names of the returned values, where there are several
    answer: str = ""  # the text of a right answer that may be shown
    draw_stateful: Callable = lambda rng: []  # from a Generator to Calls of one object

    # These are no fields, since they have no annotation.
    judge_class = Judge
    looks_for_lines = True  # whether `coursework.repair` looks for a wrong line

    def calls(self, rng):
        """Return the drawn calls in random order, the calls of one object, and repeats.

        Two calls of mathematics are repeated: the same input must give the same answer.
        """
        drawn = self.draw(rng)
        shuffled = [drawn[k] for k in rng.permutation(len(drawn))]
        plain = [call for call in shuffled if call.stage == MATHEMATICS]
        repeats = [dataclasses.replace(c, stage=REPEAT) for c in (plain[0], plain[-1])]
        return shuffled + self.draw_stateful(rng) + repeats

    def normal(self, outcome):
        """Return an outcome in the form in which it is compared."""
        return outcome

    def accepts(self, call, got):
        """Return whether the outcome of one call is right."""
        wanted = self.normal(outcome(self.reference, call)).value
        defect = defects.most_basic(self.normal(got), wanted, (), self.results)
        return not defect and not got.changed

    def judge(self, calls, outcomes):
        """Return the Report on the outcomes of `calls`."""
        if early := unjudged(self, calls, outcomes):
            return early
        judge = self.judge_class(self, calls, outcomes)
        verdict = judge.mathematics() or stateful.judge_later_calls(judge)
        return report_on(self, verdict or judge.edge_cases(), notes_of(outcomes))


def as_method(question):
    """Return the same question for a method of the network's class."""
    name, _, parameters = question.signature.partition("(")
    signature = f"{name}(self, {parameters.removeprefix('params, ')}"
    answer = method_text(question.answer, signature) if question.answer else ""
    return dataclasses.replace(question, signature=signature, answer=answer)
