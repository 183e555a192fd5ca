"""Train the networks of a stored record once more, and test them.

    python bench/records.py plain              # a minute for each of five seeds
    python bench/records.py distorted          # ten minutes for each of three
    python bench/records.py longer --seeds 20  # one network, half an hour

The recipe of a record is book/experiments/record_NAME.json. A network trains on all
60,000 images, and its test error is printed beside the stored one. The same network
tested again is no new opening of the test set, so nothing is stored. On the processor
that the file names, the errors should be the same; another BLAS kernel rounds
differently, and a few images may be read differently.
"""

import argparse
import dataclasses

import numpy as np
from experiments import FOLDER
from threadpoolctl import threadpool_limits

from neuralnet import TwoLayerNN, load_experiment, load_mnist
from neuralnet.further.augmentation import Distortion
from neuralnet.further.deslanting import Deslanting, deslant, set_width
from neuralnet.further.ensemble import Ensemble
from neuralnet.further.recipe import Recipe, train_recipe
from neuralnet.training import loss_and_accuracy

NAMES = sorted(
    path.stem.removeprefix("record_")
    for path in FOLDER.glob("record_*.json")
    if path.stem != "record_choice"  # the table that chose them
)


@dataclasses.dataclass(frozen=True)
class Widths:
    """Distorts images, then scales the digits to a width."""

    distort: Distortion
    width: float

    def __call__(self, X, rng):
        return set_width(self.distort(X, rng), self.width)


def main(name, seeds):
    """Repeat a record, or its networks of some seeds, beside the stored errors."""
    record = load_experiment(f"record_{name}")
    print(f"stored on {record['kernel']}")
    if "others" in record:  # a committee
        parts = [record, *record["others"]]
        nets = [repeat(part["settings"], s)[0] for part in parts for s in part["seeds"]]
        report(f"{name}, {len(nets)} networks", Ensemble(nets), record["test_error"])
        return
    stored = {run["seed"]: run["test_error"] for run in record["runs"]}
    for seed in seeds or stored:
        model, rng = repeat(record["settings"], seed)
        report(f"{name}, seed {seed}", model, stored.get(seed), rng)


def report(what, model, stored, rng=None):
    """Test a model; print its error beside the stored one, both in percent."""
    _, acc = loss_and_accuracy(model, *load(rng).open_test(model))
    print(f"{what}: test error {100 - 100 * acc:.2f} %, stored {stored} %", flush=True)


def repeat(settings, seed):
    """Train a network by its settings and seed on 60,000 images; return it, its rng."""
    rng = np.random.default_rng(seed)
    data = load(rng)
    X = np.concatenate([data.X_train, data.X_val])  # all choices are made
    Y = np.concatenate([data.Y_train, data.Y_val])
    return fit(settings, X, Y, None, None, rng)[0], rng


def load(rng=None):
    """Return MNIST in float32; the split does not matter to a test."""
    return load_mnist(dtype=np.float32, rng=rng or np.random.default_rng(0))


def fit(settings, X, Y, X_val, Y_val, rng):
    """Train by settings from JSON; return the network and its history."""
    model = TwoLayerNN(
        784, settings["num_hiddens"], 10, rng=rng, init="he", dtype=X.dtype
    )
    upright, recipe = settings.get("deslant"), recipe_of(settings)
    if upright:
        X, X_val = deslant(X), None if X_val is None else deslant(X_val)
    parts = X, Y, X_val, Y_val
    history = train_recipe(model, *parts, recipe, recipe.n_epochs, fast=True)
    return Deslanting(model, settings.get("width")) if upright else model, history


def recipe_of(settings):
    """Convert a dictionary of settings from JSON to a Recipe."""
    others = ("num_hiddens", "deslant", "width")  # no arguments of Recipe
    found = {key: settings[key] for key in settings if key not in others}
    if "distort" in found:
        distort, width = Distortion(**found["distort"]), settings.get("width")
        found["distort"] = distort if width is None else Widths(distort, width)
    return Recipe(**found)


def slice_of(settings, num_images, num_valid, seed):
    """Train an epoch on a few images in float64; return losses and accuracies.

    Each record holds this row of its recipe, which a test repeats in a second.
    """
    rng = np.random.default_rng(seed)
    data = load_mnist(rng=rng)
    parts = data.X_train[:num_images], data.Y_train[:num_images]
    parts += data.X_val[:num_valid], data.Y_val[:num_valid]
    return fit(settings | {"n_epochs": 1}, *parts, rng)[1][-1]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--seeds", type=int, nargs="+", help="these only")
    args = parser.parse_args()
    with threadpool_limits(1, user_api="blas"):  # other threads add in another order
        main(args.name, args.seeds)
