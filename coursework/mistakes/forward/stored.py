"""Mistakes in `forward`: what ff_dict holds."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.forward.tools import exp, kept
from coursework.mistakes.network import change

catalogue = Catalogue("forward")

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
