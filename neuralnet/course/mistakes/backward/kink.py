"""Mistakes in `backward` that show only where Z1 is exactly 0.

They are no lines to combine with others: everywhere else they are right.
"""

import numpy as np

from neuralnet.activations import leaky_relu
from neuralnet.course.mistakes import Catalogue
from neuralnet.course.mistakes.network import combine

catalogue = Catalogue("backward")


def at_zero(slope):
    """Return the answer with another slope at exactly 0."""

    def dZ1(v):
        below = np.where(v.Z1 < 0, 0.01, slope)
        return v.dA1 * np.where(v.Z1 > 0, 1.0, below)

    return combine("backward", {"dZ1": dZ1})


catalogue.file(
    "dZ1_with_alpha_at_zero",
    "Where Z1 is exactly 0, your dZ1 takes the slope 0.01. This course takes the one "
    "from the right there, 1: Z1 >= 0, not Z1 > 0 (or Z1 < 0, not Z1 <= 0).",
    at_zero(0.01),
)
catalogue.file(
    "dZ1_zero_at_zero",
    "Where Z1 is exactly 0, your dZ1 is 0: neither Z1 > 0 nor Z1 < 0 holds there, and "
    "np.sign(0) is 0, too. The slope at 0 is 1, from the right: Z1 >= 0.",
    at_zero(0.0),
)
catalogue.file(
    "dZ1_with_both_at_zero",
    "Where Z1 is exactly 0, both of your cases hold (Z1 >= 0, Z1 <= 0) and the slopes "
    "add up to 1.01. Only one may: Z1 >= 0 and Z1 < 0.",
    at_zero(1.01),
)
catalogue.file(
    "dZ1_with_mean_at_zero",
    "Where Z1 is exactly 0, your slope lies halfway between 0.01 and 1. This course "
    "takes the one from the right there: 1.",
    at_zero(0.505),
    at_zero(0.5),
)
catalogue.file(
    "dZ1_with_ratio_at_zero",
    "Where Z1 is exactly 0, your dZ1 is nan, from a division by Z1 or A1. Decide with "
    "a condition: np.where(Z1 >= 0, 1, 0.01).",
    combine("backward", {"dZ1": lambda v: v.dA1 * leaky_relu(v.Z1) / v.Z1}),
)
