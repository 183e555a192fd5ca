"""Mistakes in `backward`: the gradients of the weights."""

from coursework.mistakes import Catalogue
from coursework.mistakes.backward.tools import SUMMED_FIRST
from coursework.mistakes.network import change, each

catalogue = Catalogue("backward")

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
    "In {} the images are summed (or averaged) before they are multiplied. Multiply "
    "image by image and sum then, which the matrix product does: dW2 = A1.T @ dZ2, "
    "dW1 = X.T @ dZ1.",
    dW2=tuple(lambda v, way=way: way(v.A1, v.dZ2) for way in SUMMED_FIRST),
    dW1=tuple(lambda v, way=way: way(v.X, v.dZ1) for way in SUMMED_FIRST),
)
each(
    catalogue,
    "{}_not_summed",
    "In {} there is still a matrix for each image. Add them up, which the matrix "
    "product does: dW2 = A1.T @ dZ2, dW1 = X.T @ dZ1.",
    dW2=lambda v: v.A1[:, :, None] * v.dZ2[:, None, :],
    dW1=lambda v: v.X[:, :, None] * v.dZ1[:, None, :],
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
