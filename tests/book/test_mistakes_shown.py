"""Test that each mistake in the book is in the catalogue under its identifier."""

import re
import types

import numpy as np
import pytest
from equations.book_code import run_cells
from notebooks import CHAPTERS, markdown

from coursework import check
from coursework.questions import QUESTIONS
from neuralnet import network


def sgd_step(params, grads, batch_size, lr):
    """Return the parameters after the step of the chapter on training."""
    model = types.SimpleNamespace(params={k: np.array(v) for k, v in params.items()})
    model.forward = lambda X: (None, None)
    model.backward = lambda X, Y, ff_dict: grads
    network.TwoLayerNN.train_step(model, None, None, batch_size, lr)
    return model.params


# Functions that chapters list; `test_listings` compares them with the package. The
# answers to the homework are tested with its class.
LISTED = {
    "sgd_step": sgd_step,
}


@pytest.mark.parametrize("question", LISTED)
def test_the_right_program_computes_what_the_chapter_lists(question):
    report = check(question, LISTED[question], seed=0)
    assert report.status == "correct", report


IDENTIFIERS = {  # {name in the chapter on backprop: identifier in the catalogue}
    "none": None,
    "mean": "mean_over_batch",
    "transpose": "dA1_without_transpose",
    "first image": "db2_and_db1_of_first_image",
    "bias forgotten": "dZ1_with_derivative_before_bias",
}


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_the_catalogue_recognizes_the_mistakes_of_the_chapter_on_backprop(name):
    makes_mistakes = run_cells("eq-backprop-dw1", "class Mistaken")["Mistaken"]
    answer = type("TwoLayer", (makes_mistakes,), {"mistake": name})
    report = check("backward", answer, seed=0)
    assert report.mistake == IDENTIFIERS[name]
    assert (report.status == "correct") == (name == "none")


OPTION = re.compile(r"^\d+\. `([^`]+)` <!-- mistake: (\w+)/(\w+) -->$", re.MULTILINE)
OPTIONS = [found for name in CHAPTERS for found in OPTION.findall(markdown(name))]


@pytest.mark.parametrize(("code", "question", "mistake"), OPTIONS)
def test_a_line_that_a_quiz_offers_makes_its_mistake(code, question, mistake):
    """The quiz's line makes it in the place of a line that the mistake changes.

    A line of a program is named by its start, such as 'exps ='.
    """
    known = QUESTIONS[question].catalogue.mistakes[mistake]
    if " = " in code:  # it fills an array, which has to be there
        code = f"np.zeros(hot.shape); {code}"
    for start in {start for way in known.ways for start, _ in way}:
        wrong = known.program.changed(((start, f"{start} {code}"),))
        if check(question, wrong, seed=0).mistake == mistake:
            return
    pytest.fail(f"{code} is not {mistake}")
