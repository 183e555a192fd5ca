"""Run the searches of the chapter on tuning: writes experiments/search_NAME.json.

    python bench/searches.py coarse  # 50 trials of wide lists, some minutes
    python bench/searches.py fine    # 50 trials of narrow lists, some more

Times count from the first line of this script, so they contain the imports and reading
MNIST.
"""

import time

START = time.perf_counter()

import argparse  # noqa: E402 - the clock comes first
import resource  # noqa: E402

import joblib  # noqa: E402
import numpy as np  # noqa: E402
from experiments import write_lines  # noqa: E402
from machine import machine  # noqa: E402

from neuralnet import load_mnist  # noqa: E402
from neuralnet.further.fast import loss_and_accuracy  # noqa: E402
from neuralnet.further.search import random_search, train_trial  # noqa: E402
from neuralnet.support.machine import blas_threads  # noqa: E402

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
    """Run a search of SEARCHES; return settings, times and rows as a dict for JSON."""
    space = SEARCHES[name]
    data = load_mnist(dtype=np.float32, rng=np.random.default_rng(SPLIT_SEED))
    parts = (data.X_train, data.Y_train, data.X_val, data.Y_val)
    rng = np.random.default_rng(seed)
    table = random_search(space, *parts, N_TRIALS, rng, n_jobs=N_JOBS)
    wall_seconds = time.perf_counter() - START
    print(table)
    settings = {"search": "random_search", "space": space, "n_trials": N_TRIALS}
    settings |= {"seed": seed, "split_seed": SPLIT_SEED, "n_jobs": N_JOBS}
    return {
        "settings": settings,
        "versions": machine() | {"joblib": joblib.__version__},
        "wall_seconds": round(wall_seconds, 1),
        "cpu_seconds": round(end_workers(), 1),
        **work(table),
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


def work(table):
    """Return how many trainings the trials needed, and how many epochs these had."""
    longest = {}  # {hyperparameters except n_epochs: epochs of their one training}
    for row in table:
        key = row["num_hiddens"], row["batch_size"], row["lr"]
        longest[key] = max(longest.get(key, 0), len(row["losses"]))
    return {"trainings": len(longest), "epochs_trained": sum(longest.values())}


def end_workers():
    """End the workers; return the CPU seconds of this process and of all workers."""
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True)
    everyone = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    usages = [resource.getrusage(who) for who in everyone]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("name", choices=SEARCHES)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    command = f"python bench/searches.py {args.name} --seed {args.seed}"
    result = {"command": command} | main(args.name, args.seed)
    name = f"search_{args.name}" + (f"_{args.seed}" if args.seed else "")
    write_lines(name, result)
