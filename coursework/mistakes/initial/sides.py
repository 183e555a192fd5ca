"""Wrong scales of the weights: numbers that are typed in, and the wrong sizes."""

import numpy as np

from coursework.mistakes.initial.laws import LEFT, RIGHT, ROOT_3, Law
from coursework.mistakes.initial.rules import both, filing, out, power

SIDES = []
scale = filing(SIDES)


def const(sd):
    """Return the scale that is the same for all sizes."""
    return lambda i, o, s: sd


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
