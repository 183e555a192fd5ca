"""Mistakes in `forward`: what is returned, then line by line, then the fine print."""

import numpy as np

from neuralnet.activations import deriv_leaky_relu, leaky_relu, softmax
from neuralnet.course.mistakes import Catalogue
from neuralnet.course.mistakes.network import change, each, family

catalogue = Catalogue("forward")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def exp(z):
    return np.exp(z - z.max(axis=-1, keepdims=True))


def one_hot(y):
    return np.eye(y.shape[-1])[y.argmax(axis=-1)]


def kept(**instead):
    """Return the line that fills ff_dict with some entries taken from elsewhere.

    An entry is the name of a variable, a function of the values, or None: left out.
    """
    names = {"Z1": "Z1", "A1": "A1", "Z2": "Z2", "y": "y"} | instead

    def line(v):
        return {
            key: source(v) if callable(source) else getattr(v, source)
            for key, source in names.items()
            if source is not None
        }

    return line


# --- what comes back ---------------------------------------------------------------

change(
    catalogue,
    "only_y_returned",
    "You return y alone. The backward pass needs the values in between: return y, "
    'ff_dict with ff_dict = {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}.',
    result=lambda v: v.y,
)
change(
    catalogue,
    "only_ff_dict_returned",
    "You return the dictionary alone. Return two things, the probabilities first: "
    "return y, ff_dict.",
    result=lambda v: v.kept,
)
change(
    catalogue,
    "pair_swapped",
    "You return ff_dict first and y second. The order is return y, ff_dict.",
    result=lambda v: (v.kept, v.y),
)
change(
    catalogue,
    "pair_in_dictionary",
    "You return one dictionary with y and ff_dict in it. Return the two side by side: "
    "return y, ff_dict.",
    result=lambda v: {"y": v.y, "ff_dict": v.kept},
)
change(
    catalogue,
    "four_arrays_returned",
    "You return the four arrays Z1, A1, Z2, y. Return two things: y, and a dictionary "
    "that holds the four by name.",
    result=lambda v: (v.Z1, v.A1, v.Z2, v.y),
)
change(
    catalogue,
    "y_and_three_arrays_returned",
    "You return y and three arrays beside it. Return two things: y, and a dictionary "
    "that holds Z1, A1, Z2 and y by name.",
    result=lambda v: (v.y, v.Z1, v.A1, v.Z2),
)
change(
    catalogue,
    "tuple_for_dictionary",
    "The second thing that you return is a tuple of arrays. Make it a dictionary, so "
    'that backward can ask for ff_dict["A1"] by name.',
    result=lambda v: (v.y, (v.Z1, v.A1, v.Z2, v.y)),
)
change(
    catalogue,
    "only_classes_returned",
    "You return the predicted classes (argmax). Return the probabilities y, one row "
    "per image, and ff_dict; the classes are taken later.",
    result=lambda v: v.y.argmax(axis=1),
)
change(
    catalogue,
    "classes_returned",
    "In place of y you return the predicted classes (argmax). Return the "
    "probabilities, shape (N, C); the classes are taken later.",
    result=lambda v: (v.y.argmax(axis=1), v.kept),
)
change(
    catalogue,
    "one_hot_returned",
    "Your y is 1 for the largest score and 0 elsewhere. y must be the probabilities "
    "that softmax gives: learning needs to know how sure the network is.",
    result=lambda v: (one_hot(v.y), v.kept),
)
change(
    catalogue,
    "scores_returned",
    'Your ff_dict is right, but you return the scores Z2 where ff_dict["y"], the '
    "probabilities, belongs: return y, ff_dict.",
    result=lambda v: (v.Z2, v.kept),
)
change(
    catalogue,
    "hidden_layer_returned",
    "You return the hidden layer A1 where the probabilities belong: return y, ff_dict.",
    result=lambda v: (v.A1, v.kept),
)
change(
    catalogue,
    "samples_in_columns",
    "All your arrays are transposed: images in columns. In this course an image is a "
    "row: Z1 = X @ W1 + b1 has shape (N, H), y has shape (N, C).",
    result=lambda v: (v.y.T, {key: a.T for key, a in v.kept.items()}),
)
change(
    catalogue,
    "y_transposed",
    "Your y is transposed. An image is a row: y has shape (N, C).",
    result=lambda v: (v.y.T, v.kept),
)
change(
    catalogue,
    "only_first_image",
    "You return the result for the first image alone. X holds one image per row, and "
    "X @ W1 treats all at once; in a loop, return after the loop, not inside.",
    X=lambda v: v.X[0],
)
change(
    catalogue,
    "only_last_image",
    "You return the result for the last image alone: a loop overwrites the others. X "
    "holds one image per row, and X @ W1 treats all at once, without a loop.",
    X=lambda v: v.X[-1],
)
change(
    catalogue,
    "only_first_row",
    "You return one row, for the first image. y needs a row for every image in X; in "
    "a loop, return after the loop, not inside.",
    X=lambda v: v.X[:1],
)
change(
    catalogue,
    "only_last_row",
    "You return one row, for the last image: a loop overwrites the others. y needs a "
    "row for every image in X.",
    X=lambda v: v.X[-1:],
)

