"""What an answer that is not right is worth: parts count, one number everywhere not."""

import numpy as np
import pytest
from written import function

from coursework import check
from coursework.credit import credit
from coursework.outcomes import Outcome
from coursework.questions import QUESTIONS

RIGHT = [
    {"a": np.arange(3.0), "b": np.float64(2)},
    {"a": -np.arange(3.0), "b": np.float64(5)},
]
LATER = [{"a": np.ones(3), "b": 2.5}, {"a": np.arange(3.0), "b": 4.5}]
ONE = np.float64(1)
CASES = {
    "all right": (RIGHT, 0.75),
    "all wrong": (LATER, 0.25),
    "one right": ([r | {"b": w["b"]} for r, w in zip(RIGHT, LATER, strict=True)], 0.5),
    "one missing": ([{"a": r["a"]} for r in RIGHT], 0.375),
    "one of another shape": ([r | {"a": np.ones(2)} for r in RIGHT], 0.375),
    "zeros for one": ([r | {"a": np.zeros(3)} for r in RIGHT], 0.375),
    "right once": ([RIGHT[0], LATER[1]], 0.25),
    "zeros": ([{"a": np.zeros(3), "b": 0.0}] * 2, 0.0),
    "nan": ([{"a": np.full(3, np.nan), "b": np.nan}] * 2, 0.0),
    "no dictionary": ([3.0, 4.0], 0.0),
}


@pytest.mark.parametrize(("got", "score"), CASES.values(), ids=CASES)
def test_each_part_counts_by_itself(got, score):
    for shape in (lambda value: value, lambda value: (value,)):
        pairs = [(Outcome(shape(g)), shape(w)) for g, w in zip(got, RIGHT, strict=True)]
        assert credit(pairs) == score


def test_an_exception_and_lists_of_different_length():
    assert credit([(Outcome(ONE), ONE), (Outcome(raised="E"), ONE)]) == 0
    wanted = [[ONE, "x"], [ONE, "y", "z"]]
    assert credit([(Outcome(value), value) for value in wanted]) == 0.75
    wrong = [(Outcome([ONE, "y"]), wanted[0]), (Outcome(wanted[1]), wanted[1])]
    assert credit(wrong) == 0.25


# Which known mistakes, and which lines of a function, earn how much.
KNOWN = """\
forward 0.0 only_y_returned Z1_with_transposed_weights
forward 0.3 only_y_kept
forward 0.35 activation_no_leak
forward 0.65 Z1_overwritten
forward 0.75 softmax_no_shift softmax_global_max
backward 0.0 tuple_returned
backward 0.25 mean_over_batch sign_flipped
backward 0.375 dW2_and_dW1_transposed db2_and_db1_not_summed
initialize_parameters 0.0 returns_none weights_transposed keys_in_wrong_case all_zeros
initialize_parameters 0.25 standard_normal he columns_repeat mean_not_zero
initialize_parameters 0.75 same_numbers_every_call second_repeats_first bias_row
initialize_parameters 0.75 bias_ones
one_hot 0.0 transposed
one_hot 0.25 swapped_zero_and_one
one_hot 0.75 columns_from_the_labels
best_epoch 0.0 pair_returned
best_epoch 0.25 epoch_of_the_stop
best_epoch 0.75 equal_counts_as_better
confusion_matrix 0.0 accuracy_returned
confusion_matrix 0.25 transposed
confusion_matrix 0.75 bytes_overflow
"""
BY_NAME = [
    (question, name, float(score))
    for question, score, *names in map(str.split, KNOWN.splitlines())
    for name in names
]
RIGHT_LINE = "np.where(z > 0, z, alpha * z)"
EXPS = "np.exp(X - X.max(axis=1, keepdims=True))"
BY_LINE = [
    ("leaky_relu(z, alpha=0.01)", f"{RIGHT_LINE}.tolist()", 0.0),
    ("leaky_relu(z, alpha=0.01)", "z if z > 0 else alpha * z", 0.0),
    ("leaky_relu(z, alpha=0.01)", f"{RIGHT_LINE}.ravel()", 0.0),
    ("leaky_relu(z, alpha=0.01)", "z * (z > 0)", 0.25),
    ("leaky_relu(z, alpha=0.01)", f"{RIGHT_LINE} - 0.37 * z * (z < 0)", 0.25),
    ("leaky_relu(z, alpha=0.01)", f"{RIGHT_LINE} + np.random.rand(*z.shape)", 0.25),
    ("leaky_relu(z, alpha=0.01)", "np.where(z > 0, z, 0.01 * z)", 0.75),
    ("leaky_relu(z, alpha=0.01)", "np.multiply(z, alpha, out=z, where=z < 0)", 0.75),
    ("leaky_relu(z, alpha=0.1)", RIGHT_LINE, 0.75),
    ("leaky_relu(z, alpha)", RIGHT_LINE, 0.75),
    ("deriv_leaky_relu(x, alpha=0.01)", "x >= 0", 0.0),
    ("deriv_leaky_relu(x, alpha=0.01)", "np.where(x >= 0, 1.0, -alpha)", 0.25),
    ("deriv_leaky_relu(x, alpha=0.01)", "np.where(x > 0, 1.0, alpha)", 0.75),
    ("softmax(X)", f"{EXPS} / {EXPS}.sum(axis=1)", 0.0),
    ("softmax(X)", f"{EXPS} / {EXPS}.sum()", 0.25),
    ("softmax(X)", "np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)", 0.75),
]


@pytest.mark.parametrize(("question", "name", "score"), BY_NAME)
def test_scores_of_known_mistakes(question, name, score):
    report = check(question, QUESTIONS[question].catalogue.mistakes[name].function, 0)
    assert (report.mistake, report.score) == (name, score)


@pytest.mark.parametrize(("head", "line", "score"), BY_LINE)
def test_scores_of_lines(head, line, score):
    name = head.partition("(")[0]
    answer = function(name, f"def {head}:\n    return {line}\n")
    assert check(name, answer, seed=0).score == score


@pytest.mark.parametrize(
    ("question", "wrong", "score"),
    [
        ("backward", {"dW1": 0, "db1": 0}, 0.375),
        ("initialize_parameters", {"W2": 2}, 0.5),
        ("initialize_parameters", {"W2": None}, 0.4375),
        ("initialize_parameters", {"b1": None, "W2": 2}, 0.4375),
        ("initialize_parameters", {"W1": None, "W2": None}, 0.0),
        ("backward", {"dW1": None, "db1": 0}, 0.375),
        ("initialize_parameters", {"W1": 2, "W2": 2}, 0.25),
        ("initialize_parameters", {"W1": 0, "W2": 0}, 0.0),
    ],
)
def test_right_parts_of_an_answer_count(question, wrong, score):
    def answer(*args):
        value = QUESTIONS[question].reference(*args)
        return {
            key: each * wrong.get(key, 1)
            for key, each in value.items()
            if wrong.get(key, 1) is not None
        }

    assert check(question, answer, seed=0).score == score
