"""Compare the stored runs of controls: means, pairs of rows, effects of factors."""

import itertools
import math
import statistics

import numpy as np

from neuralnet import load_experiment
from neuralnet.support.writers import (
    EMPLOYEES,
    FILE,
    STUDENTS,
    read_writers,
    split_rows,
)

FACTORS = ("deslant", "distort", "attack")
PAIRS = {
    "distilled": [("hard", "soft")],
    "longer": [
        ("150 epochs", "300 epochs"),
        *(("75 epochs", f"width {w}") for w in (14, 20)),
    ],
    "attacks": [("lr 0.1", "smoothing 0.1"), ("smoothing 0.1", "deslant")],
}


def name_of(factors):
    """Return the name of the row of a factorial with these factors."""
    return " + ".join(name for name in FACTORS if name in factors) or "none"


def cells():
    """Return the factors of the eight rows of the factorial."""
    sizes = range(len(FACTORS) + 1)
    return [c for n in sizes for c in itertools.combinations(FACTORS, n)]


def summary(group, rows):
    """Return means over seeds, paired tests, and the effects of a factorial."""
    runs = {row["name"]: {run["seed"]: run for run in row["runs"]} for row in rows}
    found = {"means": {name: means(seeds.values()) for name, seeds in runs.items()}}
    pairs = PAIRS.get(group, [])
    if group == "factorial":
        found["effects"] = effects(runs)
        pairs = [
            (name_of(cell), name_of({*cell, factor}))
            for cell in cells()
            for factor in FACTORS
            if factor not in cell
        ]
    if group == "split" and len(runs) == 2:
        found["same_images"] = same_images(runs)
    if group == "attacks":  # a row of the factorial has the same splits
        others = load_experiment("control_factorial")["rows"]
        runs = {r["name"]: {x["seed"]: x for x in r["runs"]} for r in others} | runs
    known = [pair for pair in pairs if set(pair) <= runs.keys()]
    return found | {"pairs": [pair(runs, *names) for names in known]}


def same_images(runs):
    """Compare the errors of both splits on the same images.

    These are the images that each split puts aside for at least one seed. In the
    standard error, all images of a writer are one observation.
    """
    part, writer = read_writers()
    with np.load(FILE) as found:
        labels, shares = found["label"], {}
    for split, seeds in runs.items():
        aside, wrong = np.zeros((2, len(part)))  # for how many seeds, for each image
        for seed, run in seeds.items():
            aside[split_rows(labels, np.random.default_rng(seed), split)[1]] += 1
            wrong[run["misread"]] += 1
        shares[split] = np.where(aside > 0, wrong / np.maximum(aside, 1), np.nan)
    more = shares["writers"] - shares["images"]
    both = np.isfinite(more)
    deviations = np.where(both, more - more[both].mean(), 0)
    error = np.sqrt((np.bincount(writer, deviations) ** 2).sum()) / both.sum()
    found = {"num_images": int(both.sum()), "more": percent(more[both].mean())}
    found["more_error"] = percent(error)
    groups = {"all": both, "employees": both & (part == EMPLOYEES)}
    groups["students"] = both & (part == STUDENTS)
    for name, rows in groups.items():
        found[name] = {k: percent(share[rows].mean()) for k, share in shares.items()}
    return found


def percent(share):
    return round(100 * float(share), 4)


def means(runs):
    """Return mean and standard deviation over seeds of each number of the runs.

    A loss may be infinite, and then has no deviation.
    """
    runs = list(runs)
    wanted = [k for k, v in runs[0].items() if isinstance(v, float)]
    found = {"seeds": len(runs)}
    for key in wanted:
        values = [run[key] for run in runs]
        has_sd = len(values) > 1 and all(map(math.isfinite, values))
        sd = statistics.stdev(values) if has_sd else None
        found[key] = [round(statistics.mean(values), 4), sd and round(sd, 4)]
    return found


def pair(runs, first, second, key="misread"):
    """Compare two rows on the same images, for each seed and all seeds together.

    `only` holds two numbers for each seed: the images that only the first row reads
    right, and those that only the second reads right. The pooled numbers are the sums.
    """
    seeds = sorted(runs[first].keys() & runs[second].keys())
    images = [only_right(runs[first][s][key], runs[second][s][key]) for s in seeds]
    counts = [[len(part) for part in both] for both in images]
    return {
        "first": first,
        "second": second,
        "seeds": seeds,
        "only": counts,
        "pooled": [sum(count[k] for count in counts) for k in (0, 1)],
        "pooled_p": chance(*([n for both in images for n in both[k]] for k in (0, 1))),
    }


def only_right(first_wrong, second_wrong):
    """Return the images that only the first reads right, and only the second."""
    first_wrong, second_wrong = set(first_wrong), set(second_wrong)
    return [sorted(second_wrong - first_wrong), sorted(first_wrong - second_wrong)]


def chance(only_first, only_second):
    """Return how likely a difference as large as this is, if both rows are as good.

    The arguments are the places of the images that only one row reads right, with an
    image twice if two seeds have it. The images of a writer are not independent, so
    each writer counts as one observation: how much more often the second row is right.
    Over many writers the sum of these numbers is nearly normal. The luck of start and
    shuffles is not in it.
    """
    _, writer = read_writers()
    won, lost = (
        np.bincount(writer[np.array(rows, int) % len(writer)], minlength=len(writer))
        for rows in (only_second, only_first)
    )
    changes = won - lost  # of each writer
    spread = math.sqrt((changes**2).sum())
    p = math.erfc(abs(changes.sum()) / spread / math.sqrt(2)) if spread > 0 else 1.0
    return float(f"{p:.3g}")


def effects(runs):
    """Return by how many points factors, pairs and triples of factors change errors.

    The effect of a factor is the mean error with the factor minus the mean error
    without. The effect of a pair is how much the effect of one factor grows with the
    other one. `mean` is the mean over seeds, `error` its standard error.
    """
    rows = {cell: runs.get(name_of(cell), {}) for cell in cells()}
    seeds = sorted(set.intersection(*(set(row) for row in rows.values())))
    found = []
    for chosen in cells()[1:]:
        signs = {c: math.prod(1 if f in c else -1 for f in chosen) for c in rows}
        pairs = 2 ** (len(FACTORS) - len(chosen))
        values = [
            sum(sign * rows[c][s]["valid_error"] for c, sign in signs.items()) / pairs
            for s in seeds
        ]
        found.append({"factors": list(chosen), "each": [round(v, 4) for v in values]})
        if values:
            found[-1]["mean"] = round(statistics.mean(values), 4)
            found[-1]["error"] = None
        if len(values) > 1:
            error = statistics.stdev(values) / math.sqrt(len(values))
            found[-1]["error"] = round(error, 4)
    return found
