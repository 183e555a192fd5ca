"""Mistakes in `backward`: dZ2, the error at the output."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.backward.tools import flipped, through_softmax
from coursework.mistakes.network import change, family
from neuralnet.activations import deriv_leaky_relu, leaky_relu, softmax

catalogue = Catalogue("backward")

change(
    catalogue,
    "sign_flipped",
    "All your gradients have the wrong sign: the error is y - Y, prediction minus "
    "target (not Y - y, and no minus in front of the results). The minus of the step "
    "downhill comes in train_step.",
    sign=flipped,
    dZ2=lambda v: v.Y - v.y,
)
family(
    catalogue,
    "dZ2_{}",
    "{} With softmax and cross entropy the two derivatives together are simply "
    "dZ2 = y - Y.",
    "dZ2",
    {
        "without_targets": (
            "Your dZ2 is y: the targets are not subtracted.",
            lambda v: v.y,
        ),
        "of_targets_alone": ("Your dZ2 is -Y: y is missing.", lambda v: -v.Y),
        "of_positive_targets": (
            "Your dZ2 is Y itself, the targets.",
            lambda v: v.Y,
        ),
        "sum_of_y_and_Y": ("Your dZ2 is y + Y.", lambda v: v.y + v.Y),
        "from_scores": (
            "Your dZ2 is Z2 - Y: it takes the scores in place of the probabilities.",
            lambda v: v.Z2 - v.Y,
        ),
        "from_hidden_layer": (
            "Your dZ2 is A1 - Y: it takes the hidden layer in place of y.",
            lambda v: v.A1 - v.Y,
        ),
        "from_classes": (
            "Your dZ2 compares the predicted classes with the targets, 1 for the "
            "largest probability and 0 elsewhere. Take y itself.",
            lambda v: np.eye(v.y.shape[1])[v.y.argmax(axis=1)] - v.Y,
        ),
        "from_softmax_twice": (
            "Your dZ2 is softmax(y) - Y, but y has been through softmax already.",
            lambda v: softmax(v.y) - v.Y,
        ),
        "from_logarithm": (
            "Your dZ2 is log(y) - Y.",
            lambda v: np.log(v.y) - v.Y,
        ),
        "absolute": (
            "Your dZ2 is the absolute value of y - Y; its sign is needed.",
            lambda v: np.abs(v.y - v.Y),
        ),
        "squared": (
            "Your dZ2 is the square of y - Y; its sign is needed.",
            lambda v: (v.y - v.Y) ** 2,
        ),
        "loss": (
            "Your dZ2 is the loss -Y * log(y) itself, not its derivative.",
            lambda v: -v.Y * np.log(v.y),
        ),
        "true_class_only": (
            "Your dZ2 is right at the true class, but 0 at the others, as if each "
            "probability depended on its own score alone (-Y / y times y(1 - y) does "
            "that).",
            lambda v: (v.y - v.Y) * v.Y,
        ),
        "one_subtracted_everywhere": (
            "Your dZ2 subtracts 1 from every class, not from the true one alone.",
            lambda v: v.y - 1,
        ),
        "without_softmax": (
            "Your dZ2 is -Y / y, the derivative of the loss with respect to y; the "
            "derivative of softmax is still missing.",
            lambda v: -v.Y / v.y,
        ),
        "without_softmax_positive": (
            "Your dZ2 is Y / y: the derivative of the loss with respect to y is "
            "-Y / y, and the derivative of softmax is still missing.",
            lambda v: v.Y / v.y,
        ),
        "times_y_1_y": (
            "Your dZ2 is multiplied by y(1 - y). That belongs to a sigmoid with "
            "squared error; here y - Y is complete.",
            lambda v: (v.y - v.Y) * v.y * (1 - v.y),
        ),
        "twice_times_y_1_y": (
            "Your dZ2 is 2 (y - Y) times y(1 - y), as for a sigmoid with squared "
            "error.",
            lambda v: 2 * (v.y - v.Y) * v.y * (1 - v.y),
        ),
        "flipped_times_y_1_y": (
            "Your dZ2 is (Y - y) times y(1 - y): the sign is wrong, and y(1 - y) "
            "belongs to a sigmoid with squared error.",
            lambda v: (v.Y - v.y) * v.y * (1 - v.y),
        ),
        "through_softmax_again": (
            "Your y - Y goes through the derivative of softmax once more, which "
            "y - Y contains already.",
            lambda v: through_softmax(v.y, v.y - v.Y),
        ),
        "twice_through_softmax_again": (
            "Your 2 (y - Y) goes through the derivative of softmax: that is the "
            "gradient of the squared error, not of the cross entropy.",
            lambda v: through_softmax(v.y, 2 * (v.y - v.Y)),
        ),
        "of_y_1_y_alone": (
            "Your dZ2 is y(1 - y), the derivative of a sigmoid, without the targets.",
            lambda v: v.y * (1 - v.y),
        ),
        "times_y": (
            "Your dZ2 is multiplied by y once more.",
            lambda v: (v.y - v.Y) * v.y,
        ),
        "divided_by_y_1_y": (
            "Your dZ2 is (y - Y) / (y (1 - y)), the derivative of the binary cross "
            "entropy with respect to y.",
            lambda v: (v.y - v.Y) / (v.y * (1 - v.y)),
        ),
        "through_activation": (
            "Your dZ2 is multiplied by the derivative of LeakyReLU, but there is no "
            "LeakyReLU after Z2.",
            lambda v: (v.y - v.Y) * deriv_leaky_relu(v.Z2),
        ),
        "times_activation": (
            "Your dZ2 is multiplied by LeakyReLU of Z2, but there is no LeakyReLU "
            "after Z2.",
            lambda v: (v.y - v.Y) * leaky_relu(v.Z2),
        ),
        "one_subtracted_in_whole_columns": (
            "dZ2[:, labels] -= 1 subtracts in whole columns, in all rows. Each image "
            "has one true class: dZ2[np.arange(N), labels], or all of Y at once.",
            lambda v: v.y - v.Y.any(axis=0),
        ),
        "minus_class_numbers": (
            "You subtract the number of the true class. Subtract the one-hot rows: "
            "Y as it comes.",
            lambda v: v.y - v.Y.argmax(axis=1)[:, None],
        ),
    },
)
change(
    catalogue,
    "class_numbers_as_row",
    "You turn Y into class numbers, which do not fit y (N, C). Y is one-hot already: "
    "dZ2 = y - Y.",
    dZ2=lambda v: v.y - v.Y.argmax(axis=1),
)
