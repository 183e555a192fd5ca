"""Mistakes in `forward`: the output."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.forward.tools import (
    exp,
    one_hot,
    shares,
    sigmoid,
    without_row,
)
from coursework.mistakes.network import change, family
from neuralnet.activations import leaky_relu, softmax

catalogue = Catalogue("forward")

change(
    catalogue,
    "activation_on_output_layer",
    "The scores Z2 go through LeakyReLU before softmax. The activation belongs to the "
    "hidden layer alone: Z2 = A1 @ W2 + b2, y = softmax(Z2).",
    Z2_bias=lambda v: leaky_relu(v.Z2 + v.b2),
)
family(
    catalogue,
    "{}_before_softmax",
    "The scores go through {} before softmax. The activation belongs to the hidden "
    "layer alone: y = softmax(Z2).",
    "y",
    {
        "activation": ("LeakyReLU", lambda v: softmax(leaky_relu(v.Z2))),
        "relu": ("ReLU", lambda v: softmax(np.maximum(v.Z2, 0))),
        "sigmoid": ("a sigmoid", lambda v: softmax(sigmoid(v.Z2))),
        "tanh": ("tanh", lambda v: softmax(np.tanh(v.Z2))),
    },
)
change(
    catalogue,
    "softmax_forgotten",
    "y holds the scores Z2: softmax is missing. y = softmax(Z2) turns them into "
    "probabilities, and y in ff_dict is the same.",
    y=lambda v: v.Z2,
)
family(
    catalogue,
    "{}_for_softmax",
    "Your output is {}. The classes exclude each other, so their probabilities must "
    "be positive and sum to 1 in each row: y = softmax(Z2).",
    "y",
    {
        "sigmoid": ("the sigmoid of each score by itself", lambda v: sigmoid(v.Z2)),
        "leaky_relu": ("LeakyReLU of the scores", lambda v: leaky_relu(v.Z2)),
        "relu": ("ReLU of the scores", lambda v: np.maximum(v.Z2, 0)),
        "tanh": ("tanh of the scores", lambda v: np.tanh(v.Z2)),
        "log_softmax": (
            "the logarithm of the probabilities",
            lambda v: np.log(softmax(v.Z2)),
        ),
        "share_of_scores": (
            "each score divided by the sum of the scores, without exp",
            lambda v: v.Z2 / v.Z2.sum(axis=1, keepdims=True),
        ),
        "scores_over_sum_of_exp": (
            "each score, without exp, divided by the sum of exp",
            (
                lambda v: v.Z2 / np.exp(v.Z2).sum(axis=1, keepdims=True),
                lambda v: v.Z2 / exp(v.Z2).sum(axis=1, keepdims=True),
            ),
        ),
        "inverse": (
            "the sum of exp divided by exp, upside down",
            lambda v: 1 / softmax(v.Z2),
        ),
        "product": (
            "exp times the sum of its row, not divided by it",
            (
                lambda v: np.exp(v.Z2) * np.exp(v.Z2).sum(axis=1, keepdims=True),
                lambda v: exp(v.Z2) * exp(v.Z2).sum(axis=1, keepdims=True),
            ),
        ),
        "complement": ("1 minus the probabilities", lambda v: 1 - softmax(v.Z2)),
        "one_hot": (
            "1 for the largest score and 0 elsewhere",
            lambda v: one_hot(v.Z2),
        ),
        "exp": (
            "exp of the scores, not divided by the sum of its row",
            lambda v: np.exp(v.Z2),
        ),
        "shifted_exp": (
            "exp of the scores minus the maximum of the row (or divided by its largest "
            "exp), not divided by the sum of its row",
            lambda v: exp(v.Z2),
        ),
    },
)
change(
    catalogue,
    "softmax_over_columns",
    "Softmax runs over the images: the columns of y sum to 1. The rows must, since "
    "each image has probabilities of its own: axis=1, keepdims=True.",
    y=lambda v: softmax(v.Z2.T).T,
)
change(
    catalogue,
    "softmax_over_everything",
    "Softmax divides by the sum over the whole matrix: all entries of y together sum "
    "to 1. Each row must: sum with axis=1, keepdims=True.",
    y=lambda v: softmax(v.Z2.ravel()).reshape(v.Z2.shape),
)
change(
    catalogue,
    "softmax_without_keepdims",
    "In softmax, one number per image lies down as a row and meets the columns. "
    "keepdims=True keeps it a column: X.sum(axis=1, keepdims=True), and max alike.",
    {"y": lambda v: exp(v.Z2) / exp(v.Z2).sum(axis=1)},
    y=lambda v: np.exp(v.Z2) / np.exp(v.Z2).sum(axis=1),
)
change(
    catalogue,
    "row_maximum_without_keepdims",
    "In softmax, the maxima of the images lie down as a row and meet the columns. "
    "keepdims=True keeps them a column: X.max(axis=1, keepdims=True).",
    y=lambda v: shares(np.exp(v.Z2 - v.Z2.max(axis=1))),
)
change(
    catalogue,
    "maximum_and_sum_without_keepdims",
    "In softmax, maximum and sum of the images lie down as rows and meet the columns. "
    "keepdims=True keeps both columns: X.max(axis=1, keepdims=True), and sum alike.",
    y=lambda v: (e := np.exp(v.Z2 - v.Z2.max(axis=1))) / e.sum(axis=1),
)
change(
    catalogue,
    "row_maximum_column_sum",
    "Softmax subtracts the maximum of each row, but divides by the sum of each "
    "column. Sum over the classes too: axis=1, keepdims=True.",
    y=lambda v: exp(v.Z2) / exp(v.Z2).sum(axis=0),
)
change(
    catalogue,
    "row_maximum_total_sum",
    "Softmax subtracts the maximum of each row, but divides by the sum over the whole "
    "matrix. Sum over the classes: axis=1, keepdims=True.",
    y=lambda v: exp(v.Z2) / exp(v.Z2).sum(),
)
change(
    catalogue,
    "column_maximum",
    "Softmax subtracts the maximum of each column, which changes the probabilities. "
    "Subtract the maximum of each row: axis=1, keepdims=True.",
    y=lambda v: softmax(v.Z2 - v.Z2.max(axis=0)),
)
family(
    catalogue,
    "exp_divided_by_{}",
    "Softmax divides exp of the scores by {}. Divide by the sum of the row: axis=1, "
    "keepdims=True.",
    "y",
    {
        "mean": (
            "the mean of the row",
            lambda v: exp(v.Z2) / exp(v.Z2).mean(axis=1, keepdims=True),
        ),
        "sum_of_scores": (
            "the sum of the scores, without exp",
            (
                lambda v: np.exp(v.Z2) / v.Z2.sum(axis=1, keepdims=True),
                lambda v: exp(v.Z2) / v.Z2.sum(axis=1, keepdims=True),
            ),
        ),
        "number_of_classes": (
            "the number of classes",
            lambda v: np.exp(v.Z2) / v.Z2.shape[1],
        ),
        "number_of_images": (
            "the number of images",
            lambda v: np.exp(v.Z2) / len(v.Z2),
        ),
        "length": (
            "the length (norm) of the row",
            lambda v: exp(v.Z2) / np.linalg.norm(exp(v.Z2), axis=1, keepdims=True),
        ),
    },
)
change(
    catalogue,
    "percent",
    "Your y is 100 times the probabilities. Leave them between 0 and 1.",
    y=lambda v: 100 * softmax(v.Z2),
)
change(
    catalogue,
    "y_rounded",
    "Your y is rounded. Keep all digits: training needs the small ones too.",
    *({"y": lambda v, n=n: np.round(softmax(v.Z2), n)} for n in (2, 3, 4, 5)),
    y=lambda v: np.round(softmax(v.Z2), 1),
)
for which, row in (("last", -1), ("first", 0)):
    change(
        catalogue,
        f"{which}_row_of_y_left_out",
        f"The {which} row of y stays 0. Look at the limits of your loop: range(N) goes "
        "from 0 to N - 1.",
        y=lambda v, row=row: without_row(softmax(v.Z2), row),
    )
change(
    catalogue,
    "softmax_twice",
    "Softmax is applied twice, which evens out the probabilities. Once is enough: "
    "y = softmax(Z2).",
    y=lambda v: softmax(softmax(v.Z2)),
)
change(
    catalogue,
    "scores_divided_by_maximum",
    "Softmax divides the scores by the maximum of their row. Subtract it: "
    "X - X.max(axis=1, keepdims=True) leaves the probabilities as they are.",
    {"y": lambda v: softmax(v.Z2 / v.Z2.max())},
    y=lambda v: softmax(v.Z2 / v.Z2.max(axis=1, keepdims=True)),
)
change(
    catalogue,
    "softmax_of_negative",
    "Softmax is taken of -Z2: the largest score gets the smallest probability. "
    "y = softmax(Z2), exp without a minus.",
    y=lambda v: softmax(-v.Z2),
)
for base in (2, 10):
    change(
        catalogue,
        f"softmax_with_base_{base}",
        f"Softmax takes powers of {base}. It takes powers of e: np.exp.",
        y=lambda v, base=base: softmax(np.log(base) * v.Z2),
    )
change(
    catalogue,
    "softmax_of_A1",
    "Softmax is taken of the hidden layer A1. It is taken of the scores: "
    "Z2 = A1 @ W2 + b2, y = softmax(Z2).",
    y=lambda v: softmax(v.A1),
)
change(
    catalogue,
    "softmax_of_Z1",
    "Softmax is taken of Z1, of the hidden layer. It is taken of the scores: "
    "Z2 = A1 @ W2 + b2, y = softmax(Z2).",
    y=lambda v: softmax(v.Z1),
)
