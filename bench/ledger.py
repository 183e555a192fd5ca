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
    """Stop unless the network was tested before, or its settings may be tested.

    They may when the table of choices has VALIDATED seeds of them. It has none of a
    committee, and it is not enough that all members have theirs. Parameters as in
    `enter`.
    """
    if is_known(name, settings, seeds):
        return  # run again as it was: no new opening
    shut = f"The test set stays shut for {name}: "
    if isinstance(settings, list):
        raise SystemExit(f"{shut}no committee has been tried on validation images.")
    found = validation_seeds(name, settings)
    if len(found) < VALIDATED:
        raise SystemExit(
            f"{shut}its settings have {len(found)} of {VALIDATED} seeds on validation "
            "images. bench/choice.py runs the others, once DECIDING names the settings."
        )


def is_known(name, settings, seeds):
    """Return whether this network has opened the test set before."""
    entry = {"name": name, "settings": settings, "seeds": seeds}
    return any(entry.items() <= known.items() for known in openings())


def validation_seeds(name, settings):
    """Return the seeds with which the table of choices has exactly these settings."""
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
