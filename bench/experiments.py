"""The long runs, as data: each writes book/experiments/NAME.json (and .npz).

    python bench/experiments.py reference
"""

import argparse
import hashlib
import io
import json
import pathlib

import numpy as np

from neuralnet import TwoLayerNN, load_mnist
from neuralnet.training import loss_and_accuracy

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "book" / "experiments"


def reference():
    """Train the network of chapter 6 and open the test set once."""
    settings = {
        "seed": 0,
        "num_hiddens": 512,
        "init": "xavier",
        "lr": 0.1,
        "batch_size": 32,
        "n_epochs": 17,
    }
    rng = np.random.default_rng(settings["seed"])
    data = load_mnist(rng=rng)
    model = TwoLayerNN(784, settings["num_hiddens"], 10, rng=rng, init="xavier")
    history = model.train(
        data.X_train,
        data.Y_train,
        data.X_val,
        data.Y_val,
        lr=settings["lr"],
        n_epochs=settings["n_epochs"],
        batch_size=settings["batch_size"],
    )
    test_loss, test_acc = loss_and_accuracy(model, *data.open_test(model))
    sha256 = write_weights("reference", model.params)
    return {
        "settings": settings,
        "history": history,
        "test_loss": test_loss,
        "test_acc": test_acc,
        "weights_sha256": sha256,
    }


def write_weights(name, params):
    """Write params to NAME.npz and return the SHA-256 sum of the file."""
    buffer = io.BytesIO()
    np.savez(buffer, **params)
    replace(FOLDER / f"{name}.npz", buffer.getvalue())
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def write_result(name, result):
    """Write a result to NAME.json, with the command that made it."""
    result = {
        "command": f"python bench/experiments.py {name}",
        "numpy": np.__version__,
    } | result
    text = json.dumps(result, indent=1) + "\n"
    replace(FOLDER / f"{name}.json", text.encode())


def replace(path, content):
    """Write a whole file or none."""
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    new.replace(path)


EXPERIMENTS = {"reference": reference}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=EXPERIMENTS)
    name = parser.parse_args().name
    write_result(name, EXPERIMENTS[name]())
