"""Record every test on a test set in book/experiments/openings.json, the ledger."""

import datetime

from runs import write

from neuralnet import load_experiment

VALIDATED = 3  # seeds that must run on validation images before a test


def openings():
    return load_experiment("openings")["openings"]


def enter(name, settings, seeds, test_error, why):
    """Add an opening to the ledger, unless this network has been tested before.

    `name` is the record's, `settings` are the hyperparameters, and `seeds` has the one
    of the network. For a committee the last two are lists, with an item for each part.
    The error is in percent; `why` says why these hyperparameters were chosen.
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
    """Exit unless this network was tested before or VALIDATED seeds have validated it.

    bench/choice.py validates no committee, and validated members do not suffice for it.
    The parameters are as in `enter`.
    """
    if is_known(name, settings, seeds):
        return  # the same network again is no new opening
    shut = f"The test set stays shut for {name}: "
    if isinstance(settings, list):
        raise SystemExit(f"{shut}no committee has been tried on validation images.")
    found = validation_seeds(name, settings)
    if len(found) < VALIDATED:
        raise SystemExit(
            f"{shut}its hyperparameters have {len(found)} of {VALIDATED} seeds on "
            "validation images. Add them to DECIDING and run bench/choice.py."
        )


def is_known(name, settings, seeds):
    """Return whether the ledger shows that this network was tested before."""
    entry = {"name": name, "settings": settings, "seeds": seeds}
    return any(entry.items() <= known.items() for known in openings())


def validation_seeds(name, settings):
    """Return the seeds that bench/choice.py ran with exactly these hyperparameters."""
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
