"""Mistakes in `backward`: through W2 and the activation."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.backward.tools import sigmoid, through_softmax
from coursework.mistakes.network import change, family
from neuralnet.activations import deriv_leaky_relu, leaky_relu, softmax

catalogue = Catalogue("backward")

family(
    catalogue,
    "dA1_{}",
    "{} The error goes back through the weights of layer 2: dA1 = dZ2 @ W2.T, shape "
    "(N, H).",
    "dA1",
    {
        "without_transpose": (
            "In dA1 the transpose of W2 is missing.",
            lambda v: v.dZ2 @ v.W2,
        ),
        "with_factors_swapped": (
            "In dA1 the factors stand in the wrong order.",
            lambda v: v.W2 @ v.dZ2,
        ),
        "with_transposed_factors_swapped": (
            "In dA1 the factors stand in the wrong order.",
            lambda v: v.W2.T @ v.dZ2,
        ),
        "transposed": (
            "Your dA1 comes out transposed, as W2 @ dZ2.T does.",
            lambda v: v.W2 @ v.dZ2.T,
        ),
        "without_W2": (
            "W2 is missing: your dZ1 is made from dZ2 directly.",
            lambda v: v.dZ2,
        ),
        "elementwise": (
            "In dA1 the star multiplies entry by entry.",
            lambda v: v.dZ2 * v.W2,
        ),
        "elementwise_transposed": (
            "In dA1 the star multiplies entry by entry.",
            lambda v: v.dZ2 * v.W2.T,
        ),
        "with_W1": ("Your dA1 goes through W1.", lambda v: v.dZ2 @ v.W1),
        "with_W1_transposed": ("Your dA1 goes through W1.", lambda v: v.dZ2 @ v.W1.T),
        "with_dW2": (
            "Your dA1 takes the gradient dW2 in place of the weights W2.",
            lambda v: v.dZ2 @ (v.A1.T @ v.dZ2).T,
        ),
        "with_mean_dW2": (
            "Your dA1 takes the gradient dW2 in place of the weights W2.",
            lambda v: v.dZ2 @ (v.A1.T @ v.dZ2).T / len(v.X),
        ),
    }
    | {
        f"from_{name}": (
            f"Your dA1 starts from {name}, not from the error dZ2.",
            lambda v, name=name: getattr(v, name) @ v.W2.T,
        )
        for name in ("y", "Y", "Z2")
    }
    | {
        f"with_W2_updated_{lr}".replace(".", "_"): (
            f"Your dA1 takes W2 after a step (learning rate {lr}), not the W2 that "
            "forward used.",
            lambda v, lr=lr: v.dZ2 @ (v.W2 - lr * v.A1.T @ v.dZ2).T,
        )
        for lr in (1, 0.1, 0.01)
    },
)

family(
    catalogue,
    "dZ1_{}",
    "{} Each entry of dA1 is multiplied by the slope of LeakyReLU at the same entry of "
    "Z1: dZ1 = dA1 * deriv_leaky_relu(Z1).",
    "dZ1",
    {
        "without_derivative": (
            "The derivative of the activation is missing in dZ1 (or it is taken of a "
            "rectified layer, where every slope is 1).",
            lambda v: v.dA1,
        ),
        "with_activation": (
            "In dZ1 you multiply by LeakyReLU itself, not by its derivative.",
            (
                lambda v: v.dA1 * leaky_relu(v.Z1),
                lambda v: v.dA1 * leaky_relu(v.A1),
            ),
        ),
        "with_Z1": (
            "In dZ1 you multiply by Z1 itself, not by the derivative there.",
            lambda v: v.dA1 * v.Z1,
        ),
        "of_activation_twice": (
            "The slope below zero is applied twice in dZ1.",
            lambda v: v.dA1 * deriv_leaky_relu(v.Z1) ** 2,
        ),
        "with_derivative_at_dA1": (
            "The sign that decides is that of dA1 in your dZ1, not that of Z1.",
            lambda v: v.dA1 * deriv_leaky_relu(v.dA1),
        ),
        "from_A1": (
            "Your dZ1 starts from A1, not from its gradient dA1.",
            lambda v: v.A1 * deriv_leaky_relu(v.Z1),
        ),
        "from_Z1": (
            "Your dZ1 starts from Z1, not from the gradient dA1.",
            lambda v: v.Z1 * deriv_leaky_relu(v.Z1),
        ),
        "divided_by_derivative": (
            "In dZ1 you divide by the slope, which gives 100 below zero.",
            lambda v: v.dA1 / deriv_leaky_relu(v.Z1),
        ),
        "with_alpha_as_threshold": (
            "In dZ1 the slope changes where Z1 is 0.01; it changes at 0.",
            lambda v: v.dA1 * np.where(v.Z1 > 0.01, 1, 0.01),
        ),
        "with_relu_mask_of_dA1": (
            "Your dZ1 is 0 where dA1 is negative. The sign that decides is that of Z1.",
            lambda v: v.dA1 * (v.dA1 > 0),
        ),
        "one_above_zero": (
            "Where Z1 is positive your dZ1 is 1 itself, not 1 times dA1.",
            lambda v: np.where(v.Z1 >= 0, 1, 0.01 * v.dA1),
        ),
        "of_derivative_alone": (
            "Your dZ1 is a slope alone; dA1 does not multiply it.",
            (
                lambda v: deriv_leaky_relu(v.Z1),
                lambda v: deriv_leaky_relu(v.dA1),
            ),
        ),
        "with_derivative_added": (
            "In dZ1 the slope is added to dA1. It is multiplied.",
            lambda v: v.dA1 + deriv_leaky_relu(v.Z1),
        ),
        "with_matrix_product": (
            "In dZ1 the slopes are multiplied as matrices. Use *, entry by entry.",
            lambda v: v.dA1 @ deriv_leaky_relu(v.Z1),
        ),
        "with_transposed_matrix_product": (
            "In dZ1 the slopes are multiplied as matrices. Use *, entry by entry.",
            lambda v: v.dA1 @ deriv_leaky_relu(v.Z1).T,
        ),
        "with_derivative_at_Z2": (
            "The derivative is taken at Z2, in the other layer.",
            lambda v: v.dA1 * deriv_leaky_relu(v.Z2),
        ),
        "with_derivative_at_X": (
            "The derivative is taken at X, the input.",
            lambda v: v.dA1 * deriv_leaky_relu(v.X),
        ),
        "with_derivative_at_y": (
            "The derivative is taken at y (or Y), in the other layer.",
            lambda v: v.dA1 * deriv_leaky_relu(v.y),
        ),
        "with_relu_mask": (
            "Your dZ1 is 0 where Z1 is negative, as for ReLU (or because 0.01 became "
            "0 in an array of integers); the slope there is 0.01.",
            lambda v: v.dA1 * (v.Z1 > 0),
        ),
        "with_branches_swapped": (
            "The slopes have changed places in dZ1: 0.01 where Z1 is positive and 1 "
            "where it is negative.",
            lambda v: v.dA1 * np.where(v.Z1 >= 0, 0.01, 1),
        ),
        "with_swapped_relu_mask": (
            "Your dZ1 is 0 where Z1 is positive. The slope is 1 there, and 0.01 where "
            "Z1 is negative.",
            lambda v: v.dA1 * (v.Z1 < 0),
        ),
        "with_leak_alone": (
            "Your dZ1 is 0 where Z1 is positive. The slope is 1 there.",
            lambda v: v.dA1 * np.where(v.Z1 >= 0, 0, 0.01),
        ),
        "with_wrong_sign_below_zero": (
            "The slope below zero is -0.01 in your dZ1; it is 0.01.",
            lambda v: v.dA1 * np.where(v.Z1 >= 0, 1, -0.01),
        ),
        "with_minus_one_below_zero": (
            "The slope below zero is -1 in your dZ1 (np.sign); it is 0.01.",
            lambda v: v.dA1 * np.sign(v.Z1),
        ),
        "with_leak_added_everywhere": (
            "The slope above zero is 1.01 in your dZ1; it is 1.",
            lambda v: v.dA1 * np.where(v.Z1 >= 0, 1.01, 0.01),
        ),
        "constant_below_zero": (
            "Where Z1 is negative your dZ1 is 0.01 itself, not 0.01 times dA1.",
            lambda v: np.where(v.Z1 >= 0, v.dA1, 0.01),
        ),
        "with_Z1_above_zero": (
            "Where Z1 is positive you multiply by Z1 itself; the slope is 1 there.",
            lambda v: v.dA1 * np.where(v.Z1 >= 0, v.Z1, 0.01),
        ),
        "with_Z1_below_zero": (
            "Where Z1 is negative you multiply by 0.01 * Z1; the slope is 0.01 there.",
            lambda v: v.dA1 * np.where(v.Z1 >= 0, 1, 0.01 * v.Z1),
        ),
        "all_shrunk": (
            "The slope is 0.01 everywhere in your dZ1; where Z1 is positive it is 1.",
            lambda v: 0.01 * v.dA1,
        ),
        "with_one_decision_by_all": (
            "One slope is taken for the whole array in dZ1, by np.all. Decide entry by "
            "entry.",
            lambda v: v.dA1 * (1.0 if np.all(v.Z1 >= 0) else 0.01),
        ),
        "with_one_decision_by_any": (
            "One slope is taken for the whole array in dZ1, by np.any. Decide entry by "
            "entry.",
            lambda v: v.dA1 * (1.0 if np.any(v.Z1 >= 0) else 0.01),
        ),
        "as_for_sigmoid_output": (
            "Your dZ1 uses A1 * (1 - A1), the derivative of a sigmoid.",
            lambda v: v.dA1 * v.A1 * (1 - v.A1),
        ),
        "as_for_sigmoid": (
            "Your dZ1 uses the derivative of a sigmoid at Z1.",
            lambda v: v.dA1 * sigmoid(v.Z1) * (1 - sigmoid(v.Z1)),
        ),
        "as_for_Z1_sigmoid": (
            "Your dZ1 uses Z1 * (1 - Z1), as for a sigmoid.",
            lambda v: v.dA1 * v.Z1 * (1 - v.Z1),
        ),
        "as_for_tanh_output": (
            "Your dZ1 uses 1 - A1 ** 2, the derivative of tanh.",
            lambda v: v.dA1 * (1 - v.A1**2),
        ),
        "as_for_tanh": (
            "Your dZ1 uses the derivative of tanh at Z1.",
            lambda v: v.dA1 * (1 - np.tanh(v.Z1) ** 2),
        ),
        "as_for_softmax": (
            "Your dZ1 sends dA1 through the derivative of softmax.",
            lambda v: through_softmax(softmax(v.Z1), v.dA1),
        ),
        "of_LeakyReLU_of_product": (
            "Your dZ1 is LeakyReLU of dA1 * Z1. No activation is applied on the way "
            "back, only its slope.",
            lambda v: leaky_relu(v.dA1 * v.Z1),
        ),
    }
    | {
        f"with_slope_{alpha}".replace(".", "_"): (
            f"The slope below zero is {alpha} in your dZ1; it is 0.01.",
            lambda v, a=alpha: v.dA1 * deriv_leaky_relu(v.Z1, a),
        )
        for alpha in (0.1, 0.001, 0.2, 0.3, 0.5, 0.05, 0.02)
    },
)
change(
    catalogue,
    "dA1_for_dZ1_in_dW1",
    "dW1 is made with dA1, before the derivative of the activation. It needs dZ1: "
    "dW1 = X.T @ dZ1.",
    dW1=lambda v: v.X.T @ v.dA1,
)
change(
    catalogue,
    "dA1_for_dZ1_in_db1",
    "db1 sums dA1, before the derivative of the activation. It needs dZ1: "
    "db1 = dZ1.sum(axis=0).",
    db1=lambda v: v.dA1.sum(axis=0),
)
