"""Every opening of a test set: reads and writes book/experiments/openings.json."""

import datetime

from runs import write

from neuralnet import load_experiment

VALIDATED = 3  # seeds that settings need on validation images


def openings():
    return load_experiment("openings")["openings"]


def enter(name, settings, seeds, test_error, why):
    """Add an opening to the ledger, unless this network has been tested before.

    Parameters
    ----------
    name : str
        The record.
    settings : dict, or list of dict
        Of the network; of each part of a committee.
    seeds : list of int, or list of lists
        One for a network; those of each part of a committee.
    test_error : float
        In percent.
    why : str
        What chose these settings.
    """
    entry = {"data": data_of(name), "name": name, "settings": settings, "seeds": seeds}
    found = load_experiment("openings")
    if any(entry.items() <= known.items() for known in found["openings"]):
        return
    entry["test_error"] = test_error
    entry["day"] = datetime.date.today().isoformat()
    parts = settings if isinstance(settings, list) else [settings]
    entry["validated"] = min(len(validation_seeds(name, part)) for part in parts)
    found["openings"].append(entry | {"why": why})
    write("openings", found)


def refuse_unvalidated(name, settings):
    """Stop unless enough seeds of these settings are stored in the table of choices."""
    seeds = validation_seeds(name, settings)
    if len(seeds) < VALIDATED:
        raise SystemExit(
            f"The test set stays shut for {name}: its settings have "
            f"{len(seeds)} of {VALIDATED} seeds on validation images. "
            "bench/choice.py runs the others, once DECIDING names the settings."
        )


def validation_seeds(name, settings):
    """Return the seeds with which the table of choices has these settings."""
    return {
        run["seed"]
        for row in load_experiment("record_choice")["rows"]
        if row["settings"] == settings and (row["group"] == "fashion") == fashion(name)
        for run in row["runs"]
    }


def data_of(name):
    return "Fashion-MNIST" if fashion(name) else "MNIST"


def fashion(name):
    return name == "fashion"
