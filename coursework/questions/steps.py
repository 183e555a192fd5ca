"""Split the question backward into steps, and join it with forward, without a grade.

The calls, right lines and known mistakes of a step are those of backward.
"""

import dataclasses
import functools

from coursework.judging.partial import joined
from coursework.judging.question import Question
from coursework.judging.report import refused, unjudged
from coursework.mistakes.subquestions import part
from coursework.questions import forward
from coursework.questions.backward import QUESTION, draw_backward
from coursework.running.outcomes import Call
from coursework.words import fault, say

# The arguments and the results of each step, in order.
STEPS = {
    "dZ2": (("y", "Y"), ("dZ2",)),
    "dW2_db2": (("A1", "dZ2"), ("dW2", "db2")),
    "dA1": (("dZ2", "W2"), ("dA1",)),
    "dZ1": (("dA1", "Z1"), ("dZ1",)),
}


@dataclasses.dataclass(frozen=True, eq=False)
class StepOfBackward(Question):
    """A step of backward. Two results are judged as a dictionary with their names."""

    def judge(self, calls, outcomes):
        """Return the Report on the outcomes of `calls`."""
        if len(self.results) == 1:
            return super().judge(calls, outcomes)
        names = ", ".join(self.results)
        not_two = refused(self, fault("not_two_results", names=names))
        named = [self.by_name(outcome) for outcome in outcomes]
        if None in named:
            return not_two
        report = super().judge(calls, named)
        in_dict = any(isinstance(outcome.value, dict) for outcome in outcomes)
        if report.status != "incorrect":
            return not_two if report.status == "correct" and in_dict else report
        swapped = [self.by_name(o, self.results[::-1]) for o in outcomes]
        if None not in swapped and super().judge(calls, swapped).status == "correct":
            return refused(self, fault("results_swapped", names=names))
        return report

    def normal(self, outcome):
        """Return an outcome with a dictionary in place of two results."""
        named = self.by_name(outcome) if len(self.results) == 2 else None
        return named or outcome

    def by_name(self, outcome, names=None):
        """Return an outcome with a dict in place of its two values; None if not two."""
        if outcome.value is None or isinstance(outcome.value, dict):
            return outcome  # as it is
        if not isinstance(outcome.value, tuple | list) or len(outcome.value) != 2:
            return None
        named = dict(zip(names or self.results, outcome.value, strict=True))
        return dataclasses.replace(outcome, value=named)


def draw_step(name, rng):
    """Return the calls of a step, from the networks that backward is checked on."""
    calls = []
    for call in draw_backward(rng):
        params, X, Y, ff_dict = call.args
        values = params | ff_dict | {"X": X, "Y": Y}  # then the results of the steps
        for step, (given, results) in STEPS.items():
            args = tuple(values[key] for key in given)
            if step == name:
                calls.append(Call(call.stage, args))
            value = QUESTIONS[step].reference(*args)
            values |= value if len(results) > 1 else {results[0]: value}
    return calls


def question(name, given, results):
    """Return the question that asks for `results`, given the values of `given`."""
    known = part(QUESTION.catalogue, given, results)
    signature = f"step_{name}({', '.join(given)})"
    result, program = ", ".join(results), QUESTION.catalogue.program
    lines = dict(zip(program.starts, map(str.strip, program.lines), strict=True))
    lines = [lines[f"{key} ="] for key in results]  # those of this step
    answer = [f"def {signature}:", *lines, f"return {result}"]
    hints = known.said[f"step_{name}"], say("nearly_the_answer", lines=joined(lines))
    edge_cases = QUESTION.edge_cases if len(results) > 1 else ["changes_argument"]
    return StepOfBackward(
        name=f"backward.{name}",
        signature=say("returning", call=signature, results=result),
        reference=known.right,
        draw=functools.partial(draw_step, name),
        catalogue=known,
        answer="\n    ".join(answer),
        hints=hints,
        edge_cases={key: QUESTION.edge_cases[key] for key in edge_cases},
        loose=tuple(key for key in results if key in QUESTION.loose),
        results=results,
    )


@dataclasses.dataclass(frozen=True, eq=False)
class BothPasses(Question):
    """A function with both passes, judged by the questions forward and backward."""

    looks_for_lines = False

    def judge(self, calls, outcomes):
        """Return the Report on the forward pass or, if it is right, on the backward."""
        if early := unjudged(self, calls, outcomes):
            return early
        values = [outcome.value for outcome in outcomes if not outcome.raised]
        if not all(isinstance(v, tuple | list) and len(v) == 3 for v in values):
            return refused(self, fault("not_three_results", names=", ".join(PASSES)))
        # A repeated call has the very arguments of the first, for either question.
        args_of = {id(call.args): with_ff_dict(*call.args) for call in calls}
        without = {key: args[:2] for key, args in args_of.items()}  # Y and ff_dict
        report = self.of_one_pass(forward.QUESTION, without, slice(2), calls, outcomes)
        if report.status != "correct":
            return report
        report = self.of_one_pass(QUESTION, args_of, 2, calls, outcomes)
        is_wrong = report.status == "incorrect"
        message = say("about_gradients", message=report.message) if is_wrong else ""
        return dataclasses.replace(report, message=message)

    def of_one_pass(self, question, args_of, place, calls, outcomes):
        """Return the Report on one pass, as its own question judges it.

        `args_of` is {id of a call's arguments: those of this pass}, and `place` says
        where the values of this pass are among the results.
        """
        names = {"name": self.name, "signature": self.signature}
        question = dataclasses.replace(question, answer=self.answer, **names)
        their_calls, their_outcomes = [], []
        for call, outcome in zip(calls, outcomes, strict=True):
            args = args_of[id(call.args)]
            their_calls.append(dataclasses.replace(call, args=args))
            value = None if outcome.raised else outcome.value[place]
            their_outcomes.append(dataclasses.replace(outcome, value=value))
        return question.judge(their_calls, their_outcomes)


PASSES = ("y", "ff_dict", "grads")
TWO_PASSES = f"""\
{forward.QUESTION.answer}


{QUESTION.answer}


def two_passes(params, X, Y):
    y, ff_dict = forward(params, X)
    return y, ff_dict, backward(params, X, Y, ff_dict)"""


def with_ff_dict(params, X, Y):
    """Return the arguments of backward, after a right forward pass."""
    return params, X, Y, forward.QUESTION.reference(params, X)[1]


def two_passes(params, X, Y):
    """Return the results of forward and of backward."""
    *given, ff_dict = with_ff_dict(params, X, Y)
    return ff_dict["y"], ff_dict, QUESTION.reference(*given, ff_dict)


def draw_both(rng):
    """Draw networks, batches and labels, as for backward."""
    return [Call(call.stage, call.args[:3]) for call in draw_backward(rng)]


QUESTIONS = {name: question(name, *step) for name, step in STEPS.items()}
QUESTIONS["from_memory"] = BothPasses(
    name="backward.from_memory",
    signature=say(
        "returning", call="two_passes(params, X, Y)", results=", ".join(PASSES)
    ),
    reference=two_passes,
    draw=draw_both,
    catalogue=(),
    hints=(forward.QUESTION.hints[0], QUESTION.hints[0]),
    edge_cases={},
    answer=TWO_PASSES,
)
