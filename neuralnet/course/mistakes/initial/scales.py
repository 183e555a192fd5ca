"""Wrong scales of the weights: laws that follow from a slip in the rule."""

import functools

import numpy as np

from neuralnet.course.mistakes.initial.laws import (
    CUT_AT_1,
    CUT_AT_2,
    LEFT,
    RIGHT,
    ROOT_3,
    Law,
    WrongWeights,
    obey,
)

SCALES = []


def scale(name, sentence, *laws):
    """File a wrong scale: one law or several that deserve the same sentence."""

    def fits(matrix):
        return any(law.fits(matrix) for law in laws)

    function = functools.partial(obey, laws[0])
    SCALES.append(WrongWeights(name, sentence, function, fits=fits, laws=laws))


def const(sd):
    """Return the scale that is the same for all sizes."""
    return lambda i, o, s: sd


def power(factor, exponent, total=lambda i, o, s: i):
    """Return the scale factor * total ** exponent; total is fan_in unless given."""
    return lambda i, o, s: factor * total(i, o, s) ** exponent


def both(i, o, s):
    return i + o


def out(i, o, s):
    return o


scale(
    "standard_normal",
    "The weights are plain standard normal numbers: nothing scales them, so the sums "
    "in the next layer grow with the number of inputs. Multiply by "
    "np.sqrt(1 / fan_in), where fan_in is the number of rows of the matrix.",
    Law(const(1.0), "normal"),
)
scale(
    "uniform_minus_one_to_one",
    "The weights are uniform between -1 and 1 whatever the size of the layer. The "
    "bound must shrink with fan_in: for example 1 / np.sqrt(fan_in), or "
    "np.sqrt(6 / (fan_in + fan_out)).",
    Law(const(1 / ROOT_3), "uniform"),
)
scale(
    "rand_minus_half",
    "The weights are uniform between -0.5 and 0.5 whatever the size of the layer: "
    "they are centered, but not scaled. The bound must shrink with fan_in, for "
    "example 1 / np.sqrt(fan_in).",
    Law(const(1 / np.sqrt(12)), "uniform"),
)
for name, number in (("tenth", 0.1), ("hundredth", 0.01), ("thousandth", 0.001)):
    scale(
        f"scale_one_{name}",
        f"The scale is {number:g} whatever the size of the layer: it comes from a "
        "number that is typed in. Xavier's is computed from the sizes: "
        "np.sqrt(1 / fan_in), with fan_in = input_dim for W1 and num_hiddens for W2.",
        Law(const(number)),
        Law(const(number / ROOT_3), "uniform"),
    )
scale(
    "multiplied_instead_of_divided",
    "The scale grows with the size of the layer: you multiply where Xavier divides. "
    "More inputs need smaller weights: "
    "np.random.randn(fan_in, fan_out) / np.sqrt(fan_in).",
    Law(power(1.0, 0.5)),
    Law(power(np.sqrt(0.5), 0.5)),
    Law(power(1.0, 1.0)),
    Law(power(np.sqrt(0.5), 0.5, both)),
    Law(power(1.0, 0.5, both)),
)
scale(
    "missing_parentheses",
    "The scale is about np.sqrt(fan_out), far too large. Most likely parentheses are "
    "missing: in np.sqrt(2 / fan_in + fan_out) the division comes before the sum. "
    "Write np.sqrt(2 / (fan_in + fan_out)).",
    Law(lambda i, o, s: np.sqrt(2 / i + o)),
    Law(lambda i, o, s: np.sqrt(6 / i + o) / ROOT_3, "uniform"),
)
scale(
    "product_by_precedence",
    "The scale is the root of fan_out / fan_in, as in np.sqrt(1 / fan_in * fan_out): "
    "the division comes before the product. Xavier needs no product: np.sqrt(1 / "
    "fan_in), or the sum, np.sqrt(2 / (fan_in + fan_out)).",
    Law(lambda i, o, s: np.sqrt(o / i)),
    Law(lambda i, o, s: np.sqrt(2 * o / i)),
)
scale(
    "input_dim_for_both",
    "The spread of W2 comes from input_dim. Each matrix has a fan_in of its own, the "
    "number of its rows: input_dim for W1, but num_hiddens for W2.",
    Law(lambda i, o, s: np.sqrt(1 / s[0]), "any", RIGHT),
    Law(lambda i, o, s: np.sqrt(1 / (3 * s[0])), "uniform", RIGHT),
)
scale(
    "first_scale_for_both",
    "The spread of W2 comes from input_dim + num_hiddens, the sides of W1. Compute it "
    "anew for the second layer, whose sides are num_hiddens and num_classes.",
    Law(lambda i, o, s: np.sqrt(2 / (s[0] + s[1])), "any", RIGHT),
)
scale(
    "fan_out_for_fan_in",
    "The spread comes from fan_out, the number of columns of the matrix. Xavier's "
    "rule needs fan_in, the number of units that feed the layer, which is the number "
    "of rows: input_dim for W1, num_hiddens for W2.",
    Law(power(1.0, -0.5, out)),
    Law(power(1 / ROOT_3, -0.5, out), "uniform"),
)
scale(
    "other_layers_sizes",
    "The spread comes from a size that is not a side of this matrix. The fans of a "
    "layer are its own two sides: input_dim and num_hiddens for W1, num_hiddens and "
    "num_classes for W2.",
    Law(lambda i, o, s: np.sqrt(2 / (s[0] + s[2]))),
    Law(lambda i, o, s: np.sqrt(2 / (s[1] + s[2])), "any", LEFT),
    Law(lambda i, o, s: np.sqrt(1 / s[2]), "any", LEFT),
)
scale(
    "sum_of_all_sizes",
    "The spread comes from the sum of all three sizes. Each matrix has only two "
    "sides, fan_in and fan_out: input_dim and num_hiddens for W1, num_hiddens and "
    "num_classes for W2.",
    Law(power(np.sqrt(2), -0.5, lambda i, o, s: sum(s))),
    Law(power(1.0, -0.5, lambda i, o, s: sum(s))),
    Law(power(1 / ROOT_3, -0.5, lambda i, o, s: sum(s)), "uniform"),
)
scale(
    "product_of_sizes",
    "The spread shrinks with the number of all weights of the matrix, fan_in times "
    "fan_out (dividing by the norm of the whole matrix does the same). Divide by "
    "np.sqrt(fan_in) alone, or take the sum fan_in + fan_out.",
    Law(power(1.0, -0.5, lambda i, o, s: i * o)),
    Law(power(np.sqrt(2), -0.5, lambda i, o, s: i * o)),
    Law(power(1 / ROOT_3, -0.5, lambda i, o, s: i * o), "uniform"),
)
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
