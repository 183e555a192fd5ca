"""Train in epochs of shuffled batches, and print a line about each epoch."""

import contextlib

from neuralnet.data import load_batch
from neuralnet.support.machine import Silent, blas_threads, progress
from neuralnet.support.validation import (
    check_batch_size,
    check_count,
    check_images,
    check_lr,
    check_targets,
)

CHUNK_SIZE = 1000  # images evaluated at once: they fit the last-level cache


def train(
    model, X, Y, X_val, Y_val, lr, n_epochs, batch_size, log_interval=1, verbose=True
):
    """Train `model` in place by stochastic gradient descent.

    Every epoch draws one permutation from the model's rng and calls
    `model.train_step` for every batch, like a loop over `load_batch`. Epochs with
    epoch % log_interval == 0 and the last one are evaluated and printed.
    `neuralnet.further.fast.train` does the same in less time.

    Parameters
    ----------
    model : TwoLayerNN
    X, Y : ndarray, shapes (N, D) and (N, C)
        Training data. An epoch drops the rows left over after its last full batch.
    X_val, Y_val : ndarray, shapes (M, D) and (M, C)
        Validation data, which the model is evaluated on and does not learn from.
    lr : float
        Learning rate.
    n_epochs, batch_size : int
    log_interval : int
        Epochs from one line to the next; the last epoch always has a line.
    verbose : bool
        Print the lines, and show a bar on a terminal. The history does not depend on
        it.

    Returns
    -------
    list of dict
        One row per logged epoch: epoch, train_loss, train_acc, valid_loss,
        valid_acc (losses in nats per image, accuracies from 0 to 1).

    Raises
    ------
    ValueError, TypeError
        If data or hyperparameters are invalid; the model is then unchanged.
    """
    parts = check_parts(model, train=(X, Y), valid=(X_val, Y_val))
    X, Y = parts["train"]
    batch_size, lr = check_batch_size(batch_size, len(X)), check_lr(lr)

    def steps():
        for X_batch, Y_batch in load_batch(X, Y, batch_size, rng=model.rng):
            model.train_step(X_batch, Y_batch, batch_size, lr)
            yield

    def row():
        return evaluation(model, parts)

    n_steps = len(X) // batch_size
    return run_epochs(steps, row, n_epochs, n_steps, log_interval, verbose)


def run_epochs(steps, row, n_epochs, n_steps, log_interval=1, verbose=True):
    """Train epoch by epoch, with the steps that the caller passes; return the history.

    `steps()` is a generator that takes the n_steps steps of an epoch and yields after
    each. `row()` evaluates the model and returns a row of the history, without epoch.
    """
    n_epochs = check_count(n_epochs, "n_epochs")
    log_interval = check_count(log_interval, "log_interval")
    bar = progress(n_epochs * n_steps, "step") if verbose else Silent()
    history = []
    with blas_threads(), bar:
        for epoch in range(n_epochs):
            # An interruption ends the generator at once, so that it can clean up.
            with contextlib.closing(steps()) as run:
                for _ in run:
                    bar.update()
            if epoch % log_interval == 0 or epoch == n_epochs - 1:
                history.append({"epoch": epoch} | row())
                if verbose:
                    bar.write(log_line(history[-1]))
    return history


def loss_and_accuracy(model, X, Y):
    """Return the mean loss and the accuracy of `model` on X (N, D) and Y (N, C).

    The model evaluates CHUNK_SIZE images at a time, to save memory.
    """
    loss = acc = 0.0
    for start in range(0, len(X), CHUNK_SIZE):
        chunk = slice(start, start + CHUNK_SIZE)
        y, _ = model.forward(X[chunk])
        loss += model.compute_loss(Y[chunk], y) * len(y)
        acc += model.evaluate(Y[chunk], y) * len(y)
    return loss / len(X), acc / len(X)


def evaluation(model, parts, measure=loss_and_accuracy):
    """Return {NAME_loss: ..., NAME_acc: ...} for each NAME: (X, Y) in `parts`."""
    row = {}
    for part, (X, Y) in parts.items():
        row[f"{part}_loss"], row[f"{part}_acc"] = measure(model, X, Y)
    return row


def log_line(row):
    """Return the line about one row of the history."""
    return (
        f"epoch {row['epoch']:02d} - "
        f"train loss/acc: {row['train_loss']:.3f} {row['train_acc']:.3f}, "
        f"valid loss/acc: {row['valid_loss']:.3f} {row['valid_acc']:.3f}"
    )


def check_parts(model, **parts):
    """Check each part, name=(X, Y); return {name: (X, Y)} in the type of the model.

    ValueError or TypeError if a part does not fit the model.
    """
    checked = {}
    for part, (X, Y) in parts.items():
        suffix = "" if part == "train" else "_val"  # errors speak of X or X_val
        X = check_images(X, model.input_dim, model.dtype, f"X{suffix}")
        Y = check_targets(Y, model.num_classes, len(X), model.dtype, f"Y{suffix}")
        checked[part] = X, Y
    return checked
