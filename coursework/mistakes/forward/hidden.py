"""Mistakes in `forward`: the activation."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.forward.tools import normalized, sigmoid
from coursework.mistakes.network import change, family
from neuralnet.activations import deriv_leaky_relu, leaky_relu, softmax

catalogue = Catalogue("forward")

change(
    catalogue,
    "activation_forgotten",
    "There is no activation: A1 equals Z1, and two layers without a bend between them "
    "are no more than one. A1 = leaky_relu(Z1).",
    A1=lambda v: v.Z1,
)
for word, test in (("all", np.all), ("any", np.any)):
    change(
        catalogue,
        f"one_decision_with_{word}",
        "One decision is taken for the whole array: either all entries keep their "
        "value or all are shrunk. Decide entry by entry: "
        "np.where(z >= 0, z, alpha * z).",
        A1=lambda v, test=test: v.Z1 if test(v.Z1 >= 0) else 0.01 * v.Z1,
    )
family(
    catalogue,
    "{}_as_activation",
    "Your hidden layer uses {}. This network uses LeakyReLU: A1 = leaky_relu(Z1).",
    "A1",
    {
        "relu": (
            "ReLU, which sets negative values to 0",
            lambda v: np.maximum(v.Z1, 0),
        ),
        "sigmoid": ("the sigmoid", lambda v: sigmoid(v.Z1)),
        "tanh": ("tanh", lambda v: np.tanh(v.Z1)),
        "softmax": ("softmax", lambda v: softmax(v.Z1)),
        "abs": ("the absolute value", lambda v: np.abs(v.Z1)),
        "elu": ("ELU", lambda v: np.where(v.Z1 > 0, v.Z1, np.exp(v.Z1) - 1)),
        "softplus": ("softplus", lambda v: np.log1p(np.exp(v.Z1))),
        "swish": ("swish (SiLU)", lambda v: v.Z1 * sigmoid(v.Z1)),
        "step": ("a step from 0 to 1", lambda v: (v.Z1 > 0) * 1.0),
    },
)
family(
    catalogue,
    "slope_{}",
    "Below zero your activation has the slope {}; LeakyReLU has 0.01 there.",
    "A1",
    {
        str(alpha).replace(".", "_"): (
            str(alpha),
            lambda v, a=alpha: leaky_relu(v.Z1, a),
        )
        for alpha in (0.1, 0.001, 0.2, 0.3, 0.5, 0.05, 0.02, 100)
    },
)
change(
    catalogue,
    "derivative_for_activation",
    "A1 holds the slopes: the derivative of the activation is taken in forward. Use "
    "leaky_relu here; deriv_leaky_relu belongs to backward.",
    A1=lambda v: deriv_leaky_relu(v.Z1),
)
change(
    catalogue,
    "branches_swapped",
    "The branches of LeakyReLU have changed places: negative values are kept and "
    "positive ones shrunk. np.where(z >= 0, z, alpha * z).",
    A1=lambda v: np.where(v.Z1 >= 0, 0.01 * v.Z1, v.Z1),
)
change(
    catalogue,
    "everything_shrunk",
    "Your activation multiplies all entries by 0.01, positive ones too. Those stay as "
    "they are: np.where(z >= 0, z, alpha * z).",
    A1=lambda v: 0.01 * v.Z1,
)
change(
    catalogue,
    "slope_with_wrong_sign",
    "Below zero your activation turns the sign: -0.01 * z. It stays negative: "
    "alpha * z.",
    A1=lambda v: np.where(v.Z1 >= 0, v.Z1, -0.01 * v.Z1),
)
change(
    catalogue,
    "constant_below_zero",
    "Below zero your activation is the constant 0.01, as np.maximum(z, 0.01) makes it. "
    "It is 0.01 times the value: np.maximum(z, alpha * z).",
    {"A1": lambda v: np.maximum(v.Z1, 0.01)},
    A1=lambda v: np.where(v.Z1 >= 0, v.Z1, 0.01),
)
change(
    catalogue,
    "alpha_added_below_zero",
    "Below zero your activation adds 0.01. It multiplies by 0.01: "
    "np.where(z >= 0, z, alpha * z).",
    A1=lambda v: np.where(v.Z1 >= 0, v.Z1, v.Z1 + 0.01),
)
change(
    catalogue,
    "alpha_as_threshold",
    "Your activation compares z with 0.01. The bend is at 0: "
    "np.where(z >= 0, z, alpha * z).",
    A1=lambda v: np.where(v.Z1 > 0.01, v.Z1, 0.01 * v.Z1),
)
change(
    catalogue,
    "leak_added_everywhere",
    "0.01 * z is added to positive values too, which makes their slope 1.01. Only the "
    "negative part is shrunk: np.maximum(z, 0) + alpha * np.minimum(z, 0).",
    A1=lambda v: np.maximum(v.Z1, 0) + 0.01 * v.Z1,
)
change(
    catalogue,
    "activation_twice",
    "The activation is applied twice to the hidden layer: negative values are shrunk "
    "twice. Once is enough: A1 = leaky_relu(Z1).",
    A1=lambda v: leaky_relu(leaky_relu(v.Z1)),
)
change(
    catalogue,
    "Z1_normalized",
    "You normalize Z1 (mean 0, standard deviation 1), as batch or layer normalization "
    "does. This network has none: A1 = leaky_relu(Z1), with Z1 = X @ W1 + b1.",
    *[
        {"Z1_bias": lambda v, axis=axis, e=e: normalized(v.Z1 + v.b1, axis, e)}
        for axis, e in ((0, 1e-5), (0, 0), (1, 1e-8), (1, 1e-5), (1, 0))
    ],
    Z1_bias=lambda v: normalized(v.Z1 + v.b1, 0, 1e-8),
)
change(
    catalogue,
    "activation_in_Z1_and_A1",
    "Z1 is stored after an activation, and A1 after a second one. Z1 is "
    "X @ W1 + b1 alone; A1 = leaky_relu(Z1).",
    Z1_bias=lambda v: leaky_relu(v.Z1 + v.b1),
)
change(
    catalogue,
    "activation_on_input_too",
    "The activation is applied to X as well. X goes into the first layer as it is: "
    "Z1 = X @ W1 + b1.",
    X=lambda v: leaky_relu(v.X),
)
change(
    catalogue,
    "activation_on_input",
    "The activation is applied to X and not to Z1. First the layer, then the "
    "activation: Z1 = X @ W1 + b1, A1 = leaky_relu(Z1).",
    X=lambda v: leaky_relu(v.X),
    A1=lambda v: v.Z1,
)
