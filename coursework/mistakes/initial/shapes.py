"""Mistakes of `initialize_parameters` in shapes, and whole numbers."""

import numpy as np

from coursework.mistakes.initial.tools import (
    NAMES,
    WrongReply,
    good,
    keys,
    right_shapes,
    some,
    with_shapes,
)

SHAPES = []


def shapes(reply):
    """Return the shapes of the four arrays, or {} if they are not four arrays."""
    if not keys(reply) >= set(NAMES):
        return {}
    parts = {name: reply.value[name] for name in NAMES}
    if not all(isinstance(part, np.ndarray) for part in parts.values()):
        return {}
    return {name: part.shape for name, part in parts.items()}


def wrong_shapes(name, sentence, *variants):
    """File a mistake of shape; a variant maps sizes to the shapes that are wrong."""

    def fits(reply):
        right = right_shapes(*reply.sizes)
        return any(
            shapes(reply) == right | variant(*reply.sizes) for variant in variants
        )

    def function(D, H, C):
        return with_shapes(D, H, C, **variants[0](D, H, C))

    SHAPES.append(WrongReply(name, sentence, function, fits=fits))


wrong_shapes(
    "biases_swapped",
    "The lengths of the biases are swapped: b1 belongs to the hidden units and has "
    "num_hiddens entries, b2 belongs to the classes and has num_classes.",
    lambda D, H, C: {"b1": (C,), "b2": (H,)},
)
wrong_shapes(
    "bias_for_each_input",
    "A bias has as many entries as its layer has inputs. It is added to the outputs: "
    "one entry for each column of W, so b1 has num_hiddens and b2 has num_classes.",
    lambda D, H, C: {"b1": (D,), "b2": (H,)},
    lambda D, H, C: {"b1": (D,)},
    lambda D, H, C: {"b2": (H,)},
)
wrong_shapes(
    "bias_like_weights",
    "A bias has the shape of its weights. It is a vector with one entry for each "
    "column of W: np.zeros(num_hiddens), np.zeros(num_classes).",
    lambda D, H, C: {"b1": (D, H), "b2": (H, C)},
    lambda D, H, C: {"b1": (D, H)},
    lambda D, H, C: {"b2": (H, C)},
)
wrong_shapes(
    "bias_of_one_entry",
    "A bias has a single entry for the whole layer. Each unit has a bias of its own: "
    "np.zeros(num_hiddens), np.zeros(num_classes).",
    lambda D, H, C: {"b1": (1,), "b2": (1,)},
    lambda D, H, C: {"b1": (1, 1), "b2": (1, 1)},
)
wrong_shapes(
    "weights_transposed",
    "A weight matrix is the wrong way round. In this course a batch is X @ W1, so W1 "
    "has a row for each input and a column for each hidden unit, (input_dim, "
    "num_hiddens), and W2 is (num_hiddens, num_classes).",
    lambda D, H, C: {"W1": (H, D), "W2": (C, H)},
    lambda D, H, C: {"W1": (H, D)},
    lambda D, H, C: {"W2": (C, H)},
    # with biases that are as long as a layer's inputs
    lambda D, H, C: {"W1": (H, D), "W2": (C, H), "b1": (D,), "b2": (H,)},
)
wrong_shapes(
    "hiddens_and_classes_swapped",
    "num_hiddens and num_classes are swapped: the arguments come in the order "
    "input_dim, num_hiddens, num_classes.",
    lambda D, H, C: {"W1": (D, C), "b1": (C,), "W2": (C, H), "b2": (H,)},
)
wrong_shapes(
    "inputs_and_hiddens_swapped",
    "input_dim and num_hiddens are swapped: the arguments come in the order "
    "input_dim, num_hiddens, num_classes.",
    lambda D, H, C: {"W1": (H, D), "b1": (D,), "W2": (D, C)},
)
wrong_shapes(
    "second_layer_from_inputs",
    "W2 starts at the inputs. The second layer gets what the hidden units give, so "
    "W2 has the shape (num_hiddens, num_classes).",
    lambda D, H, C: {"W2": (D, C)},
    lambda D, H, C: {"W2": (D, H)},
)
wrong_shapes(
    "second_is_first_turned",
    "W2 has the shape of W1 turned round, (num_hiddens, input_dim). The second layer "
    "leads on to the classes, not back: its shape is (num_hiddens, num_classes).",
    lambda D, H, C: {"W2": (H, D)},
)
wrong_shapes(
    "layers_swapped",
    "The two layers are swapped: W1 leads from the inputs to the hidden units, "
    "(input_dim, num_hiddens), and W2 from there to the classes.",
    lambda D, H, C: {"W1": (H, C), "b1": (C,), "W2": (D, H), "b2": (H,)},
    lambda D, H, C: {"W1": (H, C), "W2": (D, H)},
)
wrong_shapes(
    "weights_and_biases_swapped",
    "Weights and biases are swapped: W1 and W2 are the matrices, b1 and b2 the "
    "vectors. Check which name stands beside which array in the dictionary.",
    lambda D, H, C: {"W1": (H,), "b1": (D, H), "W2": (C,), "b2": (H, C)},
)
wrong_shapes(
    "bias_in_weights",
    "The weights have one row too many. Here the biases are vectors of their own, b1 "
    "and b2, not a row of W1 and W2.",
    lambda D, H, C: {"W1": (D + 1, H), "W2": (H + 1, C)},
)
wrong_shapes(
    "weights_flat",
    "The weights are one long vector. Give them two dimensions, (input_dim, "
    "num_hiddens) and (num_hiddens, num_classes): one size for rows, one for columns.",
    lambda D, H, C: {"W1": (D * H,), "W2": (H * C,)},
)
wrong_shapes(
    "weights_of_one_row",
    "The weights are a single row or column of numbers. Each unit has a weight for "
    "each of its inputs: W1 is (input_dim, num_hiddens), W2 is (num_hiddens, "
    "num_classes).",
    lambda D, H, C: {"W1": (H,), "W2": (C,)},
    lambda D, H, C: {"W1": (1, H), "W2": (1, C)},
    lambda D, H, C: {"W1": (D,), "W2": (H,)},
    lambda D, H, C: {"W1": (D, 1), "W2": (H, 1)},
)


