"""Mistakes in `backward`: the gradients of the biases."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.network import change, each

catalogue = Catalogue("backward")

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
