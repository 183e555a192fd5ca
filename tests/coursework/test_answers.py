"""Right answers pass in whatever style, wrong ones are refused and named."""

import itertools
import random

import pytest
from seeds import SEEDS
from written import FOLDER, as_methods, blocks, function, renamed, spelled

from coursework import check

QUESTIONS = sorted(path.stem for path in FOLDER.glob("*.txt"))
BY_PLACE = {"wrong_signature", "arguments_swapped"}  # told by the names in a def line


def each(kind):
    return [
        pytest.param(question, names, text, id=f"{question}-{line}")
        for question in QUESTIONS
        for names, text, line in blocks(question, kind)
    ]


def others(question, text, names):
    """Return the answer with other names, and as the methods of a class."""
    found = []
    if not BY_PLACE & {*names}:
        found += [function(question, renamed(text))]
        if question in ("forward", "backward") and "self" not in text:
            found += [as_methods(function(question, text))]
    return found


def codes(text):
    """Return the answers that a text with choices stands for."""
    sizes = []
    spelled(text, lambda n: sizes.append(n) or 0)
    ways = map(iter, itertools.product(*map(range, sizes)))
    return (spelled(text, lambda _, way=way: next(way)) for way in ways)


@pytest.mark.parametrize(("question", "_names", "text"), each("right"))
def test_right_answers_pass(question, _names, text):
    """Eight that are drawn, where the choices stand for more."""
    rng = random.Random(0)
    some = list(itertools.islice(codes(text), 9))
    if len(some) == 9:
        some = [spelled(text, rng.randrange) for _ in range(8 * len(SEEDS))]
    for k, code in enumerate([*some, some[0]]):
        report = check(question, function(question, code), seed=k % 6)
        assert (report.status, report.score) == ("correct", 1.0), f"{report}\n{code}"


@pytest.mark.parametrize(("question", "_names", "text"), each("right"))
def test_other_names_or_a_class_leave_a_right_answer_right(question, _names, text):
    for answer in others(question, spelled(text, lambda n: n - 1), ()):
        assert check(question, answer, seed=5).score == 1


@pytest.mark.parametrize(("question", "names", "text"), each("wrong"))
def test_wrong_answers_are_refused_and_named(question, names, text):
    """Whatever their variables are called, and as methods, too."""
    for code in codes(text):
        reports = [check(question, function(question, code), seed=s) for s in SEEDS]
        for report in reports:
            assert report.status == "incorrect", report
            assert report.score < 1
            assert report.mistake in names, report
        # No drawn number is in a named mistake's sentence.
        assert report.mistake is None or len({r.message for r in reports}) == 1
    for answer in others(question, code, names):
        other = check(question, answer, seed=SEEDS[-1])
        assert other.score == report.score
        assert other.mistake in names, code