# Sizes that are typed in; none of them is a side of a matrix that a check asks for.
TYPICAL = (10, 16, 20, 28, 30, 32, 50, 64, 100, 128, 200, 256, 300, 400, 500, 512, 784)


def _sizes_typed_in(reply):
    right, found = right_shapes(*reply.sizes), shapes(reply)
    return any(
        side in TYPICAL and side != wanted
        for name in ("W1", "W2")
        for side, wanted in zip(found.get(name, ()), right[name], strict=False)
    )


def _sizes_of_mnist(D, H, C):
    return good(784, 512, 10)


SHAPES.append(
    WrongReply(
        "sizes_typed_in",
        "The shapes hold a typed-in size such as 784, 512 or 10. Use the arguments "
        "input_dim, num_hiddens and num_classes, so that the function makes a network "
        "of any size.",
        _sizes_of_mnist,
        fits=_sizes_typed_in,
    )
)


def _whole_numbers(D, H, C):
    return good(D, H, C) | {
        "W1": np.random.randint(-1, 2, (D, H)),
        "W2": np.random.randint(-1, 2, (H, C)),
    }


SHAPES.append(
    WrongReply(
        "integer_weights",
        "W1 or W2 holds whole numbers. Weights are small fractions: draw floats with "
        "np.random.normal or np.random.uniform, and don't convert them to int.",
        _whole_numbers,
        fits=lambda reply: (
            bool(shapes(reply))
            and some(reply, ("W1", "W2"), lambda part: part.dtype.kind in "iub")
        ),
    )
)
