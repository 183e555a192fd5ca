"""Each wrong function that the catalogue keeps is rejected, and named as itself."""

import re

import pytest
from seeds import SEEDS

from coursework import check
from coursework.entries import Lazy
from coursework.questions import QUESTIONS
from coursework.questions.initial.known import SCALES


def functions(mistake):
    """Return the functions that make a mistake.

    Of one that is drawn from another question, whose own ways are all tried there,
    the first is enough; with more seeds, all are tried here, too.
    """
    words = (
        re.findall(r"\w+", mistake.ways[0][0][1]) if hasattr(mistake, "ways") else ()
    )
    drawn = any(isinstance(mistake.program.space.get(word), Lazy) for word in words)
    return [mistake.function] if drawn and len(SEEDS) == 1 else mistake.functions


MISTAKES = [
    pytest.param(question, mistake, id=f"{question}-{mistake.name}")
    for question in QUESTIONS
    for mistake in QUESTIONS[question].catalogue
    if mistake not in SCALES  # which test_initial_laws names, in each of their ways
]


@pytest.mark.parametrize(("question", "mistake"), MISTAKES)
def test_each_known_mistake_is_named(question, mistake):
    for k, function in enumerate(functions(mistake)):
        for seed in SEEDS:
            report = check(question, function, seed=seed)
            facts = report.status, report.mistake
            assert facts == ("incorrect", mistake.name), f"way {k}"
