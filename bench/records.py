"""How far one hidden layer goes: writes book/experiments/record_NAME.json.

    python bench/records.py choice       # a table on validation data: it chose the rest
    python bench/records.py plain        # gradient descent alone, 512 hidden units
    python bench/records.py smoothed     # the best recipe on the images as they are
    python bench/records.py undistorted  # the best without distortions: attacked images
    python bench/records.py distorted    # a new distortion of each image in each epoch
    python bench/records.py ensemble     # the networks of 'distorted' and more, voting
    python bench/records.py fashion      # the same code on Fashion-MNIST
    python bench/records.py quick        # 98.1 % in seconds of one core

Each seed draws its own start and shuffles. `choice` trains on 48,000 images and looks
at the other 12,000; the records train on all 60,000 and open the test set once a seed.
What has finished is kept in _build/records: start again after a stop, and only what is
missing is run. --seeds trains and tests some seeds only and writes no result; --fresh
does not look at what is kept.
"""

import argparse
import contextlib
import dataclasses
import io
import json
import pathlib
import platform
import statistics
import time

import numpy as np
from experiments import FOLDER, replace
from threadpoolctl import threadpool_info, threadpool_limits
from tqdm import tqdm

from neuralnet import TwoLayerNN, load_mnist
from neuralnet.further.augmentation import Distortion, Mirror
from neuralnet.further.ensemble import Ensemble
from neuralnet.further.recipe import Recipe, train_recipe
from neuralnet.training import loss_and_accuracy

CACHE = FOLDER.parent.parent / "_build" / "records"
FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist")  # tools/system.sh
ELASTIC = dataclasses.asdict(Distortion())
GENTLE = {"alpha": 24.0, "degrees": 7.5, "scale": 0.1, "shear": 0.05, "shift": 0.5}
SMALL_SHIFTS = {"alpha": 0, "degrees": 0, "scale": 0.05, "shear": 0, "shift": 1}

# What `choice` compares: a base for each group, and what each row changes in it. Short
# runs of 512 units, for the sake of time; then the learning rate again at full width,
# because wider layers bear less: each score sums over more units.
MOMENTUM = {"lr": 0.05, "schedule": "cosine", "momentum": 0.9}
BASES = {
    "distorted": {"num_hiddens": 512, "n_epochs": 20, "distort": ELASTIC} | MOMENTUM,
    "undistorted": {"num_hiddens": 512, "n_epochs": 15} | MOMENTUM,
    "plain": {"num_hiddens": 512, "n_epochs": 15, "batch_size": 32, "lr": 0.1},
    "fashion": {"num_hiddens": 512, "n_epochs": 15, "smoothing": 0.1} | MOMENTUM,
    "quick": {"num_hiddens": 256, "n_epochs": 8, "smoothing": 0.1} | MOMENTUM,
}
WIDE = {"num_hiddens": 1024, "lr": 0.1, "n_epochs": 30}
CHOICES = {
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
        {"num_hiddens": 1024, "lr": 0.05},
        {"num_hiddens": 1024, "lr": 0.1},
        {"num_hiddens": 1024, "lr": 0.1, "distort": GENTLE},
        {"num_hiddens": 1024, "lr": 0.1, "distort": GENTLE, "attack": 0.02},
    ],
    "undistorted": [
        {},
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
        {"smoothing": 0.1, "lr": 0.1, "n_epochs": 30},
        {"smoothing": 0.2, "lr": 0.1, "num_hiddens": 1024},
        {"smoothing": 0.2, "lr": 0.1, "n_epochs": 60},
        {"smoothing": 0.2, "lr": 0.1, "n_epochs": 60, "dropout": 0.3},
        {"smoothing": 0.2, "lr": 0.1, "n_epochs": 60, "l2": 3e-4},
        {"attack": 0.06},
        {"attack": 0.06, "smoothing": 0.1},
        WIDE,
        {"attack": 0.06} | WIDE,
        {"attack": 0.04} | WIDE,
        {"attack": 0.08} | WIDE,
        {"attack": 0.08, "smoothing": 0.1} | WIDE,
        {"attack": 0.08} | WIDE | {"n_epochs": 60},
        {"attack": 0.06} | WIDE | {"n_epochs": 60},
    ],
    "plain": [
        {},
        {"lr": 0.3},
        {"schedule": "step", "lr": 0.3},
        {"schedule": "cosine", "lr": 0.3},
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
        {"mirror": 0.5, "lr": 0.03, "n_epochs": 100, "num_hiddens": 2048},
    ],
    "quick": [{}, {"lr": 0.1}, {"num_hiddens": 512, "n_epochs": 4}, {"n_epochs": 10}],
}
SMOOTH = BASES["undistorted"] | {"n_epochs": 60, "smoothing": 0.2, "lr": 0.1}
ATTACKED = BASES["undistorted"] | WIDE | {"attack": 0.06}
SIMARD = BASES["distorted"] | {"num_hiddens": 1024, "n_epochs": 100}
DISTORTED = SIMARD | {"n_epochs": 150, "distort": GENTLE}
# For the sake of honesty: these seeds opened the test set for other settings, before
# the choice was made more carefully, by the rows that the table has since. The final
# settings have seeds of their own.
EARLIER_SMOOTH = SMOOTH | {"n_epochs": 30, "smoothing": 0.1}
EARLIER = {
    "smoothed": [{"settings": EARLIER_SMOOTH, "runs": {"0": 1.35}}],
    "fashion": [
        {
            "settings": BASES["fashion"]
            | {"num_hiddens": 1024, "n_epochs": 30, "lr": 0.02},
            "runs": {"0": 10.0, "1": 9.85, "2": 9.77},
        }
    ],
    "ensemble": [{"settings": DISTORTED, "runs": {"3, 4, 5": 0.52}}],
    "distorted": [
        {"settings": SIMARD | {"lr": 0.1}, "runs": {"0": 0.79, "1": 0.8}},
        {"settings": SIMARD, "runs": {"2": 0.76}},
    ],
}
RECORDS = {
    "plain": {
        "settings": BASES["plain"] | {"lr": 0.3, "n_epochs": 20},
        "seeds": [0, 1, 2, 3, 4],
    },
    "smoothed": {"settings": SMOOTH, "seeds": [1, 2, 3]},
    "undistorted": {"settings": ATTACKED, "seeds": [4, 5, 6]},
    "distorted": {"settings": DISTORTED, "seeds": [3, 4, 5]},
    "ensemble": {
        "settings": DISTORTED,
        "seeds": [3, 4, 5],
        "others": {"settings": DISTORTED | {"attack": 0.02}, "seeds": [6, 7]},
    },
    "fashion": {
        "settings": BASES["fashion"]
        | {"mirror": 0.5, "lr": 0.03, "n_epochs": 100, "num_hiddens": 2048},
        "seeds": [3, 4, 5],
    },
    "quick": {
        "settings": BASES["quick"] | {"lr": 0.1, "n_epochs": 10},
        "seeds": [0, 1, 2],
    },
}
SLICE = {"num_images": 640, "num_valid": 500, "seed": 0}


