"""One training run, watched: it may stop early or diverge (the chapter on tuning)."""

import numpy as np

from neuralnet.further.fast import loss_and_accuracy
from neuralnet.further.sparse import SparseSGD
from neuralnet.network import TwoLayerNN
from neuralnet.support.validation import check_batch_size, check_count, check_lr
from neuralnet.training import check_parts

DIGITS = 6  # of losses and accuracies in a row: far finer than the luck of a seed


def early_stop(losses, patience):
    """Return the epoch to keep and the last one that is trained, counted from 0.

    `losses` are those on the validation part after each epoch; training stops once
    `patience` epochs in a row have not beaten the least.
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best, epoch  # the epoch to keep, the last one trained


def train_trial(settings, X, Y, X_val, Y_val, seed, patience=None):
    """Train the network of one trial as a search does, by the fast steps.

    Parameters
    ----------
    settings : dict
        num_hiddens, batch_size, lr, n_epochs; where wanted also lr_decay, the factor
        of the learning rate from epoch to epoch, and init. A row of a table will do.
    X, Y, X_val, Y_val : ndarray
        Training and validation data. The network computes in the type of X: float32
        is the fast one.
    seed : int
        Start values and shuffles; a table has it as `seed`.
    patience : int, optional
        Stop once so many epochs in a row have not lowered the validation loss, and
        restore the weights of the best epoch; None trains to the end.

    Returns
    -------
    model : TwoLayerNN
    row : dict
        As in the table of the search.
    """
    if patience is not None:
        check_count(patience, "patience")
    run = Run(settings, seed)
    run.advance((X, Y, X_val, Y_val), settings["n_epochs"], patience)
    if run.kept is not None:
        run.model.params = run.kept
    return run.model, run.row(settings["n_epochs"], patience)


class Run:
    """A network in training, and what the validation part said after each epoch.

    It holds no data, so that it can be sent to another process and continued there.
    `kept` are the parameters of the best epoch, if `advance` was given a patience.
    """

    def __init__(self, settings, seed):
        self.settings, self.seed = settings, seed
        self.model = self.kept = None
        self.losses, self.accs = [], []

    @property
    def diverged(self):
        """Whether the last loss is infinite or NaN: nothing follows it."""
        return not np.isfinite(self.losses[-1:]).all()

    def advance(self, data, n_epochs, patience=None):
        """Train until `n_epochs` epochs are done, counted from the very first.

        Each epoch's learning rate depends on its number alone, never on `n_epochs`:
        that is why runs that differ in their length are one run.
        """
        X, Y, X_val, Y_val = (np.asarray(part) for part in data)
        model = self._model(X.shape[1], Y.shape[1], X.dtype)
        parts = check_parts(model, train=(X, Y), valid=(X_val, Y_val))
        batch_size = check_batch_size(self.settings["batch_size"], len(X))
        sgd = SparseSGD(model, *parts["train"], batch_size)
        lr, decay = check_lr(self.settings["lr"]), self.settings.get("lr_decay", 1)
        with np.errstate(all="ignore"):  # a run that overflows is a result
            while len(self.losses) < n_epochs and not self.diverged:
                for _ in sgd.epoch(lr * decay ** len(self.losses)):
                    pass
                loss, acc = loss_and_accuracy(model, *parts["valid"])
                self.losses.append(round(float(loss), DIGITS))
                self.accs.append(round(float(acc), DIGITS))
                if patience is not None and self._keep_best(patience):
                    break

    def row(self, n_epochs, patience=None):
        """Return what a run of `n_epochs` gives, read off this one, as a dict.

        status ('done', 'stopped' or 'diverged'), epoch (whose weights count, from 0),
        valid_loss (None if diverged), valid_acc (0.0 if diverged, so that it loses
        every comparison), losses and accs (of each epoch, rounded).
        """
        losses, accs = self.losses[:n_epochs], self.accs[:n_epochs]
        best, last = early_stop(losses, n_epochs if patience is None else patience)
        if patience is None:
            best = last
        found = {"status": "done" if last + 1 == n_epochs else "stopped"}
        found |= {"epoch": best, "valid_loss": losses[best], "valid_acc": accs[best]}
        if not np.isfinite(losses[-1]):
            found = {"status": "diverged", "epoch": last}
            found |= {"valid_loss": None, "valid_acc": 0.0}
            losses, accs = losses[:-1], accs[:-1]
        return found | {"losses": losses, "accs": accs}

    def _model(self, D, C, dtype):
        """Return the network, which is made when the first data is seen."""
        if self.model is None:
            H, init = self.settings["num_hiddens"], self.settings.get("init", "xavier")
            rng = np.random.default_rng(self.seed)
            self.model = TwoLayerNN(D, H, C, rng=rng, init=init, dtype=dtype)
        # Arrays that came from another process may be memory maps, made to be read.
        self.model.params = {k: np.array(v) for k, v in self.model.params.items()}
        return self.model

    def _keep_best(self, patience):
        """Copy the parameters if this epoch is the best; return whether to stop."""
        best, last = early_stop(self.losses, patience)
        if best == last:
            self.kept = {k: v.copy() for k, v in self.model.params.items()}
        return last - best >= patience
