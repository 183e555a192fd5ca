"""Try hyperparameters on validation images: writes experiments/record_choice.json.

    python bench/choice.py             # the missing runs, the shortest first
    python bench/choice.py plain       # the missing runs of one group

Each row of the table holds the hyperparameters of a run, which trains on 48,000 images
and validates on the other 12,000. Its seed draws the split, the initial weights and the
shuffles. Most rows have one seed. The rows in DECIDING have three, and only their
hyperparameters may open the test set for a record. The file is written after every run.
"""

import argparse

import numpy as np
from quiet import blas
from runs import ELASTIC, GENTLE, fit, load, misread, write
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from neuralnet import load_experiment
from neuralnet.further.tricks import attack

SEEDS = (0, 1, 2)  # of the rows of DECIDING
REACH, NUM_ATTACKED = 0.06, 2000  # largest change of a pixel, and number of images
STEPS = (1, 20)  # of an attack
SMALL_SHIFTS = {"alpha": 0, "degrees": 0, "scale": 0.05, "shear": 0, "shift": 1}

# Each group has a base, and each row changes some of its hyperparameters. Most rows
# have 512 units and few epochs, to save time. The learning rate is tried again at full
# width: a wider layer needs a smaller one, since each score sums over more units.
MOMENTUM = {"lr": 0.05, "schedule": "cosine", "momentum": 0.9}
BASES = {
    "plain": {"num_hiddens": 512, "n_epochs": 15, "batch_size": 32, "lr": 0.1},
    "tricks": {"num_hiddens": 512, "n_epochs": 15} | MOMENTUM,
    "distorted": {"num_hiddens": 512, "n_epochs": 20, "distort": ELASTIC} | MOMENTUM,
    "fashion": {"num_hiddens": 512, "n_epochs": 15, "smoothing": 0.1} | MOMENTUM,
    "quick": {"num_hiddens": 256, "n_epochs": 8, "smoothing": 0.1} | MOMENTUM,
}
WIDE = {"num_hiddens": 1024, "lr": 0.1, "n_epochs": 30}
GENTLE_WIDE = {"num_hiddens": 1024, "distort": GENTLE}
STRONG = {"degrees": 15.0, "scale": 0.15, "shear": 0.15}
WEAK = {"degrees": 7.5, "scale": 0.075, "shear": 0.075}
CHOICES = {
    "plain": [{}, *({"schedule": name, "lr": 0.3} for name in ("step", "cosine"))],
    "tricks": [
        {"nesterov": True},
        {"schedule": "constant", "lr": 0.01, "averaging": 0.5},
        {"l2": 1e-4},
        {"dropout": 0.5},
        {"smoothing": 0.1},
        {"smoothing": 0.2},
        {"smoothing": 0.1, "dropout": 0.25},
        {"smoothing": 0.1, "l2": 1e-4},
        {"smoothing": 0.1, "lr": 0.1},
        {"smoothing": 0.1, "num_hiddens": 1024},
        {"smoothing": 0.1, "lr": 0.2},
        {"smoothing": 0.2, "lr": 0.1},
        {"smoothing": 0.3, "lr": 0.1},
        {"smoothing": 0.2, "lr": 0.2},
        {"smoothing": 0.2, "lr": 0.1, "num_hiddens": 1024},
        {"smoothing": 0.2, "lr": 0.1, "n_epochs": 60, "dropout": 0.3},
        {"smoothing": 0.2, "lr": 0.1, "n_epochs": 60, "l2": 3e-4},
        {"attack": 0.06, "smoothing": 0.1},
        {"attack": 0.04} | WIDE,
        {"attack": 0.08} | WIDE,
        {"attack": 0.08, "smoothing": 0.1} | WIDE,
        {"attack": 0.08} | WIDE | {"n_epochs": 60},
        *({"lr": lr} for lr in (0.02, 0.1, 0.2, 0.4)),
        *({"adam": True, "lr": lr} for lr in (0.0005, 0.001, 0.002, 0.004, 0.008)),
    ],
    "distorted": [
        {},
        {"smoothing": 0.1},
        {"smoothing": 0.1, "lr": 0.1},
        {"smoothing": 0.1, "distort": ELASTIC | STRONG},
        {"schedule": "constant", "lr": 0.01, "averaging": 0.3},
        {"lr": 0.1},
        {"lr": 0.1, "batch_size": 128},
        {"lr": 0.2},
        {"lr": 0.1, "distort": ELASTIC | WEAK},
        {"lr": 0.1, "distort": ELASTIC | {"alpha": 20.0}},
        {"lr": 0.1, "distort": GENTLE},
        {"num_hiddens": 1024},
        {"num_hiddens": 1024, "lr": 0.1},
        {"lr": 0.1, "attack": 0.02} | GENTLE_WIDE,
    ],
    "fashion": [
        {},
        {"dropout": 0.25},
        {"dropout": 0.5},
        {"distort": SMALL_SHIFTS},
        {"lr": 0.1},
        {"n_epochs": 30, "lr": 0.1, "distort": SMALL_SHIFTS},
        {"lr": 0.02},
        {"lr": 0.02, "n_epochs": 30, "num_hiddens": 1024},
        {"mirror": 0.5},
        {"mirror": 0.5, "lr": 0.02, "n_epochs": 60, "num_hiddens": 1024},
        {"mirror": 0.5, "lr": 0.03, "n_epochs": 60, "num_hiddens": 1024},
    ],
    "quick": [{}, {"num_hiddens": 512, "n_epochs": 4}, {"n_epochs": 10}],
}
DECIDING = {
    "plain": [{"lr": 0.3}, {"lr": 0.3, "n_epochs": 20}],
    "tricks": [
        {},
        {"n_epochs": 30},
        {"attack": 0.06},
        {"smoothing": 0.1, "lr": 0.1, "n_epochs": 30},
        {"smoothing": 0.2, "lr": 0.1, "n_epochs": 60},
        WIDE,
        WIDE | {"n_epochs": 60},
        WIDE | {"n_epochs": 120},
        {"attack": 0.06} | WIDE,
        {"attack": 0.06} | WIDE | {"n_epochs": 60},
    ],
    "distorted": [
        {"lr": 0.1} | GENTLE_WIDE,
        GENTLE_WIDE,
        {"lr": 0.1, "deslant": True} | GENTLE_WIDE,
        {"lr": 0.1, "deslant": True, "n_epochs": 150} | GENTLE_WIDE,
        {"lr": 0.1, "distort": GENTLE, "n_epochs": 150},
    ],
    "fashion": [{"mirror": 0.5, "lr": 0.03, "n_epochs": 100, "num_hiddens": 2048}],
    "quick": [{"lr": 0.1}, {"lr": 0.1, "n_epochs": 10}],
}


