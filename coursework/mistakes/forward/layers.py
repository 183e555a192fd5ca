"""Mistakes in `forward`: the two affine layers."""

from coursework.mistakes import Catalogue
from coursework.mistakes.forward.tools import kept
from coursework.mistakes.network import change, each
from neuralnet.activations import leaky_relu, softmax

catalogue = Catalogue("forward")

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
    "{}_with_one_number_for_bias",
    "In {} one number (the sum, the mean or the first entry of the bias) is added "
    "everywhere. Add the vector itself: each unit has a bias of its own.",
    Z1_bias=(
        lambda v: v.Z1 + v.b1.sum(),
        lambda v: v.Z1 + v.b1.mean(),
        lambda v: v.Z1 + v.b1[0],
    ),
    Z2_bias=(
        lambda v: v.Z2 + v.b2.sum(),
        lambda v: v.Z2 + v.b2.mean(),
        lambda v: v.Z2 + v.b2[0],
    ),
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
    "A1_without_bias",
    "Z1 is right, but A1 is made without b1: A1 = leaky_relu(Z1), with the same Z1.",
    A1=lambda v: leaky_relu(v.Z1 - v.b1),
)
change(
    catalogue,
    "y_without_bias",
    "Z2 is right, but y is made without b2: y = softmax(Z2), with the same Z2.",
    y=lambda v: softmax(v.Z2 - v.b2),
)
change(
    catalogue,
    "bias_after_activation",
    "b1 is added after the activation. It belongs inside: Z1 = X @ W1 + b1, then "
    "A1 = leaky_relu(Z1).",
    {
        "Z1_bias": lambda v: v.Z1,
        "A1": lambda v: leaky_relu(v.Z1) + v.b1,
        "kept": kept(Z1="A1"),
    },
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
