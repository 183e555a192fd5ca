"""Test that each function with a known mistake is refused, and the mistake named."""

import re

import pytest
from seeds import EVERY, SEEDS

from coursework import check
from coursework.mistakes.syntax import Lazy
from coursework.questions import QUESTIONS

# The question, the score from 0 to 1, and the mistakes that earn it.
EARNED = """\
forward 0.0 only_y_returned Z1_with_transposed_weights
forward 0.3 only_y_kept
forward 0.35 activation_no_leak
forward 0.65 Z1_overwritten
forward 0.75 softmax_no_shift softmax_global_max
backward 0.0 tuple_returned
backward 0.25 mean_over_batch sign_flipped
backward 0.375 dW2_and_dW1_transposed db2_and_db1_not_summed
initialize_parameters 0.0 weights_transposed all_zeros
initialize_parameters 0.25 scale_typed_in missing_root
initialize_parameters 0.75 same_numbers_every_call second_repeats_first bias_row
initialize_parameters 0.75 bias_not_zero
leaky_relu 0.25 no_leak
leaky_relu 0.75 ignores_alpha
deriv_leaky_relu 0.75 alpha_at_zero
softmax 0.75 no_shift
one_hot 0.0 transposed
one_hot 0.25 swapped_zero_and_one
one_hot 0.75 columns_from_the_labels
best_epoch 0.0 pair_returned
best_epoch 0.25 epoch_of_the_stop
best_epoch 0.75 equal_counts_as_better
train_network 0.6667 pixels_left step_left labels_left
train_network 0.3333 pixels_and_step_left step_and_labels_left
confusion_matrix 0.0 accuracy_returned
confusion_matrix 0.25 transposed
confusion_matrix 0.75 bytes_overflow
"""
SCORES = {
    (question, name): float(score)
    for question, score, *names in map(str.split, EARNED.splitlines())
    for name in names
}


def functions(mistake):
    """Return functions that make a mistake, one for each way to make it.

    With one of SEEDS, the first way will do for a mistake that calls a Lazy function:
    it comes from another question, whose mistakes are tried in all ways.
    """
    first_way = mistake.ways[0] if hasattr(mistake, "ways") else [("", "")]
    _old, new_line = first_way[0]
    called = map(mistake.program.space.get, re.findall(r"\w+", new_line))
    is_borrowed = any(isinstance(value, Lazy) for value in called)
    return [mistake.function] if is_borrowed and len(SEEDS) == 1 else mistake.functions


MISTAKES = [
    pytest.param(question, mistake, id=f"{question}-{mistake.name}")
    for question in QUESTIONS
    for mistake in QUESTIONS[question].catalogue
][::EVERY]


@pytest.mark.parametrize(("question", "mistake"), MISTAKES)
def test_each_known_mistake_is_named(question, mistake):
    for k, function in enumerate(functions(mistake)):
        for seed in SEEDS:
            report = check(question, function, seed=seed)
            facts = report.status, report.mistake
            assert facts == ("incorrect", mistake.name), f"way {k}"
            assert report.message.startswith(mistake.sentence)
            assert report.fix == mistake.fix != ""
            if k == 0:  # SCORES are those of the first way
                score = SCORES.get((question, mistake.name), report.score)
                assert report.score == score
