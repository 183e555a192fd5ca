"""Test forward and backward: their inputs, several mistakes."""

import numpy as np
import pytest
from sampling import SEEDS

from coursework import check
from coursework.questions import QUESTIONS


def with_mistakes(question, *names):
    """Return an answer that makes the mistakes `names`, each in lines of its own."""
    catalogue = QUESTIONS[question].catalogue
    ways = [catalogue.mistakes[n].ways[0] for n in names]
    changes = tuple(dict.fromkeys(change for way in ways for change in way))
    starts = {start for start, _ in changes}  # of the lines that change
    assert len(starts) == len(changes)
    return catalogue.program.changed(changes)


# Answers with two or three mistakes: the question, the one that is named, the others.
TOGETHER = """\
forward Z1_without_bias activation_smooth_activation softmax_sigmoid
forward X_divided_by_255 activation_forgotten
forward Z2_shifted softmax_sigmoid
forward X_centered activation_typed_slope
forward Z1_with_bias_twice softmax_mean_for_sum
backward dW2_transposed db1_not_summed
backward divided_by_32 dZ1_with_relu_mask
backward mean_over_batch first_layer_with_wrong_sign
"""


@pytest.mark.parametrize("row", TOGETHER.splitlines())
def test_of_mistakes_in_different_parts_the_first_is_named(row):
    """It explains the first wrong part, and does not touch the ones after it."""
    question, named, *others = row.split()
    answer = with_mistakes(question, *others, named)
    for seed in SEEDS:
        assert check(question, answer, seed=seed).mistake == named


KEYS = [("forward", key) for key in ("Z1", "A1", "Z2", "y")]
KEYS += [("backward", key) for key in ("dW1", "db1", "dW2", "db2")]


@pytest.mark.parametrize(("question", "key"), KEYS)
def test_a_wrong_formula_that_is_no_known_mistake_gets_no_name(question, key):
    changes = np.cos, lambda a: a - 0.3 * a[::-1]  # the keys take them in turn
    change = changes[KEYS.index((question, key)) % 2]

    def answer(*args):
        value = QUESTIONS[question].reference(*args)
        ff = value[1] if question == "forward" else value
        ff[key] = change(ff[key])
        return value

    report = check(question, answer, seed=3)
    assert (report.status, report.mistake) == ("incorrect", None)
