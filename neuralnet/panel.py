"""Try hyperparameters by hand: train one network by some of them."""

import numpy as np

from neuralnet.network import TwoLayerNN
from neuralnet.support.validation import check_count


def run_setting(data, num_hiddens=64, lr=0.1, batch_size=32, n_epochs=5,
                num_images=5000, seed=0, log_interval=1):  # fmt: skip
    """Train a new network, and return the history of `TwoLayerNN.train`.

    It learns from the first `num_images` training images of `data`, which `load_mnist`
    returned, and is validated on all validation images; the test set stays sealed. The
    seed draws the initial weights and the shuffles; `log_interval` is that of
    `train`. With a learning rate that is far too large, losses are infinite or NaN.
    ValueError or TypeError if a hyperparameter does not fit the data.
    """
    num_images = check_count(num_images, "num_images")
    if num_images > len(data.X_train):
        raise ValueError(
            f"num_images is {num_images}, but there are only {len(data.X_train)} images"
        )
    X, Y = data.X_train[:num_images], data.Y_train[:num_images]
    rng = np.random.default_rng(seed)
    model = TwoLayerNN(X.shape[1], num_hiddens, Y.shape[1], rng=rng)
    options = {"lr": lr, "n_epochs": n_epochs, "batch_size": batch_size}
    options |= {"log_interval": log_interval, "verbose": False}
    with np.errstate(over="ignore", invalid="ignore"):
        return model.train(X, Y, data.X_val, data.Y_val, **options)
