"""Measure how fast each kind of step is: writes book/experiments/speed_steps.json.

    python bench/speed_steps.py              # five minutes, while nothing else runs
    python bench/speed_steps.py --rounds 5   # a draft: prints, writes nothing
    python bench/speed_steps.py --carried    # a minute; writes speed_carried.json

This times the code that a reader sees: the notebook's cells with the tag 'step'. Each
round runs all contenders once, in a new order, and compares them within the round. The
results are medians over the rounds, with the smallest and the largest value. All have
one BLAS thread.
"""

import argparse
import json
import os
import time
from functools import partial
from timeit import timeit

os.environ.pop("OPENBLAS_CORETYPE", None)  # the library chooses its own kernel

import numpy as np
from experiments import FOLDER
from line_timer import Clock, with_laps
from machine import keep_memory, load, machine, spread
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from neuralnet import TwoLayerNN, load_mnist
from neuralnet.support.files import write_whole

NOTEBOOK = FOLDER.parent / "chapters" / "speed.ipynb"
D, H, C, B, LR = 784, 512, 10, 32, 0.1
ROUNDS, STEPS = 40, 100


def main(rounds):
    """Run all timings of the chapter on speed; return their results as a dict."""
    cells, space = step_cells(), {}
    exec("\n".join(cells), space)
    float64 = load_mnist(rng=np.random.default_rng(0))
    float32 = load_mnist(rng=np.random.default_rng(0), dtype=np.float32)
    with threadpool_limits(1, user_api="blas"):
        return {
            "settings": {"rounds": rounds, "steps": STEPS, "batch_size": B},
            "machine": machine(),
            "load_before": load(),
            "rates": rates(float64.X_train[:B], 25 * rounds),  # short ones
            "steps": race(steps(space, batches(float64), batches(float32)), rounds),
            "lines": {"one_step": lines(cells, batches(float64), rounds)},
        }


