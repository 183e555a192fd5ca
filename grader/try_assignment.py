"""Try an assignment of one's own: what would students with known answers read?

The submissions are the solution notebooks, and one notebook for each known mistake. All
are graded as a student's notebook is, in a sandbox.
"""

import collections
import json
import pathlib
import tempfile

from coursework.authoring.own import Own
from grader.assignment import read_assignment
from grader.pages.text import number
from grader.pipeline import grade

RIGHT, LOOK = "right", "LOOK: "


def attempt(assignment, out, isolation="bubblewrap"):
    """Grade known answers; return lines about what students would read.

    `assignment` is an assignment file, and `out` the folder for the pages. A line that
    begins with LOOK is about an answer that is not judged as the author wants.
    """
    asked = read_assignment(assignment)
    own = {n: q for n, q in asked.questions().items() if isinstance(q, Own)}
    if not own:
        raise ValueError(f"{assignment} asks no question of a notebook")
    with tempfile.TemporaryDirectory() as folder:
        wrong = _write(folder, asked, own)
        options = {"isolation": isolation, "progress": False, "jobs": 1}
        records, _, remarks = grade(folder, out, assignment=asked, **options)
    marks = collections.defaultdict(list)
    for record in records:
        # A wrong answer is about one question, and a solution about all of them.
        about, what = wrong.get(record.student, ("", RIGHT))
        for mark in record.marks:
            if about in ("", mark.question):
                marks[mark.question, what].append(mark)
    lines = []
    for name in own:
        mistakes = [mistake for question, mistake in wrong.values() if question == name]
        for what in (RIGHT, *mistakes):
            # A solution may answer only some of the questions: the best mark counts.
            best = max(marks[name, what], key=lambda mark: mark.score)
            lines.append(_line(name, what, best))
    return [*lines, *remarks, f"The pages are in {out}/feedback."]


def _write(folder, asked, own):
    """Write right and wrong answers to a folder, each as the notebook of a student.

    The right ones are the notebooks of the assignment `asked`. The wrong ones are the
    mistakes of its questions `own`. Return {student: (question, mistake)} for these.
    """
    wrong = {}
    for k, path in enumerate(asked.notebooks):
        text = pathlib.Path(path).read_text("utf-8")
        pathlib.Path(folder, f"{RIGHT} {k}.ipynb").write_text(text, "utf-8")
    for name, question in own.items():
        for mistake in question.catalogue:
            for k, way in enumerate(mistake.ways, 1):
                what = mistake.name if k == 1 else f"{mistake.name} {k}"
                student = f"{name} {what}"
                wrong[student] = name, what
                source = f"import numpy as np\n\n{mistake.program.source(way)}"
                text = json.dumps({"cells": [{"cell_type": "code", "source": source}]})
                pathlib.Path(folder, f"{student}.ipynb").write_text(text, "utf-8")
    return wrong


def _line(question, what, mark):
    """Return a line about one answer: its points, and what its student reads."""
    fault, mistake = "", what.partition(" ")[0]  # "climbs 2": the second way to make it
    if what == RIGHT:
        fault = "" if mark.status == "correct" else "it is to be right"
    elif mark.status == "correct":
        fault = "it counts as right"
    elif mark.mistake != mistake:
        fault = f"{mark.mistake or 'no known mistake'} is named"
    got = f"{number(mark.score)} of {number(mark.out_of)}"
    look = f"{LOOK}{fault}. " if fault else ""
    said = look + mark.message
    return f"{question}, {what}: {got}. {said}".strip()
