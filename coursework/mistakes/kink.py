"""Mistakes in deriv_leaky_relu that only numbers at 0, or very near it, show."""

import numpy as np

from neuralnet.activations import deriv_leaky_relu as _slope
from neuralnet.activations import leaky_relu as _leaky


def file_kink(file):
    """File the slopes that are wrong at the kink alone."""
    file(
        "value_over_x",
        "You divide the value by x, with a small number added. That is not quite the "
        "slope near 0, and at 0 it is wrong. Decide with a condition: np.where(x >= 0, "
        "1.0, alpha).",
        *[
            lambda x, a=0.01, e=10.0**-n: _leaky(x, a) / (x + e)
            for n in (3, 4, 5, 6, 7, 8)
        ],
    )
    file(
        "alpha_at_zero",
        "At exactly 0 your slope is alpha. This course takes the slope from the right "
        "there, 1: write x >= 0, not x > 0.",
        lambda x, a=0.01: np.where(x > 0, 1.0, a),
    )
    file(
        "forgets_zero",
        "At exactly 0 your slope is 0: neither x > 0 nor x < 0 holds there, and "
        "np.sign(0) and 0 / 1e-9 are 0, too. This course takes the slope from the "
        "right: x >= 0.",
        lambda x, a=0.01: np.where(x > 0, 1.0, np.where(x < 0, a, 0.0)),
    )
    file(
        "both_at_zero",
        "At exactly 0 your slope is 1 + alpha: both of your conditions (x >= 0, x <= "
        "0) hold there. Only one may: x >= 0 and x < 0.",
        lambda x, a=0.01: 1.0 * (x >= 0) + a * (x <= 0),
    )
    file(
        "mean_at_zero",
        "At exactly 0 your slope lies halfway between the two. This course takes the "
        "one from the right there: 1.",
        lambda x, a=0.01: np.where(x == 0, (1 + a) / 2, _slope(x, a)),
        lambda x, a=0.01: np.where(x == 0, 0.5, _slope(x, a)),
    )
    file(
        "divides_by_x",
        "At exactly 0 your slope is not a number (a division by x?). Decide with a "
        "condition instead: np.where(x >= 0, 1.0, alpha).",
        lambda x, a=0.01: _leaky(x, a) / x,
    )
