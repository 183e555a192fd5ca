"""A question: what is asked of an answer, and how what came back is judged.

The two halves never meet in one process unless they may: `calls` draws the arguments,
`judge` reads the outcomes. Who runs the answer in between - the student's notebook or a
sandbox - does not matter.
"""

import dataclasses
from collections.abc import Callable

from coursework.judging import life
from coursework.judging.help_levels import method_text
from coursework.judging.judge import Judge
from coursework.judging.report import notes_of, report_on, unjudged
from coursework.mistakes.catalogue import Catalogue
from coursework.running.outcomes import MATHEMATICS, REPEAT


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
    lives : callable, optional
        From a Generator to Calls of objects that are asked again and again.
    catalogue : Catalogue
        The known mistakes.
    hints : tuple of str
    edge_cases : dict
        The edge cases in the order in which they are judged: the sentence
        about an answer that fails there and makes no known mistake, ` => `, and how
        to mend it.
    loose : tuple of str
        Places where the shape of a bias is an edge case.
    parameters : tuple of str
        Names of the arguments, for messages; those without stand alone.
    results : tuple of str
        What the several values are called that it returns.
    answer : str
        The text of a right answer that may be shown.
    """

    name: str
    signature: str
    reference: Callable
    draw: Callable
    catalogue: Catalogue
    hints: tuple
    edge_cases: dict
    loose: tuple = ()
    parameters: tuple = ()
    results: tuple = ()
    answer: str = ""
    lives: Callable = lambda rng: []

    @property
    def trial(self):
        """The class of what happens before the judge."""
        return Judge

    def calls(self, rng):
        """Return the calls in the order in which they are made, shuffled.

        The first and the last call of mathematics are made again at the end: an
        answer that changes is no function.
        """
        drawn = self.draw(rng)
        drawn = [drawn[k] for k in rng.permutation(len(drawn))]
        asked = [call for call in drawn if call.stage == MATHEMATICS]
        again = [dataclasses.replace(c, stage=REPEAT) for c in (asked[0], asked[-1])]
        return drawn + self.lives(rng) + again

    def judge(self, calls, outcomes):
        """Return the Report on what `calls` brought about."""
        if early := unjudged(self, calls, outcomes):
            return early
        trial = self.trial(self, calls, outcomes)
        verdict = trial.mathematics() or trial.repetition()
        verdict, *notes = [verdict] if verdict else life.judged(trial)
        verdict = verdict or trial.edge_cases()
        return report_on(self, verdict, (*notes_of(outcomes), *notes))


def as_method(question):
    """Return the question as it is asked of a method of the network."""
    name, _, parameters = question.signature.partition("(")
    signature = f"{name}(self, {parameters.removeprefix('params, ')}"
    answer = method_text(question.answer, signature) if question.answer else ""
    return dataclasses.replace(question, signature=signature, answer=answer)
