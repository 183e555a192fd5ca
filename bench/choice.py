"""The table that chooses the records: writes book/experiments/record_choice.json.

    python bench/choice.py             # what is missing, the shortest runs first
    python bench/choice.py plain       # of one group

Every run trains on 48,000 images and looks at the other 12,000; its seed draws the
split, the start and the shuffles. Most rows have one seed, those of DECIDING three: a
record may open the test set for them alone. The file is written after every run, so a
stop loses one run at most.
"""

import argparse

import numpy as np
from quiet import blas
from runs import ELASTIC, GENTLE, fit, load, misread, write
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from neuralnet import load_experiment
from neuralnet.further.tricks import attack

SEEDS = (0, 1, 2)  # of the rows that decide
REACH, NUM_ATTACKED = 0.06, 2000  # of the attacks that measure, and images attacked
STEPS = (1, 20)
SMALL_SHIFTS = {"alpha": 0, "degrees": 0, "scale": 0.05, "shear": 0, "shift": 1}

# A base for each group, and what each row changes in it. Short runs of 512 units, for
# the sake of time; then the learning rate again at full width, because wider layers
# bear less: each score sums over more units.
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
CHOICES = {
    "plain": [
        {},
        {"schedule": "step", "lr": 0.3},
        {"schedule": "cosine", "lr": 0.3},
    ],
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
        {"lr": 0.02},
        {"lr": 0.1},
        {"lr": 0.2},
        {"lr": 0.4},
        {"adam": True, "lr": 0.0005},
        {"adam": True, "lr": 0.001},
        {"adam": True, "lr": 0.002},
        {"adam": True, "lr": 0.004},
        {"adam": True, "lr": 0.008},
    ],
    "distorted": [
        {},
        {"smoothing": 0.1},
        {"smoothing": 0.1, "lr": 0.1},
        {
            "smoothing": 0.1,
            "distort": ELASTIC | {"degrees": 15.0, "scale": 0.15, "shear": 0.15},
        },
        {"schedule": "constant", "lr": 0.01, "averaging": 0.3},
        {"lr": 0.1},
        {"lr": 0.1, "batch_size": 128},
        {"lr": 0.2},
        {
            "lr": 0.1,
            "distort": ELASTIC | {"degrees": 7.5, "scale": 0.075, "shear": 0.075},
        },
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
    """Return the rows of the table: group, change, settings, and the seeds wanted."""
    return [
        {"group": group, "change": change, "settings": BASES[group] | change}
        | {"seeds": seeds}
        for group in BASES
        for changes, seeds in ((CHOICES[group], SEEDS[:1]), (DECIDING[group], SEEDS))
        for change in changes
    ]


def main(group):
    rows = [row | {"runs": kept(row["settings"], row["group"])} for row in table()]
    missing = [
        (work(row["settings"]), seed, number)
        for number, row in enumerate(rows)
        for seed in row.pop("seeds")
        if seed not in [run["seed"] for run in row["runs"]]
    ]
    missing = [job for job in missing if group in (None, rows[job[-1]]["group"])]
    for _, seed, number in tqdm(sorted(missing), disable=None):
        row = rows[number]
        row["runs"].append(validate(row["group"], row["settings"], seed))
        row["runs"].sort(key=lambda run: run["seed"])
        last = next(run for run in row["runs"] if run["seed"] == seed)
        errors = f"{last['valid_error']} % in {last['cpu_seconds']} s"
        print(f"{row['group']} {row['change']}, seed {seed}: {errors}", flush=True)
        head = {"command": "python bench/choice.py", "bases": BASES}
        write("record_choice", head | {"rows": [row for row in rows if row["runs"]]})


def kept(settings, group):
    """Return the stored runs of these settings, without those that are not stored."""
    rows = load_experiment("record_choice")["rows"]
    same = [r for r in rows if r["group"] == group and r["settings"] == settings]
    return same[0]["runs"] if same else []


def work(settings):
    """Return about how much arithmetic a run takes, to begin with the shortest."""
    twice = 2 if settings.get("attack") else 1
    return settings["n_epochs"] * settings["num_hiddens"] * twice


def validate(group, settings, seed):
    """Train on 48,000 images; return the errors, in percent, and what was misread."""
    rng = np.random.default_rng(seed)
    data = load(group, rng)
    valid = data.X_val, data.Y_val
    model, history, seconds = fit(settings, data.X_train, data.Y_train, *valid, rng)
    last = history[-1]
    found = {
        "seed": seed,
        "train_error": round(100 - 100 * last["train_acc"], 4),
        "valid_error": round(100 - 100 * last["valid_acc"], 4),
        "valid_loss": last["valid_loss"],
        "cpu_seconds": seconds,
        "kernel": blas(),
        "misread": misread(model, *valid),
    }
    if group == "tricks":
        found["attacked_error"] = {n: attacked_error(model, *valid, n) for n in STEPS}
    return found


def attacked_error(model, X, Y, n_steps):
    """Return the error on attacked images, in percent: 1 step of REACH, or many."""
    X, Y = X[:NUM_ATTACKED], Y[:NUM_ATTACKED]
    size, moved = np.float32(REACH), X
    for _ in range(n_steps):
        moved = attack(model, moved, Y, REACH * min(1, 2.5 / n_steps))
        moved = np.clip(moved, X - size, X + size)
    return 100 * len(misread(model, moved, Y)) / len(X)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("group", choices=BASES, nargs="?")
    with threadpool_limits(1, user_api="blas"):  # seconds are those of one core
        main(parser.parse_args().group)
