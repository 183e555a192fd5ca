"""Test that the checks find mistakes from an independent list, DeepCrime's operators.

N. Humbatova, G. Jahangirova and P. Tonella, "DeepCrime: mutation testing of deep
learning systems based on real faults" (ISSTA 2021), derive 24 operators from studies
of real faults. Each is applied to the reference answers of the questions that have what
it changes, with the activations, losses, initializers and optimizers of Keras.
"""

import pathlib

import blocks
import pytest
from seeds import SEEDS

from coursework import check
from coursework.questions import QUESTIONS

# These operators change nothing that is in a question.
NOWHERE = {
    "RCW": "the course's answers have no regularization to change",
    "RRW": "nor to remove",
    "RCD": "no answer has dropout",
    "WAB": "both layers have a bias",
}
CASES = []
for block in blocks.read(pathlib.Path(__file__).with_name("deepcrime.txt")):
    code, (question,) = block.title.split()[0], block.fields
    CASES += [(code, question, *row.split(" ", 1)) for row in block.lines]


def test_each_operator_is_applied_or_has_no_place():
    applied = {code for code, *_ in CASES}
    assert len(applied) + len(NOWHERE) == 24
    assert applied.isdisjoint(NOWHERE)


@pytest.mark.parametrize(("code", "question", "name", "change"), CASES)
def test_each_change_by_an_operator_is_refused_and_named(code, question, name, change):
    program = QUESTIONS[question].catalogue.program
    answer = program.changed(program.way(change, code))
    for seed in SEEDS:
        report = check(question, answer, seed=seed)
        # "=" stands for an answer that stays right, and "-" for no name.
        assert report.status == ("correct" if name == "=" else "incorrect")
        assert report.mistake == (None if name in "-=" else name)
