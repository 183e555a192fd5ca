"""Train the network in the page, on a few thousand digits (training)."""

import base64
import functools
import json
import pathlib

import numpy as np
from _ext import trained

from neuralnet import TwoLayerNN, load_batch, plots
from neuralnet.training import loss_and_accuracy

TRAIN, VALID = 4000, 1000
TOP = 11  # 12 levels of a pixel need half the bytes and are enough for the network
START = {"num_hiddens": 64, "lr": 0.1, "batch_size": 32, "n_epochs": 10}
STORED = pathlib.Path(__file__).with_suffix(".json")  # made by: python train.py
SHOWN = 12  # hidden units whose weights are drawn


@functools.cache
def digits():
    """Return {name: array} of the pixels and labels that the site contains."""
    data = trained.data()
    parts = {
        "train": (data.X_train[:TRAIN], data.Y_train[:TRAIN]),
        "valid": (data.X_val[:VALID], data.Y_val[:VALID]),
    }
    arrays = {}
    for name, (X, Y) in parts.items():
        arrays[f"{name}_pixels"] = np.rint(TOP * X).astype(np.uint8)
        arrays[f"{name}_labels"] = Y.argmax(axis=1).astype(np.uint8)
    return arrays


def part(name):
    """Return X and Y of "train" or "valid" as the network takes them."""
    return digits()[f"{name}_pixels"] / TOP, np.eye(10)[digits()[f"{name}_labels"]]


def files():
    """Return the arrays that the page loads when a reader presses Start."""
    return {"digits": {name: in_pairs(a) for name, a in digits().items()}}


def in_pairs(array):
    """Pack two vertical neighbors of pictures (N, 784) into each byte; keep labels."""
    if array.ndim == 1:
        return array
    rows = array.reshape(-1, 28, 28)
    return (rows[:, ::2] << 4) | rows[:, 1::2]


def run():
    """Train with NumPy; return {"rows": four per epoch, "weights": how W1 changed}."""
    X, Y = part("train")
    rng = np.random.default_rng(0)
    model = TwoLayerNN(784, START["num_hiddens"], 10, rng=rng)
    before = model.params["W1"].copy()
    B, rows, losses = START["batch_size"], [], []
    for epoch in range(START["n_epochs"]):
        for i, (X_batch, Y_batch) in enumerate(load_batch(X, Y, B, rng=rng), 1):
            y, _ = model.forward(X_batch)
            losses.append(model.compute_loss(Y_batch, y))
            model.train_step(X_batch, Y_batch, B, START["lr"])
            if 4 * i % (TRAIN // B) < 4:  # four times in an epoch
                loss, acc = loss_and_accuracy(model, *part("valid"))
                row = {"epoch": epoch + i / (TRAIN // B), "trainLoss": np.mean(losses)}
                rows.append(row | {"loss": loss, "accuracy": acc})
                losses = []
    W1 = (model.params["W1"] - before)[:, :SHOWN].T  # (SHOWN, 784)
    W1 = np.rint(127 * W1 / np.abs(W1).max()).astype(np.int8)
    return {
        "rows": [{k: round(float(v), 4) for k, v in row.items()} for row in rows],
        "weights": base64.b64encode(W1.tobytes()).decode(),
    }


def stored():
    """Load the run from the file STORED, so that no build of the book has to train."""
    return json.loads(STORED.read_text(encoding="utf-8"))


def data():
    share = 100 * stored()["rows"][-1]["accuracy"]
    return stored() | {
        "top": TOP,
        "valid": VALID,
        "sentence": "This run was made with NumPy before you came. At its end it reads "
        f"{share:.1f} % of {VALID} digits that it has never seen. Press Start for one "
        "of your own.",
    }


def picture():
    """Return the static figure: the curves, and how W1 has changed."""
    rows = stored()["rows"]
    W1 = np.frombuffer(base64.b64decode(stored()["weights"]), np.int8)
    W1 = W1.reshape(SHOWN, 784).astype(float)
    fig = plots.subplots(height=4.4)[0]
    fig.delaxes(fig.axes[0])
    grid = fig.add_gridspec(3, 6, height_ratios=[2.6, 1, 1])
    epochs = [row["epoch"] for row in rows]
    losses, shares = fig.add_subplot(grid[0, :3]), fig.add_subplot(grid[0, 3:])
    training, validation = plots.ROLES["training"], plots.ROLES["validation"]
    losses.plot(epochs, [r["trainLoss"] for r in rows], **training)
    losses.plot(epochs, [r["loss"] for r in rows], **validation)
    shares.plot(epochs, [r["accuracy"] for r in rows], **validation)
    for ax in (losses, shares):
        ax.spines[["top", "right"]].set_visible(False)
    losses.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    shares.set(xlabel="epoch", ylabel="validation accuracy", ylim=(0, 1))
    losses.text(0.9, 0.03, "training", color=training["color"])
    losses.text(10, 0.5, "validation", ha="right", color=validation["color"])
    for k in range(SHOWN):
        ax = fig.add_subplot(grid[1 + k // 6, k % 6])
        # With 17 colors a picture takes half the bytes, and looks the same.
        w = np.round(W1[k].reshape(28, 28) / 16) * 16
        ax.imshow(w, "RdBu", interpolation="none", vmin=-127, vmax=127)
        ax.set_axis_off()
    return fig


if __name__ == "__main__":
    STORED.write_text(json.dumps(run()) + "\n", encoding="utf-8")
