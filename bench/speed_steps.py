"""How fast is each step of chapter 9? Writes book/experiments/speed_steps.json.

    python bench/speed_steps.py              # a minute or two on a quiet machine
    python bench/speed_steps.py --rounds 10  # a draft

The steps are the cells with the tag 'step' of the notebook itself, so that what is
measured is what a reader sees. Each round runs all contenders once, in a new order.
Stored are medians over the rounds: seconds per step, and the speed relative to the
readable step in the same round.
"""

import argparse
import json
import os
import platform
import time

import numpy as np
from experiments import FOLDER, replace
from threadpoolctl import threadpool_info, threadpool_limits
from tqdm import tqdm

from neuralnet import TwoLayerNN, deriv_leaky_relu, leaky_relu, load_mnist, softmax

NOTEBOOK = FOLDER.parent / "chapters" / "09-speed.ipynb"
D, H, C, B, LR = 784, 512, 10, 32, 0.1


def main(rounds, steps):
    rng = np.random.default_rng(0)
    data = load_mnist(rng=rng)
    start = TwoLayerNN(D, H, C, rng=rng).params
    batches = [
        (data.X_train[k : k + B], data.Y_train[k : k + B])
        for k in range(0, steps * B, B)
    ]
    runs = contenders(load_steps(), start, batches, data)
    seconds = {name: [] for name in runs}
    parts = []
    with threadpool_limits(1, user_api="blas"):
        for run, _ in runs.values():
            run(batches[:1])  # warm up
        for _ in tqdm(range(rounds), unit="round"):
            for name in rng.permutation(list(runs)):
                run, scale = runs[name]
                few = batches[: {"numbers": 1, "images": 4}.get(name)]
                before = time.perf_counter()
                run(few)
                spent = time.perf_counter() - before
                seconds[name].append(scale * spent / len(few))
            parts.append(time_parts(start, batches))
    return {
        "settings": {"rounds": rounds, "steps": steps, "batch_size": B, "threads": 1},
        "machine": machine(),
        "seconds": {name: float(np.median(s)) for name, s in seconds.items()},
        "ratios": {name: ratio(seconds, name, np.median) for name in runs},
        "slowest_round": {name: ratio(seconds, name, np.min) for name in runs},
        "fastest_round": {name: ratio(seconds, name, np.max) for name in runs},
        "parts": shares(parts),
    }


def load_steps():
    """Run the cells of the chapter that define steps; return what they define."""
    space = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if "step" in cell["metadata"].get("tags", []):
            exec("".join(cell["source"]), space)
    return space


def contenders(space, start, batches, data):
    """Return {name: (run, scale)}: run(batches) takes a step on each of them.

    Only plain Python runs on one image of the batch; its time is scaled by B.
    """

    def numbers(batches):
        for X, Y in batches:
            params, matmul = copy(start, np.float64), space["python_matmul"]
            space["one_step"](params, X[:1], Y[:1], LR, matmul)

    def images(batches):
        for X, Y in batches:
            space["image_loop_step"](image_params, X, Y, LR)

    def two_threads(batches):
        with threadpool_limits(2, user_api="blas"):
            second(batches)

    image_params, second = copy(start, np.float64), readable(start, np.float64)
    everything = np.ones(D, dtype=bool)
    active = (data.X_train > 0).any(axis=0)
    return {
        "numbers": (numbers, B),
        "images": (images, 1),
        "reference": (readable(start, np.float64), 1),
        "two_threads": (two_threads, 1),
        "float32": (readable(start, np.float32, batches), 1),
        "buffers": (buffered(space, start, batches, everything), 1),
        "active": (buffered(space, start, batches, active), 1),
        "products": (products(space, start, batches), 1),
    }


def readable(start, dtype, batches=None):
    """Return a run of `TwoLayerNN.train_step`."""
    model = TwoLayerNN(D, H, C, dtype=dtype)
    model.params = copy(start, dtype)
    model._checked = True  # as in train: the data has been looked at once
    converted = batches and convert(batches, dtype)

    def run(batches):
        for X, Y in converted[: len(batches)] if converted else batches:
            model.train_step(X, Y, B, LR)

    return run


