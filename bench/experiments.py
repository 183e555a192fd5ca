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
    """Train several widths, and one width on fewer images; return all histories."""
    settings = {
        "widths": [2, 4, 8, 16, 32, 64, 128, 256, 512],  # on all training images
        "sizes": [600, 1200, 2400, 4800, 12000, 24000],  # with 128 hidden units
        "seeds": [0, 1, 2],
        "lr": 0.1,
        "batch_size": 64,
        "n_steps": 6000,  # 8 epochs with 48,000 images, 666 with 600
    }
    data = load_mnist(rng=np.random.default_rng(0))
    sizes = [(width, len(data.X_train)) for width in settings["widths"]]
    sizes += [(128, num_images) for num_images in settings["sizes"]]
    runs = []
    for num_hiddens, num_images in sizes:
        n_epochs = settings["n_steps"] // (num_images // settings["batch_size"])
        size = {"num_hiddens": num_hiddens, "num_images": num_images}
        for seed in settings["seeds"]:
            runs.append(size | {"seed": seed, "n_epochs": n_epochs})
    for run in tqdm(runs, unit="run"):
        options = {name: settings[name] for name in ("lr", "batch_size")}
        run["history"] = capacity_run(data, **run, **options)
    return {"settings": settings, "runs": runs}


def capacity_run(data, num_hiddens, num_images, seed, n_epochs, **options):
    """Return the history of one network, trained on images that the seed draws.

    The options are lr and batch_size of `fast.train`.
    """
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(data.X_train))[:num_images]
    parts = data.X_train[rows], data.Y_train[rows], data.X_val, data.Y_val
    model = TwoLayerNN(784, num_hiddens, 10, rng=rng)
    options |= {"n_epochs": n_epochs, "verbose": False}
    options["log_interval"] = n_epochs  # logs the first epoch and the last
    return fast.train(model, *parts, **options)


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


EXPERIMENTS = {each.__name__: each for each in (bend, capacity, reference)}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=EXPERIMENTS)
    name = parser.parse_args().name
    write_result(name, EXPERIMENTS[name]())
