"""Wrong scales of the weights: the right sizes, but a slip in roots and factors."""

import numpy as np

from coursework.mistakes.initial.laws import CUT_AT_1, CUT_AT_2, ROOT_3, Law
from coursework.mistakes.initial.rules import both, filing, out, power

ROOTS = []
scale = filing(ROOTS)

scale(
    "he",
    "The variance of the weights is 2 / fan_in (a uniform draw up to "
    "np.sqrt(6 / fan_in) has it too). That is He's rule, made for layers that set half "
    "of their signal to 0. The task asks for Xavier: np.sqrt(1 / fan_in) or "
    "np.sqrt(2 / (fan_in + fan_out)).",
    Law(power(np.sqrt(2), -0.5)),
)
scale(
    "he_from_fan_out",
    "The variance of the weights is 2 / fan_out: He's rule with the wrong side of "
    "the matrix. Xavier's is 1 / fan_in, with the number of rows: np.sqrt(1 / fan_in).",
    Law(power(np.sqrt(2), -0.5, out)),
)
scale(
    "missing_root",
    "The scale is 1 / fan_in, without a square root. That is the variance; "
    "np.random.normal and a factor in front of randn want the standard deviation, "
    "np.sqrt(1 / fan_in), and so does the bound of a uniform draw.",
    Law(power(1.0, -1), "normal"),
    Law(power(1 / ROOT_3, -1), "uniform"),
)
scale(
    "he_missing_root",
    "The square root is missing, and the number above fan_in (2, or 6 in the bound of "
    "a uniform draw) belongs to He's rule. Xavier's standard deviation is "
    "np.sqrt(1 / fan_in).",
    Law(power(2.0, -1), "normal"),
    Law(power(2 / ROOT_3, -1), "uniform"),
    Law(power(6 / ROOT_3, -1), "uniform"),
)
scale(
    "glorot_missing_root",
    "The square root is missing: the scale is a number divided by fan_in + fan_out. "
    "The standard deviation is np.sqrt(2 / (fan_in + fan_out)); the bound of a "
    "uniform draw is np.sqrt(6 / (fan_in + fan_out)).",
    Law(power(2.0, -1, both), "normal"),
    Law(power(6.0, -1, both), "normal"),
    Law(power(1.0, -1, both), "normal"),
    Law(power(6 / ROOT_3, -1, both), "uniform"),
    Law(power(2 / ROOT_3, -1, both), "uniform"),
)
scale(
    "root_of_numerator",
    "The square root covers the numerator alone, as in np.sqrt(2) / fan_in. It has "
    "to cover the whole fraction: np.sqrt(1 / fan_in), or "
    "np.sqrt(2 / (fan_in + fan_out)).",
    Law(power(np.sqrt(2), -1)),
    Law(power(np.sqrt(2), -1, both)),
)
scale(
    "roots_added",
    "The square root is taken of each size by itself: the root of a sum is not the sum "
    "of the roots. Add first: np.sqrt(2 / (fan_in + fan_out)).",
    Law(lambda i, o, s: np.sqrt(2) / (np.sqrt(i) + np.sqrt(o)), "normal"),
    Law(lambda i, o, s: np.sqrt(2) / (np.sqrt(i) + np.sqrt(o)), "uniform"),
)
scale(
    "root_twice",
    "The square root is taken twice: 1 / np.sqrt(fan_in) is the standard deviation, "
    "not the variance. Pass it as it is, without another np.sqrt.",
    Law(power(1.0, -0.25)),
    Law(power(2**0.25, -0.25, both)),
)
scale(
    "scaled_twice",
    "Two scales are multiplied: one from the sizes, and a number such as 0.01 or 0.1 "
    "on top of it. Xavier's alone is enough: "
    "np.random.randn(fan_in, fan_out) * np.sqrt(1 / fan_in).",
    Law(power(0.01, -0.5)),
    Law(power(0.1, -0.5)),
    Law(power(0.01 * np.sqrt(2), -0.5, both)),
    Law(power(0.1 * np.sqrt(2), -0.5, both)),
    Law(power(0.01 * np.sqrt(2), -0.5)),
    Law(power(0.1 * np.sqrt(2), -0.5)),
)
scale(
    "bound_as_sd",
    "The numbers are normal, but their standard deviation is the bound of the uniform "
    "rule, with its 6 or 3. A bound b belongs to np.random.uniform(-b, b, ...); a "
    "normal draw takes np.sqrt(2 / (fan_in + fan_out)) or np.sqrt(1 / fan_in).",
    Law(power(np.sqrt(6), -0.5, both), "normal"),
    Law(power(ROOT_3, -0.5), "normal"),
    Law(power(np.sqrt(6), -0.5), "normal"),
)
scale(
    "sd_as_bound",
    "The numbers are uniform, but their bound is a standard deviation, with its 2. A "
    "uniform draw between -b and b has the standard deviation b / sqrt(3): the bound "
    "is np.sqrt(6 / (fan_in + fan_out)).",
    Law(power(np.sqrt(2 / 3), -0.5, both), "uniform"),
    Law(power(np.sqrt(2 / 3), -0.5), "uniform"),
)
scale(
    "half_width",
    "The numbers are uniform, but only half as wide as the scale says: "
    "np.random.rand(...) - 0.5 runs from -0.5 to 0.5. Use "
    "np.random.uniform(-bound, bound, size), or 2 * np.random.rand(...) - 1.",
    Law(power(1 / np.sqrt(12), -0.5), "uniform"),
    Law(power(np.sqrt(1 / 6), -0.5), "uniform"),
    Law(power(np.sqrt(1 / 6), -0.5, both), "uniform"),
    Law(power(np.sqrt(1 / 2), -0.5, both), "uniform"),
    Law(power(0.5, -0.5), "uniform"),
)
scale(
    "one_over_sum",
    "The number above fan_in + fan_out is too small. The rule averages the two, so a 2 "
    "stands there in a normal draw, np.sqrt(2 / (fan_in + fan_out)), and a 6 in the "
    "bound of a uniform one.",
    Law(power(1.0, -0.5, both), "normal"),
    Law(power(1.0, -0.5, both), "uniform"),
    Law(power(1 / ROOT_3, -0.5, both), "uniform"),
)
scale(
    "half_the_variance",
    "The variance is 1 / (2 fan_in), half of what it should be: a 2 stands in the "
    "denominator. Xavier's is 1 / fan_in: np.sqrt(1 / fan_in).",
    Law(power(np.sqrt(0.5), -0.5), "normal"),
)
scale(
    "half_the_scale",
    "The standard deviation is half of 1 / np.sqrt(fan_in): the variance is "
    "1 / (4 fan_in). Xavier's is 1 / fan_in, without another factor.",
    Law(power(0.5, -0.5), "normal"),
)
scale(
    "third_of_the_variance",
    "The numbers are normal with variance 1 / (3 fan_in): that is the variance of a "
    "uniform draw between -b and b with b = 1 / sqrt(fan_in). A normal draw takes "
    "np.sqrt(1 / fan_in) itself.",
    Law(power(1 / ROOT_3, -0.5), "normal"),
)
scale(
    "larger_side",
    "The spread comes from the larger side of the matrix, whichever that is (an "
    "orthogonal matrix does the same). Xavier's fan_in is always the number of rows: "
    "np.sqrt(1 / fan_in).",
    Law(power(1.0, -0.5, lambda i, o, s: max(i, o))),
)
scale(
    "gain_of_root_two",
    "The variance is 4 / (fan_in + fan_out), twice that of the rule: from a gain for "
    "ReLU layers, or from a 2 that stands outside the root. The task asks for "
    "np.sqrt(2 / (fan_in + fan_out)).",
    Law(power(2.0, -0.5, both)),
)
scale(
    "number_outside_root",
    "The root covers the denominator alone, as in 2 / np.sqrt(fan_in). The number "
    "above it belongs under the root: np.sqrt(2 / (fan_in + fan_out)), or "
    "np.sqrt(6 / (fan_in + fan_out)) as the bound of a uniform draw.",
    Law(power(2.0, -0.5), "normal"),
    Law(power(6 / ROOT_3, -0.5, both), "uniform"),
)
scale(
    "gain_of_four",
    "The weights are four times as wide as the rule says: the 4 is meant for sigmoid "
    "units. The task asks for Xavier without a gain: the bound is "
    "np.sqrt(6 / (fan_in + fan_out)).",
    Law(power(4 * np.sqrt(2), -0.5, both), "uniform"),
)
scale(
    "cut_off_narrows",
    "Cutting a normal draw off at its ends (truncnorm) makes it narrower, so the "
    "variance is below that of the rule: at two standard deviations, divide the scale "
    "by 0.88 to make up for it. Or take a plain normal draw.",
    Law(power(CUT_AT_2, -0.5), "bell"),
    Law(power(CUT_AT_2 * np.sqrt(2), -0.5, both), "bell"),
    Law(power(CUT_AT_1, -0.5), "bell"),
    Law(power(CUT_AT_1 * np.sqrt(2), -0.5, both), "bell"),
)
