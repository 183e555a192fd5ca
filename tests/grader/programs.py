"""Make and grade an Extract for each question: a right answer, or a replacement."""

import pathlib
import shutil

import pytest

from coursework import blocks
from coursework.questions import HOMEWORK, QUESTIONS
from grader import marking
from grader.assignment import Assignment
from grader.run import Settings
from grader.sandbox import Limits
from grader.submissions.notebook import Extract

needs_bubblewrap = pytest.mark.skipif(
    shutil.which("bwrap") is None, reason="bubblewrap is not installed"
)


def texts(name):
    """Return {title: text below it} of a file in this folder."""
    path = pathlib.Path(__file__).with_name(name)
    return {block.title: block.text for block in blocks.read(path)}


RIGHT = {name: f"\n{QUESTIONS[name].answer}\n" for name in HOMEWORK}
HELPERS = ("leaky_relu", "softmax", "deriv_leaky_relu")


def programs(**replaced):
    """Return {question: Extract} of the right answers, but for those in `replaced`."""
    imports = ["import numpy as np", *(f"from neuralnet import {h}" for h in HELPERS)]
    return {
        name: Extract(name, (*imports, source), name, 1, None)
        for name, source in (RIGHT | replaced).items()
    }


def marked(given, seed=1, limits=None, isolation="bubblewrap", only=HOMEWORK):
    """Grade programs, and return a list of the entries of the questions in `only`."""
    assignment = Assignment(points=dict.fromkeys(only, 1.0))
    settings = Settings(seed, isolation, limits or Limits(), assignment)
    return marking.marks_of(given, settings)
