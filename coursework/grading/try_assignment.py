"""Try an assignment of one's own: what would students with known answers read?

The submissions are the solution notebooks, and one notebook for each known mistake. All
are graded as a student's notebook is, in a sandbox with the assignment's packages.
"""

import json
import pathlib
import tempfile

from coursework.authoring.ask import Own
from coursework.grading.assignment import assignment as read_assignment
from coursework.grading.pages.text import number
from coursework.grading.pipeline import grade

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
        records, _, remarks = grade(folder, out, assignment=assignment, **options)
    entries = {}  # {(question, RIGHT or a mistake): the entry to report}
    for record in records:
        for entry in record.questions:
            key = wrong.get(record.student, (entry.question, RIGHT))
            # A solution may answer only some of the questions: the best entry counts.
            is_worse = key in entries and entries[key].score > entry.score
            is_asked = key[0] in own and key[0] == entry.question
            if is_asked and not is_worse:
                entries[key] = entry
    order = [(name, RIGHT) for name in own] + [*wrong.values()]
    order.sort(key=lambda key: [*own].index(key[0]))
    lines = [_line(*key, entries[key]) for key in order if key in entries]
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
        mistakes = question.catalogue if isinstance(question.catalogue, list) else ()
        for mistake in mistakes:
            for k, way in enumerate(mistake.ways, 1):
                what = mistake.name if k == 1 else f"{mistake.name} {k}"
                student = f"{name} {what}"
                wrong[student] = name, what
                source = f"import numpy as np\n\n{mistake.program.source(way)}"
                text = json.dumps({"cells": [{"cell_type": "code", "source": source}]})
                pathlib.Path(folder, f"{student}.ipynb").write_text(text, "utf-8")
    return wrong


def _line(question, what, entry):
    """Return a line about one answer: its points, and what its student reads."""
    fault, mistake = "", what.partition(" ")[0]  # "climbs 2": the second way to make it
    if what == RIGHT:
        fault = "" if entry.status == "correct" else "it is to be right"
    elif entry.status == "correct":
        fault = "it counts as right"
    elif entry.mistake != mistake:
        fault = f"{entry.mistake or 'no known mistake'} is named"
    got = f"{number(entry.score)} of {number(entry.out_of)}"
    look = f"{LOOK}{fault}. " if fault else ""
    said = look + entry.message
    return f"{question}, {what}: {got}. {said}".strip()
