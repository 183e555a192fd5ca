"""Mistakes in deriv_leaky_relu, the most basic first."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.entrywise import file_common
from coursework.mistakes.kink import file_kink
from neuralnet.activations import deriv_leaky_relu as _slope
from neuralnet.activations import leaky_relu as _leaky

deriv_leaky_relu = Catalogue("deriv_leaky_relu")
file = deriv_leaky_relu.file

file(
    "value_instead_of_slope",
    "You return the values of leaky_relu, not its slope. The slope of z is 1, and the "
    "slope of alpha * z is alpha: two constants.",
    _leaky,
)
file(
    "one_everywhere",
    "The slope is 1 everywhere. Below zero it should be alpha. (Are two assignments in "
    "a row at work? The second then also catches what the first has set.)",
    lambda x, a=0.01: np.ones_like(x),
    lambda x, a=0.01: np.ones_like(x, dtype=int),
)
file(
    "alpha_everywhere",
    "The slope is alpha everywhere. Above zero it should be 1. (Are two assignments in "
    "a row at work? The second then also catches what the first has set.)",
    lambda x, a=0.01: np.full_like(x, a),
)
file(
    "zero_everywhere",
    "The slope is 0 everywhere: a result is made but never filled, or a constant was "
    "differentiated. It should be 1 or alpha.",
    lambda x, a=0.01: np.zeros_like(x),
)
file(
    "unchanged",
    "What comes back is x as it went in. The slope is 1 where x >= 0 and alpha "
    "elsewhere, whatever x is.",
    lambda x, a=0.01: x,
)
file(
    "mask",
    "You return True and False. A slope is a number: np.where(x >= 0, 1.0, alpha).",
    lambda x, a=0.01: x > 0,
    lambda x, a=0.01: x < 0,
)
file(
    "no_leak",
    "Below zero your slope is 0: that is the slope of ReLU (or alpha got lost in an "
    "array of integers). LeakyReLU has the slope alpha there.",
    lambda x, a=0.01: (x > 0) * 1.0,
    lambda x, a=0.01: (x > 0) * 1,
)
file(
    "zero_above",
    "Above zero your slope is 0. There the function is z, and its slope is 1.",
    lambda x, a=0.01: np.where(x >= 0, 0.0, a),
    lambda x, a=0.01: np.where(x >= 0, 0.0, 1.0),
    lambda x, a=0.01: np.where(x >= 0, 0, 1),
    lambda x, a=0.01: np.where(x >= 0, 0.0, a * x),
    lambda x, a=0.01: np.where(x >= 0, 0.0, x),
)
file(
    "swapped_branches",
    "The two slopes are swapped: it is 1 above zero and alpha below.",
    lambda x, a=0.01: np.where(x >= 0, a, 1.0),
)
file(
    "alpha_above_zero",
    "Above zero your slope is alpha. There the function is z, without alpha: slope 1.",
    lambda x, a=0.01: np.where(x >= 0, a, 0.0),
    lambda x, a=0.01: np.where(x >= 0, a, a * x),
    lambda x, a=0.01: np.where(x >= 0, a, x),
    lambda x, a=0.01: np.where(x >= 0, a, -1.0),
)
file(
    "leak_times_x",
    "Below zero you return alpha * x: that is the value. Its slope is alpha, a "
    "constant.",
    lambda x, a=0.01: np.where(x >= 0, 1.0, a * x),
    lambda x, a=0.01: np.where(x >= 0, 1.0, -a * x),
)
file(
    "x_above_zero",
    "Above zero you return x: that is the value. Its slope is 1.",
    lambda x, a=0.01: np.where(x >= 0, x, a),
    lambda x, a=0.01: np.where(x >= 0, x, 0.0),
    lambda x, a=0.01: np.where(x >= 0, x, 1.0),
    lambda x, a=0.01: np.where(x >= 0, x, -1.0),
    lambda x, a=0.01: np.where(x >= 0, x, -a),
)
file(
    "x_below_zero",
    "Below zero you return x (or its size). The slope there is alpha, a constant.",
    lambda x, a=0.01: np.where(x >= 0, 1.0, x),
    lambda x, a=0.01: np.where(x >= 0, 1.0, -x),
)
file(
    "wrong_sign",
    "Below zero your slope is negative, but LeakyReLU rises there, too: alpha, "
    "without a minus. (abs has the slopes 1 and -1.)",
    lambda x, a=0.01: np.where(x >= 0, 1.0, -a),
    lambda x, a=0.01: np.sign(x),
    lambda x, a=0.01: np.where(x >= 0, 1, -1),
    lambda x, a=0.01: a * np.sign(x),
)
file(
    "one_minus_alpha",
    "Below zero your slope is alpha with 1 added or subtracted. The slope of alpha * z "
    "is alpha alone.",
    lambda x, a=0.01: np.where(x >= 0, 1.0, a - 1),
    lambda x, a=0.01: np.where(x >= 0, 1.0, 1 - a),
    lambda x, a=0.01: np.where(x >= 0, 1.0, 1 + a),
)
file(
    "alpha_added_above",
    "Above zero your slope is 1 + alpha or 1 - alpha: alpha is counted on both sides. "
    "There it is 1, and alpha below.",
    lambda x, a=0.01: (x > 0) + a,
    lambda x, a=0.01: np.where(x >= 0, 1 - a, a),
    lambda x, a=0.01: np.where(x >= 0, 1 - a, -a),
    lambda x, a=0.01: np.where(x >= 0, 1 + a, 0.0),
)
file(
    "divides_by_alpha",
    "Below zero your slope is 1 / alpha. It is alpha: LeakyReLU is flatter there, not "
    "steeper.",
    lambda x, a=0.01: np.where(x >= 0, 1.0, 1 / a),
)
file(
    "typed_slope",
    "Below zero your slope is a number of your own, not alpha, whose default is 0.01.",
    *[
        lambda x, a=0.01, s=s: np.where(x >= 0, 1.0, s)
        for s in (0.1, 0.001, 0.2, 0.05, 0.3, 0.02, 0.25, 0.5, 0.03, 1 / 3, 0.015)
    ],
)
file(
    "alpha_squared",
    "Below zero your slope is alpha * alpha (0.0001). It is alpha.",
    lambda x, a=0.01: np.where(x >= 0, 1.0, a * a),
)
file(
    "slope_times_value",
    "You multiply the slope by the value (or by x once more). The slope alone is "
    "asked; the chain rule comes later, in backward.",
    lambda x, a=0.01: _slope(x, a) * _leaky(x, a),
    lambda x, a=0.01: np.where(x >= 0, x, a) * x,
)
file(
    "maximum_of_x",
    "You compare x itself with alpha (np.maximum, np.clip), so that x shows in the "
    "result. x belongs in the condition only: np.where(x >= 0, 1.0, alpha).",
    lambda x, a=0.01: np.maximum(a, x),
    lambda x, a=0.01: np.clip(x, a, 1),
    lambda x, a=0.01: np.clip(x, 0, 1),
    lambda x, a=0.01: np.minimum(1, x),
    lambda x, a=0.01: np.maximum(1, x),
)
file(
    "smooth_activation",
    "This is the slope of another activation: sigmoid, tanh, softplus, swish or ELU. "
    "LeakyReLU is two straight lines, with the slopes 1 and alpha.",
    lambda x, a=0.01: np.exp(-x) / (1 + np.exp(-x)) ** 2,
    lambda x, a=0.01: 1 - np.tanh(x) ** 2,
    lambda x, a=0.01: 1 - np.tanh(x),
    lambda x, a=0.01: np.tanh(x),
    lambda x, a=0.01: 1 / (1 + np.exp(-x)),
    lambda x, a=0.01: np.where(x >= 0, 1.0, a * np.exp(x)),
    lambda x, a=0.01: np.where(x >= 0, 1.0, np.exp(x)),
)
file(
    "sigmoid_rule",
    "x * (1 - x) is the slope of a sigmoid written with its output. LeakyReLU has "
    "slope 1 where x >= 0 and alpha elsewhere.",
    lambda x, a=0.01: x * (1 - x),
    lambda x, a=0.01: 1 - x**2,
    lambda x, a=0.01: _leaky(x, a) * (1 - _leaky(x, a)),
)
file(
    "cuts_off_decimals",
    "alpha gets lost: the result holds integers, so that 0.01 becomes 0. Give the "
    "array dtype=float (np.vectorize: otypes=[float]).",
    lambda x, a=0.01: np.vectorize(lambda v: 1 if v >= 0 else a)(x),
)
file(
    "wrong_border",
    "Your condition changes sides at another number than 0 (alpha? 1?). Compare x with "
    "0.",
    *[
        lambda x, a=0.01, b=b: np.where(x > b, 1.0, a)
        for b in (0.01, -0.01, 1, -1, 0.1, 0.5, -0.1, -0.5)
    ],
)
file(
    "jacobian",
    "A matrix of slopes comes back for a row of numbers (np.diag?). Each entry depends "
    "on its own x only: return one slope per entry, in the shape of x.",
    lambda x, a=0.01: np.diag(_slope(x, a).ravel()),
)
file(
    "negated",
    "The sign of the slopes is turned around. LeakyReLU rises everywhere: leave the "
    "minus away.",
    lambda x, a=0.01: -_slope(x, a),
)
file(
    "step_too_large",
    "Your slope comes from a difference with a large step, and near 0 the step crosses "
    "the kink. A condition needs no step: np.where(x >= 0, 1.0, alpha).",
    *[
        lambda x, a=0.01, h=h: (_leaky(x + h, a) - _leaky(x, a)) / h
        for h in (1, 0.1, 0.01, 1e-3)
    ],
    *[
        lambda x, a=0.01, h=h: (_leaky(x + h, a) - _leaky(x - h, a)) / (2 * h)
        for h in (1, 0.1, 0.01, 1e-3)
    ],
)
file(
    "step_not_divided",
    "The slopes are right up to one factor: a difference of two values is not divided "
    "by the step, or by the wrong one, as in (f(x + h) - f(x)) / h.",
    *[
        lambda x, a=0.01, h=h, c=c: c * h * _slope(x, a)
        for h in (1e-3, 1e-4, 1e-5, 1e-6)
        for c in (1, 2)
    ],
    lambda x, a=0.01: _slope(x, a) / 2,
    lambda x, a=0.01: _slope(x, a) * 2,
)
file_common(
    deriv_leaky_relu,
    _slope,
    lambda x, a: np.ones_like(x),
    lambda x, a: np.full_like(x, a),
    lambda x, a=0.01: 1.0 if np.all(x > 0) else a,
    lambda x, a=0.01: 1.0 if np.any(x > 0) else a,
    lambda x, a=0.01: 1.0 if np.sum(x) > 0 else a,
)
file_kink(deriv_leaky_relu.file)
