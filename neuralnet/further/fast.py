"""Training as in `neuralnet.training`, in less time.

`train` has the signature, the lines and the history of `TwoLayerNN.train`. It takes the
same steps up to rounding, but in the buffers of `buffers` and without zero pixels
(`sparse`). With 512 hidden units and batches of 32, in float32 and on one core, its
steps are about three times as fast as the book's in float64 (the chapter on speed).
"""

import functools
import types

import numpy as np

from neuralnet import training
from neuralnet.further.buffers import Workspace
from neuralnet.further.sparse import SparseSGD
from neuralnet.network import TwoLayerNN
from neuralnet.support.validation import check_batch_size, check_images, check_lr

STEP = ("forward", "backward", "train_step")


def train(model, X, Y, X_val, Y_val, lr, n_epochs, batch_size,
          log_interval=1, verbose=True):  # fmt: skip
    """Train `model` in place, as `neuralnet.training.train` does, but faster.

    Parameters, history and errors are those of `neuralnet.training.train`. ValueError
    also if the model has a step that is not `TwoLayerNN`'s.
    """
    refuse_own_steps(model)
    parts = training.check_parts(model, train=(X, Y), valid=(X_val, Y_val))
    batch_size, lr = check_batch_size(batch_size, len(X)), check_lr(lr)
    sgd = SparseSGD(model, *parts["train"], batch_size)

    def row():
        return training.evaluation(model, parts, loss_and_accuracy)

    options = len(X) // batch_size, log_interval, verbose
    return training.run_epochs(lambda: sgd.epoch(lr), row, n_epochs, *options)


def loss_and_accuracy(model, X, Y):
    """Return mean loss and accuracy as `training.loss_and_accuracy` does, in buffers.

    ValueError if the model has a step that is not `TwoLayerNN`'s.
    """
    refuse_own_steps(model)
    # One workspace serves all chunks of the same number of images.
    workspace = functools.cache(lambda n: Workspace(model.params, n))

    def forward(X):
        X = check_images(X, model.input_dim, model.dtype)
        return workspace(len(X)).forward(X), {}

    # `training.loss_and_accuracy` takes `buffered` for a model.
    methods = {"compute_loss": model.compute_loss, "evaluate": model.evaluate}
    buffered = types.SimpleNamespace(forward=forward, **methods)
    return training.loss_and_accuracy(buffered, X, Y)


def own_steps(model):
    """Return the names in STEP of methods that are not those of `TwoLayerNN`."""
    found = {name: getattr(getattr(model, name), "__func__", None) for name in STEP}
    return [name for name in STEP if found[name] is not getattr(TwoLayerNN, name)]


def refuse_own_steps(model):
    """Refuse a model whose own methods compute something else than the buffers.

    ValueError if the model has its own forward, backward or train_step, or a parameter
    is not of the model's type.
    """
    for name in own_steps(model):
        raise ValueError(
            f"this {type(model).__name__} has a {name} of its own, and the fast "
            "steps are those of TwoLayerNN: use the model's own train"
        )
    wrong = {k: v.dtype for k, v in model.params.items() if v.dtype != model.dtype}
    if wrong:
        raise ValueError(f"the model is {np.dtype(model.dtype)}, but it has {wrong}")
