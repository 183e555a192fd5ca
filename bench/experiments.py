"""Run the long trainings; each writes book/experiments/NAME.json (and .npz).

python bench/experiments.py reference
"""

import argparse
import hashlib
import io
import json
import pathlib

import numpy as np
from tqdm import tqdm

from neuralnet import TwoLayerNN, accuracy, load_batch, load_mnist, softmax
from neuralnet.further import fast
from neuralnet.further.recipe import Recipe, train_recipe
from neuralnet.further.trials import train_trial
from neuralnet.support.files import write_whole
from neuralnet.training import loss_and_accuracy

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "book" / "experiments"


def reference():
    """Train the network of the chapter on training, test it, and return all results."""
    settings = {"seed": 0, "num_hiddens": 512, "init": "xavier"}
    options = {"lr": 0.1, "batch_size": 32, "n_epochs": 17}
    rng = np.random.default_rng(settings["seed"])
    data = load_mnist(rng=rng)
    model = TwoLayerNN(784, settings["num_hiddens"], 10, rng=rng, init="xavier")
    parts = data.X_train, data.Y_train, data.X_val, data.Y_val
    history = model.train(*parts, **options)
    test_loss, test_acc = loss_and_accuracy(model, *data.open_test(model))
    result = {"settings": settings | options, "history": history}
    result |= {"test_loss": test_loss, "test_acc": test_acc}
    return result | {"weights_sha256": write_weights("reference", model.params)}


def capacity():
    """Train several widths on all training images; return all histories."""
    settings = {
        "widths": [2, 4, 8, 16, 32, 64, 128, 256, 512],
        "seeds": [0, 1, 2],
        "lr": 0.1,
        "batch_size": 64,
        "n_epochs": 8,
    }
    data = load_mnist(rng=np.random.default_rng(0))
    parts = data.X_val, data.Y_val
    runs = [{"num_hiddens": H, "seed": s} for H in settings["widths"] for s in range(3)]
    options = {key: settings[key] for key in ("lr", "batch_size", "n_epochs")}
    options |= {"verbose": False, "log_interval": 8}  # the first epoch and the last
    for run in tqdm(runs, unit="run"):
        X, Y, rng = drawn(data, len(data.X_train), run["seed"])
        model = TwoLayerNN(784, run["num_hiddens"], 10, rng=rng)
        run["history"] = fast.train(model, X, Y, *parts, **options)
    return {"settings": settings, "runs": runs}


def curve():
    """Train on few and on many images, until each network has learned its own.

    So all networks are equally far: they misread at most one in a thousand of the
    images that they have seen, however many epochs this takes.
    """
    settings = {"num_hiddens": 128, "lr": 0.1, "batch_size": 32, "train_error": 0.1}
    sizes = [600, 1200, 2400, 4800, 12000, 24000, 48000]
    data = load_mnist(dtype=np.float32, rng=np.random.default_rng(0))
    runs = [{"num_images": n, "seed": s} for n in sizes for s in range(5)]
    one = Recipe(n_epochs=1, lr=settings["lr"], batch_size=settings["batch_size"])
    for run in tqdm(runs, unit="run"):
        X, Y, rng = drawn(data, run["num_images"], run["seed"])
        model = TwoLayerNN(784, 128, 10, rng=rng, dtype=X.dtype)
        run |= {"n_epochs": 0, "train_error": 100.0}
        while run["train_error"] > settings["train_error"]:
            (row,) = train_recipe(model, X, Y, None, None, one, fast=True)
            run["train_error"] = round(100 - 100 * row["train_acc"], 4)
            run["n_epochs"] += 1
        _, acc = loss_and_accuracy(model, data.X_val, data.Y_val)
        run["valid_error"] = round(100 - 100 * acc, 4)
    return {"settings": settings | {"sizes": sizes}, "runs": runs}


def drawn(data, num_images, seed):
    """Return training images that a seed draws, their targets, and its generator."""
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(data.X_train))[:num_images]
    return data.X_train[rows], data.Y_train[rows], rng


def bend():
    """Train networks, leave the bend out of each, and train single layers beside them.

    The chapter on activations asks what is left of the accuracy without the bend.
    """
    settings = {"num_hiddens": 512, "lr": 0.1, "batch_size": 32, "n_epochs": 17}
    data = load_mnist(dtype=np.float32, rng=np.random.default_rng(0))
    parts = data.X_train, data.Y_train, data.X_val, data.Y_val
    runs = []
    for seed in tqdm(range(5), unit="seed"):
        model, row = train_trial(settings, *parts, seed)
        W1, b1, W2, b2 = (model.params[name] for name in ("W1", "b1", "W2", "b2"))
        run = {"seed": seed, "with_bend": row["accs"][-1]}
        run["without_bend"] = accuracy(data.Y_val, (data.X_val @ W1 + b1) @ W2 + b2)
        W, b = one_layer(data, seed, **settings)
        run["one_layer"] = accuracy(data.Y_val, data.X_val @ W + b)
        runs.append(run)
    return {"settings": settings, "runs": runs}


def one_layer(data, seed, lr, batch_size, n_epochs, **_):
    """Train softmax(X W + b) on the training images, and return W and b."""
    rng = np.random.default_rng(seed)
    W = rng.normal(0, 1 / 28, size=(784, 10)).astype(data.X_train.dtype)
    b = np.zeros(10, W.dtype)
    for _ in range(n_epochs):
        for X, Y in load_batch(data.X_train, data.Y_train, batch_size, rng=rng):
            dZ = (softmax(X @ W + b) - Y) / len(X)
            W -= lr * X.T @ dZ
            b -= lr * dZ.sum(axis=0)
    return W, b


def write_weights(name, params):
    """Write parameters to NAME.npz, and return the SHA-256 hash of the file."""
    buffer = io.BytesIO()
    np.savez(buffer, **params)
    write_whole(FOLDER / f"{name}.npz", buffer.getvalue())
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def write_result(name, result):
    """Write a result to NAME.json, with the command that made it."""
    command = f"python bench/experiments.py {name}"
    result = {"command": command, "numpy": np.__version__} | result
    write_whole(FOLDER / f"{name}.json", json.dumps(result, indent=1) + "\n")


def write_lines(name, result):
    """Write NAME.json with one line for each item of a list."""
    parts = []
    for key, value in result.items():
        text = json.dumps(value)
        if isinstance(value, list):
            text = "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"
        parts.append(f"{json.dumps(key)}: {text}")
    write_whole(FOLDER / f"{name}.json", "{\n" + ",\n".join(parts) + "\n}\n")


EXPERIMENTS = {each.__name__: each for each in (bend, capacity, curve, reference)}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=EXPERIMENTS)
    name = parser.parse_args().name
    write_result(name, EXPERIMENTS[name]())
