"""Mistakes in `backward`: signs, images left out, means and factors."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.backward.tools import ALL, flipped, row
from coursework.mistakes.network import change, each, family
from neuralnet.activations import deriv_leaky_relu

catalogue = Catalogue("backward")

for i, which in ((0, "first"), (-1, "last")):
    change(
        catalogue,
        f"{which}_image_alone",
        f"Only the {which} image counts. Add the gradients of all images up: in a loop "
        "with += and the return after it, or without a loop by A1.T @ dZ2.",
        dZ2_scale=lambda v, i=i: row(v.dZ2, i),
    )
for i, which in ((0, "first"), (-1, "last")):
    change(
        catalogue,
        f"{which}_image_left_out",
        f"The {which} image does not count. Look at the limits of your loop: range(N) "
        "goes from 0 to N - 1.",
        dZ2_scale=lambda v, i=i: v.dZ2 - row(v.dZ2, i),
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
        sign=flipped,
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
        "halved_mean": (
            "Your gradients are half of ours, divided by the number of images.",
            lambda v: v.dZ2 / (2 * len(v.X)),
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
