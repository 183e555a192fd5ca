"""The question backward in steps, each checked alone: practice, which is not graded.

What a step is asked, its right lines and its known mistakes are those of backward.
"""

import dataclasses
import functools

from coursework.judging.question import Question
from coursework.judging.report import refused
from coursework.mistakes.subquestions import part
from coursework.questions.backward import KNOWN, QUESTION, draw_backward
from coursework.running.outcomes import Call

# What each step is given and returns, in the order in which they are taken, and a hint.
STEPS = {
    "dZ2": (
        ("y", "Y"),
        ("dZ2",),
        "Softmax and cross entropy are differentiated together: then the error at "
        "the scores is a plain difference, shape (N, C).",
    ),
    "dW2_db2": (
        ("A1", "dZ2"),
        ("dW2", "db2"),
        "Forward made Z2 = A1 @ W2 + b2. dW2 has the shape of W2, (H, C), and db2 "
        "that of b2, (C,): in both, the images are added up.",
    ),
    "dA1": (
        ("dZ2", "W2"),
        ("dA1",),
        "The error goes back through the weights that it came through: dA1 has the "
        "shape of A1, (N, H).",
    ),
    "dZ1": (
        ("dA1", "Z1"),
        ("dZ1",),
        "LeakyReLU works entry by entry, and so does its partner: multiply by the "
        "slope at each entry of Z1.",
    ),
    "dW1_db1": (
        ("X", "dZ1"),
        ("dW1", "db1"),
        "As in layer 2, one layer further down: X is what layer 1 was given, and dZ1 "
        "is its error.",
    ),
}


@dataclasses.dataclass(frozen=True, eq=False)
class Step(Question):
    """A step of backward; two results are judged as a dictionary, by their names."""

    def judge(self, calls, outcomes):
        """Return the Report on what `calls` brought about."""
        if len(self.results) == 1:
            return super().judge(calls, outcomes)
        named = [self.by_name(outcome) for outcome in outcomes]
        report = None if None in named else super().judge(calls, named)
        in_dict = any(isinstance(outcome.value, dict) for outcome in outcomes)
        if report is None or (report.status == "correct" and in_dict):
            text = f"This step has two results: return {', '.join(self.results)}."
            return refused(self, "not_two_results", text)
        if report.status == "incorrect":
            turned = [self.by_name(outcome, self.results[::-1]) for outcome in outcomes]
            if None not in turned and super().judge(calls, turned).status == "correct":
                text = f"The two have changed places: return {', '.join(self.results)}."
                return refused(self, "results_swapped", text)
        return report

    def by_name(self, outcome, names=None):
        """Return the outcome with its values under their names, or None without two."""
        if outcome.value is None or isinstance(outcome.value, dict):
            return outcome
        if not isinstance(outcome.value, tuple | list) or len(outcome.value) != 2:
            return None
        named = dict(zip(names or self.results, outcome.value, strict=True))
        return dataclasses.replace(outcome, value=named)


def draw_step(name, rng):
    """Return what the step meets on the way back through the networks of backward."""
    calls = []
    for call in draw_backward(rng):
        params, X, Y, ff_dict = call.args
        values = params | ff_dict | {"X": X, "Y": Y}
        for step, (given, results, _) in STEPS.items():
            args = tuple(values[each] for each in given)
            if step == name:
                calls.append(Call(call.stage, args))
            made = QUESTIONS[step].reference(*args)
            values |= made if len(results) > 1 else {results[0]: made}
    return calls


def question(name, given, results, hint):
    """Return the question about a step."""
    known = part(KNOWN, given, results)
    signature = f"step_{name}({', '.join(given)})"
    result, code = ", ".join(results), KNOWN.program
    lines = dict(zip(code.starts, map(str.strip, code.lines), strict=True))
    lines = [lines[f"{each} ="] for each in results]
    answer = [f"def {signature}:", *lines, f"return {result}"]
    return Step(
        name=f"backward.{name}",
        signature=f"{signature}, returning {result}",
        reference=known.right,
        draw=functools.partial(draw_step, name),
        catalogue=known,
        answer="\n    ".join(answer),
        hints=(hint, f"Nearly the answer: {' and '.join(lines)}."),
        edge_cases={
            item: sentence
            for item, sentence in QUESTION.edge_cases.items()
            if item == "changes_argument" or len(results) > 1
        },
        loose=tuple(each for each in results if each in QUESTION.loose),
        results=results,
    )


QUESTIONS = {name: question(name, *step) for name, step in STEPS.items()}
