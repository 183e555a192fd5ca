"""Give the lines of a right answer, shuffled, with wrong lines among them.

The page of an exercise offers this Parsons problem to a reader who is stuck. Each wrong
line belongs to a known mistake, so a check names the mistake.
"""

import random

from coursework.judging.help_levels import shows_solutions
from coursework.questions import QUESTIONS

# The known mistakes whose lines are among the right ones.
WRONG = """
leaky_relu: swapped_branches no_leak slope_instead_of_value
softmax: global_max minus_in_exponent sums_columns keepdims_in_sum
forward: activation_forgotten X_in_second_layer b1_in_second_layer only_y_returned
backward.dZ2: sign_flipped dZ2_times_y_1_y dZ2_without_softmax
backward.dW2_db2: dW2_transposed db2_summed_over_units db2_mean_over_batch
backward.dA1: dA1_without_transpose dA1_transposed dA1_elementwise
backward.dZ1: dZ1_without_derivative dZ1_with_activation dZ1_with_derivative_at_dA1
sgd_step: climbs sum_instead_of_mean unchanged
"""
WRONG = dict(row.split(": ") for row in WRONG.strip().split("\n"))


def wrong_lines(question):
    """Return {known mistake: its line}, indented as the line that it replaces."""
    known, changed = QUESTIONS[question].catalogue, {}
    for name in WRONG[question].split():
        # The last change of the mistake's first way: the old line's key, the new line.
        start, wrong = known.mistakes[name].ways[0][-1]
        right = known.program.lines[known.program.starts.index(start)]
        changed[name] = right[: len(right) - len(right.lstrip())] + wrong
    return changed


def offered(report):
    """Return the right lines to put in order, with wrong ones among them, or None.

    None is for right answers, methods, planted mistakes and graded classes.

    Parameters
    ----------
    report : Report
        What `check` says about an answer.

    Returns
    -------
    dict or None
        `head` is the def line, `lines` are all other lines, always in the same order.
    """
    name = report.question
    if name not in WRONG or report.status != "incorrect" or not shows_solutions():
        return None
    if report.answer != QUESTIONS[name].answer:
        return None
    head, *right = report.answer.splitlines()  # the solution
    lines = [*right, *wrong_lines(name).values()]
    random.Random(name).shuffle(lines)
    return {"head": head, "lines": lines}