def step_cells():
    """Return the sources of the chapter's cells with the tag 'step', in order."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    tagged = [cell for cell in cells if "step" in cell["metadata"].get("tags", [])]
    return ["".join(cell["source"]) for cell in tagged]


def race(runs, rounds, first="reference"):
    """Time all runs, round by round, in a new order each time.

    `runs` is {name: function that returns how many units of work it did}. The result is
    {name: {"seconds": median for one unit, "speed": spread of the ratios}}. A ratio is
    the seconds of `first` over those of the named run, for one unit in the same round.
    """
    rng, seconds = np.random.default_rng(0), {name: [] for name in runs}
    for run in runs.values():
        run()  # warm up
    for _ in tqdm(range(rounds), desc=f"beside {first}", unit="round"):
        for name in rng.permutation(list(runs)):
            before = time.perf_counter()
            units = runs[name]()
            seconds[name].append((time.perf_counter() - before) / units)
    base = np.array(seconds[first])
    return {
        name: {"seconds": float(np.median(s)), "speed": spread(base / np.array(s))}
        for name, s in seconds.items()
    }


def rates(X, rounds):
    """Measure by `race` how long X @ W1 and a copy of W1 take.

    A round takes a millisecond or two, so that most rounds are undisturbed even while
    other programs run.
    """
    W1 = network().params["W1"]
    copy = np.empty_like(W1)
    runs = {
        "product": lambda X, W1: X @ W1,
        "copy": lambda X, W1: np.copyto(copy, W1),
    }
    once = {name: each(run, [(X, W1)]) for name, run in runs.items()}
    found = {"rounds": rounds, "load_before": load()}
    with threadpool_limits(1, user_api="blas"):
        return found | race(once, rounds, "product")


def carried(rounds):
    """Time copies and updates of arrays that fit a cache, the next one, or none.

    Return {"copy": {bytes of the array: seconds a byte}, "update": {its bytes: seconds
    a weight}}, where a copied byte is read once and written once. Each is the smallest
    time of many, taken in turns, since whatever else runs can only add to a time.
    """
    runs = {}
    for width in (5, 51, H, 10 * H, 100 * H):
        source, target = np.ones((D, width)), np.zeros((D, width))
        runs["copy", source.nbytes] = partial(np.copyto, target, source), 2
        if 51 <= width <= 10 * H:
            runs["update", source.nbytes] = update(source.copy(), source), 1 / 8
    best = dict.fromkeys(runs, np.inf)
    for _ in tqdm(range(rounds), desc="carried", unit="round"):
        for (kind, size), (run, units) in runs.items():
            times = max(10_000_000 // size, 1)  # in a row, a millisecond or less
            run()  # brings the arrays into the cache, if they fit there
            seconds = timeit(run, number=times) / (times * units * size)
            best[kind, size] = min(best[kind, size], seconds)
    return {
        kind: {str(size): s for (k, size), s in best.items() if k == kind}
        for kind in ("copy", "update")
    }


def update(W1, dW1):
    """Return a function that takes the update of W1 as a reader writes it."""

    def run():
        nonlocal W1
        W1 -= 1e-9 * dW1

    return run


def steps(space, batches64, batches32):
    """Return {name: function} for `race`: each takes steps on batches of one type.

    It returns the number of steps; slow ones get only a few of the batches. `space`
    contains the functions of the chapter.
    """
    names = ("fast", "scattered")
    params = {name: network(np.float32).params for name in names}
    params |= {name: network().params for name in ("numbers", "images")}
    work, other_work = (space["Workspace"](params[name], B) for name in names)

    def numbers(X, Y):  # product by product of two numbers, in Python
        matmul = space["python_matmul"]
        space["one_step"](params["numbers"], X, Y, LR, matmul=matmul)

    def images(X, Y):  # image by image
        space["image_loop_step"](params["images"], X, Y, LR)

    def fast(X, Y):
        space["fast_step"](work, params["fast"], X, Y, LR)

    def scattered(X, Y):  # with the rows of W1 whose pixels are nonzero in this batch
        rows, W1 = np.flatnonzero(X.any(axis=0)), params["scattered"]["W1"]
        nonzero = params["scattered"] | {"W1": W1[rows]}  # a copy of these rows
        other_work.forward(np.take(X, rows, axis=1), W1=nonzero["W1"])
        for name, grad in other_work.gradients(Y, LR / B).items():
            nonzero[name.removeprefix("d")] -= grad
        W1[rows] = nonzero["W1"]

    return {
        "numbers": each(numbers, batches64[:1]),
        "images": each(images, batches64[:4]),
        "reference": each(readable(np.float64), batches64),
        "float32": each(readable(np.float32), batches32),
        "fast": each(fast, batches32),
        "scattered": each(scattered, batches32),
        "blocks": sparse(space, batches32),
        "products": each(products(work), batches32),
    }


def each(step, batches):
    """Return a function for `race` that takes this step with each batch and counts."""

    def run():
        for X, Y in batches:
            step(X, Y)
        return len(batches)

    return run


def readable(dtype):
    """Return a step of a new network, `TwoLayerNN.train_step` as `train` calls it."""
    model = network(dtype)
    return lambda X, Y: model.train_step(X, Y, B, LR)


def sparse(space, batches):
    """Return a function for `race` that takes an epoch of `SparseSGD` and counts."""
    X, Y = (np.concatenate(arrays) for arrays in zip(*batches, strict=True))
    sgd = space["SparseSGD"](network(np.float32), X, Y, B)
    return lambda: sum(1 for _ in sgd.epoch(LR))


def products(work):
    """Return a step of only the five matrix products, into arrays that are reused."""
    # Any numbers will do, except tiny ones (denormal), which would be slow.
    dZ1, dZ2 = np.full_like(work.dZ1, 0.01), np.full_like(work.dZ2, 0.01)
    A1, Z1, y = np.full_like(work.A1, 0.01), work.Z1.copy(), work.y.copy()

    def step(X, Y):
        np.dot(X, work.W1, out=Z1)
        np.dot(A1, work.W2, out=y)
        np.dot(A1.T, dZ2, out=work.dW2)
        np.dot(dZ2, work.W2.T, out=dZ1)
        np.dot(X.T, dZ1, out=work.dW1)

    return step


def lines(cells, batches, rounds):
    """Return {line: its share of the time} for the step `one_step` in the cells."""
    clock, params = Clock(), network().params
    space = {"lap": clock.lap}
    exec("\n".join(with_laps(cell) for cell in cells), space)
    for _ in tqdm(range(rounds), desc="lines of one_step", unit="round"):
        for X, Y in batches:
            clock.last = time.perf_counter()
            space["one_step"](params, X, Y, LR)
        clock.end_round()
    return clock.shares()


def network(dtype=np.float64, seed=0):
    """Return an untrained network, 784-512-10."""
    return TwoLayerNN(D, H, C, rng=np.random.default_rng(seed), dtype=dtype)


def batches(data):
    """Return the first images as STEPS batches (X, Y)."""
    starts = range(0, STEPS * B, B)
    return [(data.X_train[k : k + B], data.Y_train[k : k + B]) for k in starts]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--carried", action="store_true")
    args = parser.parse_args()
    keep_memory()
    if args.carried:
        name, option, result = "speed_carried", " --carried", carried(args.rounds)
        result = {"rounds": args.rounds, "machine": machine()} | result
    else:
        name, option, result = "speed_steps", "", main(args.rounds)
    result = {"command": f"python bench/speed_steps.py{option}"} | result
    text = json.dumps(result, indent=1) + "\n"
    if args.rounds < ROUNDS:
        print(text)
    else:
        write_whole(FOLDER / f"{name}.json", text)
