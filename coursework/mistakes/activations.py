"""Mistakes in leaky_relu, the most basic first.

The functions take alpha as `a`; a question calls by position where names differ.
"""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.entrywise import file_common
from neuralnet.activations import deriv_leaky_relu as _slope
from neuralnet.activations import leaky_relu as _leaky

leaky_relu = Catalogue("leaky_relu")
file = leaky_relu.file

file(
    "unchanged",
    "What comes back is z as it went in, negative numbers too. Below zero it must be "
    "alpha * z: np.where(z >= 0, z, alpha * z).",
    lambda z, a=0.01: z,
)
file(
    "never_filled",
    "Every number that comes back is 0, or 1: a result is made but never filled, or "
    "everything is multiplied by 0.",
    lambda z, a=0.01: 0 * z,
    lambda z, a=0.01: np.ones_like(z),
)
file(
    "shrinks_everything",
    "You multiply every number by alpha. Only those below zero are multiplied; from "
    "zero on, z stays as it is.",
    lambda z, a=0.01: a * z,
)
file(
    "no_leak",
    "This is ReLU: below zero you return 0. The leak is missing: there the value is "
    "alpha * z.",
    lambda z, a=0.01: np.maximum(0, z),
)
file(
    "only_the_leak",
    "You keep alpha * z below zero, but return 0 above: there the value is z itself.",
    lambda z, a=0.01: np.minimum(0, a * z),
)
file(
    "swapped_branches",
    "The two branches are swapped: you keep the negative numbers and shrink the "
    "positive ones. Turn the condition around (or take np.maximum, not np.minimum).",
    lambda z, a=0.01: np.minimum(z, a * z),
)
file(
    "leak_above_zero",
    "alpha is at work on the positive numbers, and the others are 0. The leak belongs "
    "below zero: z where z >= 0, alpha * z elsewhere.",
    lambda z, a=0.01: a * np.maximum(0, z),
    lambda z, a=0.01: (1 + a) * np.maximum(0, z),
    lambda z, a=0.01: (1 - a) * np.maximum(0, z),
)
file(
    "slope_instead_of_value",
    "You return the slopes (1 above zero, alpha below): that is deriv_leaky_relu. The "
    "value is the slope times z.",
    _slope,
)
file(
    "one_above_zero",
    "Above zero you return a number that does not depend on z (1, or alpha). The value "
    "there is z itself.",
    lambda z, a=0.01: np.where(z >= 0, 1.0, a * z),
    lambda z, a=0.01: np.where(z >= 0, a, z),
    lambda z, a=0.01: np.where(z >= 0, a, a * z),
    lambda z, a=0.01: np.where(z >= 0, 1.0, z),
)
file(
    "alpha_not_times_z",
    "Below zero you return alpha itself, the same number everywhere. It is a slope: "
    "the value there is alpha * z.",
    lambda z, a=0.01: np.where(z >= 0, z, a),
    lambda z, a=0.01: np.where(z >= 0, z, -a),
)
file(
    "constant_below_zero",
    "Below zero you return the same number everywhere. The value there depends on z: "
    "it is alpha * z.",
    *[lambda z, a=0.01, c=c: np.where(z >= 0, z, c) for c in (1.0, -1.0, 0.1, 0.001)],
)
file(
    "mask",
    "You return which numbers are positive (True and False, or 1 and 0 or -1), not "
    "numbers made of z. Use that mask to choose: np.where(z >= 0, z, alpha * z).",
    lambda z, a=0.01: z > 0,
    lambda z, a=0.01: (z > 0) * 1,
    lambda z, a=0.01: (z > 0) * 1.0,
    lambda z, a=0.01: np.sign(z),
    lambda z, a=0.01: z < 0,
    lambda z, a=0.01: (z < 0) * 1.0,
)
file(
    "maximum_with_alpha",
    "You compare z with alpha itself, so that nothing gets below that number. Compare "
    "it with alpha * z: np.maximum(z, alpha * z).",
    lambda z, a=0.01: np.maximum(a, z),
    lambda z, a=0.01: np.maximum(-a, z),
    lambda z, a=0.01: np.minimum(a, z),
)
file(
    "adds_alpha",
    "You add alpha (or subtract it). It only multiplies: the value is z from zero on, "
    "and alpha * z below, nothing else.",
    lambda z, a=0.01: np.where(z >= 0, z, z + a),
    lambda z, a=0.01: np.where(z >= 0, z, z - a),
    lambda z, a=0.01: np.maximum(0, z) + a,
    lambda z, a=0.01: np.maximum(0, z) - a,
    lambda z, a=0.01: np.where(z >= 0, z, a * z + a),
    lambda z, a=0.01: np.where(z >= 0, z, a * z - a),
    lambda z, a=0.01: z + a,
    lambda z, a=0.01: z - a,
)
file(
    "divides_by_alpha",
    "Below zero you divide by alpha, which makes the numbers larger. Multiply: "
    "alpha * z.",
    lambda z, a=0.01: np.where(z >= 0, z, z / a),
    lambda z, a=0.01: np.where(z >= 0, z, -z / a),
)
file(
    "wrong_sign",
    "Below zero the sign is wrong: you return a positive number for a negative z. "
    "alpha * z keeps the sign; no minus and no abs there.",
    lambda z, a=0.01: np.where(z >= 0, z, -a * z),
    lambda z, a=0.01: np.abs(z),
)
file(
    "leak_on_both_sides",
    "You add alpha * z (or subtract it) above zero, too. There the value is z alone: "
    "np.maximum(0, z) + alpha * np.minimum(0, z).",
    lambda z, a=0.01: np.maximum(0, z) + a * z,
    lambda z, a=0.01: np.maximum(0, z) - a * z,
    lambda z, a=0.01: np.maximum(0, z) + a * np.abs(z),
    lambda z, a=0.01: z + a * z,
)
file(
    "z_and_leak_added",
    "Below zero you take z plus or minus alpha * z (or (1 - alpha) * z). It should be "
    "alpha * z alone.",
    lambda z, a=0.01: np.where(z >= 0, z, (1 + a) * z),
    lambda z, a=0.01: np.where(z >= 0, z, (1 - a) * z),
)
file(
    "typed_slope",
    "Below zero you multiply by a number of your own, not by alpha, whose default is "
    "0.01. Write alpha * z.",
    *[
        lambda z, a=0.01, s=s: np.where(z >= 0, z, s * z)
        for s in (0.1, 0.001, 0.2, 0.05, 0.3, 0.02, 0.25, 0.5, 0.03, 1 / 3, 0.015)
    ],
)
file(
    "applied_twice",
    "Below zero z is multiplied by alpha * alpha (0.0001). Once alpha is enough.",
    lambda z, a=0.01: _leaky(_leaky(z, a), a),
)
file(
    "multiplies_by_z_twice",
    "z is multiplied by itself. If you multiply by the slope, the slope is 1 or alpha, "
    "not z or alpha * z.",
    lambda z, a=0.01: np.where(z >= 0, z, a * z) * z,
    lambda z, a=0.01: np.where(z >= 0, z, a) * z,
    lambda z, a=0.01: np.where(z >= 0, z, a * z**2),
    lambda z, a=0.01: np.where(z >= 0, z, -a * z**2),
)
file(
    "power",
    "You take a power where you should multiply: ** is a power in Python, * a product.",
    lambda z, a=0.01: np.where(z >= 0, z, z**a),
    lambda z, a=0.01: np.where(z >= 0, z, a**z),
    lambda z, a=0.01: np.where(z >= 0, z, np.abs(z) ** a),
)
file(
    "elu",
    "This is another activation: ELU, with an exponential below zero. LeakyReLU is a "
    "straight line there: alpha * z.",
    lambda z, a=0.01: np.where(z >= 0, z, a * np.expm1(z)),
    lambda z, a=0.01: np.where(z >= 0, z, np.expm1(z)),
    lambda z, a=0.01: np.where(z >= 0, z, a * np.exp(z)),
)
file(
    "smooth_activation",
    "This is another activation: sigmoid, tanh, softplus or swish. LeakyReLU is two "
    "straight lines: z from zero on, alpha * z below.",
    lambda z, a=0.01: 1 / (1 + np.exp(-z)),
    lambda z, a=0.01: np.tanh(z),
    lambda z, a=0.01: np.log1p(np.exp(z)),
    lambda z, a=0.01: z / (1 + np.exp(-z)),
)
file(
    "clipped",
    "You cut large values off (np.clip, np.minimum). LeakyReLU has no upper and no "
    "lower bound: z stays z however large.",
    *[
        lambda z, a=0.01, low=low, high=high: np.clip(z, low, high)
        for low in (0, 0.01, -0.01, -1)
        for high in (1,)
    ],
    lambda z, a=0.01: np.minimum(_leaky(z, a), 1),
    lambda z, a=0.01: np.minimum(_leaky(z, a), 6),
    lambda z, a=0.01: np.maximum(_leaky(z, a), -a),
)
file(
    "cuts_off_decimals",
    "The decimals get lost: numbers are rounded, or turned into integers, before or "
    "after. Give arrays dtype=float, and don't round.",
    lambda z, a=0.01: _leaky(z, a).astype(int),
    lambda z, a=0.01: _leaky(z.astype(int), a),
    lambda z, a=0.01: _leaky(np.round(z), a),
    lambda z, a=0.01: np.trunc(_leaky(z, a)),
    *[lambda z, a=0.01, n=n: np.round(_leaky(z, a), n) for n in range(5)],
)
file(
    "wrong_border",
    "Your condition changes sides at another number than 0 (alpha? 1? the mean?). "
    "Compare z with 0.",
    *[
        lambda z, a=0.01, b=b: np.where(z > b, z, a * z)
        for b in (0.01, -0.01, 1, -1, 0.1, 0.5, -0.1, -0.5)
    ],
    lambda z, a=0.01: np.where(z > z.mean(), z, a * z),
    lambda z, a=0.01: np.where(z > np.median(z), z, a * z),
    lambda z, a=0.01: np.where(z > z.mean(axis=0), z, a * z),
)
file(
    "selected",
    "z[z > 0] picks entries and forgets where they were: what comes back is a part, "
    "or one long row. Choose with np.where, or assign into a copy: out[mask] = ...",
    lambda z, a=0.01: z[z > 0],
    lambda z, a=0.01: z[z < 0],
    lambda z, a=0.01: a * z[z < 0],
    lambda z, a=0.01: np.concatenate([z[z > 0], a * z[z <= 0]]),
    lambda z, a=0.01: np.concatenate([a * z[z <= 0], z[z > 0]]),
)
file(
    "negated",
    "The sign of everything is turned around, before or after. Leave the minus away.",
    lambda z, a=0.01: -_leaky(z, a),
    lambda z, a=0.01: _leaky(-z, a),
)
file(
    "doubled",
    "Every value is twice what it should be: something is added twice, or a factor "
    "1/2 is missing.",
    lambda z, a=0.01: 2 * _leaky(z, a),
)
file(
    "arguments_swapped",
    "The arguments are taken in the wrong order: z comes first, then alpha.",
    lambda z, a=0.01: np.full_like(z, a),
)
file_common(leaky_relu, _leaky, lambda z, a: z, lambda z, a: a * z)
