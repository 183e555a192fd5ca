"""Search for good hyperparameters at random."""

import json
from typing import ClassVar

from neuralnet.further.space import (
    HYPERPARAMETERS,
    LogUniform,
    check_space,
    draw_hyperparameters,
)
from neuralnet.further.trials import Run, train_trial
from neuralnet.support.tables import table
from neuralnet.support.validation import as_rng, check_count
from neuralnet.support.workers import run_jobs

__all__ = ["LogUniform", "Table", "random_search", "train_trial"]


class Table(list):
    """A list of the rows of a search, the best first, which prints as a table.

    A row is a dictionary: trial, seed, the hyperparameters, and what `Run.row` returns.
    """

    COLUMNS = ("trial", *HYPERPARAMETERS, "status", "epoch", "valid_loss", "valid_acc")
    FORMATS: ClassVar = {"valid_loss": ".4f", "valid_acc": ".4f"}

    def __init__(self, rows=()):
        super().__init__(
            sorted(rows, key=lambda r: (-r["valid_acc"], r["trial"], r["n_epochs"]))
        )

    def __repr__(self):
        """Return the table as text."""
        return repr(self._shown()) if self else "an empty table"

    def _repr_html_(self):
        return self._shown()._repr_html_() if self else repr(self)

    def _shown(self):
        """Return a table of `support.tables`, without the losses of each epoch."""
        names = [name for name in self.COLUMNS if any(name in row for row in self)]
        if all(row["status"] == "done" for row in self):
            names.remove("status")
        formats = {name: self.FORMATS.get(name, "") for name in names}
        return table([[row.get(name) for name in names] for row in self], formats)


def random_search(space, X, Y, X_val, Y_val, n_trials, rng, *, n_jobs=-1):
    """Draw hyperparameters from `space`, train with each draw, and return the results.

    Trials that differ only in n_epochs share one training, the longest one. The results
    are those of separate trainings: they depend only on the hyperparameters and the
    seed, not on the order or the number of processes.

    Processes share the arrays through memory maps. For MNIST in float32, four trials of
    32 units took 360 MB in one process and 790 MB in all with two.

    Parameters
    ----------
    space : dict
        A list of choices or a `LogUniform` for each of num_hiddens, batch_size, lr
        and n_epochs; optionally a list for init.
    X, Y, X_val, Y_val : ndarray
        As in `train_trial`.
    n_trials : int
    rng : numpy.random.Generator
        Draws one seed, which all trials share, then the hyperparameters.
    n_jobs : int
        Processes; -1 is one per core.

    Returns
    -------
    Table
        A row for each trial, the best first.
    """
    data = (X, Y, X_val, Y_val)
    check_space(space, len(X))
    seed, trials = _draw_trials(space, n_trials, rng)
    by_name = {}  # {other hyperparameters: [(n_epochs, trial), ...]}
    for trial, chosen in enumerate(trials):
        by_name.setdefault(_name(chosen), []).append((chosen["n_epochs"], trial))
    groups, jobs, rows = list(by_name.values()), [], []
    for group in groups:
        longest, trial = max(group)
        jobs.append((Run(trials[trial], seed), longest))
    for index, run in _advance_all(jobs, data, n_jobs):
        for n_epochs, trial in groups[index]:
            rows.append(_row(trial, run, n_epochs))
    return Table(rows)


def _draw_trials(space, n_trials, rng):
    """Return the seed of all trials, and the hyperparameters of each."""
    rng, n_trials = as_rng(rng), check_count(n_trials, "n_trials")
    seed = int(2**32 * rng.uniform())  # Generator and RandomState have it
    return seed, [draw_hyperparameters(space, rng) for _ in range(n_trials)]


def _name(hyperparameters):
    """Return the hyperparameters as text, without n_epochs."""
    return json.dumps(hyperparameters | {"n_epochs": None}, sort_keys=True)


def _advance_all(jobs, data, n_jobs):
    """Train the run of each job (run, n_epochs); yield (its index, run)."""
    costs = [_cost(run, n_epochs, len(data[0])) for run, n_epochs in jobs]
    calls = [(run, data, n_epochs) for run, n_epochs in jobs]
    return run_jobs(_advance, calls, costs, n_jobs)


def _advance(run, data, n_epochs):
    """Train a run to `n_epochs`; return it without its network, which is large."""
    run.advance(data, n_epochs)
    run.model = None
    return run


def _row(trial, run, n_epochs):
    """Return the row of a table: a trial after the first `n_epochs` of its run."""
    row = {"trial": trial, "seed": run.seed} | run.hyperparameters
    return row | {"n_epochs": n_epochs} | run.row(n_epochs)


def _cost(run, n_epochs, num_images):
    """Estimate the work of a job; the unit is one image for one hidden unit.

    The estimate counts the reading of all weights for a batch as 20 images, and what an
    image needs apart from the hidden layer as 30 units.
    """
    H, B = run.hyperparameters["num_hiddens"], run.hyperparameters["batch_size"]
    return (n_epochs - len(run.losses)) * num_images * (1 + 20 / B) * (H + 30)
