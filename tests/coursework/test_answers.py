"""Right answers pass in whatever style, wrong ones are refused and named."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import SEEDS
from written import FOLDER, blocks, function, spelled

from coursework import check

QUESTIONS = sorted(path.stem for path in FOLDER.glob("*.txt"))


def each(kind):
    return [
        pytest.param(question, names, text, id=f"{question}-{line}")
        for question in QUESTIONS
        for names, text, line in blocks(question, kind)
    ]


@pytest.mark.parametrize(("question", "_names", "text"), each("right"))
@settings(max_examples=8, deadline=None, derandomize=True, database=None)
@given(data=st.data(), seed=st.integers(0, 2**32 - 1))
def test_right_answers_pass(question, _names, text, data, seed):
    code = spelled(text, lambda n: data.draw(st.integers(0, n - 1)))
    report = check(question, function(question, code), seed=seed)
    assert (report.status, report.score) == ("correct", 1.0), f"{report}\n{code}"


@pytest.mark.parametrize(("question", "names", "text"), each("wrong"))
def test_wrong_answers_are_refused_and_named(question, names, text):
    sizes = []
    spelled(text, lambda n: sizes.append(n) or 0)
    for choice in itertools.product(*map(range, sizes)):
        picks = iter(choice)
        answer = function(question, spelled(text, lambda _, p=picks: next(p)))
        messages = set()
        for seed in SEEDS:
            report = check(question, answer, seed=seed)
            assert report.status == "incorrect", report
            assert report.score < 1
            assert report.mistake in names, report
            messages.add(report.message)
        # No drawn number is in a named mistake's sentence.
        assert report.mistake is None or len(messages) == 1, messages