def table():
    """Return the rows: a list of {group, change of its base, settings, seeds}."""
    rows = []
    for group, base in BASES.items():
        for changes, seeds in ((CHOICES[group], SEEDS[:1]), (DECIDING[group], SEEDS)):
            for change in changes:
                row = {"group": group, "change": change, "settings": base | change}
                rows.append(row | {"seeds": seeds})
    return rows


def main(group):
    """Train what is missing of a group, or of all groups for None; store each run."""
    rows = [row | {"runs": stored(row["settings"], row["group"])} for row in table()]
    missing = []  # (work, seed, number of the row), so that short runs come first
    for number, row in enumerate(rows):
        done = [run["seed"] for run in row["runs"]]
        for seed in row.pop("seeds"):  # the file has only the seeds of runs
            if seed not in done and group in (None, row["group"]):
                missing.append((work(row["settings"]), seed, number))
    for _, seed, number in tqdm(sorted(missing), disable=None):
        row = rows[number]
        last = validate(row["group"], row["settings"], seed)
        row["runs"] = sorted([*row["runs"], last], key=lambda run: run["seed"])
        result = f"{last['valid_error']} % in {last['cpu_seconds']} s"
        print(f"{row['group']} {row['change']}, seed {seed}: {result}", flush=True)
        head = {"command": "python bench/choice.py", "bases": BASES}
        write("record_choice", head | {"rows": [row for row in rows if row["runs"]]})


def stored(settings, group):
    """Return the runs, one for each seed, that record_choice.json has for a row."""
    rows = load_experiment("record_choice")["rows"]
    same = [r for r in rows if r["group"] == group and r["settings"] == settings]
    return same[0]["runs"] if same else []


def work(settings):
    """Return a number that grows with the arithmetic of a run, to sort runs by time."""
    passes = 2 if settings.get("attack") else 1  # an attack needs a pass of its own
    return settings["n_epochs"] * settings["num_hiddens"] * passes


def validate(group, settings, seed):
    """Train on 48,000 images; return errors in percent, misread images and seconds."""
    rng = np.random.default_rng(seed)
    data = load(group, rng)
    valid = data.X_val, data.Y_val
    model, history, seconds = fit(settings, data.X_train, data.Y_train, *valid, rng)
    last = history[-1]
    result = {"seed": seed}
    for part in ("train", "valid"):
        result[f"{part}_error"] = round(100 - 100 * last[f"{part}_acc"], 4)
    result |= {"valid_loss": last["valid_loss"], "cpu_seconds": seconds}
    result |= {"kernel": blas(), "misread": misread(model, *valid)}
    if group == "tricks":  # its networks are compared under attack
        result["attacked_error"] = {n: attacked_error(model, *valid, n) for n in STEPS}
    return result


def attacked_error(model, X, Y, n_steps):
    """Return the error, in percent, on images attacked in `n_steps` steps."""
    # A pixel may turn back, so several steps together are 2.5 times as long as REACH.
    X, Y = X[:NUM_ATTACKED], Y[:NUM_ATTACKED]
    reach, moved = np.float32(REACH), X
    for _ in range(n_steps):
        moved = attack(model, moved, Y, REACH * min(1, 2.5 / n_steps))
        moved = np.clip(moved, X - reach, X + reach)
    return 100 * len(misread(model, moved, Y)) / len(X)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("group", choices=BASES, nargs="?")
    with threadpool_limits(1, user_api="blas"):  # seconds of one core
        main(parser.parse_args().group)
