"""Questions of your own: one notebook asks, checks and grades.

In a solution notebook, two cells with tags make a question, and nothing else is needed:

- `reference` holds the right answer: a function, the last one that the cell defines.
  Its name is the question's. It runs alone, with np there: import the rest in it.
- `probes`, further down, holds the inputs to compare on. It assigns
  `probes`, a list of inputs that students may see, and, as you like,
  `hidden`, a list of inputs that stay with the grader,
  `draw(rng)`, a function that returns a list of fresh hidden inputs,
  `hints`, a few sentences, `points` (1), `signature` (the def line's),
  `tolerance` (1e-5): by how much a number may differ, as a share of the largest.

An input is a tuple of arguments, a dict of arguments by name, or the one argument.

The student's notebook gets a cell with the public inputs and their expected values in
place of the two (`register`); the grader reads the solution (`load`).
"""

import builtins
import copy
import dataclasses

import numpy as np

from coursework.custom.forms import alike, shown
from coursework.custom.literals import from_json, read, to_json, write
from coursework.defects import Defect
from coursework.judging import (
    MATHEMATICS,
    Question,
    Trial,
    notes_of,
    unjudged,
)
from coursework.mistakes import Catalogue
from coursework.outcomes import RTOL, Call, run, same
from coursework.questions import QUESTIONS
from coursework.report import Report

CHANGES_ARGUMENT = (
    "The numbers are right, but your function changes what it was given: the caller's "
    "data are different afterwards. Work on new arrays (or lists) instead."
)
HIDDEN = (
    "Not right yet: a number is wrong at an input that stays hidden. Ask yourself what "
    "other inputs there may be: other shapes, other signs, zeros, ties."
)
VEILED = {
    "type": "returns something of the wrong type",
    "keys": "returns a dictionary that lacks a key",
    "shape": "returns an array of the wrong shape",
    "dtype": "returns numbers of the wrong dtype",
}
MOST = 20_000  # characters that a question may take in the student's notebook
REGISTERED = {}  # the questions of the notebook that is open, by name


@dataclasses.dataclass(frozen=True, eq=False)
class Own(Question):
    """A question that an instructor wrote.

    Attributes
    ----------
    parameters : tuple of str
        Names of the arguments, for messages.
    public : tuple of Call
        The inputs that students may see.
    tolerance : float
        By how much a number may differ, as a share of the largest in its array.
    out_of : float
        Points for a score of 1.
    """

    parameters: tuple = ()
    public: tuple = ()
    tolerance: float = RTOL
    out_of: float = 1.0

    def judge(self, calls, outcomes):
        """Return the Report on what `calls` brought about.

        Inputs that are not among the public ones stay with the instructor. Where there
        are any, no text that the answer has chosen is told: that of an exception or a
        warning, also at a public input, could hold one that was met before.
        """
        if self.hidden(calls):
            text = (
                "Your def line is another one"  # all that WrongSignature is asked for
            )
            outcomes = [
                dataclasses.replace(outcome, detail=text, notes=())
                for outcome in outcomes
            ]
        if early := unjudged(self, calls, outcomes):
            return early
        trial = OwnTrial(self, calls, outcomes)
        verdict = trial.mathematics() or trial.repetition() or trial.fine_print()
        status = "incorrect" if verdict else "correct"
        score, mistake, message = verdict or (1.0, None, "")
        notes = notes_of(outcomes)
        return Report(self.name, status, score, mistake, message, self.hints, notes)

    def hidden(self, calls):
        """Return the positions of the calls that a student does not know."""
        public = {id(call.args) for call in self.public}
        return {k for k, call in enumerate(calls) if id(call.args) not in public}


class OwnTrial(Trial):
    """One answer before its judge, whatever kind of values the question is about."""

    def __init__(self, question, calls, outcomes):
        super().__init__(question, calls, outcomes)
        self.hidden = question.hidden(calls)
        # A catalogue knows the form of its question's values: it stays as it is.
        named = not len(question.catalogue)
        pairs = [
            alike(outcome.value, wanted, question.tolerance, named)
            for outcome, wanted in zip(outcomes, self.wanted, strict=True)
        ]
        self.wanted = [wanted for _, wanted in pairs]
        self.outcomes = [
            dataclasses.replace(outcome, value=got)
            for outcome, (got, _) in zip(outcomes, pairs, strict=True)
        ]

    def defect(self, k, loose=None):
        """Return the defect at call k, one that says little where there are secrets."""
        defect = super().defect(k, loose)
        if defect is None or defect.kind == "value" or not self.hidden:
            return defect
        where = "that stays hidden" if k in self.hidden else "that you know"
        return Veiled(defect.kind, where, defect.got, defect.wanted)

    def size(self, k):
        """Return the order in which a failing call is worth telling of."""
        return k in self.hidden, *super().size(k)

    def smallest(self, found):
        """Return the smallest failing input, with what came and what was wanted."""
        # Of two equally small ones always the same: the text may be stored.
        k = min(found, key=lambda k: (*self.size(k), self.given(k)))
        if k in self.hidden:
            return HIDDEN
        got, wanted = found[k].got, np.asarray(found[k].wanted)
        wrong = np.argwhere(~np.isclose(got, wanted, RTOL, 1e-9, equal_nan=True))
        index = tuple(int(i) for i in wrong[0])
        place = f"{found[k].where or 'the result'}{list(index) if index else ''}"
        digits = 5 if f"{got[index]:.5g}" != f"{wanted[index]:.5g}" else 10
        return (
            f"Not right yet. For {self.given(k)}: {place} is "
            f"{got[index]:.{digits}g}, wanted {wanted[index]:.{digits}g}."
        )

    def given(self, k):
        """Return what call k was asked with, as text."""
        call, names = self.calls[k], self.question.parameters
        named = dict(zip(names, call.args, strict=False)) | call.kwargs
        more = call.args[len(names) :]
        texts = [f"{name} = {shown(value)}" for name, value in named.items()]
        return ", ".join([*texts, *map(shown, more)])


