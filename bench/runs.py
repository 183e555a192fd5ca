"""Train one network by a recipe, with hyperparameters that a JSON file can hold."""

import dataclasses
import json
import pathlib
import time

import numpy as np
from experiments import FOLDER, replace

from neuralnet import TwoLayerNN, load_mnist
from neuralnet.further.augmentation import Distortion, Mirror
from neuralnet.further.deslanting import Deslanting, deslant
from neuralnet.further.recipe import Recipe, train_recipe

FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist")  # tools/system.sh
ELASTIC = dataclasses.asdict(Distortion())
GENTLE = {"alpha": 24.0, "degrees": 7.5, "scale": 0.1, "shear": 0.05, "shift": 0.5}


def load(name, rng, dtype=np.float32):
    """Return the data set for a group of bench/choice.py or for a record."""
    return load_mnist(FASHION if name == "fashion" else None, dtype, rng)


def fit(settings, X, Y, X_val, Y_val, rng):
    """Train a model; return the result of `reader`, the history and the CPU seconds."""
    model = make(settings, rng, X.dtype)
    recipe = recipe_of(settings)
    before = time.process_time()
    if settings.get("deslant"):
        X, X_val = deslant(X), None if X_val is None else deslant(X_val)
    parts = X, Y, X_val, Y_val
    history = train_recipe(model, *parts, recipe, recipe.n_epochs, fast=True)
    seconds = round(time.process_time() - before, 1)
    return reader(settings, model), history, seconds


def make(settings, rng, dtype=np.float32):
    return TwoLayerNN(784, settings["num_hiddens"], 10, rng=rng, init="he", dtype=dtype)


def reader(settings, model):
    """Return the trained network, in a `Deslanting` if its settings say 'deslant'."""
    return Deslanting(model) if settings.get("deslant") else model


def recipe_of(settings):
    """Convert a dictionary of settings from JSON to a Recipe."""
    others = ("num_hiddens", "deslant")
    settings = {key: settings[key] for key in settings if key not in others}
    if "distort" in settings:
        settings["distort"] = Distortion(**settings["distort"])
    if "mirror" in settings:
        settings["distort"] = Mirror(settings.pop("mirror"))
    return Recipe(**settings)


def misread(model, X, Y):
    """Return the row numbers of the images that the model misreads, in order."""
    chunks = np.array_split(np.arange(len(X)), max(1, len(X) // 1000))
    read = [model.forward(X[rows])[0].argmax(axis=1) for rows in chunks]
    return np.flatnonzero(np.concatenate(read) != Y.argmax(axis=1)).tolist()


def write(name, result):
    """Write book/experiments/NAME.json, with one line for each item of a list."""
    parts = []
    for key, value in result.items():
        text = json.dumps(value)
        if isinstance(value, list):
            text = "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"
        parts.append(f"{json.dumps(key)}: {text}")
    content = "{\n" + ",\n".join(parts) + "\n}\n"
    replace(FOLDER / f"{name}.json", content.encode())
