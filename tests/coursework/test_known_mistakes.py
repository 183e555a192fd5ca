"""Each wrong function that the catalogue keeps is rejected, and named as itself."""

import pytest
from seeds import SEEDS

from coursework import check
from coursework.questions import QUESTIONS

MISTAKES = [
    pytest.param(question, mistake.name, function, id=f"{question}-{mistake.name}-{k}")
    for question in QUESTIONS
    for mistake in QUESTIONS[question].catalogue
    for k, function in enumerate(mistake.functions)
]


@pytest.mark.parametrize(("question", "name", "function"), MISTAKES)
def test_each_known_mistake_is_named(question, name, function):
    for seed in SEEDS:
        report = check(question, function, seed=seed)
        assert (report.status, report.mistake) == ("incorrect", name)
