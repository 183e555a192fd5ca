"""Questions of your own: one notebook asks, checks and grades.

In a solution notebook, two cells with tags make a question, and nothing else is needed:

- `reference` holds the right answer: a function, the last one that the cell defines.
  Its name is the question's. It runs alone, with np there: import the rest in it.
- `probes`, further down, holds the inputs to compare on. It assigns
  `probes`, a list of inputs that students may see, and, as you like,
  `hidden`, a list of inputs that stay with the grader,
  `draw(rng)`, a function that returns a list of fresh hidden inputs,
  `hints`, a few sentences, `points` (1), `signature` (the def line's),
  `tolerance` (1e-5): by how much a number may differ, as a share of the largest, and
`mistakes`, the known ones as a text, whose syntax `coursework.mistakes.catalogue`
describes. The right program of that text is the reference cell.

An input is a tuple of arguments, a dict of arguments by name, or the one argument.

The student's notebook gets a cell with the public inputs and their expected values in
place of the two (`register`); the grader reads the solution
(`authoring.load`).
"""

import copy
import dataclasses
import types

import numpy as np

from coursework.authoring.literals import from_json, read, to_json, write
from coursework.authoring.own_judge import OwnJudge
from coursework.judging.question import Question
from coursework.questions import QUESTIONS
from coursework.questions.integers import CHANGES_ARGUMENT
from coursework.running.outcomes import MATHEMATICS, RTOL, Call, run, same

MOST = 20_000  # characters that a question may take in the student's notebook
REGISTERED = {}  # the questions of the notebook that is open, by name


@dataclasses.dataclass(frozen=True, eq=False)
class Own(Question):
    """A question that an instructor wrote.

    Attributes
    ----------
    public : tuple of Call
        The inputs that students may see.
    tolerance : float
        By how much a number may differ, as a share of the largest in its array.
    out_of : float
        Points for a score of 1.
    """

    public: tuple = ()
    tolerance: float = RTOL
    out_of: float = 1.0

    @property
    def trial(self):
        """The class of what happens before the judge."""
        return OwnJudge

    def judge(self, calls, outcomes):
        """Return the Report on what `calls` brought about.

        Inputs that are not among the public ones stay with the instructor. Where there
        are any, no text that the answer has chosen is told: that of an exception or a
        warning, also at a public input, could hold one that was met before.
        """
        if self.hidden(calls):
            text = "Your def line is another one"  # all that WrongSignature is asked
            outcomes = [
                dataclasses.replace(outcome, detail=text, notes=())
                for outcome in outcomes
            ]
        return super().judge(calls, outcomes)

    def hidden(self, calls):
        """Return the positions of the calls that a student does not know."""
        public = {id(call.args) for call in self.public}
        return {k for k, call in enumerate(calls) if id(call.args) not in public}


def make(name, signature, reference, draw, hints=(), mistakes=(), **settings):
    """Return the question; catalogue and hints are the course's if it asks the same."""
    asked = QUESTIONS.get(name)
    if isinstance(asked, Question):
        mistakes, hints = mistakes or asked.catalogue, tuple(hints) or asked.hints
    fixed = tuple(hints), {"changes_argument": CHANGES_ARGUMENT}
    return Own(name, signature, reference, draw, mistakes, *fixed, **settings)


def stored(asked):
    """Return the source of the cell that a student's notebook gets for a question.

    It holds the public inputs, the values expected there and those that known mistakes
    give there, and nothing of the reference or of the hidden inputs.
    """
    kept = ("name", "signature", "parameters", "hints", "tolerance", "out_of")
    data = {key: getattr(asked, key) for key in kept}
    mistakes, probes = (
        [],
        [
            {
                "args": [to_json(value) for value in call.args],
                "kwargs": {name: to_json(value) for name, value in call.kwargs.items()},
                "wanted": _told(asked.reference, call),
            }
            for call in asked.public
        ],
    )
    wanted = [probe["wanted"] for probe in probes]
    for mistake in asked.catalogue if isinstance(asked.catalogue, list) else ():
        ways = [[_told(f, call) for call in asked.public] for f in mistake.functions]
        ways = [way for k, way in enumerate(ways) if way not in [wanted, *ways[:k]]]
        if ways:
            told = {"name": mistake.name, "sentence": mistake.sentence}
            mistakes.append(told | {"remedy": mistake.fix, "ways": ways})
    text = write(data)[:-1]
    for key, listed in (("probes", probes), ("mistakes", mistakes)):
        if listed:
            lines = ",\n".join(map(write, listed))
            text += f',\n"{key}": [\n{lines}\n]'
    text += "}"
    if len(text) > MOST:
        raise ValueError(
            f"{asked.name}: the probes take {len(text)} characters in the student's "
            f"notebook; keep them below {MOST} and move large ones to hidden"
        )
    return (
        f'# @title The question {asked.name}: run me {{ display-mode: "form" }}\n'
        f'from coursework.custom import own\n\nown.register(r"""\n{text}\n""")'
    )


def _told(function, call):
    """Return what a function does at a call, as JSON can hold it."""
    with np.errstate(all="ignore"):
        outcome = run(function, call)
    if outcome.raised:
        return {"raised": outcome.raised}
    try:
        return to_json(outcome.value)
    except ValueError:  # a mistake may return anything
        return {"raised": "a value that no cell holds"}


def _looked_up(calls, told):
    """Return the function that looks up what was told of each of these calls."""
    values = [
        type(each["raised"], (Exception,), {})
        if isinstance(each, dict) and "raised" in each
        else from_json(each)
        for each in told
    ]

    def function(*args, **kwargs):
        for call, value in zip(calls, values, strict=True):
            if same((args, kwargs), (call.args, call.kwargs), exact=True):
                if isinstance(value, type):
                    raise value
                return copy.deepcopy(value)
        raise LookupError("this input is not stored")

    return function


def register(text):
    """Make a question known to `check`: the inputs and values that a cell stores.

    Parameters
    ----------
    text : str
        JSON, as `stored` writes it.

    Raises
    ------
    ValueError
        If it is not.
    """
    try:
        data = read(text)
        calls = tuple(
            Call(
                MATHEMATICS,
                tuple(from_json(value) for value in probe["args"]),
                {name: from_json(value) for name, value in probe["kwargs"].items()},
            )
            for probe in data["probes"]
        )
        reference = _looked_up(calls, [probe["wanted"] for probe in data["probes"]])
        mistakes = [
            types.SimpleNamespace(
                name=told["name"],
                sentence=told["sentence"],
                fix=told["remedy"],
                functions=[_looked_up(calls, way) for way in told["ways"]],
            )
            for told in data.get("mistakes", ())
        ]
        name, signature = data["name"], data["signature"]
        settings = {key: data[key] for key in ("hints", "tolerance", "out_of")}
        settings["parameters"] = tuple(data["parameters"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            "the cell that stores a question was changed and cannot be read any more; "
            f"open the notebook anew ({type(error).__name__}: {error})"
        ) from None

    def draw(rng):
        return list(calls)

    settings |= {"public": calls, "mistakes": mistakes}
    REGISTERED[name] = make(name, signature, reference, draw, **settings)
