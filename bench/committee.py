"""Validate committees of the kept networks: writes experiments/control_committee.json.

    python bench/committee.py

Its rows are all committees of the networks that `bench/controls.py longer` has kept.
For each seed they read validation images of writers whom no member has seen. The
committee with the least mean error on distorted copies of these images is the best.
No test image is read.
"""

import itertools

import numpy as np
from compare import means, pair
from controls import COPIES, GROUPS, KEPT, copy_of
from runs import answers, load, restore, write
from threadpoolctl import threadpool_limits

from neuralnet import cross_entropy

MEMBERS, SEEDS = GROUPS["longer"]
MEASURE = "distorted_error"


def main():
    rows = {}
    for seed in SEEDS:
        for names, run in committees(seed).items():
            rows.setdefault(names, []).append(run)
    table = [
        {"name": " + ".join(names), "settings": [MEMBERS[name] for name in names]}
        | {"means": means(runs), "runs": runs}
        for names, runs in rows.items()
    ]
    best = least(table)
    head = {"command": "python bench/committee.py", "measure": MEASURE, "best": best}
    runs = {row["name"]: {run["seed"]: run for run in row["runs"]} for row in table}
    head["pairs"] = [
        {"images": images} | pair(runs, best, name, key)
        for name in runs
        if name != best
        for images, key in (("as they are", "misread"), ("copies", "copies_misread"))
    ]
    for row in table:  # long, and made again by this command
        row["runs"] = [
            {k: run[k] for k in run if k != "copies_misread"} for run in row["runs"]
        ]
    write("control_committee", head | {"rows": table})
    print(f"the least {MEASURE}: {best}")


def least(table):
    """Return the name of the row with the least mean among the rows with all seeds."""
    complete = [row for row in table if len(row["runs"]) == len(SEEDS)] or table
    return min(complete, key=lambda row: row["means"][MEASURE][0])["name"]


def committees(seed):
    """Return {names of the members: their result} for all committees of a seed."""
    nets = {}
    for name, settings in MEMBERS.items():
        kept = restore(KEPT / f"{name}-{seed}.npz", settings)
        nets |= {} if kept is None else {name: kept[0]}
    if not nets:
        return {}
    data = load("longer", np.random.default_rng(seed), split="writers")
    rng = np.random.default_rng([seed, COPIES])  # as in controls.distorted
    images = [data.X_val, *(copy_of(data.X_val, rng) for _ in range(COPIES))]
    votes = {name: [answers(net, X) for X in images] for name, net in nets.items()}
    return {
        names: {"seed": seed} | result([votes[name] for name in names], data)
        for names in candidates()
        if set(names) <= set(votes)
    }


def candidates():
    """Return the members of each committee: all networks but that of 150 epochs."""
    names = [name for name in MEMBERS if name != "150 epochs"]
    sizes = range(1, len(names) + 1)
    return [c for size in sizes for c in itertools.combinations(names, size)]


def result(votes, data):
    """Return errors and losses of a committee, on the images and on their copies."""
    labels, found = data.Y_val.argmax(axis=1), {}
    y = np.mean(votes, axis=0)  # (1 + COPIES, N, 10)
    wrong = y.argmax(axis=2) != labels
    for name, part in (("valid", slice(0, 1)), ("distorted", slice(1, None))):
        found[f"{name}_error"] = round(100 * float(wrong[part].mean()), 4)
        losses = [cross_entropy(data.Y_val, copy) for copy in y[part]]
        found[f"{name}_loss"] = float(np.mean(losses))
    found["misread"] = sorted(data.rows_val[wrong[0]].tolist())
    # One number for each copy of each of the 60,000 images.
    rows = np.arange(COPIES)[:, None] * 60000 + data.rows_val
    return found | {"copies_misread": sorted(rows[wrong[1:]].tolist())}


if __name__ == "__main__":
    with threadpool_limits(1, user_api="blas"):
        main()
