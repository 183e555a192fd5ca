"""Mistakes in sgd_step, the step of chapter 6, the most basic first."""

import numpy as np

from coursework.mistakes import Catalogue

sgd_step = Catalogue("sgd_step")


def moved(scale):
    """Return the step that adds `scale` times the sums to the parameters."""
    return lambda p, g, n, lr: {k: p[k] + scale(n, lr) * g["d" + k] for k in p}


def _right(n, lr):
    return -lr / n


def partly(*names):
    """Return the step that moves only some of the parameters."""
    step = moved(_right)
    return lambda p, g, n, lr: p | {k: step(p, g, n, lr)[k] for k in names}


for name, sentence, *functions in [
    (
        "unchanged",
        "The parameters come back as they went in: the step is computed, but the "
        "result not used (or added to a copy that is then lost).",
        lambda p, g, n, lr: p,
    ),
    (
        "no_key_fits",
        "No key of the dictionary is the name of a parameter. Wanted are the new "
        "parameters under their own names W1, b1, W2, b2 (the gradients have a d in "
        "front): params[name] - lr * grads['d' + name] / batch_size.",
        lambda p, g, n, lr: g,
    ),
    (
        "gradients_returned",
        "The gradients come back, under the names of the parameters. Wanted are the "
        "new parameters: params[name] - lr * grads['d' + name] / batch_size.",
        lambda p, g, n, lr: {k: g["d" + k] for k in p},
        lambda p, g, n, lr: {k: g["d" + k] / n for k in p},
    ),
    (
        "step_returned",
        "Only the step comes back, not where it leads. Subtract it from params.",
        lambda p, g, n, lr: {k: -lr * g["d" + k] / n for k in p},
        lambda p, g, n, lr: {k: lr * g["d" + k] / n for k in p},
    ),
    (
        "tuple_returned",
        "The four arrays come back in a row. Wanted is a dictionary with their names.",
        lambda p, g, n, lr: tuple(moved(_right)(p, g, n, lr).values()),
        lambda p, g, n, lr: list(moved(_right)(p, g, n, lr).values()),
    ),
    (
        "returns_in_the_loop",
        "Only the first parameter comes back: return stands inside the loop, or the "
        "dictionary is made anew in each round.",
        lambda p, g, n, lr: {"W1": moved(_right)(p, g, n, lr)["W1"]},
        lambda p, g, n, lr: {"b2": moved(_right)(p, g, n, lr)["b2"]},
        lambda p, g, n, lr: moved(_right)(p, g, n, lr)["W1"],
        lambda p, g, n, lr: moved(_right)(p, g, n, lr)["b2"],
    ),
    (
        "climbs",
        "You go uphill: the gradient points to where the loss grows, so the step is "
        "subtracted, not added.",
        moved(lambda n, lr: lr / n),
    ),
    (
        "climbs_with_the_sum",
        "Two things at once: you add the step where it is to be subtracted, and the "
        "sums are not divided by batch_size.",
        moved(lambda n, lr: lr),
    ),
    (
        "sum_instead_of_mean",
        "You step along the sum over the batch: the gradients are not divided by "
        "batch_size. The step would grow with the batch.",
        moved(lambda n, lr: -lr),
    ),
    (
        "forgets_learning_rate",
        "The learning rate is missing: the mean gradient is subtracted as it is. "
        "Multiply it by lr.",
        moved(lambda n, lr: -1 / n),
    ),
    (
        "plain_subtraction",
        "The gradients are subtracted as they are. Multiply by lr, and divide by "
        "batch_size.",
        moved(lambda n, lr: -1),
    ),
    (
        "multiplies_by_batch_size",
        "You multiply by batch_size. The mean is the sum divided by it.",
        moved(lambda n, lr: -lr * n),
    ),
    (
        "divides_twice",
        "You divide by batch_size twice. The gradients are sums: divide once.",
        moved(lambda n, lr: -lr / n**2),
    ),
    (
        "divides_by_learning_rate",
        "You divide by lr. A larger learning rate makes a larger step: multiply by it.",
        moved(lambda n, lr: -1 / (lr * n)),
        moved(lambda n, lr: -1 / lr),
        moved(lambda n, lr: -n / lr),
    ),
    (
        "typed_learning_rate",
        "A learning rate is typed in (such as 0.1 or 0.01). Use the argument lr.",
        moved(lambda n, lr: -0.1 / n),
        moved(lambda n, lr: -0.01 / n),
        moved(lambda n, lr: -0.001 / n),
        moved(lambda n, lr: -0.5 / n),
    ),
    (
        "typed_batch_size",
        "A batch size is typed in (such as 32 or 64). Use the argument batch_size.",
        moved(lambda n, lr: -lr / 32),
        moved(lambda n, lr: -lr / 64),
        moved(lambda n, lr: -lr / 100),
        moved(lambda n, lr: -lr / 128),
        moved(lambda n, lr: -lr / 10),
    ),
    (
        "divides_by_length",
        "You divide by the length of the array (or by how many there are) where "
        "batch_size is wanted: the gradients no longer know how many images there "
        "were.",
        lambda p, g, n, lr: {k: p[k] - lr * g["d" + k] / len(p[k]) for k in p},
        lambda p, g, n, lr: {k: p[k] - lr * g["d" + k] / p[k].size for k in p},
        lambda p, g, n, lr: {k: p[k] - lr * g["d" + k] / len(g) for k in p},
        lambda p, g, n, lr: {k: p[k] - lr * g["d" + k].mean(axis=0) for k in p},
        lambda p, g, n, lr: {k: p[k] - lr * g["d" + k].mean() for k in p},
    ),
    (
        "whole_number_division",
        "// rounds down to whole numbers. Divide with /.",
        lambda p, g, n, lr: {k: p[k] - lr * (g["d" + k] // n) for k in p},
        lambda p, g, n, lr: {k: p[k] - lr * g["d" + k] // n for k in p},
        lambda p, g, n, lr: {k: p[k] - (lr * g["d" + k]) // n for k in p},
    ),
    (
        "divides_the_parameters",
        "The parameters are divided by batch_size too: a pair of parentheses stands "
        "in the wrong place. Only the gradient is divided.",
        lambda p, g, n, lr: {k: (p[k] - lr * g["d" + k]) / n for k in p},
    ),
    (
        "multiplies_the_parameters",
        "The parameters are multiplied by lr too: a pair of parentheses stands in the "
        "wrong place. Only the gradient is multiplied.",
        lambda p, g, n, lr: {k: lr * (p[k] - g["d" + k] / n) for k in p},
        lambda p, g, n, lr: {k: (p[k] - g["d" + k] / n) * lr for k in p},
        lambda p, g, n, lr: {k: lr * (p[k] - g["d" + k]) / n for k in p},
    ),
    (
        "two_steps",
        "You go two steps: a line runs twice, or a factor of 2 is in it.",
        moved(lambda n, lr: -2 * lr / n),
    ),
    (
        "only_the_sign",
        "You use only the signs of the gradients. Their sizes count as well.",
        lambda p, g, n, lr: {k: p[k] - lr * np.sign(g["d" + k]) for k in p},
        lambda p, g, n, lr: {k: p[k] - lr * np.sign(g["d" + k]) / n for k in p},
        lambda p, g, n, lr: {k: p[k] - lr * np.abs(g["d" + k]) / n for k in p},
    ),
    (
        "normalizes",
        "The gradients are divided by their own length. The course takes them as they "
        "are, divided by batch_size.",
        lambda p, g, n, lr: {
            k: p[k] - lr * g["d" + k] / np.linalg.norm(g["d" + k]) for k in p
        },
    ),
    (
        "decays",
        "The parameters are multiplied by the step. Subtract it.",
        lambda p, g, n, lr: {k: p[k] * (1 - lr * g["d" + k] / n) for k in p},
        lambda p, g, n, lr: {k: p[k] * lr * g["d" + k] / n for k in p},
    ),
    (
        "gradient_minus_parameter",
        "The subtraction is the wrong way round: parameters minus step, not step minus "
        "parameters.",
        lambda p, g, n, lr: {k: lr * g["d" + k] / n - p[k] for k in p},
    ),
    (
        "biases_not_moved",
        "The biases stay where they were. All four parameters take the step.",
        partly("W1", "W2"),
    ),
    (
        "weights_not_moved",
        "The weights stay where they were. All four parameters take the step.",
        partly("b1", "b2"),
    ),
    (
        "one_layer_not_moved",
        "One of the layers stays where it was. All four parameters take the step.",
        partly("W1", "b1"),
        partly("W2", "b2"),
    ),
    (
        "one_parameter_not_moved",
        "One of the parameters stays where it was. All four take the step.",
        partly("b1", "W2", "b2"),
        partly("W1", "W2", "b2"),
        partly("W1", "b1", "b2"),
        partly("W1", "b1", "W2"),
    ),
    (
        "one_parameter_moved",
        "Only one of the parameters takes the step. All four do.",
        partly("W1"),
        partly("b1"),
        partly("W2"),
        partly("b2"),
    ),
    (
        "mean_for_weights_only",
        "The weights follow the mean gradient, the biases the sum (or the other way "
        "round). All four are divided by batch_size.",
        lambda p, g, n, lr: (
            moved(_right)(p, g, n, lr)
            | {k: p[k] - lr * g["d" + k] for k in ("b1", "b2")}
        ),
        lambda p, g, n, lr: (
            moved(_right)(p, g, n, lr)
            | {k: p[k] - lr * g["d" + k] for k in ("W1", "W2")}
        ),
    ),
]:
    sgd_step.file(name, sentence, *functions)
