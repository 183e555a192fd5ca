"""Train the best networks with one hidden layer: writes experiments/record_NAME.json.

    python bench/records.py plain      # gradient descent alone, 512 hidden units
    python bench/records.py smoothed   # the best recipe on the images as they are
    python bench/records.py attacked   # every training image is moved by an attack
    python bench/records.py distorted  # a new distortion of each image in each epoch
    python bench/records.py ensemble   # the networks of 'distorted' and more vote
    python bench/records.py fashion    # the same code on Fashion-MNIST
    python bench/records.py quick      # 98 % in seconds of one core
    python bench/records.py longer     # the best network of bench/controls.py longer
    python bench/records.py committee  # the best committee of bench/committee.py

Each seed draws its own initial weights and shuffles. The network trains on all 60,000
images and opens the test set once, which book/experiments/openings.json records.
Without options the stored record is run again. --next makes a new one, with new seeds.
It may open the test set only once its hyperparameters have three seeds on validation
images (bench/choice.py). --seeds trains and tests only some seeds and writes no record.
Trained networks are kept in _build/records, and long runs have checkpoints, so that a
run continues after a stop; --fresh trains them again.
"""

import argparse
import statistics

import numpy as np
from choice import BASES, DECIDING, GENTLE_WIDE, WIDE
from descent import fit_long, is_long
from experiments import FOLDER
from ledger import enter, least, openings, refuse_unvalidated
from quiet import blas
from runs import GENTLE, fit, keep, load, misread, restore, write
from threadpoolctl import threadpool_limits

from neuralnet import load_mnist
from neuralnet.further.ensemble import Ensemble
from neuralnet.training import loss_and_accuracy

CACHE = FOLDER.parent.parent / "_build" / "records"
LONG = BASES["distorted"] | {"lr": 0.1, "n_epochs": 150}
UPRIGHT = LONG | GENTLE_WIDE | {"deslant": True}
# Seeds of the stored record, and of the one that --next makes.
RECORDS = {
    "plain": {
        "settings": BASES["plain"] | {"lr": 0.3, "n_epochs": 20},
        "seeds": [5, 6, 7, 8, 9],
        "next": [10, 11, 12, 13, 14],
        "why": "the least validation error without momentum, over three seeds",
    },
    "smoothed": {
        "settings": BASES["tricks"] | {"n_epochs": 30, "smoothing": 0.1, "lr": 0.1},
        "seeds": [4, 5, 6],
        "next": [7, 8, 9],
        "why": "the least validation error of untouched images, over three seeds",
    },
    "attacked": {
        "settings": BASES["tricks"] | {"attack": 0.06} | WIDE | {"n_epochs": 60},
        "seeds": [7, 8, 9],
        "next": [10, 11, 12],
        "why": "the least validation error without distortions, over three seeds",
    },
    "distorted": {
        "settings": UPRIGHT,
        "seeds": [8, 9, 10],
        "next": [13, 14, 15],
        "why": "the least validation error of one network, over three seeds",
    },
    "ensemble": {
        "settings": UPRIGHT,
        "seeds": [8, 9, 10],
        "next": [13, 14, 15],
        "others": [
            {
                "settings": LONG | {"distort": GENTLE},
                "seeds": [11, 12],
                "next": [16, 17],
            }
        ],
        "why": "the networks of 'distorted', and two narrow ones of slanted digits",
    },
    "fashion": {
        "settings": BASES["fashion"] | DECIDING["fashion"][0],
        "seeds": [6, 7, 8],
        "next": [9, 10, 11],
        "why": "the only row of clothes with three seeds on validation images",
    },
    "quick": {
        "settings": BASES["quick"] | {"lr": 0.1, "n_epochs": 10},
        "seeds": [3, 4, 5],
        "next": [6, 7, 8],
        "why": "the least validation error in less than ten seconds, over three seeds",
    },
}
SHARED = ("longer", "ensemble", "committee")  # their networks lie with 'distorted'
SLICE = {"num_images": 640, "num_valid": 500, "seed": 0}


def main(name, seeds, following, fresh):
    record = with_seeds(RECORDS.get(name) or chosen(name), following)
    if "others" in record:
        result = run_committee(name, record, fresh)
    else:
        result = run_seeds(name, record, seeds or record["seeds"], fresh)
    if seeds is None:
        head = {"command": f"python bench/records.py {name}", "kernel": blas()}
        result |= {"slice": slice_of(record["settings"])}
        write(f"record_{name}", head | record | result)


def chosen(name):
    """Return the record that the stored controls choose: the least of its rivals."""
    record = {"why": "the least error on distorted images of writers not seen"}
    single = {"settings": least("longer")["settings"], "seeds": [20, 21, 22]}
    if name == "longer":
        return record | single
    first, *others = (
        single | {"seeds": single["seeds"][:1]}
        if part == single["settings"]
        else {"settings": part, "seeds": [30 + part.get("width", 0)]}
        for part in least(name)["settings"]
    )
    return first | {"others": others} | record