# --- ff_dict -----------------------------------------------------------------------

for last, row in (("last", -1), ("first", 0)):
    change(
        catalogue,
        f"ff_dict_of_{last}_image",
        f"y is right, but ff_dict holds the values of the {last} image alone. Collect "
        "the rows of Z1, A1, Z2 and y for all images, as you do for y.",
        kept=lambda v, i=row: {
            "Z1": v.Z1[i],
            "A1": v.A1[i],
            "Z2": v.Z2[i],
            "y": v.y[i],
        },
    )
for missing, why in (
    ("y", "the probabilities, which backward takes from there, not only y beside it"),
    ("Z2", "the scores"),
    ("A1", "the hidden layer after the activation"),
    ("Z1", "the hidden layer before the activation"),
):
    change(
        catalogue,
        f"{missing}_not_kept",
        f'ff_dict lacks "{missing}": {why}. It must hold "Z1", "A1", "Z2" and "y", '
        "under exactly these names.",
        kept=kept(**{missing: None}),
    )
change(
    catalogue,
    "only_y_kept",
    'ff_dict holds "y", but not "Z1", "A1" and "Z2" under exactly these names (capital '
    "letters, no underscore).",
    kept=kept(Z1=None, A1=None, Z2=None),
)
change(
    catalogue,
    "only_hidden_layer_kept",
    'ff_dict holds "Z1" and "A1", but not "Z2" and "y" under exactly these names.',
    kept=kept(Z2=None, y=None),
)
change(
    catalogue,
    "no_key_fits",
    'ff_dict has none of the keys "Z1", "A1", "Z2" and "y". Use exactly these names.',
    kept=lambda v: {},
)
change(
    catalogue,
    "Z1_and_A1_swapped",
    "Z1 and A1 have changed places in ff_dict: Z1 is before the activation, A1 after.",
    kept=kept(Z1="A1", A1="Z1"),
)
change(
    catalogue,
    "Z2_and_y_swapped",
    "Z2 and y have changed places in ff_dict: Z2 are the scores, y the probabilities.",
    kept=kept(Z2="y", y="Z2"),
)
change(
    catalogue,
    "A1_and_Z2_swapped",
    "A1 and Z2 have changed places in ff_dict: A1 is the hidden layer, Z2 the scores.",
    kept=kept(A1="Z2", Z2="A1"),
)
change(
    catalogue,
    "layers_swapped",
    "Z1 and Z2 have changed places in ff_dict: Z1 belongs to the hidden layer, Z2 to "
    "the output layer.",
    kept=kept(Z1="Z2", Z2="Z1"),
)
change(
    catalogue,
    "Z1_overwritten",
    'ff_dict["Z1"] holds A1, the values after the activation. Either the activation '
    "writes into Z1 (z[z < 0] *= 0.01 does: work on a copy), or the same name is used "
    "for both.",
    kept=kept(Z1="A1"),
)
change(
    catalogue,
    "A1_not_kept_after_activation",
    'ff_dict["A1"] holds Z1, the values before the activation. Keep the result of '
    "leaky_relu(Z1) there.",
    kept=kept(A1="Z1"),
)
change(
    catalogue,
    "Z2_overwritten",
    'ff_dict["Z2"] holds the probabilities. Either softmax writes into Z2, or the '
    "same name is used for both: Z2 are the scores before softmax.",
    kept=kept(Z2="y"),
)
change(
    catalogue,
    "Z2_shifted",
    'ff_dict["Z2"] is not Z2 but Z2 minus the maximum of each row. Probably softmax '
    "subtracts in place (X -= ...), which changes your Z2: let it make a new array.",
    kept=kept(Z2=lambda v: v.Z2 - v.Z2.max(axis=1, keepdims=True)),
)
change(
    catalogue,
    "Z2_exponentiated",
    'ff_dict["Z2"] holds np.exp of the scores. Z2 = A1 @ W2 + b2 itself belongs there; '
    "exp is a step inside softmax.",
    {"kept": kept(Z2=lambda v: exp(v.Z2))},
    kept=kept(Z2=lambda v: np.exp(v.Z2)),
)
change(
    catalogue,
    "y_kept_before_softmax",
    'ff_dict["y"] holds the scores Z2. Keep the probabilities, after softmax.',
    kept=kept(y="Z2"),
)
change(
    catalogue,
    "classes_kept",
    'ff_dict["y"] holds the predicted classes. Keep the probabilities there.',
    kept=kept(y=lambda v: v.y.argmax(axis=1)),
)
change(
    catalogue,
    "Z1_kept_without_bias",
    'A1 is right, but ff_dict["Z1"] lacks the bias: Z1 = X @ W1 + b1 is one value.',
    kept=kept(Z1=lambda v: v.Z1 - v.b1),
)
change(
    catalogue,
    "Z2_kept_without_bias",
    'y is right, but ff_dict["Z2"] lacks the bias: Z2 = A1 @ W2 + b2 is one value.',
    kept=kept(Z2=lambda v: v.Z2 - v.b2),
)

