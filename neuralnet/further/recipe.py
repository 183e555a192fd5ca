"""Train a better network by a recipe of small additions.

Each addition is a few lines of `tricks`; the loop of `train_recipe` calls them.
"""

import dataclasses
import math

import numpy as np

from neuralnet.data import load_batch
from neuralnet.further import fast as in_buffers
from neuralnet.further import tricks
from neuralnet.further.buffers import Workspace, shuffled_batches
from neuralnet.support.machine import blas_threads, progress
from neuralnet.support.validation import (
    check_batch_size,
    check_count,
    check_lr,
    check_number,
)
from neuralnet.training import check_parts, evaluation, loss_and_accuracy

SCHEDULES = ("constant", "cosine")


@dataclasses.dataclass(frozen=True)
class Recipe:
    """The hyperparameters of a training run; by default it is plain SGD.

    Parameters
    ----------
    lr : float
        Learning rate at the start.
    schedule : str
        'constant', or 'cosine': down to 0 along half a wave (Loshchilov and Hutter,
        2017).
    momentum : float
        Share of the velocity that is kept from step to step, 0 to below 1.
    adam : bool
        Divide each step by the size that the gradients of its parameter usually have
        (Kingma and Ba, 2015); `momentum` is their first decay rate, usually 0.9.
    l2 : float
        Penalty l2 / 2 * (sum of W1**2 + sum of W2**2) on the mean loss; not on biases.
    smoothing : float
        Share of each target that is spread evenly over all classes (Szegedy et al.,
        2016).
    attack : float
        How far each pixel of a batch is first moved so that the loss rises
        (Goodfellow et al., 2015).
    distort : function, optional
        (X_batch, rng) -> images of the same shape, for example
        `neuralnet.further.augmentation.Distortion()`.
    """

    n_epochs: int = 20
    batch_size: int = 64
    lr: float = 0.1
    schedule: str = "constant"
    momentum: float = 0.0
    adam: bool = False
    l2: float = 0.0
    smoothing: float = 0.0
    attack: float = 0.0
    distort: object = None

    def __post_init__(self):
        check_count(self.n_epochs, "n_epochs")
        check_count(self.batch_size, "batch_size")
        check_lr(self.lr)
        if self.schedule not in SCHEDULES:
            known = ", ".join(SCHEDULES)
            raise ValueError(f"schedule must be one of {known}, got {self.schedule!r}")
        for name in ("momentum", "smoothing"):
            check_number(getattr(self, name), name, "from 0 to below 1")
        for name in ("l2", "attack"):
            check_number(getattr(self, name), name, "at least 0")
        if self.distort is not None and not callable(self.distort):
            raise TypeError(
                "distort must be a function (X, rng) -> X, for example "
                f"neuralnet.further.augmentation.Distortion(), got {self.distort!r}"
            )


def train_recipe(model, X, Y, X_val, Y_val, recipe, log_interval=1, fast=False):
    """Train `model` in place by a recipe; Recipe() does what `TwoLayerNN.train` does.

    Parameters
    ----------
    model, X, Y, X_val, Y_val
        As in `TwoLayerNN.train`; X_val and Y_val may be None.
    recipe : Recipe
    log_interval : int
        Epochs from one row of the history to the next; the last epoch always has a row.
    fast : bool
        Take the same steps, up to rounding, in buffers (`neuralnet.further.buffers`).

    Returns
    -------
    list of dict
        As from `TwoLayerNN.train`; without X_val it has no valid_loss and valid_acc.
        The numbers are computed without distortion and smoothing.

    Raises
    ------
    ValueError, TypeError
        If data, model or recipe do not fit each other; the model is then unchanged.
    FloatingPointError
        If the run diverges.
    """
    parts = {"train": (X, Y)} | ({} if X_val is None else {"valid": (X_val, Y_val)})
    parts = check_parts(model, **parts)
    check_batch_size(recipe.batch_size, len(X))
    log_interval = check_count(log_interval, "log_interval")
    choose = _in_buffers if fast else _readable
    batches, gradients_of, measure = choose(model, recipe)

    X, Y = parts["train"]
    Y = tricks.smooth_labels(Y, recipe.smoothing)  # (N, C)
    n_steps = recipe.n_epochs * (len(X) // recipe.batch_size)
    params, momentum = model.params, recipe.momentum
    # Adam keeps its means of the gradients in `velocity`, those of their squares below.
    velocity = {name: np.zeros_like(value) for name, value in params.items()}
    squares = {name: np.zeros_like(value) for name, value in params.items()}
    history, step = [], 0
    with blas_threads(), progress(recipe.n_epochs, "epoch") as bar:
        for epoch in range(recipe.n_epochs):
            for X_batch, Y_batch in batches(X, Y, recipe.batch_size, rng=model.rng):
                lr = learning_rate(recipe, step, n_steps)
                if recipe.distort is not None:
                    X_batch = recipe.distort(X_batch, model.rng)
                if recipe.attack > 0:
                    X_batch = tricks.attack(model, X_batch, Y_batch, recipe.attack)
                scale = 1 if recipe.adam else lr  # `update` wants lr * gradient
                grads = gradients_of(X_batch, Y_batch, scale / recipe.batch_size)
                tricks.add_penalty(grads, params, scale * recipe.l2)
                step += 1
                if recipe.adam:
                    tricks.adam(params, velocity, squares, grads, lr, momentum, step)
                else:
                    tricks.update(params, velocity, grads, momentum)
            if epoch % log_interval == 0 or epoch == recipe.n_epochs - 1:
                if not np.isfinite(params["W2"]).all():
                    raise FloatingPointError(
                        f"the run diverged by epoch {epoch}: W2 is no longer finite; "
                        "take a smaller lr, or less momentum"
                    )
                history.append({"epoch": epoch} | evaluation(model, parts, measure))
            bar.update()
    return history


def learning_rate(recipe, step, n_steps):
    """Return the learning rate of a step, which is counted from 0 to n_steps - 1."""
    if recipe.schedule == "cosine":
        return recipe.lr * (1 + math.cos(math.pi * step / n_steps)) / 2
    return recipe.lr


def _readable(model, recipe):
    """Return the book's functions for batches, gradients and evaluation."""
    own = {"forward", "backward"}.intersection(in_buffers.own_steps(model))
    if own and recipe.attack > 0:
        raise ValueError(
            "attack knows the forward and backward pass of TwoLayerNN, but "
            f"{type(model).__name__} has its own; move the images there"
        )

    def gradients_of(X, Y, scale):
        _, ff_dict = model.forward(X)
        grads = model.backward(X, Y, ff_dict)
        return {name: scale * value for name, value in grads.items()}

    return load_batch, gradients_of, loss_and_accuracy


def _in_buffers(model, recipe):
    """Return functions that do the same as those of `_readable`, but in buffers."""
    in_buffers.refuse_own_steps(model)
    work = Workspace(model.params, recipe.batch_size)

    def gradients_of(X, Y, scale):
        work.forward(X)
        return work.gradients(Y, scale)

    return shuffled_batches, gradients_of, in_buffers.loss_and_accuracy
