"""Write your own questions in one notebook, which also checks and grades them.

Two tagged cells of a solution notebook make a question:

- `reference` holds the right answer: a function, the last one that the cell defines.
  Its name is the question's. It runs alone, with np: it imports what else it needs.
- `probes`, further down, holds the inputs to compare on. It assigns
  `probes`, a list of inputs that students may see, and, as you like,
  `hidden`, a list of inputs that stay with the grader,
  `draw(rng)`, a function that returns a list of fresh hidden inputs,
  `hints`, a few sentences, `points` (1), `signature` (that of the def line),
  `tolerance` (1e-5): by how much a number may differ, as a share of the largest, and
  `mistakes`, the known mistakes as a text. `coursework.mistakes.catalogue` describes
  its syntax; the reference cell is the right program of that text.

An input is a tuple of arguments, a dict of arguments by name, or the one argument.

In the student's notebook, a cell with the public inputs and their expected values
replaces both (`register`). The grader reads the solution (`reference_cells.load`).
"""

import copy
import dataclasses
import functools

import numpy as np

from coursework.authoring.literals import from_json, read, to_json, write
from coursework.authoring.own_judge import OwnJudge
from coursework.judging.question import Question
from coursework.mistakes.catalogue import KnownMistake
from coursework.running.outcomes import MATHEMATICS, RTOL, Call, run, same
from coursework.words import say

MOST = 20_000  # characters that a question may take in the student's notebook
KNOWN = (
    "{}: students know all inputs and their values, so a table of these earns full "
    "points. Add hidden or draw(rng) to the probes."
)
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
    version : str
        A hash of the two cells.
    """

    public: tuple = ()
    tolerance: float = RTOL
    out_of: float = 1.0
    version: str = ""

    judge_class = OwnJudge

    @functools.cached_property
    def visible(self):
        """The same question, with those inputs alone that students may see."""
        return dataclasses.replace(self, draw=lambda rng: list(self.public))

    def hidden(self, calls):
        """Return the positions (a set) of the calls with hidden inputs."""
        # `calls` may copy a public Call, but a copy keeps the same tuple of arguments.
        public = {id(call.args) for call in self.public}
        return {k for k, call in enumerate(calls) if id(call.args) not in public}


@dataclasses.dataclass(frozen=True, eq=False)
class StoredMistake(KnownMistake):
    """A known mistake in a notebook, with the stored values of each way to make it."""

    functions: tuple


def open_questions(questions):
    """Return a warning for each Own whose inputs are all known to students."""
    rng = np.random.default_rng(0)
    own = [each for each in questions if isinstance(each, Own)]
    known = [each.name for each in own if not each.hidden(each.calls(rng))]
    return [KNOWN.format(name) for name in known]


def make(name, signature, reference, draw, hints=(), mistakes=(), **options):
    """Return an Own."""
    edge_cases = {"changes_argument": say("changes_argument")}
    needed = name, signature, reference, draw, mistakes, tuple(hints), edge_cases
    return Own(*needed, **options)


def stored(question):
    """Return the source of a question's cell in the student's notebook.

    The cell holds the public inputs, and the values that the reference and the known
    mistakes return there, but nothing of the reference's code or of the hidden inputs.
    """
    keys = ("name", "signature", "parameters", "hints", "tolerance", "out_of")
    data, public = {key: getattr(question, key) for key in keys}, question.public
    expected = [_value(question.reference, call) for call in public]
    probes, mistakes = [], []
    for call, wanted in zip(public, expected, strict=True):
        kwargs = {name: to_json(value) for name, value in call.kwargs.items()}
        args = [to_json(value) for value in call.args]
        probes.append({"args": args, "kwargs": kwargs, "wanted": wanted})
    for mistake in question.catalogue:
        ways = [[_value(f, call) for call in public] for f in mistake.functions]
        # Left out: ways with the values of the reference, or of an earlier way.
        ways = [way for k, way in enumerate(ways) if way not in [expected, *ways[:k]]]
        if ways:
            entry = {"name": mistake.name, "sentence": mistake.sentence}
            mistakes.append(entry | {"fix": mistake.fix, "ways": ways})
    text = write(data)[:-1]  # the brace is added below
    for key, rows in (("probes", probes), ("mistakes", mistakes)):
        if rows:
            lines = ",\n".join(map(write, rows))
            text += f',\n"{key}": [\n{lines}\n]'
    text += "}"
    if len(text) > MOST:
        raise ValueError(
            f"{question.name}: the probes take {len(text)} characters in the student's "
            f"notebook; keep them below {MOST} and move large ones to hidden"
        )
    return (
        f'# @title The question {question.name}: run me {{ display-mode: "form" }}\n'
        f'from coursework.custom import own\n\nown.register(r"""\n{text}\n""")'
    )


def _value(function, call):
    """Call a function; return its result as JSON, or {"raised": its exception}."""
    with np.errstate(all="ignore"):
        outcome = run(function, call)
    if outcome.raised:
        return {"raised": outcome.raised}
    try:
        return to_json(outcome.value)
    except ValueError:  # a mistake may return anything
        return {"raised": "a value that no cell holds"}


def _lookup(calls, stored_values):
    """Return a function that gives, or raises, the stored value of each call."""
    values = [
        type(value["raised"], (Exception,), {})  # an exception with this name
        if isinstance(value, dict) and "raised" in value
        else from_json(value)
        for value in stored_values
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
    """Make a question known to `check`, from the JSON that `stored` wrote.

    Raises
    ------
    ValueError
        If the text cannot be read.
    """
    try:
        data, calls = read(text), []
        for probe in data["probes"]:
            args = tuple(from_json(value) for value in probe["args"])
            kwargs = {key: from_json(value) for key, value in probe["kwargs"].items()}
            calls.append(Call(MATHEMATICS, args, kwargs))
        mistakes = [
            StoredMistake(
                entry["name"],
                entry["sentence"],
                entry["fix"],
                tuple(_lookup(calls, way) for way in entry["ways"]),
            )
            for entry in data.get("mistakes", ())
        ]
        REGISTERED[data["name"]] = make(
            data["name"],
            data["signature"],
            _lookup(calls, [probe["wanted"] for probe in data["probes"]]),
            lambda rng: list(calls),
            mistakes=mistakes,
            public=tuple(calls),
            parameters=tuple(data["parameters"]),
            **{key: data[key] for key in ("hints", "tolerance", "out_of")},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        error = f"{type(error).__name__}: {error}"
        raise ValueError(say("damaged_question", error=error)) from None
