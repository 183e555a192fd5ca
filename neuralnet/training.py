"""Training: epochs of shuffled batches, and a line about each (chapter 6)."""

from neuralnet.data import load_batch
from neuralnet.validation import (
    check_batch_size,
    check_count,
    check_images,
    check_lr,
    check_targets,
)

CHUNK_SIZE = 2000  # images evaluated at once: fits the cache, needs no 200 MB


def train(model, X, Y, X_val, Y_val, lr, n_epochs, batch_size, log_interval=1):
    """Train `model` in place by stochastic gradient descent.

    Every epoch draws one permutation from the model's rng and calls
    `model.train_step` for every batch, as a reader's own loop over `load_batch`
    would. Epochs with epoch % log_interval == 0 are evaluated and printed.

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
        Epochs from one line to the next.

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
    model._checked = True  # the data is clean: no step needs to look again
    try:
        for epoch in range(n_epochs):
            for X_batch, Y_batch in load_batch(X, Y, batch_size, rng=model.rng):
                model.train_step(X_batch, Y_batch, batch_size, lr)
            if epoch % log_interval == 0:
                history.append(_evaluate_epoch(model, epoch, X, Y, X_val, Y_val))
                print(log_line(history[-1]))
    finally:
        model._checked = False
    return history


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
    loss = acc = 0.0
    for start in range(0, len(X), chunk_size):
        X_chunk, Y_chunk = X[start : start + chunk_size], Y[start : start + chunk_size]
        y, _ = model.forward(X_chunk)
        loss += model.compute_loss(Y_chunk, y) * len(X_chunk)
        acc += model.evaluate(Y_chunk, y) * len(X_chunk)
    return loss / len(X), acc / len(X)


def log_line(row):
    """Return the line about one row of the history."""
    return (
        f"epoch {row['epoch']:02d} - "
        f"train loss/acc: {row['train_loss']:.3f} {row['train_acc']:.3f}, "
        f"valid loss/acc: {row['valid_loss']:.3f} {row['valid_acc']:.3f}"
    )


def _evaluate_epoch(model, epoch, X, Y, X_val, Y_val):
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
