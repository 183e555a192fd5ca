"""Test the question diagnosis: its curves show what its sentences say of them."""

import itertools

import numpy as np
import pytest

from coursework import check
from coursework.questions.diagnosis import DONE, SIGNS, curves
from neuralnet import load_mnist

RIGHT = {letter: word for letter, (word, _) in DONE.items()}


@pytest.mark.parametrize(("letter", "word"), [*itertools.product(DONE, SIGNS)])
def test_each_wrong_word_is_named_and_costs_a_quarter(letter, word):
    report = check("diagnosis", RIGHT | {letter: word})
    if word == RIGHT[letter]:
        assert (report.status, report.score) == ("correct", 1)
        return
    assert (report.status, report.score) == ("incorrect", 0.75)
    assert report.mistake == f"{letter}_{word.replace(',', '').replace(' ', '_')}"


@pytest.mark.parametrize(
    ("answer", "status", "mistake"),
    [
        (None, "not attempted", None),
        (dict.fromkeys(DONE), "not attempted", None),
        (RIGHT | {"B": ...}, "not attempted", None),
        (RIGHT | {"C": "too slow"}, "incorrect", "unknown_word"),
        (RIGHT | {"C": np.zeros(2)}, "incorrect", "unknown_word"),
        ({"A": "rate too large"}, "incorrect", "no_letters"),
        ("rate too large", "incorrect", "no_letters"),
    ],
)
def test_what_is_no_answer_is_told_apart(answer, status, mistake):
    report = check("diagnosis", answer)
    assert (report.status, report.mistake) == (status, mistake)


def test_the_curves_are_what_the_sentences_say():
    found = curves(load_mnist(rng=np.random.default_rng(0)))
    train, valid = (
        {k: np.array([row[part] for row in rows]) for k, rows in found.items()}
        for part in ("train_loss", "valid_loss")
    )
    log10 = np.log(10)
    assert (np.diff(valid["A"]) > 0.1).sum() >= 3  # it jumps
    assert (valid["B"] > log10).all()
    assert train["B"][-1] < 0.3
    for losses in (train["C"], valid["C"]):  # it creeps
        assert (np.diff(losses) < 0).all()
        assert losses[-1] > 1.5
    turn = valid["D"].argmin()
    assert 0 < turn < 11
    assert train["D"][-1] < 0.05
    assert valid["D"][-1] > valid["D"][turn] + 0.03
    assert valid["D"].max() < log10
