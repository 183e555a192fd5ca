"""Training: epochs of shuffled batches, and a line about each (chapter 6)."""

import contextlib

from neuralnet.data import load_batch
from neuralnet.further.fast import probabilities
from neuralnet.further.sparse import LitSGD
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
    model,
    X,
    Y,
    X_val,
    Y_val,
    lr,
    n_epochs,
    batch_size,
    log_interval=1,
    verbose=True,
):
    """Train `model` in place by stochastic gradient descent.

    Every epoch draws one permutation from the model's rng and calls
    `model.train_step` for every batch, as a reader's own loop over `load_batch`
    would. A float32 model whose methods are those of `TwoLayerNN` takes the same
    steps by `neuralnet.further.sparse`, faster (chapter 9). Epochs with
    epoch % log_interval == 0 and the last one are evaluated and printed.

    Parameters
    ----------
    model : TwoLayerNN
    X, Y : ndarray, shapes (N, D) and (N, C)
        Training data; rows left over after the last full batch of an epoch wait for
        another shuffle.
    X_val, Y_val : ndarray, shapes (M, D) and (M, C)
        Validation data: looked at, never learned from.
    lr : float
        Learning rate.
    n_epochs, batch_size : int
    log_interval : int
        Epochs from one line to the next; the last epoch has a line always.
    verbose : bool
        Print the lines, and show a bar on a terminal. The history is the same
        without.

    Returns
    -------
    list of dict
        One row per logged epoch: epoch, train_loss, train_acc, valid_loss,
        valid_acc (losses in nats per image, accuracies from 0 to 1).

    Raises
    ------
    ValueError, TypeError
        If data or settings are unfit; the model is then unchanged.
    """
    X, Y = _check_pair(model, X, Y, "X", "Y")
    X_val, Y_val = _check_pair(model, X_val, Y_val, "X_val", "Y_val")
    batch_size = check_batch_size(batch_size, len(X))
    n_epochs = check_count(n_epochs, "n_epochs")
    log_interval = check_count(log_interval, "log_interval")
    lr = check_lr(lr)

    history = []
    n_steps = n_epochs * (len(X) // batch_size)
    with blas_threads(), progress(n_steps, "step") if verbose else Silent() as bar:
        run = _epochs(model, X, Y, lr, batch_size, bar.update)
        for epoch, _ in zip(range(n_epochs), run, strict=False):
            if epoch % log_interval == 0 or epoch == n_epochs - 1:
                history.append(_evaluate_epoch(model, epoch, X, Y, X_val, Y_val))
                if verbose:
                    bar.write(log_line(history[-1]))
    return history


def epochs(model, X, Y, lr, batch_size):
    """Return an endless iterator that trains `model` for one epoch at each turn.

    For loops of one's own, that look at the model between the epochs:

        for epoch, _ in zip(range(20), epochs(model, X, Y, 0.1, 32)):
            print(loss_and_accuracy(model, X_val, Y_val))

    Parameters
    ----------
    model : TwoLayerNN
        Changed in place, by the steps of `train`.
    X, Y : ndarray, shapes (N, D) and (N, C)
        Training data, looked at once.
    lr : float
    batch_size : int

    Raises
    ------
    ValueError, TypeError
        If data or settings are unfit; the model is then unchanged.
    """
    X, Y = _check_pair(model, X, Y, "X", "Y")
    batch_size = check_batch_size(batch_size, len(X))
    return _epochs(model, X, Y, check_lr(lr), batch_size, lambda: None)


def loss_and_accuracy(model, X, Y, chunk_size=CHUNK_SIZE):
    """Return the mean loss and the accuracy of `model`, a chunk of images at a time.

    Parameters
    ----------
    model : TwoLayerNN
    X, Y : ndarray, shapes (N, D) and (N, C)
    chunk_size : int
        Images in memory at once.

    Returns
    -------
    loss, acc : float
    """
    chunks = [slice(k, k + chunk_size) for k in range(0, len(X), chunk_size)]
    loss = acc = 0.0
    for chunk, y in zip(chunks, _outputs(model, X, chunks), strict=True):
        loss += model.compute_loss(Y[chunk], y) * len(y)
        acc += model.evaluate(Y[chunk], y) * len(y)
    return loss / len(X), acc / len(X)


def _outputs(model, X, chunks):
    """Return an iterator over the probabilities of the chunks."""
    if model._takes_fast_path():
        return probabilities(model.params, (model._check_images(X[c]) for c in chunks))
    return (model.forward(X[chunk])[0] for chunk in chunks)


def _epochs(model, X, Y, lr, batch_size, after_step):
    """Yield after each epoch, without end; the data is clean."""
    sgd = LitSGD(model, X, Y, batch_size) if model._takes_fast_path() else None
    while True:
        steps = sgd.epoch(lr) if sgd else _steps(model, X, Y, lr, batch_size)
        with contextlib.closing(steps):
            for _ in steps:
                after_step()
        yield


def _steps(model, X, Y, lr, batch_size):
    """Take the readable steps of one epoch and yield after each."""
    with _trusted(model):
        for X_batch, Y_batch in load_batch(X, Y, batch_size, rng=model.rng):
            model.train_step(X_batch, Y_batch, batch_size, lr)
            yield


@contextlib.contextmanager
def _trusted(model):
    """Spare the model's steps a look at data that has been looked at."""
    model._checked = True
    try:
        yield
    finally:
        model._checked = False


def log_line(row):
    """Return the line about one row of the history."""
    return (
        f"epoch {row['epoch']:02d} - "
        f"train loss/acc: {row['train_loss']:.3f} {row['train_acc']:.3f}, "
        f"valid loss/acc: {row['valid_loss']:.3f} {row['valid_acc']:.3f}"
    )


def _evaluate_epoch(model, epoch, X, Y, X_val, Y_val):
    with _trusted(model):
        train_loss, train_acc = loss_and_accuracy(model, X, Y)
        valid_loss, valid_acc = loss_and_accuracy(model, X_val, Y_val)
    return {
        "epoch": epoch,
        "train_loss": train_loss,
        "train_acc": train_acc,
        "valid_loss": valid_loss,
        "valid_acc": valid_acc,
    }


def _check_pair(model, X, Y, X_name, Y_name):
    X = check_images(X, model.input_dim, model.dtype, X_name)
    return X, check_targets(Y, model.num_classes, len(X), model.dtype, Y_name)
