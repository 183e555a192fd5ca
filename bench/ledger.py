"""Record every test on a test set in book/experiments/openings.json, the ledger."""

import datetime
from statistics import mean

from experiments import FOLDER
from runs import write

from neuralnet import load_experiment

VALIDATED = 3  # seeds that must run on validation images before a test
# Which rows compete for a record, which must have the least error: the rows of some
# groups of bench/choice.py without some settings, or all rows of another file.
RIVALS = {
    "plain": {"groups": ["plain"]},
    "smoothed": {"groups": ["tricks"], "without": ["attack"]},
    "attacked": {"groups": ["plain", "tricks"]},
    "distorted": {"groups": ["distorted"]},
    "fashion": {"groups": ["fashion"]},
    "quick": {"groups": ["quick"]},
    "longer": {"file": "control_longer", "measure": "distorted_error"},
    "committee": {"file": "control_committee", "measure": "distorted_error"},
}


def openings():
    return load_experiment("openings")["openings"]


def enter(name, settings, seeds, test_error, why):
    """Add an opening to the ledger, unless this network has been tested before.

    `name` and `settings` are the record's name and hyperparameters; `seeds` holds the
    network's one seed. A committee has lists of settings and of seeds. The error is in
    percent; `why` says why these hyperparameters were chosen.
    """
    if is_known(name, settings, seeds):
        return
    found = load_experiment("openings")
    entry = {"data": data_of(name), "name": name, "settings": settings, "seeds": seeds}
    entry["test_error"] = test_error
    entry["day"] = datetime.date.today().isoformat()
    entry["validated"] = len(validation_seeds(name, settings))
    found["openings"].append(entry | {"why": why})
    write("openings", found)


def refuse_unvalidated(name, settings, seeds):
    """Exit unless this network was tested before, or was chosen on validation images.

    The network must have run on validation images with VALIDATED seeds, and no row of
    RIVALS may have a smaller error. For a committee, bench/committee.py makes these
    runs; runs of its members do not count. The parameters are as in `enter`.
    """
    if is_known(name, settings, seeds):
        return  # the same network again is no new opening
    shut = f"The test set stays shut for {name}: "
    found = validation_seeds(name, settings)
    if len(found) < VALIDATED:
        what, script = "its hyperparameters have", "bench/choice.py"
        if isinstance(settings, list):
            what, script = "this committee has", "bench/committee.py"
        raise SystemExit(
            f"{shut}{what} {len(found)} of {VALIDATED} seeds on validation images. "
            f"Run {script} with them."
        )
    if name in RIVALS and least(name)["settings"] != settings:
        raise SystemExit(
            f"{shut}other hyperparameters have a smaller validation error."
        )


def least(name):
    """Return the row with the least mean error among the RIVALS of a record."""
    rows, measure = rivals(name), RIVALS[name].get("measure", "valid_error")
    if not rows:
        raise SystemExit(f"No row has {VALIDATED} seeds that could choose {name}.")
    return min(rows, key=lambda row: mean(run[measure] for run in row["runs"]))


def rivals(name):
    """Return the RIVALS of a record that have enough seeds."""
    rule = RIVALS[name]
    return [
        row
        for row in known_rows(rule.get("file", "record_choice"))
        if len(row["runs"]) >= VALIDATED
        and row.get("group") in rule.get("groups", [None])
        and not any(key in row["settings"] for key in rule.get("without", ()))
    ]


def is_known(name, settings, seeds):
    """Return whether the ledger shows that this network was tested before."""
    entry = {"name": name, "settings": settings, "seeds": seeds}
    return any(entry.items() <= known.items() for known in openings())


def validation_seeds(name, settings):
    """Return the seeds that ran on validation images with exactly these settings."""
    files = ["record_choice", "control_longer", "control_committee"]
    return {
        run["seed"]
        for file in files
        for row in known_rows(file)
        if row["settings"] == settings
        and (row.get("group") == "fashion") == fashion(name)
        for run in row["runs"]
    }


def known_rows(file):
    """Return the rows of a table of validation, or [] before its first run."""
    if not (FOLDER / f"{file}.json").is_file():
        return []
    return load_experiment(file)["rows"]


def data_of(name):
    return "Fashion-MNIST" if fashion(name) else "MNIST"


def fashion(name):
    return name == "fashion"
