"""Read an assignment: the questions for a class, and the points for each question.

An assignment file is TOML. Each part of it may be left out:

    notebooks = ["averages.ipynb"]   # beside this file; their reference cells ask
    [points]                         # the questions in this order
    running_mean = 2
    softmax = 1
    [by_hand]                        # what a teacher marks, in overrides.csv
    report = 10

Question (e), `tuning`, is marked by hand, wherever it is named.
"""

import functools
import math
import pathlib
import tomllib
from dataclasses import dataclass, field

from coursework.questions import HOMEWORK, QUESTIONS, steps, tuning

# Not graded: these take a function, and none can be sent into a sandbox ...
LEFT_OUT = {"central_differences", "one_epoch", "random_search"}
LEFT_OUT |= {question.name for question in steps.QUESTIONS.values()}  # ... and practice
COURSE = {name: QUESTIONS[name] for name in QUESTIONS if name not in LEFT_OUT}
USUAL = (*HOMEWORK, tuning.NAME)  # questions (a) to (e) of the homework
KINDS = {  # the types of values in an assignment file
    "notebooks": (list, 'a list of texts, ["a.ipynb"]'),
    "points": (dict, "a table, [points]"),
    "by_hand": (dict, "a table, [by_hand]"),
}


@dataclass(frozen=True)
class Assignment:
    """The questions of a class, as plain data."""

    points: dict = field(default_factory=lambda: dict.fromkeys(HOMEWORK, 1.0))
    notebooks: tuple = ()  # paths; their reference cells ask questions
    # The points of what no program marks.
    by_hand: dict = field(default_factory=lambda: {tuning.NAME: 1.0})

    def questions(self):
        """Return {name: question} of what a program checks, in the order of points."""
        all_known = known(self.notebooks)
        return {name: all_known[name] for name in self.points}


def read_assignment(file):
    """Return the Assignment of a TOML file, see above.

    Without [points], its notebooks' questions are asked, or else the homework. An
    OSError or a ValueError names the wrong file or question.
    """
    tables, folder = _read(file), pathlib.Path(file).parent.absolute()
    paths = tuple(str(folder / each) for each in tables.get("notebooks", ()))
    all_known = known(paths)
    own = [name for name, q in all_known.items() if q is not COURSE.get(name)]
    worths = tables.get("points") or dict.fromkeys(own or USUAL)
    by_hand = tables.get("by_hand", {})
    asked = _points(worths, {tuning.NAME: None} | all_known)
    if taken := by_hand.keys() & asked.keys():
        raise ValueError(f"{file}: {min(taken)} stands in points and in by_hand")
    points = {name: worth for name, worth in asked.items() if name in all_known}
    unmarked = {name: asked[name] for name in asked if name not in points}
    return Assignment(points, paths, unmarked | _points(by_hand, by_hand))


def _read(file):
    """Return an assignment file as a dict; a ValueError says what is wrong in it."""
    try:
        tables = tomllib.loads(pathlib.Path(file).read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{file} is no TOML file in UTF-8: {error}") from None
    for key, value in tables.items():
        if key not in KINDS:
            raise ValueError(f"{file}: {key} is none of {', '.join(KINDS)}")
        kind, what = KINDS[key]
        parts = value if isinstance(value, list) else []
        if not isinstance(value, kind) or not all(isinstance(p, str) for p in parts):
            raise ValueError(f"{file}: {key} must be {what}")
    return tables


def _points(worths, questions):
    """Return {question: points}; None in `worths` stands for the usual points."""
    points = {}
    for name, worth in worths.items():
        if name not in questions:
            known = ", ".join(questions)
            also = "; a notebook is one of notebooks" * name.endswith(".ipynb")
            raise ValueError(f"there is no question {name}; known are {known}{also}")
        worth = getattr(questions[name], "out_of", 1.0) if worth is None else worth
        if type(worth) not in (int, float) or not 0 < worth < math.inf:
            text = f"{name} must be worth a number of points above 0: {worth!r}"
            raise ValueError(text)
        points[name] = float(worth)
    return points


@functools.cache
def known(notebooks):
    """Return all questions by name; a notebook may replace a question of the course."""
    from coursework.authoring import reference_cells

    own, where = {}, {}
    for path in notebooks:
        for question in reference_cells.load(path):
            name = question.name
            if name in own:
                both = f"{path} and {where[name]} both ask the question {name}"
                raise ValueError(f"{both}: name one of them otherwise")
            own[name], where[name] = question, path
    return COURSE | own
