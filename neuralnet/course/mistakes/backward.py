"""Mistakes in `backward`: what is returned, then line by line, then the scale."""

import numpy as np

from neuralnet.activations import deriv_leaky_relu, leaky_relu, softmax
from neuralnet.course.mistakes import Catalogue
from neuralnet.course.mistakes.network import change, each, family

catalogue = Catalogue("backward")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def through_softmax(y, d):
    """Return the gradient with respect to the scores from that to probabilities."""
    return y * (d - (d * y).sum(axis=1, keepdims=True))


def row(d, i):
    """Return d with all rows but one set to 0."""
    only = np.zeros_like(d)
    only[i] = d[i]
    return only


def kept(*names, **instead):
    """Return the line that fills the dictionary: names, or a name from elsewhere."""
    names = dict.fromkeys(names) | instead
    return lambda v: {key: getattr(v, source or key) for key, source in names.items()}


ALL = ("dW1", "db1", "dW2", "db2")
FLIPPED = lambda v: True  # noqa: E731 - a line like the others

# --- what comes back ---------------------------------------------------------------

change(
    catalogue,
    "tuple_returned",
    "You return the four gradients side by side. Return a dictionary, so that the "
    'training step finds each by name: {"dW1": dW1, "db1": db1, ...}.',
    result=lambda v: (v.dW1, v.db1, v.dW2, v.db2),
)
change(
    catalogue,
    "tuple_from_the_back",
    "You return the four gradients side by side, the last layer first. Return a "
    'dictionary: {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}.',
    result=lambda v: (v.dW2, v.db2, v.dW1, v.db1),
)
change(
    catalogue,
    "no_key_fits",
    'The dictionary has none of the keys "dW1", "db1", "dW2" and "db2". A gradient is '
    "named after what it is the gradient of, with a d before it.",
    kept=lambda v: {},
)
for name, keys, missing in (
    ("only_biases_kept", ("db1", "db2"), '"dW1" and "dW2" (capital W)'),
    ("only_weights_kept", ("dW1", "dW2"), '"db1" and "db2"'),
    ("only_second_layer_kept", ("dW2", "db2"), '"dW1" and "db1"'),
    ("only_first_layer_kept", ("dW1", "db1"), '"dW2" and "db2"'),
    ("dW1_not_kept", ("db1", "dW2", "db2"), '"dW1"'),
    ("db1_not_kept", ("dW1", "dW2", "db2"), '"db1"'),
    ("dW2_not_kept", ("dW1", "db1", "db2"), '"dW2"'),
    ("db2_not_kept", ("dW1", "db1", "dW2"), '"db2"'),
):
    change(
        catalogue,
        name,
        f"The dictionary lacks {missing}. It must hold a gradient for each of the four "
        'parameters: "dW1", "db1", "dW2" and "db2", under exactly these names.',
        kept=kept(*keys),
    )
for name, what, places in (
    ("layers_swapped", "", {"dW1": "dW2", "dW2": "dW1", "db1": "db2", "db2": "db1"}),
    ("dW1_and_dW2_swapped", " of the weights", {"dW1": "dW2", "dW2": "dW1"}),
    ("db1_and_db2_swapped", " of the biases", {"db1": "db2", "db2": "db1"}),
):
    change(
        catalogue,
        name,
        f"The gradients{what} have changed places between the two layers. Each "
        "gradient has the shape of what it is the gradient of.",
        kept=kept(*ALL, **places),
    )
for key in ALL:
    change(
        catalogue,
        f"{key}_holds_parameter",
        f"{key} holds the parameter {key[1:]} itself. Put its gradient there.",
        kept=kept(*ALL, **{key: key[1:]}),
    )
for lr in (1, 0.1, 0.01):
    change(
        catalogue,
        f"updated_with_lr_{lr}".replace(".", "_"),
        f"You return parameters after a step (with learning rate {lr}). backward "
        "returns the gradients alone; the step comes later, in train_step.",
        kept=lambda v, lr=lr: {k: getattr(v, k[1:]) - lr * getattr(v, k) for k in ALL},
    )

# --- dZ2, the error at the output --------------------------------------------------