class Veiled(Defect):
    """What is wrong where there are inputs that a student must not learn."""

    def naming(self):
        """Return the identifier and the kind of defect; nothing of the values."""
        name, _ = super().naming()
        if self.kind == "raised":
            error = getattr(builtins, self.got.raised, None)
            known = isinstance(error, type) and issubclass(error, BaseException)
            what = f"raises {self.got.raised if known else 'an exception'}"
        else:
            what = VEILED[self.kind]
        return name, f"At an input {self.where} your function {what}."


def known(name, hints=()):
    """Return catalogue and hints of a question: the course's if it asks the same."""
    asked = QUESTIONS.get(name)
    if not isinstance(asked, Question):
        return Catalogue(name), tuple(hints)
    catalogue = Catalogue(name)
    for mistake in asked.catalogue:
        first, *others = map(floating, mistake.functions)
        catalogue.append(
            dataclasses.replace(mistake, function=first, variants=tuple(others))
        )
    return catalogue, tuple(hints) or asked.hints


def floating(function):
    """Return a function whose whole numbers come back as floats."""

    def float_function(*args, **kwargs):
        return alike(*[function(*args, **kwargs)] * 2, named=False)[0]

    return float_function


def make(name, signature, reference, draw, hints=(), **settings):
    """Return the question; the catalogue is the course's where it has one."""
    catalogue, hints = known(name, hints)
    fine = {"changes_argument": CHANGES_ARGUMENT}
    return Own(name, signature, reference, draw, catalogue, hints, fine, **settings)


def stored(asked):
    """Return the source of the cell that a student's notebook gets for a question.

    It holds the public inputs and the values expected there, and nothing of the
    reference or of the hidden inputs.
    """
    data = {
        "name": asked.name,
        "signature": asked.signature,
        "parameters": asked.parameters,
        "hints": asked.hints,
        "tolerance": asked.tolerance,
        "out_of": asked.out_of,
    }
    probes = [
        {
            "args": [to_json(value) for value in call.args],
            "kwargs": {name: to_json(value) for name, value in call.kwargs.items()},
            "wanted": to_json(run(asked.reference, call).value),
        }
        for call in asked.public
    ]
    text = "\n".join(
        [
            write(data)[:-1] + ",",
            '"probes": [',
            ",\n".join(map(write, probes)),
            "]}",
        ]
    )
    if len(text) > MOST:
        raise ValueError(
            f"{asked.name}: the probes take {len(text)} characters in the student's "
            f"notebook; keep them below {MOST} and move large ones to hidden"
        )
    return (
        f'# @title The question {asked.name}: run me {{ display-mode: "form" }}\n'
        f'from coursework.custom import own\n\nown.register(r"""\n{text}\n""")'
    )


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
        wanted = [from_json(probe["wanted"]) for probe in data["probes"]]
        name, signature = data["name"], data["signature"]
        settings = {key: data[key] for key in ("hints", "tolerance", "out_of")}
        settings["parameters"] = tuple(data["parameters"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            "the cell that stores a question was changed and cannot be read any more; "
            f"open the notebook anew ({type(error).__name__}: {error})"
        ) from None

    def reference(*args, **kwargs):
        """Look the expected value up."""
        for call, value in zip(calls, wanted, strict=True):
            if same((args, kwargs), (call.args, call.kwargs), exact=True):
                return copy.deepcopy(value)
        raise LookupError("this input is not stored")

    def draw(rng):
        return list(calls)

    REGISTERED[name] = make(name, signature, reference, draw, public=calls, **settings)


def load(path):
    """Return the questions that a solution notebook asks, for the grader.

    Parameters
    ----------
    path : path-like
        A notebook with cells tagged `reference` and `probes`. Its author is trusted:
        these cells are run.

    Returns
    -------
    list of Own
        In the order of the notebook; their inputs are the public and the hidden ones.

    Raises
    ------
    ValueError
        If the cells make no question; the sentence says why.
    """
    from coursework.custom import authoring

    return authoring.load(path)