def buffered(space, start, batches, rows):
    """Return a run of the chapter's `buffered_step` on these rows of W1, float32."""
    params = copy(start, np.float32)
    params["W1"] = params["W1"][rows]
    buffers = space["make_buffers"](params, B)
    converted = convert([(X[:, rows], Y) for X, Y in batches], np.float32)

    def run(batches):
        for X, Y in converted[: len(batches)]:
            space["buffered_step"](params, X, Y, LR, buffers)

    return run


def products(space, start, batches):
    """Return a run of the five matrix products alone, float32."""
    params = copy(start, np.float32)
    buffers = space["make_buffers"](params, B)
    for array in buffers.values():
        array.fill(0.01)
    Z1, A1, dZ1, Z2, dW1, dW2 = (
        buffers[name] for name in ("Z1", "A1", "dZ1", "Z2", "dW1", "dW2")
    )
    dZ2 = np.full((B, C), 0.01, np.float32)
    converted = convert(batches, np.float32)

    def run(batches):
        for X, _ in converted[: len(batches)]:
            np.matmul(X, params["W1"], out=Z1)
            np.matmul(A1, params["W2"], out=Z2)
            np.matmul(A1.T, dZ2, out=dW2)
            np.matmul(dZ2, params["W2"].T, out=dZ1)
            np.matmul(X.T, dZ1, out=dW1)

    return run


def time_parts(start, batches):
    """Take readable float64 steps with a clock between the lines; return seconds."""
    params = copy(start, np.float64)
    W1, b1, W2, b2 = params.values()
    spent = dict.fromkeys(
        ("products with W1", "products with W2", "update", "activations", "the rest"), 0
    )
    last = time.perf_counter()

    def lap(part):
        nonlocal last
        now = time.perf_counter()
        spent[part] += now - last
        last = now

    for X, Y in batches:
        lap("the rest")
        XW1 = X @ W1
        lap("products with W1")
        Z1 = XW1 + b1
        lap("the rest")
        A1 = leaky_relu(Z1)
        lap("activations")
        A1W2 = A1 @ W2
        lap("products with W2")
        Z2 = A1W2 + b2
        lap("the rest")
        y = softmax(Z2)
        lap("activations")
        dZ2 = y - Y
        lap("the rest")
        dW2 = A1.T @ dZ2
        dA1 = dZ2 @ W2.T
        lap("products with W2")
        dZ1 = dA1 * deriv_leaky_relu(Z1)
        lap("activations")
        dW1 = X.T @ dZ1
        lap("products with W1")
        grads = (dW1, dZ1.sum(axis=0), dW2, dZ2.sum(axis=0))
        lap("the rest")
        for name, grad in zip(params, grads, strict=True):
            params[name] -= (LR / B) * grad
        lap("update")
    return spent


def ratio(seconds, name, statistic):
    """Return the speed relative to the readable step, compared round by round."""
    pairs = zip(seconds["reference"], seconds[name], strict=True)
    return float(statistic([reference / own for reference, own in pairs]))


def shares(parts):
    """Return the median share of each part of the readable step."""
    rounds = [{name: s / sum(p.values()) for name, s in p.items()} for p in parts]
    return {name: float(np.median([r[name] for r in rounds])) for name in parts[0]}


def machine():
    blas = [lib for lib in threadpool_info() if lib["user_api"] == "blas"]
    return {
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "blas": " ".join(
            str(blas[0].get(key, "")) for key in ("internal_api", "version")
        ),
        "kernel": blas[0].get("architecture", ""),
    }


def copy(params, dtype):
    return {name: value.astype(dtype) for name, value in params.items()}


def convert(batches, dtype):
    """Return the batches in `dtype`, row by row in memory."""
    return [(X.astype(dtype, order="C"), Y.astype(dtype)) for X, Y in batches]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--steps", type=int, default=40)
    args = parser.parse_args()
    command = "python bench/speed_steps.py"
    command += f" --rounds {args.rounds} --steps {args.steps}"
    result = {"command": command} | main(args.rounds, args.steps)
    text = json.dumps(result, indent=1) + "\n"
    replace(FOLDER / "speed_steps.json", text.encode())