change(
    catalogue,
    "sign_flipped",
    "All your gradients have the wrong sign: the error is y - Y, prediction minus "
    "target (not Y - y, and no minus in front of the results). The minus of the step "
    "downhill comes in train_step.",
    sign=FLIPPED,
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

# --- the gradients of the weights --------------------------------------------------

each(
    catalogue,
    "{}_with_transpose_forgotten",
    "A transpose is missing in {}: dW2 = A1.T @ dZ2 and dW1 = X.T @ dZ1. The result "
    "must have the shape of the weights.",
    dW2=lambda v: v.A1 @ v.dZ2,
    dW1=lambda v: v.X @ v.dZ1,
)
each(
    catalogue,
    "{}_transposed",
    "The result is transposed in {}. A gradient has the shape of its parameter: "
    "dW2 = A1.T @ dZ2 is (H, C), dW1 = X.T @ dZ1 is (D, H).",
    dW2=lambda v: v.dZ2.T @ v.A1,
    dW1=lambda v: v.dZ1.T @ v.X,
)
each(
    catalogue,
    "{}_with_factors_swapped",
    "The factors stand in the wrong order in {}: the transposed input of the layer "
    "comes first, dW2 = A1.T @ dZ2 and dW1 = X.T @ dZ1.",
    dW2=lambda v: v.dZ2 @ v.A1.T,
    dW1=lambda v: v.dZ1 @ v.X.T,
)
each(
    catalogue,
    "{}_with_factors_swapped_and_no_transpose",
    "The factors stand in the wrong order in {}, and a transpose is missing: "
    "dW2 = A1.T @ dZ2 and dW1 = X.T @ dZ1.",
    dW2=lambda v: v.dZ2 @ v.A1,
    dW1=lambda v: v.dZ1 @ v.X,
)
each(
    catalogue,
    "{}_elementwise",
    "In {} the star multiplies entry by entry. The matrix product sums over the "
    "images: dW2 = A1.T @ dZ2 and dW1 = X.T @ dZ1.",
    dW2=lambda v: v.A1 * v.dZ2,
    dW1=lambda v: v.X * v.dZ1,
)
each(
    catalogue,
    "{}_from_sums",
    "In {} the images are summed before they are multiplied. Multiply image by image "
    "and sum then, which the matrix product does: dW2 = A1.T @ dZ2, dW1 = X.T @ dZ1.",
    dW2=lambda v: np.outer(v.A1.sum(axis=0), v.dZ2.sum(axis=0)),
    dW1=lambda v: np.outer(v.X.sum(axis=0), v.dZ1.sum(axis=0)),
)
for name, sentence, line in (
    ("Z1", "what layer 2 was given is A1, after the activation", lambda v: v.Z1),
    ("X", "what layer 2 was given is A1; X belongs to dW1", lambda v: v.X),
    ("Z2", "what layer 2 was given is A1, not its own output", lambda v: v.Z2),
    ("y", "what layer 2 was given is A1, not the output y", lambda v: v.y),
    ("W2", "the gradient of W2 needs the layer's input A1, not W2", lambda v: v.W2),
):
    change(
        catalogue,
        f"{name}_for_A1_in_dW2",
        f"dW2 is made with {name}: {sentence}. dW2 = A1.T @ dZ2.",
        dW2=lambda v, line=line: line(v).T @ v.dZ2,
    )
for name, sentence, line in (
    ("A1", "what layer 1 was given is X; A1 belongs to dW2", lambda v: v.A1),
    ("Z1", "what layer 1 was given is X, not its own output", lambda v: v.Z1),
    ("W1", "the gradient of W1 needs the layer's input X, not W1", lambda v: v.W1),
):
    change(
        catalogue,
        f"{name}_for_X_in_dW1",
        f"dW1 is made with {name}: {sentence}. dW1 = X.T @ dZ1.",
        dW1=lambda v, line=line: line(v).T @ v.dZ1,
    )
change(
    catalogue,
    "y_for_dZ2_in_dW2",
    "dW2 is made with y. It needs the error: dW2 = A1.T @ dZ2 with dZ2 = y - Y.",
    dW2=lambda v: v.A1.T @ v.y,
)
for name, key, sentence, line in (
    ("Y_for_dZ2_in_dW2", "dW2", "Y", lambda v: v.A1.T @ v.Y),
    ("Z2_for_dZ2_in_dW2", "dW2", "Z2", lambda v: v.A1.T @ v.Z2),
    ("Z1_for_dZ1_in_dW1", "dW1", "Z1", lambda v: v.X.T @ v.Z1),
    ("A1_for_dZ1_in_dW1", "dW1", "A1", lambda v: v.X.T @ v.A1),
    ("y_for_dZ2_in_db2", "db2", "y", lambda v: v.y.sum(axis=0)),
    ("Y_for_dZ2_in_db2", "db2", "Y", lambda v: v.Y.sum(axis=0)),
    ("Z2_for_dZ2_in_db2", "db2", "Z2", lambda v: v.Z2.sum(axis=0)),
    ("Z1_for_dZ1_in_db1", "db1", "Z1", lambda v: v.Z1.sum(axis=0)),
    ("A1_for_dZ1_in_db1", "db1", "A1", lambda v: v.A1.sum(axis=0)),
    ("W2_for_dZ2_in_db2", "db2", "W2", lambda v: v.W2.sum(axis=0)),
    ("W1_for_dZ1_in_db1", "db1", "W1", lambda v: v.W1.sum(axis=0)),
):
    error = "dZ2" if key.endswith("2") else "dZ1"
    change(
        catalogue,
        name,
        f"{key} is made with {sentence}, not with an error. It needs the "
        f"error {error}, what the loss says about that layer.",
        **{key: line},
    )
change(
    catalogue,
    "dZ2_for_dZ1_in_first_layer",
    "dW1 and db1 are made with dZ2, the error of the other layer. Go through W2 and "
    "the activation first: dW1 = X.T @ dZ1, db1 = dZ1.sum(axis=0).",
    dW1=lambda v: v.X.T @ v.dZ2,
    db1=lambda v: v.dZ2.sum(axis=0),
)
change(
    catalogue,
    "dZ2_for_dZ1_in_dW1",
    "dW1 is made with dZ2, the error of the other layer: dW1 = X.T @ dZ1.",
    dW1=lambda v: v.X.T @ v.dZ2,
)

# --- the gradients of the biases ---------------------------------------------------

for name, sentence, *ways in (
    (
        "{}_not_summed",
        "In {} the images are not summed. One bias serves all images, so their errors "
        "add up: db2 = dZ2.sum(axis=0), db1 = dZ1.sum(axis=0).",
        lambda d: d,
    ),
    (
        "{}_summed_over_units",
        "In {} the sum (or mean) runs along the wrong axis: one number per image. Sum "
        "over the images, axis=0: one number per unit, shape (H,) or (C,).",
        lambda d: d.sum(axis=1),
        lambda d: d.mean(axis=1),
    ),
    (
        "{}_summed_over_units_with_keepdims",
        "In {} the sum runs along the wrong axis and leaves a column, one number per "
        "image. Sum over the images, axis=0: one number per unit.",
        lambda d: d.sum(axis=1, keepdims=True),
    ),
    (
        "{}_summed_to_a_number",
        "In {} everything is summed (or averaged) to one number. Sum over the images "
        "alone, axis=0: one number per unit, shape (H,) or (C,).",
        lambda d: d.sum(),
        lambda d: d.mean(),
    ),
    (
        "{}_of_first_image",
        "{}: only the first image counts. Sum over all: axis=0.",
        lambda d: d[0],
    ),
    (
        "{}_of_last_image",
        "{}: only the last image counts. Sum over all: axis=0.",
        lambda d: d[-1],
    ),
    (
        "{}_zero",
        "{}: zeros. The biases are learned too: db2 = dZ2.sum(axis=0), "
        "db1 = dZ1.sum(axis=0).",
        lambda d: np.zeros(d.shape[1]),
    ),
    (
        "{}_of_largest",
        "{}: the maximum over the images is taken. Sum over them: axis=0.",
        lambda d: d.max(axis=0),
    ),
    (
        "{}_absolute",
        "{}: absolute values are summed. The signs matter: sum the errors themselves.",
        lambda d: np.abs(d).sum(axis=0),
    ),
):
    each(
        catalogue,
        name,
        sentence,
        db2=tuple(lambda v, way=way: way(v.dZ2) for way in ways),
        db1=tuple(lambda v, way=way: way(v.dZ1) for way in ways),
    )
each(
    catalogue,
    "{}_from_weight_gradient",
    "In {} the gradient of the weights is summed. Sum the error of the layer: "
    "db2 = dZ2.sum(axis=0), db1 = dZ1.sum(axis=0).",
    db2=lambda v: v.dW2.sum(axis=0),
    db1=lambda v: v.dW1.sum(axis=0),
)
each(
    catalogue,
    "{}_times_bias",
    "In {} the sum is multiplied by the bias. The bias is added in forward, so its "
    "derivative is 1: db2 = dZ2.sum(axis=0), db1 = dZ1.sum(axis=0).",
    db2=lambda v: v.dZ2.sum(axis=0) * v.b2,
    db1=lambda v: v.dZ1.sum(axis=0) * v.b1,
)
change(
    catalogue,
    "db1_from_dZ2",
    "db1 holds the sum of dZ2, the error of the other layer: db1 = dZ1.sum(axis=0).",
    db1=lambda v: v.dZ2.sum(axis=0),
)
change(
    catalogue,
    "db2_from_dA1",
    "db2 sums dA1, which belongs to the hidden layer: db2 = dZ2.sum(axis=0).",
    db2=lambda v: (v.dZ2 @ v.W2.T).sum(axis=0),
)

# --- back through the second layer -------------------------------------------------

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

# --- back through the activation ---------------------------------------------------

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
            lambda v: v.dA1 * leaky_relu(v.Z1),
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
            "In dZ1 you divide by the slope.",
            lambda v: v.dA1 / deriv_leaky_relu(v.Z1),
        ),
        "with_alpha_as_threshold": (
            "In dZ1 the slope changes where Z1 is 0.01; it changes at 0.",
            lambda v: v.dA1 * np.where(v.Z1 > 0.01, 1, 0.01),
        ),
        "of_derivative_alone": (
            "Your dZ1 is the slope alone, without dA1.",
            lambda v: deriv_leaky_relu(v.Z1),
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

# --- the scale ---------------------------------------------------------------------

for i, which in ((0, "first"), (-1, "last")):
    change(
        catalogue,
        f"{which}_image_alone",
        f"Only the {which} image counts. Add the gradients of all images up: in a loop "
        "with += and the return after it, or without a loop by A1.T @ dZ2.",
        dZ2_scale=lambda v, i=i: row(v.dZ2, i),
    )
each(
    catalogue,
    "{}_of_last_image_alone",
    "In {} only the last image counts. Add up over all images: in a loop with += (not "
    "=), or without a loop by the matrix product.",
    dW2=lambda v: np.outer(v.A1[-1], v.dZ2[-1]),
    dW1=lambda v: np.outer(v.X[-1], v.dZ1[-1]),
)
WRONG_SIGN = (
    "The sign is wrong in {}, and right in the others. The error at the output is "
    "y - Y; no other minus is needed on the way back."
)
SIGNS = {
    "dA1": lambda v: -v.dZ2 @ v.W2.T,
    "dW2": lambda v: -v.A1.T @ v.dZ2,
    "db2": lambda v: -v.dZ2.sum(axis=0),
    "dW1": lambda v: -v.X.T @ v.dZ1,
    "db1": lambda v: -v.dZ1.sum(axis=0),
}
for name, what, lines in (
    ("first_layer", "dW1 and db1", ("dA1",)),
    ("second_layer", "dW2 and db2", ("dW2", "db2")),
    ("dW2_and_dW1", "dW2 and dW1", ("dW2", "dW1")),
    ("db2_and_db1", "db2 and db1", ("db2", "db1")),
    *((line, line, (line,)) for line in ("dW2", "dW1", "db2", "db1")),
):
    change(
        catalogue,
        f"{name}_with_wrong_sign",
        f"The sign is wrong in {what} and right in the others. The error at the output "
        "is y - Y; no other minus is needed on the way back.",
        sign=FLIPPED,
        **{line: SIGNS[line] for line in lines},
    )
MEANS = (
    "you take the mean over the batch. In this course backward returns sums, and "
    "train_step divides once by the batch size: leave the division to it."
)
change(
    catalogue,
    "mean_over_batch",
    f"Your gradients are ours divided by the number of images: {MEANS}",
    dZ2_scale=lambda v: v.dZ2 / len(v.X),
)
each(
    catalogue,
    "{}_mean_over_batch",
    f"Divided by the number of images: {{}}. There {MEANS}",
    dW2=lambda v: v.A1.T @ v.dZ2 / len(v.X),
    dW1=lambda v: v.X.T @ v.dZ1 / len(v.X),
)
each(
    catalogue,
    "{}_mean_over_batch",
    f"Divided by the number of images: {{}}. There {MEANS}",
    db2=lambda v: v.dZ2.mean(axis=0),
    db1=lambda v: v.dZ1.mean(axis=0),
)
change(
    catalogue,
    "second_layer_mean_over_batch",
    f"Divided by the number of images: dW2 and db2, but not dW1 and db1. There {MEANS}",
    dW2=lambda v: v.A1.T @ v.dZ2 / len(v.X),
    db2=lambda v: v.dZ2.mean(axis=0),
)
change(
    catalogue,
    "first_layer_mean_over_batch",
    f"Divided by the number of images: dW1 and db1, but not dW2 and db2. There {MEANS}",
    dZ1=lambda v: v.dA1 * deriv_leaky_relu(v.Z1) / len(v.X),
)
family(
    catalogue,
    "{}",
    "{} backward returns the sums over the batch as they are; train_step divides by "
    "the batch size and multiplies by the learning rate.",
    "dZ2_scale",
    {
        "mean_over_batch_twice": (
            "Your gradients are divided by the number of images twice.",
            lambda v: v.dZ2 / len(v.X) ** 2,
        ),
        "divided_by_classes": (
            "Your gradients are divided by the number of classes.",
            lambda v: v.dZ2 / v.Y.shape[1],
        ),
        "divided_by_images_and_classes": (
            "Your gradients are divided by the number of entries of Y (images times "
            "classes).",
            lambda v: v.dZ2 / v.Y.size,
        ),
        "multiplied_by_images": (
            "Your gradients are multiplied by the number of images.",
            lambda v: v.dZ2 * len(v.X),
        ),
        "doubled": (
            "Your gradients are twice ours: dZ2 is y - Y, without the 2 of a squared "
            "error.",
            lambda v: v.dZ2 * 2,
        ),
        "halved": (
            "Your gradients are half of ours: dZ2 is y - Y, without a factor.",
            lambda v: v.dZ2 / 2,
        ),
        "doubled_mean": (
            "Your gradients are twice ours, divided by the number of images, as for a "
            "mean squared error.",
            lambda v: v.dZ2 * 2 / len(v.X),
        ),
    }
    | {
        f"divided_by_{number}": (
            f"Your gradients are divided by {number}.",
            lambda v, number=number: v.dZ2 / number,
        )
        for number in (32, 64, 128, 256, 784, 60000)
    }
    | {
        f"multiplied_by_{factor}".replace(".", "_"): (
            f"Your gradients are multiplied by {factor} (or divided by "
            f"{1 / factor:g}): a learning rate or a batch size typed in?",
            lambda v, factor=factor: v.dZ2 * factor,
        )
        for factor in (0.1, 0.01, 0.001, 0.05, 0.2)
    },
)
change(
    catalogue,
    "clipped_to_1",
    "Gradients are clipped to the range from -1 to 1. Return them as they are.",
    kept=lambda v: {key: np.clip(getattr(v, key), -1, 1) for key in ALL},
)
change(
    catalogue,
    "divided_by_their_length",
    "Each gradient is divided by its length (norm). Return them as they are.",
    kept=lambda v: {k: getattr(v, k) / np.linalg.norm(getattr(v, k)) for k in ALL},
)
for decay in (1, 0.1, 0.01, 0.001, 0.0001):
    change(
        catalogue,
        f"weight_decay_{decay}".replace(".", "_"),
        f"{decay} times the weights is added to dW1 and dW2, as for weight decay. The "
        "loss of this course has no such term: dW2 = A1.T @ dZ2, dW1 = X.T @ dZ1.",
        dW2=lambda v, decay=decay: v.A1.T @ v.dZ2 + decay * v.W2,
        dW1=lambda v, decay=decay: v.X.T @ v.dZ1 + decay * v.W1,
    )
