"""Train one network of a search; the run may diverge."""

import numpy as np

from neuralnet.further.fast import loss_and_accuracy
from neuralnet.further.sparse import SparseSGD
from neuralnet.network import TwoLayerNN
from neuralnet.support.validation import check_batch_size, check_lr
from neuralnet.training import check_parts

DIGITS = 6  # of losses and accuracies in a row; seeds differ by far more


def train_trial(hyperparameters, X, Y, X_val, Y_val, seed):
    """Train the network of one trial as a search does, by the fast steps.

    Parameters
    ----------
    hyperparameters : dict
        num_hiddens, batch_size, lr, n_epochs; optionally also init. It may be a row of
        a table.
    X, Y, X_val, Y_val : ndarray
        Training and validation data. The network has the type of X; float32 is fast.
    seed : int
        Draws the initial weights and the shuffles; a table has it as `seed`.

    Returns
    -------
    model : TwoLayerNN
    row : dict
        As in the table of the search.
    """
    run, n_epochs = Run(hyperparameters, seed), hyperparameters["n_epochs"]
    run.advance((X, Y, X_val, Y_val), n_epochs)
    return run.model, run.row(n_epochs)


class Run:
    """A network in training, with its validation losses and accuracies so far.

    A run holds no data, so that another process can continue it.
    """

    def __init__(self, hyperparameters, seed):
        self.hyperparameters, self.seed = hyperparameters, seed
        self.model = None
        self.losses, self.accs = [], []

    @property
    def diverged(self):
        """Whether the last loss, if there is one, is infinite or NaN."""
        return not np.isfinite(self.losses[-1:]).all()

    def advance(self, data, n_epochs):
        """Train until `n_epochs` epochs are done, counted from the very first.

        A short run is the beginning of a longer one.
        """
        X, Y, X_val, Y_val = (np.asarray(part) for part in data)
        model = self._model(X.shape[1], Y.shape[1], X.dtype)
        parts = check_parts(model, train=(X, Y), valid=(X_val, Y_val))
        chosen = self.hyperparameters
        batch_size = check_batch_size(chosen["batch_size"], len(X))
        sgd = SparseSGD(model, *parts["train"], batch_size)
        lr = check_lr(chosen["lr"])
        with np.errstate(all="ignore"):  # a run that overflows is a result
            while len(self.losses) < n_epochs and not self.diverged:
                for _ in sgd.epoch(lr):
                    pass
                loss, acc = loss_and_accuracy(model, *parts["valid"])
                self.losses.append(round(float(loss), DIGITS))
                self.accs.append(round(float(acc), DIGITS))

    def row(self, n_epochs):
        """Return the results of this run's first `n_epochs` epochs as a dict.

        Its keys are status ('done' or 'diverged'), epoch (the last, from 0), its
        valid_loss and valid_acc (None and 0.0 if the run diverged, to lose every
        comparison), losses (all finite) and their accs.
        """
        losses, accs = self.losses[:n_epochs], self.accs[:n_epochs]
        result = {"status": "done", "epoch": len(losses) - 1}
        result |= {"valid_loss": losses[-1], "valid_acc": accs[-1]}
        if not np.isfinite(losses[-1]):
            result |= {"status": "diverged", "valid_loss": None, "valid_acc": 0.0}
            losses, accs = losses[:-1], accs[:-1]
        return result | {"losses": losses, "accs": accs}

    def _model(self, D, C, dtype):
        """Return the network of this run; the first call draws its initial weights."""
        if self.model is None:
            chosen, rng = self.hyperparameters, np.random.default_rng(self.seed)
            H, init = chosen["num_hiddens"], chosen.get("init", "xavier")
            self.model = TwoLayerNN(D, H, C, rng=rng, init=init, dtype=dtype)
        # Arrays from another process may be read-only memory maps.
        self.model.params = {k: np.array(v) for k, v in self.model.params.items()}
        return self.model
