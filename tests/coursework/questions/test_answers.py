"""Test that right answers of any style pass, and that the wrong ones get a name."""

import inspect
import itertools
import random

import numpy as np
import pytest
from sampling import EVERY, SEEDS, some
from sentences import said, sentences_of, stored
from written import FOLDER, answers_to, codes, function_of, spelled

from coursework import check
from coursework.notebook.checking import judged
from coursework.questions import QUESTIONS

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
SAID = stored()  # by question, in the snapshot
ANEW = (
    "The check says something new. If it should, let .venv/bin/python "
    "tests/coursework/sentences.py store that, and read the diff of sentences.snap."
)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_draws_its_edge_cases_is_asked_and_has_answers_here(name):
    """Two edge cases need no calls of their own: all calls show them."""
    question = QUESTIONS[name]
    cases = {*getattr(question, "edge_cases", ())} - {"changes_argument", "bias_shape"}
    assert cases <= {call.stage for call in question.calls(np.random.default_rng(0))}
    solutions = FOLDER.parents[2].glob("book/solutions/*.ipynb")
    pages = [*solutions, FOLDER.parents[2] / "book" / "intro.md"]
    texts = [path.read_text(encoding="utf-8").replace('\\"', '"') for path in pages]
    assert any(f'check("{name}"' in text for text in texts)
    assert name in NAMES or name.startswith("backward.")  # steps may have none


def each(is_right):
    """Return the decorator that runs a test for each right, or each wrong, answer."""
    rows = [
        pytest.param(name, answer, id=f"{name}-{answer.line}")
        for name in NAMES
        for answer in answers_to(name, is_right)
    ]
    return pytest.mark.parametrize(("question", "answer"), some(rows))


def surroundings(answer):
    """Return the names in a class, or the global names of a function."""
    is_class = inspect.isclass(answer)
    return dict(vars(answer) if is_class else getattr(answer, "__globals__", {}))


@each(is_right=True)
def test_right_answers_pass(question, answer):
    """If a text with choices gives more than eight answers, eight are drawn."""
    rng = random.Random(0)
    texts = list(itertools.islice(codes(answer.text), 9))
    if len(texts) == 9:
        texts = [spelled(answer.text, rng.randrange) for _ in range(8 * len(SEEDS))]
    for k, code in enumerate([*texts, texts[0]]):  # a single text gets two seeds
        report = check(question, function_of(question, code), seed=k % 6)
        assert (report.status, report.score) == ("correct", 1.0), f"{report}\n{code}"


@pytest.mark.parametrize("name", [name for name in QUESTIONS if "." not in name])
def test_arguments_may_have_other_names(name):
    question = QUESTIONS[name]
    count = len(inspect.signature(question.reference).parameters)
    names = ", ".join(f"v{k}" for k in range(count))
    answer = eval(f"lambda {names}: right({names})", {"right": question.reference})
    answer.__defaults__ = question.reference.__defaults__
    assert check(name, answer, seed=5).status == "correct"


@each(is_right=False)
def test_wrong_answers_are_refused_and_named(question, answer):
    whole = question.partition(".")[0]  # "backward" of its step "backward.dZ2"
    known = QUESTIONS[whole].catalogue.mistakes
    missing = answer.names == ["not_attempted"]
    names = [None] if missing else answer.names  # one of them must be reported
    for k, code in enumerate(codes(answer.text)):
        function = function_of(question, code)
        before = surroundings(function)  # the check must leave these as they are
        reports = [judged(question, function, seed)[0] for seed in SEEDS]
        assert before.items() <= surroundings(function).items()
        assert k > 0 or said(reports[0]) in SAID.get(question, ()), ANEW
        for report in reports:
            assert report.status == ("not attempted" if missing else "incorrect")
            assert report.mistake in names, report
            assert report.score < 1
            assert answer.score in (None, report.score)
            mistake = known.get(report.mistake)
            assert mistake is None or mistake.sentence in report.message
        # The sentence about a named mistake holds no random number.
        assert report.mistake is None or len({r.message for r in reports}) == 1


@pytest.mark.skipif(EVERY != 1, reason="a minute, with EVERY=1")
@pytest.mark.parametrize("question", NAMES)
def test_the_snapshot_holds_no_sentence_that_is_no_longer_said(question):
    assert SAID.get(question) == sentences_of(question), ANEW