# --- the two affine layers ---------------------------------------------------------

change(
    catalogue,
    "X_flattened",
    "X is flattened into one long vector. Leave it as it is: one row per image, "
    "shape (N, D).",
    X=lambda v: v.X.flatten(),
)
change(
    catalogue,
    "X_divided_by_255",
    "You divide X by 255. The pixels have been scaled when they were loaded: use X as "
    "it comes.",
    X=lambda v: v.X / 255,
)
change(
    catalogue,
    "X_centered",
    "You subtract a mean from X. forward gets its input ready made: use X as it comes.",
    X=lambda v: v.X - v.X.mean(axis=0),
)
change(
    catalogue,
    "X_standardized",
    "You standardize X. forward gets its input ready made: use X as it comes.",
    X=lambda v: (v.X - v.X.mean(axis=0)) / v.X.std(axis=0),
)
each(
    catalogue,
    "{}_without_bias",
    "The bias is missing in {}: Z1 = X @ W1 + b1 and Z2 = A1 @ W2 + b2.",
    Z1_bias=lambda v: v.Z1,
    Z2_bias=lambda v: v.Z2,
)
each(
    catalogue,
    "{}_with_transposed_weights",
    "The weights are transposed in {}. W1 has shape (D, H) and W2 (H, C), so that "
    "X @ W1 and A1 @ W2 fit as they are, without .T.",
    Z1=lambda v: v.X @ v.W1.T,
    Z2=lambda v: v.A1 @ v.W2.T,
)
each(
    catalogue,
    "{}_with_factors_swapped",
    "The factors stand in the wrong order in {}: an image is a row, so the weights "
    "come second, X @ W1 and A1 @ W2.",
    Z1=lambda v: v.W1 @ v.X,
    Z2=lambda v: v.W2 @ v.A1,
)
each(
    catalogue,
    "{}_with_weights_transposed_first",
    "In {} the transposed weights come first, as in books where an image is a column. "
    "Here an image is a row: X @ W1 and A1 @ W2.",
    Z1=lambda v: v.W1.T @ v.X,
    Z2=lambda v: v.W2.T @ v.A1,
)
each(
    catalogue,
    "{}_of_columns",
    "In {} both factors are transposed, as in books where an image is a column. Here "
    "an image is a row: X @ W1 and A1 @ W2, without .T.",
    Z1=lambda v: v.W1.T @ v.X.T,
    Z2=lambda v: v.W2.T @ v.A1.T,
)
each(
    catalogue,
    "{}_of_transposed_input",
    "The input of the layer is transposed in {}. Its rows are the images, which is "
    "right already: X @ W1 and A1 @ W2.",
    Z1=lambda v: v.X.T @ v.W1,
    Z2=lambda v: v.A1.T @ v.W2,
)
each(
    catalogue,
    "{}_elementwise",
    "In {} the star multiplies entry by entry. A layer needs the matrix product: "
    "X @ W1 and A1 @ W2.",
    Z1=lambda v: v.X * v.W1,
    Z2=lambda v: v.A1 * v.W2,
)
change(
    catalogue,
    "weights_swapped",
    "W1 and W2 have changed places: the first layer takes W1, the second W2.",
    Z1=lambda v: v.X @ v.W2,
    Z2=lambda v: v.A1 @ v.W1,
)
change(
    catalogue,
    "W2_in_first_layer",
    "The first layer uses W2. It takes W1: Z1 = X @ W1 + b1.",
    Z1=lambda v: v.X @ v.W2,
)
change(
    catalogue,
    "W1_in_second_layer",
    "The second layer uses W1 again. It has weights of its own: Z2 = A1 @ W2 + b2.",
    Z2=lambda v: v.A1 @ v.W1,
)
change(
    catalogue,
    "X_in_second_layer",
    "The second layer starts from X. Its input is the hidden layer: Z2 = A1 @ W2 + b2.",
    Z2=lambda v: v.X @ v.W2,
)
change(
    catalogue,
    "Z1_in_second_layer",
    "The second layer takes Z1, so that the activation has no effect. Take what "
    "leaky_relu gave: Z2 = A1 @ W2 + b2.",
    Z2=lambda v: v.Z1 @ v.W2,
)
each(
    catalogue,
    "bias_added_to_weights_in_{}",
    "In {} the bias is added to the weights before the product. The product comes "
    "first: X @ W1 + b1, without parentheses around W1 + b1.",
    Z1_bias=lambda v: v.X @ (v.W1 + v.b1),
    Z2_bias=lambda v: v.A1 @ (v.W2 + v.b2),
)
each(
    catalogue,
    "bias_added_to_input_in_{}",
    "In {} the bias is added to the input before the product. The product comes "
    "first: X @ W1 + b1.",
    Z1_bias=lambda v: (v.X + v.b1) @ v.W1,
    Z2_bias=lambda v: (v.A1 + v.b2) @ v.W2,
)
each(
    catalogue,
    "{}_with_bias_subtracted",
    "The bias is subtracted in {}. It is added: Z1 = X @ W1 + b1, Z2 = A1 @ W2 + b2.",
    Z1_bias=lambda v: v.Z1 - v.b1,
    Z2_bias=lambda v: v.Z2 - v.b2,
)
each(
    catalogue,
    "{}_with_product_subtracted",
    "In {} the product has a minus in front. There is none: Z1 = X @ W1 + b1, "
    "Z2 = A1 @ W2 + b2.",
    Z1_bias=lambda v: v.b1 - v.Z1,
    Z2_bias=lambda v: v.b2 - v.Z2,
)
each(
    catalogue,
    "{}_multiplied_by_bias",
    "In {} the product is multiplied by the bias. The bias is added: "
    "Z1 = X @ W1 + b1, Z2 = A1 @ W2 + b2.",
    Z1_bias=lambda v: v.Z1 * v.b1,
    Z2_bias=lambda v: v.Z2 * v.b2,
)
each(
    catalogue,
    "{}_with_bias_twice",
    "The bias is added twice in {}. Once is enough: Z1 = X @ W1 + b1, "
    "Z2 = A1 @ W2 + b2.",
    Z1_bias=lambda v: v.Z1 + 2 * v.b1,
    Z2_bias=lambda v: v.Z2 + 2 * v.b2,
)
each(
    catalogue,
    "{}_with_bias_as_column",
    "In {} the bias is turned into a column, which adds one number per image. As it "
    "comes, with shape (H,) or (C,), it is added to each row.",
    Z1_bias=lambda v: v.Z1 + v.b1[:, None],
    Z2_bias=lambda v: v.Z2 + v.b2[:, None],
)
each(
    catalogue,
    "{}_with_sum_of_bias",
    "In {} one number, the sum of the bias, is added everywhere. Add the vector "
    "itself: each unit has a bias of its own.",
    Z1_bias=lambda v: v.Z1 + v.b1.sum(),
    Z2_bias=lambda v: v.Z2 + v.b2.sum(),
)
change(
    catalogue,
    "biases_swapped",
    "b1 and b2 have changed places: the first layer takes b1, the second b2.",
    Z1_bias=lambda v: v.Z1 + v.b2,
    Z2_bias=lambda v: v.Z2 + v.b1,
)
change(
    catalogue,
    "b2_in_first_layer",
    "The first layer adds b2. It takes b1: Z1 = X @ W1 + b1.",
    Z1_bias=lambda v: v.Z1 + v.b2,
)
change(
    catalogue,
    "b1_in_second_layer",
    "The second layer adds b1 again. It has a bias of its own: Z2 = A1 @ W2 + b2.",
    Z2_bias=lambda v: v.Z2 + v.b1,
)
change(
    catalogue,
    "bias_after_activation",
    "b1 is added after the activation. It belongs inside: Z1 = X @ W1 + b1, then "
    "A1 = leaky_relu(Z1).",
    Z1_bias=lambda v: v.Z1,
    A1=lambda v: leaky_relu(v.Z1) + v.b1,
)
change(
    catalogue,
    "bias_again_after_activation",
    "b1 is added again after the activation. It is in Z1 already: A1 = leaky_relu(Z1).",
    A1=lambda v: leaky_relu(v.Z1) + v.b1,
)
change(
    catalogue,
    "bias_again_in_activation",
    "b1 is added again inside the activation. It is in Z1 already: "
    "A1 = leaky_relu(Z1).",
    A1=lambda v: leaky_relu(v.Z1 + v.b1),
)
change(
    catalogue,
    "bias_after_softmax",
    "b2 is added after softmax. It belongs inside: Z2 = A1 @ W2 + b2, then "
    "y = softmax(Z2), whose rows sum to 1.",
    Z2_bias=lambda v: v.Z2,
    y=lambda v: softmax(v.Z2) + v.b2,
)
change(
    catalogue,
    "bias_again_in_softmax",
    "b2 is added again inside softmax. It is in Z2 already: y = softmax(Z2).",
    y=lambda v: softmax(v.Z2 + v.b2),
)

