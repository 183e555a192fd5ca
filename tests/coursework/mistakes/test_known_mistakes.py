"""Test that each function with a known mistake is refused, and the mistake named."""

import itertools
import re

import numpy as np
import pytest
from sampling import SEEDS, some

from coursework.mistakes.syntax import Lazy
from coursework.notebook.checking import judged
from coursework.questions import QUESTIONS
from coursework.running.outcomes import run


def functions(mistake):
    """Return functions that make a mistake, one for each way to make it.

    With one of SEEDS, the first way will do for a mistake that calls a Lazy function:
    it comes from another question, whose mistakes are tried in all ways.
    """
    first_way = mistake.ways[0] if hasattr(mistake, "ways") else [("", "")]
    _old, new_line = first_way[0]
    called = map(mistake.program.space.get, re.findall(r"\w+", new_line))
    is_borrowed = any(isinstance(value, Lazy) for value in called)
    is_enough = is_borrowed and len(SEEDS) == 1
    return itertools.islice(mistake.functions, 1 if is_enough else None)


MISTAKES = [
    pytest.param(question, mistake, id=f"{question}-{mistake.name}")
    for question in QUESTIONS
    for mistake in QUESTIONS[question].catalogue
]


@pytest.mark.parametrize(("question", "mistake"), some(MISTAKES))
def test_each_known_mistake_is_named(question, mistake):
    first = QUESTIONS[question].calls(np.random.default_rng(0))[0]
    for k, function in enumerate(functions(mistake)):
        for seed in SEEDS:
            report, _ = judged(question, function, seed)
            facts = report.status, report.mistake
            assert facts == ("incorrect", mistake.name), f"way {k}"
            assert report.message.startswith(mistake.sentence)
            assert report.fix == mistake.fix != ""
        # Otherwise any answer with a name that has no value yet would get this name.
        assert run(function, first).raised not in ("NameError", "UnboundLocalError")
