"""Train many networks for the chapters from tuning on, to compare seeds.

    python bench/seeds.py rates   # 2 learning rates, with 5 large networks each
    python bench/seeds.py types   # 5 of these in float64, for the chapter on speed
    python bench/seeds.py pairs   # 100 small networks: which digits do they confuse?
    python bench/seeds.py fifty   # 50 networks that differ only in their seeds
    python bench/seeds.py shifts  # 5 large networks, trained on with moved digits
    python bench/seeds.py again   # the same 5, trained on with few images, but as long

Each writes book/experiments/seeds_NAME.json. All of them look at training and
validation images only.
"""

import argparse

import numpy as np
from experiments import write_lines
from tqdm import tqdm

from neuralnet import TwoLayerNN, load_batch, load_mnist
from neuralnet.further.sparse import SparseSGD
from neuralnet.further.trials import train_trial
from neuralnet.metrics import confusion_matrix

SEEDS = range(5)
MOVES = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


def rates(seeds=SEEDS):
    """Train the network of the chapter on training at two rates; list its mistakes.

    The second rate is what the search of the chapter on tuning finds, on the first
    5,000 validation images. The first rate is also tried with three times the epochs,
    so that the steps of both lead equally far.
    """
    settings = {"num_hiddens": 512, "batch_size": 32}
    ways = ((0.1, 17), (0.311, 17), (0.1, 53))  # rate, epochs
    runs = [
        {"lr": lr, "n_epochs": n_epochs, "seed": seed}
        for lr, n_epochs in ways
        for seed in seeds
    ]
    data = load_mnist(dtype=np.float32, rng=np.random.default_rng(0))
    for run in tqdm(runs, unit="run"):
        chosen = {"lr": run["lr"], "n_epochs": run["n_epochs"]}
        run |= outcome(data, settings | chosen, run["seed"])
    return {"settings": settings, "num_images": len(data.X_val), "runs": runs}


def types(seeds=SEEDS):
    """Train the first five networks of `rates` in float64; list their mistakes."""
    settings = {"num_hiddens": 512, "batch_size": 32, "lr": 0.1, "n_epochs": 17}
    data, runs = load_mnist(rng=np.random.default_rng(0)), []
    for seed in tqdm(seeds, unit="run"):
        runs.append({"seed": seed} | outcome(data, settings, seed))
    return {"settings": settings, "num_images": len(data.X_val), "runs": runs}


def pairs(count=100):
    """Train small networks as the chapter on mistakes does; count what they confuse.

    Network k has the seed k, and trains on all images but those of one fifth: k modulo
    5. Its matrix counts what it says of that fifth (rows: the truth).
    """
    settings = {"num_hiddens": 32, "batch_size": 32, "lr": 0.1, "n_epochs": 1}
    H, B, lr, _ = settings.values()
    data = load_mnist(rng=np.random.default_rng(0))
    X, Y = np.vstack([data.X_train, data.X_val]), np.vstack([data.Y_train, data.Y_val])
    fifths = np.arange(len(X)) // 12_000
    networks = []
    for k in tqdm(range(count), unit="network"):
        out, draw = fifths == k % 5, np.random.default_rng(k)
        model = TwoLayerNN(784, H, 10, rng=draw)
        for batch in load_batch(X[~out], Y[~out], B, rng=draw):
            model.train_step(*batch, B, lr=lr)
        M = confusion_matrix(Y[out].argmax(axis=1), answers(model, X[out]), 10)
        networks.append({"seed": k, "fifth": k % 5, "matrix": M.tolist()})
    return {"settings": settings, "networks": networks}


def fifty(count=50):
    """Train networks that differ only in their seeds; list what each of them misreads.

    The numbers are rows of the 12,000 validation images.
    """
    settings = {"num_hiddens": 64, "batch_size": 32, "lr": 0.1, "n_epochs": 6}
    data, networks = load_mnist(dtype=np.float32, rng=np.random.default_rng(0)), []
    for seed in tqdm(range(count), unit="network"):
        model, _ = train(data, settings, seed)
        networks.append({"seed": seed, "misread": misread(model, data)})
    return {"settings": settings, "num_images": len(data.X_val), "networks": networks}


def shifts(seeds=SEEDS):
    """Train the network of the chapter on training; train it on with moved digits.

    Each network is trained on in four ways: once over 8,000 images, or ten times over
    all 48,000; and moved by up to three pixels, or in place. Moves are drawn anew for
    every epoch.
    """
    ways = {"short": (8_000, 1), "long": (48_000, 10)}  # images, epochs
    return trained_on(ways, (True, False), seeds)


