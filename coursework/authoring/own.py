"""Define a teacher's own question, and the cell that brings it to a student's notebook.

`reference_cells` reads the question from the teacher's notebook. Students get a cell
with the inputs that they may see and the values wanted there (`stored`), which makes
the question known to `check` (`register`).
"""

import copy
import dataclasses
import functools

import numpy as np

from coursework.authoring.literals import Raised, read, to_json, write
from coursework.authoring.own_judge import OwnJudge
from coursework.judging.question import Question
from coursework.mistakes.catalogue import KnownMistake
from coursework.running.outcomes import MATHEMATICS, RTOL, Call, run, same
from coursework.words import say

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
    data = {key: getattr(question, key) for key in keys}
    calls = question.public
    data["probes"] = [to_json((call.args, call.kwargs)) for call in calls]
    data["wanted"] = wanted = [_value(question.reference, call) for call in calls]
    data["mistakes"] = []
    for mistake in question.catalogue:
        ways = []  # without those that have the values of the reference, or of another
        for function in mistake.functions:
            way = [_value(function, call) for call in calls]
            if way not in [wanted, *ways]:
                ways.append(way)
        if ways:
            entry = {"name": mistake.name, "sentence": mistake.sentence}
            data["mistakes"].append(entry | {"fix": mistake.fix, "ways": ways})
    text = write(data)
    if len(text) > MOST:
        raise ValueError(
            f"{question.name}: the probes take {len(text)} characters in the student's "
            f"notebook; keep them below {MOST} and move large ones to hidden"
        )
    return (
        f'# @title The question {question.name}: run me {{ display-mode: "form" }}\n'
        f'from coursework.authoring import own\n\nown.register(r"""\n{text}\n""")'
    )


def _value(function, call):
    """Call a function; return its value, or a Raised, as JSON."""
    with np.errstate(all="ignore"):
        outcome = run(function, call)
    try:
        return to_json(Raised(outcome.raised) if outcome.raised else outcome.value)
    except ValueError:  # a mistake may return anything
        return to_json(Raised("a value that no cell holds"))


def register(text):
    """Make a question known to `check`, from the JSON that `stored` wrote.

    Raises
    ------
    ValueError
        If the text cannot be read.
    """
    try:
        data = read(text)
        calls = [Call(MATHEMATICS, *probe) for probe in data.pop("probes")]
        mistakes = []
        for entry in data.pop("mistakes"):
            ways = tuple(_lookup(calls, way) for way in entry.pop("ways"))
            mistakes.append(StoredMistake(**entry, functions=ways))
        REGISTERED[data["name"]] = make(
            reference=_lookup(calls, data.pop("wanted")),
            draw=lambda rng: list(calls),
            mistakes=mistakes,
            public=tuple(calls),
            parameters=tuple(data.pop("parameters")),
            **data,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        error = f"{type(error).__name__}: {error}"
        raise ValueError(say("damaged_question", error=error)) from None


def _lookup(calls, values):
    """Return a function that gives, or raises, the stored value of each call."""

    def function(*args, **kwargs):
        for call, value in zip(calls, values, strict=True):
            if same((args, kwargs), (call.args, call.kwargs), exact=True):
                if isinstance(value, Raised):
                    raise type(value.name, (Exception,), {})
                return copy.deepcopy(value)
        raise LookupError("this input is not stored")

    return function
