"""Compare ideas in pairs, on digits by new writers: writes experiments/ideas.json.

    python bench/ideas.py            # what is missing: half an hour in all
    python bench/ideas.py momentum   # only some rows

A seed draws writers who are set aside, initial weights and shuffles, as it did for
control_factorial.json, so that networks of one seed may be compared in pairs. Each run
is stored at once. No test image is read.
"""

import argparse
import itertools
import json

import numpy as np
from experiments import FOLDER, write_lines
from records import fit
from threadpoolctl import threadpool_info, threadpool_limits

from neuralnet import cross_entropy, load_experiment, load_mnist

NAME, SEEDS = "ideas", range(5)
# Rates and batches are the best of control_factorial.json and record_choice.json.
PLAIN = {"num_hiddens": 512, "n_epochs": 15, "batch_size": 32, "lr": 0.3}
MOMENTUM = {"num_hiddens": 512, "n_epochs": 15, "lr": 0.2}
MOMENTUM |= {"schedule": "cosine", "momentum": 0.9}
LONG = MOMENTUM | {"n_epochs": 30, "lr": 0.1}
GENTLE = {"alpha": 24.0, "degrees": 7.5, "scale": 0.1, "shear": 0.05, "shift": 0.5}
ROWS = {
    "plain": PLAIN,
    "momentum": MOMENTUM,
    "distort, 15 epochs": MOMENTUM | {"lr": 0.1, "distort": GENTLE},
    "plain, 30 epochs": PLAIN | {"n_epochs": 30},
    "momentum, 30 epochs": LONG,
    "smoothing 0.1": LONG | {"smoothing": 0.1},
}


def main(names):
    """Train what is missing, and store each run as soon as it is finished."""
    for name, seed in itertools.product(names, SEEDS):
        found = stored()
        if seed in [run["seed"] for run in found.get(name, [])]:
            continue
        found.setdefault(name, []).append(run(ROWS[name], seed))
        print(name, seed, found[name][-1]["valid_error"], flush=True)
        rows = [
            {"name": key, "settings": ROWS[key], "runs": found[key]}
            for key in ROWS
            if key in found
        ]
        write_lines(NAME, {"command": "python bench/ideas.py", "rows": rows})


def stored():
    """Return the finished runs of each row, by its name."""
    if not (FOLDER / f"{NAME}.json").is_file():
        return {}
    return {row["name"]: row["runs"] for row in load_experiment(NAME)["rows"]}


def run(settings, seed):
    """Train one network; return its error in percent, and what it misreads."""
    rng = np.random.default_rng(seed)
    data = load_mnist(dtype=np.float32, rng=rng, split="writers")
    model, _ = fit(settings, data.X_train, data.Y_train, None, None, rng)
    y = model.forward(data.X_val)[0]
    answers = y.argmax(axis=1)
    wrong = data.rows_val[answers != data.Y_val.argmax(axis=1)]
    (blas,) = (part for part in threadpool_info() if part["user_api"] == "blas")
    found = {"seed": seed, "num_images": len(data.X_val)}
    found |= {"valid_error": round(100 * len(wrong) / len(data.X_val), 4)}
    found |= {"valid_loss": round(float(cross_entropy(data.Y_val, y)), 6)}
    return found | {"misread": sorted(wrong.tolist()), "kernel": blas["architecture"]}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help=f"of {json.dumps([*ROWS])}")
    args = parser.parse_args()
    with threadpool_limits(1, user_api="blas"):
        main(args.names or ROWS)
