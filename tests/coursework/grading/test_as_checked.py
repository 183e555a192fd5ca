"""The grader says of an answer what the check in the notebook says of it."""

import dataclasses
import types

import pytest
from programs import marked, programs

from coursework import check
from coursework.grading.assignment import Assignment
from coursework.grading.hand_in.extract import Program
from coursework.questions import QUESTIONS

PARAMS_TOO_MANY = """\
class TwoLayerNN:
    def forward(self, params, X):
        Z1 = X @ params["W1"] + params["b1"]
        return Z1, {"Z1": Z1}
"""
SELF_TOO_MANY = "def leaky_relu(self, z, alpha=0.01):\n    return z"
SHARED = """\
import numpy as np
def forward(params, X, ff_dict={}):
    ff_dict["Z1"] = X @ params["W1"]
    return ff_dict["Z1"], ff_dict
"""


@pytest.mark.parametrize(
    ("question", "source", "name", "mistake"),
    [
        ("forward", PARAMS_TOO_MANY, "TwoLayerNN", "wrong_signature"),
        ("leaky_relu", SELF_TOO_MANY, "leaky_relu", "wrong_signature"),
        ("forward", SHARED, "forward", "shared_dictionary"),
    ],
)
def test_wrong_signatures_and_shared_dictionaries(question, source, name, mistake):
    given = programs() | {question: Program(question, (source,), name, 1)}
    (entry,) = marked(given, isolation="process", only=[question])
    space = {}
    exec(source, space)
    report = check(question, space[name])
    assert entry["mistake"] == report.mistake == mistake
    assert entry["message"] == f"{report.message} {report.remedy}".strip()
    assert entry["hints"] == [*report.hints] != []


def test_a_remedy_stands_behind_the_message(monkeypatch):
    def halved(*args):
        return QUESTIONS["softmax"].reference(*args) / 2

    known = types.SimpleNamespace(
        name="halved",
        sentence="It is half.",
        remedy="Double it.",
        functions=(halved,),
        ways=(),
    )
    asked = dataclasses.replace(QUESTIONS["softmax"], catalogue=[known])
    monkeypatch.setattr(Assignment, "questions", lambda _: {"softmax": asked})
    half = programs()["softmax"].statements[-1].replace("return", "return 0.5 *")
    given = programs(softmax=half)
    (entry,) = marked(given, isolation="process", only=["softmax"])
    assert entry["message"] == "It is half. Double it."
