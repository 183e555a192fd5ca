"""What a report says, and what a check leaves alone."""

import random

import numpy as np
import pytest

from coursework import check


def not_raised(X):
    raise NotImplementedError


def only_docstring(X):
    """Return probabilities."""


def dots(X): ...


def set_to_none(X):
    y = None
    return y


NOTHING = [None, not_raised, only_docstring, dots, set_to_none, lambda X: None]


@pytest.mark.parametrize("answer", NOTHING)
def test_not_attempted(answer):
    report = check("softmax", answer)
    assert (report.status, report.score, report.mistake) == ("not attempted", 0, None)


def forgets(X):
    y = np.exp(X)
    y /= y.sum()


def ends_python(X):
    raise SystemExit


def recurses(X):
    return recurses(X)


class Hostile:
    def __eq__(self, other):
        raise RuntimeError

    def __array__(self, *arguments, **options):
        raise RuntimeError

    def __deepcopy__(self, memo):
        raise RuntimeError

    __hash__ = None


HOSTILE = [forgets, ends_python, recurses, lambda X: Hostile(), 5, "softmax", [1, 2]]


@pytest.mark.parametrize("answer", HOSTILE)
@pytest.mark.parametrize("question", ["softmax", "initialize_parameters", "forward"])
def test_whatever_an_answer_does_is_a_report(question, answer):
    report = check(question, answer)
    assert report.status == "incorrect"
    assert report.score < 1
    assert report.message


def seeds_everything(X):
    np.random.seed(0)
    random.seed(0)
    return np.random.rand(*X.shape)


def test_global_states_are_as_before():
    np.random.seed(5)
    random.seed(5)
    wanted = np.random.rand(), random.random()
    np.random.seed(5)
    random.seed(5)
    check("softmax", seeds_everything)
    check("initialize_parameters", lambda *sizes: seeds_everything(np.zeros(3)))
    assert (np.random.rand(), random.random()) == wanted


def test_inputs_are_fresh_and_a_seed_repeats_them():
    seen = []

    def spy(X):
        seen.append(X.copy())
        return X

    for seed in (None, None, 7, 7):
        check("softmax", spy, seed=seed)
    n = len(seen) // 4
    rounds = [seen[k * n : (k + 1) * n] for k in range(4)]

    def equal(a, b):
        return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))

    assert not equal(rounds[0], rounds[1])
    assert equal(rounds[2], rounds[3])


def columns(X):
    return np.exp(X) / np.exp(X).sum(axis=0)


def fine(X):
    e = np.exp(X - X.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("answer", [columns, fine, not_raised])
def test_texts_can_be_stored(answer):
    assert len({repr(check("softmax", answer, seed=seed)) for seed in range(5)}) == 1


def test_html_escapes_what_students_write():
    def answer(X):
        raise ValueError("<script>alert(1)</script>")

    assert "<script>" not in check("softmax", answer)._repr_html_()


def test_an_answer_that_counts_its_calls():
    calls = []

    def answer(X):
        calls.append(X)
        return fine(X) if len(calls) < 3 else X

    assert check("softmax", answer).status == "incorrect"


def test_an_unknown_question():
    with pytest.raises(ValueError, match=r"question must be one of leaky_relu, .* got"):
        check("relu", fine)