# --- the activation ----------------------------------------------------------------

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
        for alpha in (0.1, 0.001, 0.2, 0.3, 0.5, 0.05, 0.02)
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

# --- the output --------------------------------------------------------------------

change(
    catalogue,
    "activation_on_output_layer",
    "The scores Z2 go through LeakyReLU before softmax. The activation belongs to the "
    "hidden layer alone: Z2 = A1 @ W2 + b2, y = softmax(Z2).",
    Z2_bias=lambda v: leaky_relu(v.Z2 + v.b2),
)
change(
    catalogue,
    "activation_before_softmax",
    "The scores go through LeakyReLU before softmax. The activation belongs to the "
    "hidden layer alone: y = softmax(Z2).",
    y=lambda v: softmax(leaky_relu(v.Z2)),
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
    y=lambda v: softmax_of_exp(np.exp(v.Z2 - v.Z2.max(axis=1))),
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

# --- right at ordinary scores ------------------------------------------------------


def softmax_of_exp(e):
    return e / e.sum(axis=1, keepdims=True)


change(
    catalogue,
    "softmax_overflows",
    "For large scores np.exp overflows and y is nan. Subtract each row's maximum "
    "first: np.exp(X - X.max(axis=1, keepdims=True)); y stays the same otherwise.",
    y=lambda v: softmax_of_exp(np.exp(v.Z2)),
)
change(
    catalogue,
    "one_maximum_for_all_rows",
    "Softmax subtracts the maximum of the whole matrix: in rows far below it all exp "
    "become 0, and 0/0 is nan. Subtract each row's own: X.max(axis=1, keepdims=True).",
    y=lambda v: softmax_of_exp(np.exp(v.Z2 - v.Z2.max())),
)
change(
    catalogue,
    "maximum_of_absolute_values",
    "Softmax subtracts the largest absolute value: in a row of large negative scores "
    "all exp become 0, and 0/0 is nan. Subtract the maximum itself, with its sign.",
    y=lambda v: softmax_of_exp(np.exp(v.Z2 - np.abs(v.Z2).max(axis=1, keepdims=True))),
)
change(
    catalogue,
    "minimum_subtracted",
    "Softmax subtracts the minimum of each row, so that exp overflows when a score "
    "lies far above it. Subtract the maximum.",
    y=lambda v: softmax_of_exp(np.exp(v.Z2 - v.Z2.min(axis=1, keepdims=True))),
)
change(
    catalogue,
    "mean_subtracted",
    "Softmax subtracts the mean of each row, so that exp overflows when a score lies "
    "far above it. Subtract the maximum.",
    y=lambda v: softmax_of_exp(np.exp(v.Z2 - v.Z2.mean(axis=1, keepdims=True))),
)
change(
    catalogue,
    "scores_clipped",
    "Large scores are clipped before exp, so that different ones become equal and "
    "share the probability. Subtract each row's maximum instead: it changes nothing.",
    y=lambda v: softmax_of_exp(np.exp(np.clip(v.Z2, -500, 500))),
)