def with_seeds(record, following):
    """Return a copy with the stored or the next seeds, also for its 'others'."""
    result = {key: value for key, value in record.items() if key != "next"}
    if following:
        result["seeds"] = record["next"]
    if "others" in record:
        result["others"] = [with_seeds(part, following) for part in record["others"]]
    return result


def parts_of(record):
    """Return the settings and the seeds of a committee's parts, a list of each."""
    parts = [record, *record["others"]]
    return [part["settings"] for part in parts], [part["seeds"] for part in parts]


def run_seeds(name, record, seeds, fresh):
    """Train a network for each seed, test each once, and return the result."""
    settings, runs = record["settings"], []
    for seed in seeds:
        refuse_unvalidated(name, settings, [seed])
        model, seconds, rng = trained(name, settings, seed, fresh)
        tested = test(name, model, rng)
        enter(name, settings, [seed], tested["test_error"], record["why"])
        print(f"{name}, seed {seed}: {tested['test_error']} %, {seconds} s", flush=True)
        runs.append({"seed": seed} | tested | {"cpu_seconds": seconds})
    result = {"runs": runs, "test_error": summary([run["test_error"] for run in runs])}
    return result | {"with_earlier": with_earlier(name, settings)}


def with_earlier(name, settings):
    """Return the summary of all networks that were tested with these settings."""
    same = [e for e in openings() if e["name"] == name and e["settings"] == settings]
    errors = [entry["test_error"] for entry in same]
    return summary(errors) | {"networks": len(errors)}


def run_committee(name, record, fresh):
    """Let the networks of all seeds vote; test them once, and return the result."""
    settings, seeds = parts_of(record)
    refuse_unvalidated(name, settings, seeds)
    pairs = zip(settings, seeds, strict=True)
    members = [(part, seed) for part, numbers in pairs for seed in numbers]
    nets = [trained(name, *member, fresh)[0] for member in members]
    tested = test(name, Ensemble(nets), np.random.default_rng(0))
    enter(name, settings, seeds, tested["test_error"], record["why"])
    print(f"{name} of {len(nets)}: {tested['test_error']} %", flush=True)
    return tested


def test(name, model, rng):
    """Test a model on the test set; return error, loss and the misread images."""
    X, Y = load(name, rng).open_test(model)
    loss, acc = loss_and_accuracy(model, X, Y)
    error = round(100 - 100 * acc, 4)
    return {"test_error": error, "test_loss": loss, "misread": misread(model, X, Y)}


def trained(name, settings, seed, fresh):
    """Return (model, CPU seconds, rng) of a seed: load them, or train on 60,000."""
    path = CACHE / f"{'distorted' if name in SHARED else name}-{seed}.npz"
    rng = np.random.default_rng(seed)
    kept = None if fresh else restore(path, settings, rng)
    if kept is not None:
        return *kept, rng
    data = load(name, rng)
    X = np.concatenate([data.X_train, data.X_val])  # all choices are made
    Y = np.concatenate([data.Y_train, data.Y_val])
    if is_long(settings):
        checkpoint = path.with_name(f"now-{path.name}")
        model, seconds = fit_long(settings, X, Y, rng, checkpoint)
        checkpoint.unlink(missing_ok=True)
    else:
        model, _, seconds = fit(settings, X, Y, None, None, rng)
    keep(path, settings, model, seconds)
    return model, seconds, rng


def slice_of(settings):
    """Train on a few images in float64; return the losses, which a test repeats."""
    rng = np.random.default_rng(SLICE["seed"])
    data = load_mnist(rng=rng)
    X, Y = data.X_train[: SLICE["num_images"]], data.Y_train[: SLICE["num_images"]]
    X_val, Y_val = data.X_val[: SLICE["num_valid"]], data.Y_val[: SLICE["num_valid"]]
    _, history, _ = fit(settings | {"n_epochs": 1}, X, Y, X_val, Y_val, rng)
    return SLICE | history[-1]


def summary(errors):
    """Return mean, standard deviation, minimum and maximum, rounded."""
    sd = statistics.stdev(errors) if len(errors) > 1 else 0.0
    values = {"mean": statistics.mean(errors), "sd": sd}
    values |= {"min": min(errors), "max": max(errors)}
    return {key: round(value, 4) for key, value in values.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=[*RECORDS, "longer", "committee"])
    parser.add_argument("--seeds", type=int, nargs="+", help="these only, no result")
    parser.add_argument("--next", action="store_true", help="a new record")
    parser.add_argument("--fresh", action="store_true", help="run all anew")
    args = parser.parse_args()
    with threadpool_limits(1, user_api="blas"):  # seconds of one core
        main(args.name, args.seeds, args.next, args.fresh)
