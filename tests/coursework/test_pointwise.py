"""leaky_relu, deriv_leaky_relu, softmax: scores by stage, draws, texts of reports."""

import numpy as np
import pytest
from seeds import SEEDS
from written import blocks, function

from coursework import check
from coursework.questions import QUESTIONS

ASKED = ("leaky_relu", "deriv_leaky_relu", "softmax")


def answer(question, line, arguments="z, alpha=0.01"):
    return function(question, f"def {question}({arguments}):\n    return {line}\n")


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ("np.where(z > 0, z, alpha * z).tolist()", 0.0),
        ("z if z > 0 else alpha * z", 0.0),
        ("np.where(z > 0, z, alpha * z).ravel()", 0.0),
        ("z * (z > 0)", 0.25),
        ("np.where(z > 0, z, alpha * z - 0.37 * z)", 0.25),
        ("np.where(z > 0, z, alpha * z) + np.random.normal(0, 0.1, z.shape)", 0.25),
        ("np.where(z > 0, z, 0.01 * z)", 0.75),
        ("np.multiply(z, alpha, out=z, where=z < 0)", 0.75),
    ],
)
def test_scores_of_leaky_relu(line, score):
    assert check("leaky_relu", answer("leaky_relu", line)).score == score


@pytest.mark.parametrize("arguments", ["z, alpha=0.1", "z, alpha"])
def test_scores_without_the_default(arguments):
    line = "np.where(z > 0, z, alpha * z)"
    assert check("leaky_relu", answer("leaky_relu", line, arguments)).score == 0.75


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ("x >= 0", 0.0),
        ("np.where(x >= 0, 1.0, -alpha)", 0.25),
        ("np.where(x > 0, 1.0, alpha)", 0.75),
    ],
)
def test_scores_of_the_slope(line, score):
    slope = answer("deriv_leaky_relu", line, "x, alpha=0.01")
    assert check("deriv_leaky_relu", slope).score == score


@pytest.mark.parametrize("question", ASKED)
def test_nine_of_ten_wrong_answers_have_a_name(question):
    """An answer that may stay without a name says so by None."""
    wrong = blocks(question, "wrong")
    assert sum(None in names for names, _, _ in wrong) <= 0.1 * len(wrong)


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ("exps / exps.sum(axis=1)", 0.0),
        ("exps / exps.sum()", 0.25),
        ("np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)", 0.75),
        ("np.exp(X - X.max()) / np.exp(X - X.max()).sum(1, keepdims=True)", 0.75),
    ],
)
def test_scores_of_softmax(line, score):
    line = line.replace("exps", "np.exp(X - X.max(axis=1, keepdims=True))")
    assert check("softmax", answer("softmax", line, "X")).score == score


def test_an_unnamed_answer_sees_what_came_and_what_was_wanted():
    line = "np.exp(X / 1.7) / np.exp(X / 1.7).sum(axis=1, keepdims=True)"
    report = check("softmax", answer("softmax", line, "X"), seed=1)
    assert report.mistake is None
    assert "For X = [[" in report.message
    assert "wanted" in report.message


def test_a_fine_print_message_tells_the_exception():
    line = "np.where(np.ones((z.shape[0], z.shape[1])) * z > 0, z, alpha * z)"
    report = check("leaky_relu", answer("leaky_relu", line))
    assert "IndexError: tuple index out of range" in report.message


def test_rare_numbers_are_reached_in_every_check():
    """Both sides of each border occur in each matrix, whatever the seed."""
    for seed in SEEDS:
        calls = QUESTIONS["leaky_relu"].draw(np.random.default_rng(seed))
        for call in calls[:6]:
            z = call.args[0]
            for low, high in [(-np.inf, -1), (-1, 0), (0, 1), (1, np.inf)]:
                assert ((z > low) & (z < high)).any()
