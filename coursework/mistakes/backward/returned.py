"""Mistakes in `backward`: what is returned."""

from coursework.mistakes import Catalogue
from coursework.mistakes.backward.tools import ALL, kept
from coursework.mistakes.network import change

catalogue = Catalogue("backward")

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
change(
    catalogue,
    "started_at_one",
    "Every gradient is too large by 1: you add the images up, but start from ones. "
    "Start from zeros, np.zeros_like.",
    kept=lambda v: {key: getattr(v, key) + 1 for key in ALL},
)
for lr in (1, 0.1, 0.01):
    change(
        catalogue,
        f"updated_with_lr_{lr}".replace(".", "_"),
        f"You return parameters after a step (with learning rate {lr}). backward "
        "returns the gradients alone; the step comes later, in train_step.",
        kept=lambda v, lr=lr: {k: getattr(v, k[1:]) - lr * getattr(v, k) for k in ALL},
    )
