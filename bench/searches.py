"""Run the searches of the chapter on tuning: writes experiments/search_NAME.json.

python bench/searches.py coarse  # 50 trials of wide lists, some minutes
python bench/searches.py fine    # 50 trials of narrow lists, some more
"""

import argparse

import numpy as np
from experiments import write_lines

from neuralnet import load_mnist
from neuralnet.further.fast import loss_and_accuracy
from neuralnet.further.search import random_search, train_trial
from neuralnet.support.machine import blas_threads

SPLIT_SEED = 0  # the split of the chapter
N_JOBS = 2

# The lists of the homework that this book follows: first wide, then near the best.
COARSE = {
    "num_hiddens": [32, 64, 128, 256],
    "batch_size": [64, 128, 256, 512],
    "lr": [0.1, 0.01, 0.001, 0.0001],
    "n_epochs": [10, 20, 30, 40, 50],
}
FINE = {
    "num_hiddens": [128, 256, 512],
    "batch_size": [32, 64, 128],
    "lr": [0.1, 0.01],
    "n_epochs": [40, 50, 60],
}
SEARCHES = {"coarse": COARSE, "fine": FINE}
N_TRIALS = 50


def main(name, seed):
    """Run a search of SEARCHES; return settings and rows as a dict for JSON."""
    space = SEARCHES[name]
    data = load_mnist(dtype=np.float32, rng=np.random.default_rng(SPLIT_SEED))
    parts = (data.X_train, data.Y_train, data.X_val, data.Y_val)
    rng = np.random.default_rng(seed)
    table = random_search(space, *parts, N_TRIALS, rng, n_jobs=N_JOBS)
    print(table)
    settings = {"search": "random_search", "space": space, "n_trials": N_TRIALS}
    settings |= {"seed": seed, "split_seed": SPLIT_SEED, "n_jobs": N_JOBS}
    return {
        "settings": settings,
        # Only the best trial of the last search is tested.
        **(test(table[0], data) if name == "fine" else {}),
        "rows": table,
    }


def test(row, data):
    """Train the trial of `row` once more; return its loss and accuracy on test data."""
    parts = (data.X_train, data.Y_train, data.X_val, data.Y_val)
    with blas_threads(1):
        model, again = train_trial(row, *parts, row["seed"])
        loss, acc = loss_and_accuracy(model, *data.open_test(model))
    assert again["valid_acc"] == row["valid_acc"], "the same trial, another result"
    return {"test_loss": round(loss, 6), "test_acc": round(acc, 6)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("name", choices=SEARCHES)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    command = f"python bench/searches.py {args.name} --seed {args.seed}"
    result = {"command": command} | main(args.name, args.seed)
    name = f"search_{args.name}" + (f"_{args.seed}" if args.seed else "")
    write_lines(name, result)
