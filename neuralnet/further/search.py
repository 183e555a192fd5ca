"""Search for good settings: at random, coarse then fine, or by halving."""

import json
from typing import ClassVar

from neuralnet.further.space import (
    NEEDED,
    SETTINGS,
    LogUniform,
    Uniform,
    check_space,
    draw_settings,
    narrow,
)
from neuralnet.further.trials import Run, train_trial
from neuralnet.support.tables import table
from neuralnet.support.validation import as_rng, check_count
from neuralnet.support.workers import run_jobs

__all__ = [
    "LogUniform",
    "Table",
    "Uniform",
    "narrow",
    "random_search",
    "successive_halving",
    "train_trial",
]


class Table(list):
    """The rows of a search, dictionaries, the best first; printed as a table.

    A row holds trial, seed, the settings, and what `trials.Run.row` says.
    """

    COLUMNS = ("trial", *SETTINGS, "status", "epoch", "valid_loss", "valid_acc")
    FORMATS: ClassVar = {"valid_loss": ".4f", "valid_acc": ".4f"}

    def __init__(self, rows=()):
        super().__init__(
            sorted(rows, key=lambda r: (-r["valid_acc"], r["trial"], r["n_epochs"]))
        )

    def __repr__(self):
        """Return the table as text, without the curves."""
        if not self:
            return "an empty table"
        return repr(self._shown())

    def _repr_html_(self):
        return self._shown()._repr_html_() if self else repr(self)

    def _shown(self):
        names = [name for name in self.COLUMNS if any(name in row for row in self)]
        if all(row["status"] == "done" for row in self):
            names.remove("status")
        forms = {name: self.FORMATS.get(name, "") for name in names}
        return table([[row.get(name) for name in names] for row in self], forms)


def random_search(space, X, Y, X_val, Y_val, n_trials, rng, *, n_jobs=None, path=None):
    """Try `n_trials` settings drawn from `space`, and return what each gave.

    Trials that differ in n_epochs only share one training, and each gets what a
    training of its own would have given. A result depends on the settings and the
    seed alone, not on the order or the number of processes.

    Parameters
    ----------
    space : dict
        A list of choices, a `Uniform` or a `LogUniform` for each of num_hiddens,
        batch_size, lr and n_epochs; lr_decay and init where wanted.
    X, Y, X_val, Y_val : ndarray
        As in `train_trial`.
    n_trials : int
    rng : numpy.random.Generator
        Draws one seed, which all trials share, then the settings.
    n_jobs : int, optional
        Processes; None is one per core, or what `joblib.parallel_config` says.
    path : path, optional
        Folder for the finished trainings (joblib.Memory). A search that was
        interrupted goes on from it.

    Returns
    -------
    Table

    Notes
    -----
    Processes share the arrays through memory maps; each worker of dask gets a copy. For
    MNIST in float32, four trials of 32 units took 360 MB in one process, 790 MB in all
    with two, and 1,480 MB in all with two local workers of dask.
    """
    data = (X, Y, X_val, Y_val)
    check_space(space, len(X), NEEDED)
    seed, trials = _draw_trials(space, n_trials, rng)
    groups = {}  # of trials that differ in n_epochs only
    for trial, settings in enumerate(trials):
        groups.setdefault(_name(settings), []).append((settings["n_epochs"], trial))
    groups, jobs, rows = list(groups.values()), [], []
    for group in groups:
        longest, trial = max(group)
        jobs.append((Run(trials[trial], seed), longest, True))
    for index, run in _advance_all(jobs, data, n_jobs, path):
        for n_epochs, trial in groups[index]:
            rows.append(_row(trial, run, n_epochs))
    return Table(rows)


def successive_halving(
    space, X, Y, X_val, Y_val, n_trials, rng, *, budgets, eta=3, n_jobs=None, path=None
):
    """Train many trials a little, keep the best, train those longer, and so on.

    In each round every trial left is trained until it has budgets[round] epochs; the
    best 1 / eta by validation accuracy go on from where they are. Jamieson and
    Talwalkar (2016). Rounds are complete before the next begins, so that the choice
    does not depend on which process was quicker.

    Parameters and errors are those of `random_search`, but for these:

    Parameters
    ----------
    budgets : list of int
        Epochs at the end of each round, increasing, counted from the start; the space
        has no n_epochs.
    eta : int
        Of how many trials one goes on.

    Returns
    -------
    Table
        A row for each trial and round; n_epochs is the budget of the round.
    """
    data = (X, Y, X_val, Y_val)
    check_space(space, len(X), [name for name in NEEDED if name != "n_epochs"])
    budgets = [check_count(budget, "a budget") for budget in budgets]
    if not budgets or budgets != sorted(set(budgets)):
        raise ValueError(f"budgets must be increasing epochs, got {budgets}")
    check_count(eta, "eta", minimum=2)
    seed, trials = _draw_trials(space, n_trials, rng)
    runs = {trial: Run(settings, seed) for trial, settings in enumerate(trials)}
    rows = []
    for budget in budgets:
        names, found = list(runs), []
        jobs = [(run, budget, budget == budgets[-1]) for run in runs.values()]
        for index, run in _advance_all(jobs, data, n_jobs, path):
            runs[names[index]] = run
            found.append(_row(names[index], run, budget))
        rows += found
        ahead = [row["trial"] for row in Table(found) if row["status"] == "done"]
        runs = {trial: runs[trial] for trial in ahead[: max(1, len(found) // eta)]}
    return Table(rows)


def _draw_trials(space, n_trials, rng):
    """Return the seed of all trials, and the settings of each."""
    rng, n_trials = as_rng(rng), check_count(n_trials, "n_trials")
    seed = int(2**32 * rng.uniform())
    return seed, [draw_settings(space, rng) for _ in range(n_trials)]


def _name(settings):
    """Return all settings but n_epochs as text."""
    return json.dumps(settings | {"n_epochs": None}, sort_keys=True)


def _advance_all(jobs, data, n_jobs, path):
    """Yield (index, run) for every job (run, n_epochs, last), trained on."""
    costs = [_cost(run, n_epochs, len(data[0])) for run, n_epochs, _ in jobs]
    function, data_hash = _advance, None
    if path is not None:
        from joblib import Memory, hash

        function = Memory(path, verbose=0).cache(_advance, ignore=["run", "data"])
        data_hash = hash(data)
    jobs = [
        (f"{_name(run.settings)}, seed {run.seed}, data {data_hash}", run, data, *rest)
        for run, *rest in jobs
    ]
    return run_jobs(function, jobs, costs, n_jobs)


def _advance(name, run, data, n_epochs, last):
    """Train a run on: what comes of it depends on its name and the numbers alone."""
    run.advance(data, n_epochs)
    if last:
        run.model = None  # nobody asks for it
    return run


def _row(trial, run, n_epochs):
    row = {"trial": trial, "seed": run.seed} | run.settings | {"n_epochs": n_epochs}
    return row | run.row(n_epochs)


def _cost(run, n_epochs, num_images):
    """Return how much work a job is, in units of an image and a hidden unit.

    Every batch costs about as much as 20 images on top, for reading all weights.
    """
    H, B = run.settings["num_hiddens"], run.settings["batch_size"]
    return (n_epochs - len(run.losses)) * num_images * (1 + 20 / B) * (H + 30)