def main(name, seeds, group, fresh):
    if name == "choice":
        rows = [row for part in CHOICES for row in choose(part, group, fresh)]
        if group is None:
            write(name, {"settings": BASES, "rows": rows})
        return
    record = RECORDS[name]
    runs = run_ensemble if name == "ensemble" else run_seeds
    result = runs(name, record["settings"], seeds or record["seeds"], fresh)
    if seeds is None:
        if name in EARLIER:
            result["earlier"] = EARLIER[name]
        write(name, record | result | {"slice": slice_of(record["settings"])})


def choose(part, group, fresh):
    """Yield the rows of one group of the table of choices, run or kept."""
    if group not in (None, part):
        return
    path = CACHE / "choice.jsonl"
    kept = [] if fresh else read_lines(path)
    for change in tqdm(CHOICES[part], desc=part, disable=None):
        settings = BASES[part] | change
        same = [r for r in kept if r["group"] == part and r["settings"] == settings]
        if not same:
            row = {"group": part, "change": change, "settings": settings}
            row |= validate(part, settings)
            append_line(path, row)
            same = [row]
        print(f"{part} {change}: valid error {same[0]['valid_error']} %", flush=True)
        yield same[0]


def validate(part, settings):
    """Train on 48,000 images and return the errors, in percent."""
    rng = np.random.default_rng(0)
    data = load(part, rng)
    parts = data.X_train, data.Y_train, data.X_val, data.Y_val
    _, history, seconds = fit(settings, *parts, rng)
    last = history[-1]
    return {
        "train_error": round(100 - 100 * last["train_acc"], 4),
        "valid_error": round(100 - 100 * last["valid_acc"], 4),
        "valid_loss": last["valid_loss"],
        "cpu_seconds": seconds,
    }


def run_seeds(name, settings, seeds, fresh):
    """Train a network for each seed, test each once, and return the result."""
    runs = []
    for seed in seeds:
        model, seconds, rng = trained(name, settings, seed, fresh)
        data = load(name, rng)
        loss, acc = loss_and_accuracy(model, *data.open_test(model))
        error = round(100 - 100 * acc, 4)
        print(f"{name}, seed {seed}: test error {error:.2f} %, {seconds} s", flush=True)
        runs.append(
            {"seed": seed, "test_error": error, "test_loss": loss}
            | {"cpu_seconds": seconds}
        )
    return {"runs": runs, "test_error": summary([run["test_error"] for run in runs])}