def again(seeds=SEEDS):
    """Train the networks of `shifts` on with 8,000 images, sixty times over.

    That is as many steps as ten times over all 48,000, so only the images are fewer.
    Copies see the same images in place.
    """
    result = trained_on({"again": (8_000, 60)}, (True, False), seeds)
    result["networks"] = [
        {key: network[key] for key in ("seed", "as it was")}
        | {way: network[way][-1] for way in ("again, moved", "again, in place")}
        for network in result["networks"]
    ]
    return result


def trained_on(ways, moves, seeds):
    """Train a network for each seed, and train copies of it on in each way."""
    settings = {"num_hiddens": 512, "batch_size": 32, "lr": 0.1, "n_epochs": 17}
    data, networks = load_mnist(dtype=np.float32, rng=np.random.default_rng(0)), []
    for seed in tqdm(seeds, unit="network"):
        model, _ = train(data, settings, seed)
        found = {"seed": seed, "as it was": judge(model, data)} | trust(model, data)
        for name, (num_images, n_epochs) in ways.items():
            for move in moves:
                result = train_on(model, data, num_images, n_epochs, move, seed)
                found[f"{name}, {'moved' if move else 'in place'}"] = result
        networks.append(found)
    return {"settings": settings, "ways": ways, "networks": networks}


def train_on(model, data, num_images, n_epochs, move, seed):
    """Train a copy of `model` on; return what it gets right after each epoch."""
    draw, batch_size = np.random.default_rng(100 + seed), 32
    copy = TwoLayerNN(784, model.num_hiddens, 10, rng=draw, dtype=model.dtype)
    copy.params = {name: value.copy() for name, value in model.params.items()}
    X, Y, epochs = data.X_train[:num_images], data.Y_train[:num_images], []
    for _ in range(n_epochs):
        images = shift(X, *draw.integers(-3, 4, size=(2, len(X)))) if move else X
        for _ in SparseSGD(copy, images, Y, batch_size).epoch(0.1):
            pass
        epochs.append(judge(copy, data))
    return epochs


def train(data, settings, seed):
    """Train as a trial of a search; return the model and its row."""
    parts = data.X_train, data.Y_train, data.X_val, data.Y_val
    return train_trial(settings, *parts, seed)


def outcome(data, settings, seed):
    """Train as `train` does; return the accuracies by epoch and what is misread."""
    model, row = train(data, settings, seed)
    return {"accs": row["accs"], "misread": misread(model, data)}


def misread(model, data):
    """Return the rows of the validation images that the model misreads."""
    wrong = answers(model, data.X_val) != data.Y_val.argmax(axis=1)
    return np.flatnonzero(wrong).tolist()


def judge(model, data):
    """Return the accuracies on validation images in place and moved by three pixels."""
    labels, accs = data.Y_val.argmax(axis=1), {}
    for name, (down, right) in ({"in place": (0, 0)} | MOVES).items():
        said = answers(model, shift(data.X_val, 3 * down, 3 * right))
        accs[name] = round(float(np.mean(said == labels)), 6)
    return accs


def trust(model, data):
    """Return the sure answers, how many are wrong, and how many wrong ones to expect.

    Also the mean confidence, and the matrix of what was confused (rows: the truth).
    """
    labels, y = data.Y_val.argmax(axis=1), probabilities(model, data.X_val)
    confidence, wrong = y.max(axis=1), y.argmax(axis=1) != labels
    sure = confidence > 0.99
    return {
        "confidence": round(float(confidence.mean()), 6),
        "sure": int(sure.sum()),
        "sure_wrong": int(wrong[sure].sum()),
        "sure_expected": round(float((1 - confidence[sure]).sum()), 6),
        "matrix": confusion_matrix(labels, y.argmax(axis=1), 10).tolist(),
    }


def shift(X, down, right):
    """Return images moved by whole pixels, each or all of them: (N,) or one number."""
    N = len(X)
    images = np.pad(X.reshape(N, 28, 28), ((0, 0), (4, 4), (4, 4)))
    rows = 4 - np.broadcast_to(down, N)[:, None] + np.arange(28)  # (N, 28)
    columns = 4 - np.broadcast_to(right, N)[:, None] + np.arange(28)
    moved = images[np.arange(N)[:, None, None], rows[:, :, None], columns[:, None]]
    return moved.reshape(N, -1)


def answers(model, X):
    """Return the class that the model gives to each image."""
    return probabilities(model, X).argmax(axis=1)


def probabilities(model, X):
    """Return what the model's forward pass returns first, in float64."""
    return model.forward(X)[0].astype(float)


EXPERIMENTS = {
    "again": again,
    "fifty": fifty,
    "pairs": pairs,
    "rates": rates,
    "shifts": shifts,
    "types": types,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("name", choices=EXPERIMENTS)
    name = parser.parse_args().name
    result = {"command": f"python bench/seeds.py {name}", "numpy": np.__version__}
    write_lines(f"seeds_{name}", result | EXPERIMENTS[name]())
