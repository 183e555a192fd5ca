"""Train one network by a recipe, with hyperparameters that a JSON file can hold."""

import dataclasses
import io
import json
import pathlib
import time

import numpy as np
from experiments import FOLDER

from neuralnet import TwoLayerNN, load_mnist
from neuralnet.further.augmentation import Distortion, Mirror
from neuralnet.further.deslanting import Deslanting, deslant, set_width
from neuralnet.further.recipe import Recipe, train_recipe
from neuralnet.support.files import write_whole

FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist")  # tools/system.sh
ELASTIC = dataclasses.asdict(Distortion())
GENTLE = {"alpha": 24.0, "degrees": 7.5, "scale": 0.1, "shear": 0.05, "shift": 0.5}


def load(name, rng, dtype=np.float32, split="images"):
    """Return the data set for a group of bench/choice.py or for a record."""
    return load_mnist(FASHION if name == "fashion" else None, dtype, rng, split)


def fit(settings, X, Y, X_val, Y_val, rng):
    """Train; return the network, its history (first, last epoch) and CPU seconds."""
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
    """Return the network, in a `Deslanting` if it was trained on upright digits."""
    deslants = settings.get("deslant")
    return Deslanting(model, settings.get("width")) if deslants else model


def keep(path, settings, model, seconds):
    """Store a trained network, its settings and its CPU seconds in a file."""
    buffer = io.BytesIO()
    np.savez(buffer, settings=json.dumps(settings), cpu_seconds=seconds, **model.params)
    write_whole(path, buffer.getvalue())


def restore(path, settings, rng=None):
    """Return (model, CPU seconds) from a file; None unless it has these `settings`.

    The model gets this `rng`.
    """
    if not path.is_file():
        return None
    with np.load(path) as stored:
        if json.loads(str(stored["settings"])) != settings:
            return None
        model = make(settings, rng)
        model.params = {key: stored[key] for key in model.params}
        return reader(settings, model), float(stored["cpu_seconds"])


def recipe_of(settings):
    """Convert a dictionary of settings from JSON to a Recipe."""
    width = settings.get("width")
    others = ("num_hiddens", "deslant", "width")  # no arguments of Recipe
    settings = {key: settings[key] for key in settings if key not in others}
    if "distort" in settings:
        distort = Distortion(**settings["distort"])
        settings["distort"] = distort if width is None else Widths(distort, width)
    if "mirror" in settings:  # instead of a distortion
        settings["distort"] = Mirror(settings.pop("mirror"))
    return Recipe(**settings)


@dataclasses.dataclass(frozen=True)
class Widths:
    """Distorts images, then scales the digits to a width."""

    distort: Distortion
    width: float

    def __call__(self, X, rng):
        return set_width(self.distort(X, rng), self.width)


def misread(model, X, Y):
    """Return the row numbers of the images that the model misreads, in order."""
    wrong = answers(model, X).argmax(axis=1) != Y.argmax(axis=1)
    return np.flatnonzero(wrong).tolist()


def answers(model, X):
    """Return the probabilities of a network for many images."""
    return in_chunks(lambda part: model.forward(part)[0], X)


def in_chunks(function, X):
    """Return function(X), computed about 1,000 images at a time to save memory."""
    chunks = np.array_split(X, max(1, len(X) // 1000))
    return np.concatenate([function(chunk) for chunk in chunks])


def write(name, result):
    """Write book/experiments/NAME.json, with one line for each item of a list."""
    parts = []
    for key, value in result.items():
        text = json.dumps(value)
        if isinstance(value, list):
            text = "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"
        parts.append(f"{json.dumps(key)}: {text}")
    content = "{\n" + ",\n".join(parts) + "\n}\n"
    write_whole(FOLDER / f"{name}.json", content.encode())
