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
place of the two (`register`); the grader reads the solution
(`authoring.load`).
"""

import copy
import dataclasses

from coursework.custom.literals import from_json, read, to_json, write
from coursework.custom.trial import OwnTrial
from coursework.judging import Question
from coursework.outcomes import MATHEMATICS, RTOL, Call, run, same
from coursework.questions import QUESTIONS
from coursework.questions.whole import CHANGES_ARGUMENT

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
        return OwnTrial

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


def make(name, signature, reference, draw, hints=(), **settings):
    """Return the question; catalogue and hints are the course's if it asks the same."""
    asked, catalogue = QUESTIONS.get(name), ()
    if isinstance(asked, Question):
        catalogue, hints = asked.catalogue, tuple(hints) or asked.hints
    fine = {"changes_argument": CHANGES_ARGUMENT}
    hints = tuple(hints)
    return Own(name, signature, reference, draw, catalogue, hints, fine, **settings)


def stored(asked):
    """Return the source of the cell that a student's notebook gets for a question.

    It holds the public inputs and the values expected there, and nothing of the
    reference or of the hidden inputs.
    """
    kept = ("name", "signature", "parameters", "hints", "tolerance", "out_of")
    data = {key: getattr(asked, key) for key in kept}
    probes = [
        {
            "args": [to_json(value) for value in call.args],
            "kwargs": {name: to_json(value) for name, value in call.kwargs.items()},
            "wanted": to_json(run(asked.reference, call).value),
        }
        for call in asked.public
    ]
    listed = ",\n".join(map(write, probes))
    text = f'{write(data)[:-1]},\n"probes": [\n{listed}\n]}}'
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