def run_ensemble(name, settings, seeds, fresh):
    """Let the networks of all seeds vote, and test them once, together."""
    others = RECORDS[name]["others"]
    members = [(settings, seed) for seed in seeds]
    members += [(others["settings"], seed) for seed in others["seeds"]]
    nets = [trained("distorted", *member, fresh) for member in members]
    ensemble = Ensemble([model for model, _, _ in nets])
    data = load(name, np.random.default_rng(0))
    loss, acc = loss_and_accuracy(ensemble, *data.open_test(ensemble))
    error = round(100 - 100 * acc, 4)
    print(f"{name} of {len(nets)}: test error {error:.2f} %", flush=True)
    return {"test_error": error, "test_loss": loss}


def trained(name, settings, seed, fresh):
    """Return (model, CPU seconds, rng) of one seed: as kept, or trained on 60,000."""
    path = CACHE / f"{name}-{seed}.npz"
    rng = np.random.default_rng(seed)
    if path.is_file() and not fresh:
        with np.load(path) as kept:
            if json.loads(str(kept["settings"])) == settings:
                model = make(settings, rng)
                model.params = {key: kept[key] for key in model.params}
                return model, float(kept["cpu_seconds"]), rng
    data = load(name, rng)
    X = np.concatenate([data.X_train, data.X_val])  # every choice has been made
    Y = np.concatenate([data.Y_train, data.Y_val])
    model, _, seconds = fit(settings, X, Y, None, None, rng)
    buffer = io.BytesIO()
    np.savez(buffer, settings=json.dumps(settings), cpu_seconds=seconds, **model.params)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, buffer.getvalue())
    return model, seconds, rng


def fit(settings, X, Y, X_val, Y_val, rng):
    """Return a model trained by the settings, its history, and CPU seconds."""
    model = make(settings, rng, X.dtype)
    recipe = recipe_of(settings)
    before = time.process_time()
    parts = X, Y, X_val, Y_val
    history = train_recipe(model, *parts, recipe, recipe.n_epochs, fast=True)
    return model, history, round(time.process_time() - before, 1)


def make(settings, rng, dtype=np.float32):
    return TwoLayerNN(784, settings["num_hiddens"], 10, rng=rng, init="he", dtype=dtype)


def recipe_of(settings):
    """Return the Recipe of JSON settings."""
    settings = {key: settings[key] for key in settings if key != "num_hiddens"}
    if "distort" in settings:
        settings["distort"] = Distortion(**settings["distort"])
    if "mirror" in settings:
        settings["distort"] = Mirror(settings.pop("mirror"))
    return Recipe(**settings)


def slice_of(settings):
    """Return the losses of a minute part of a run, for a test to repeat: in float64."""
    rng = np.random.default_rng(SLICE["seed"])
    data = load_mnist(rng=rng)
    X, Y = data.X_train[: SLICE["num_images"]], data.Y_train[: SLICE["num_images"]]
    X_val, Y_val = data.X_val[: SLICE["num_valid"]], data.Y_val[: SLICE["num_valid"]]
    _, history, _ = fit(settings | {"n_epochs": 1}, X, Y, X_val, Y_val, rng)
    return SLICE | history[-1]


def load(name, rng):
    return load_mnist(FASHION if name == "fashion" else None, np.float32, rng)


def summary(errors):
    """Return mean, standard deviation, least and greatest, rounded."""
    values = {
        "mean": statistics.mean(errors),
        "sd": statistics.stdev(errors) if len(errors) > 1 else 0.0,
        "min": min(errors),
        "max": max(errors),
    }
    return {key: round(value, 4) for key, value in values.items()}


def read_lines(path):
    """Return the rows of a JSON-lines file; a line cut short by a stop is no row."""
    rows = []
    for line in path.read_text().splitlines() if path.is_file() else []:
        with contextlib.suppress(json.JSONDecodeError):
            rows.append(json.loads(line))
    return rows


def append_line(path, row):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write("\n" + json.dumps(row))  # first: so a line cut short stays alone


def write(name, result):
    """Write book/experiments/record_NAME.json."""
    blas = next(lib for lib in threadpool_info() if lib["user_api"] == "blas")
    head = {
        "command": f"python bench/records.py {name}",
        "machine": {
            "processor": platform.machine(),
            "python": platform.python_version(),
            "numpy": np.__version__,
            "blas": f"{blas['internal_api']} {blas['version']}",
            "kernel": blas.get("architecture", ""),
            "threads": blas["num_threads"],
        },
    }
    text = json.dumps(head | result, indent=1) + "\n"
    replace(FOLDER / f"record_{name}.json", text.encode())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=["choice", *RECORDS])
    parser.add_argument("--seeds", type=int, nargs="+", help="these only, no result")
    parser.add_argument("--group", choices=BASES, help="of choice: this, no result")
    parser.add_argument("--fresh", action="store_true", help="run all anew")
    args = parser.parse_args()
    with threadpool_limits(1, user_api="blas"):  # seconds are those of one core
        main(args.name, args.seeds, args.group, args.fresh)
