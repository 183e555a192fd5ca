"""Search for good settings: at random, coarse then fine, or by halving (chapter 7)."""

import json

from neuralnet.further.space import (
    SETTINGS,
    WHOLE,
    LogUniform,
    Uniform,
    check_space,
    describe,
    draw_settings,
    narrow,
)
from neuralnet.further.trials import Run, early_stop, train_trial
from neuralnet.support.validation import as_rng, check_count
from neuralnet.support.workers import Ledger, fingerprint, run_jobs

__all__ = [
    "LogUniform",
    "Table",
    "Uniform",
    "early_stop",
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

    def __init__(self, rows=()):
        super().__init__(
            sorted(rows, key=lambda r: (-r["valid_acc"], r["trial"], r["n_epochs"]))
        )

    def __repr__(self):
        """Return the table as text, without the curves."""
        if not self:
            return "an empty table"
        names = [name for name in self.COLUMNS if any(name in row for row in self)]
        cells = [[_text(name, row.get(name)) for name in names] for row in self]
        widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
        return "\n".join(
            "  ".join(
                cell.rjust(width) for cell, width in zip(line, widths, strict=True)
            )
            for line in [names, *cells]
        )


def random_search(
    space, X, Y, X_val, Y_val, n_trials, rng, *, patience=None, n_jobs=None, path=None
):
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
        Training and validation data. The networks compute in the type of X: float32
        is the fast one.
    n_trials : int
    rng : numpy.random.Generator
        Draws one seed, which all trials share, then the settings.
    patience : int, optional
        Stop a trial once so many epochs in a row have not lowered the validation
        loss; its result is that of the best epoch. None: that of the last.
    n_jobs : int, optional
        Processes; None is one per core, or what `joblib.parallel_config` says.
    path : path, optional
        File for the finished trials. A search that was interrupted goes on from it.

    Returns
    -------
    Table

    Raises
    ------
    ValueError, TypeError
        If space, data or numbers are unfit, or `path` holds another search.
    """
    data = (X, Y, X_val, Y_val)
    check_space(space, len(X), (*WHOLE, "lr"))
    if patience is not None:
        check_count(patience, "patience")
    seed, trials = _draw_trials(space, n_trials, rng)
    heading = {"search": "random", "space": describe(space), "seed": seed}
    heading |= {"patience": patience, "data": path and fingerprint(*data)}
    ledger = Ledger(path, heading)

    missing = _without(trials, {row["trial"] for row in ledger.rows})
    groups = list(_same_but_epochs(missing).values())
    lengths = [max(settings["n_epochs"] for settings in g.values()) for g in groups]
    jobs = [
        (Run(next(iter(group.values())), seed), data, length, patience)
        for group, length in zip(groups, lengths, strict=True)
    ]
    for index, run in run_jobs(_advance, jobs, _costs(jobs, len(X)), n_jobs):
        ledger.add(
            [
                _row(trial, run, settings, settings["n_epochs"], patience)
                for trial, settings in groups[index].items()
            ]
        )
    return Table(row for row in ledger.rows if row["trial"] in trials)


def successive_halving(
    space, X, Y, X_val, Y_val, n_trials, rng, *, budgets, eta=3, n_jobs=None, path=None
):
    """Train many trials a little, keep the best, train those longer, and so on.

    In each round every trial left is trained until it has budgets[round] epochs; the
    best 1 / eta by validation accuracy go on from where they are. Jamieson and
    Talwalkar (2016). Rounds are complete before the next begins, so that the choice
    does not depend on which process was quicker.

    Parameters
    ----------
    space, X, Y, X_val, Y_val, n_trials, rng, n_jobs
        As in `random_search`; the space has no n_epochs.
    budgets : list of int
        Epochs at the end of each round, increasing, counted from the start.
    eta : int
        Of how many trials one goes on.
    path : path, optional
        File for the finished rounds of each trial. Weights are not in it: a search
        that goes on from it trains the survivors once more, to the same result.

    Returns
    -------
    Table
        A row for each trial and round; n_epochs is the budget of the round.

    Raises
    ------
    ValueError, TypeError
        As `random_search`.
    """
    data = (X, Y, X_val, Y_val)
    check_space(space, len(X), ("num_hiddens", "batch_size", "lr"))
    budgets, eta = _check_budgets(budgets), check_count(eta, "eta", minimum=2)
    seed, trials = _draw_trials(space, n_trials, rng)
    heading = {"search": "halving", "space": describe(space), "seed": seed}
    heading |= {"n_trials": n_trials, "budgets": budgets, "eta": eta}
    ledger = Ledger(path, heading | {"data": path and fingerprint(*data)})

    runs = {trial: Run(settings, seed) for trial, settings in trials.items()}
    for budget in budgets:
        found = [row for row in ledger.rows if row["n_epochs"] == budget]
        names = list(_without(runs, {row["trial"] for row in found}))
        jobs = [(runs[trial], data, budget, None) for trial in names]
        for index, run in run_jobs(_advance, jobs, _costs(jobs, len(X)), n_jobs):
            runs[names[index]] = run
            ledger.add([_row(names[index], run, run.settings, budget)])
        found = Table(row for row in ledger.rows if row["n_epochs"] == budget)
        ahead = [row["trial"] for row in found if row["status"] == "done"]
        runs = {trial: runs[trial] for trial in ahead[: max(1, len(found) // eta)]}
    return Table(ledger.rows)


def _check_budgets(budgets):
    budgets = [check_count(budget, "a budget") for budget in budgets]
    if not budgets or budgets != sorted(set(budgets)):
        raise ValueError(f"budgets must be increasing epochs, got {budgets}")
    return budgets


def _draw_trials(space, n_trials, rng):
    """Return the seed of all trials, and {number: settings} of each."""
    rng, n_trials = as_rng(rng), check_count(n_trials, "n_trials")
    seed = int(2**32 * rng.uniform())
    return seed, {trial: draw_settings(space, rng) for trial in range(n_trials)}


def _without(trials, done):
    return {trial: value for trial, value in trials.items() if trial not in done}


def _same_but_epochs(trials):
    """Group {trial: settings} by all settings but n_epochs."""
    groups = {}
    for trial, settings in trials.items():
        key = json.dumps(settings | {"n_epochs": None}, sort_keys=True)
        groups.setdefault(key, {})[trial] = settings
    return groups


def _advance(run, data, n_epochs, patience):
    """Train a run on; the job of a worker."""
    run.advance(data, n_epochs, patience)
    run.kept = None  # nobody asks for it: no need to send it back
    return run


def _row(trial, run, settings, n_epochs, patience=None):
    row = {"trial": trial, "seed": run.seed} | settings | {"n_epochs": n_epochs}
    return row | run.row(n_epochs, patience)


def _costs(jobs, num_images):
    """Return how much work each job is, in units of an image and a hidden unit.

    Every batch costs about as much as 20 images on top, for reading all weights.
    """
    costs = []
    for run, _, n_epochs, _ in jobs:
        H, B = run.settings["num_hiddens"], run.settings["batch_size"]
        images = num_images * (1 + 20 / B)
        costs.append((n_epochs - len(run.losses)) * images * (H + 30))
    return costs


def _text(name, value):
    """Return an entry as text: settings exactly, results to four decimals."""
    if value is None:
        return ""
    return f"{value:.4f}" if name in ("valid_loss", "valid_acc") else str(value)
