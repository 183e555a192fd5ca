"""Time the programs of the chapter on speed: writes book/experiments/speed.json.

    make bench                        # ten minutes; makes the peers' environment first
    python bench/speed.py --rounds 5  # a draft: prints, stores nothing

All run in one process on one core with one BLAS thread. They take turns, an epoch of a
few images at a time, always the same. Of each step's times the smallest is kept, since
whatever else the machine is doing can only add to a time. Each fifth of the rounds has
its own smallest times, and the range of their ratios says how far to trust a ratio. It
depends on processor, BLAS and shape, so quote it with all three.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import sys
import time
from functools import partial
from timeit import timeit

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the peers' environment does not have the package

import numpy as np  # noqa: E402
from machine import load, machine, spread, steady  # noqa: E402

from neuralnet import TwoLayerNN, load_mnist  # noqa: E402
from neuralnet.further.buffers import Workspace  # noqa: E402
from neuralnet.further.sparse import SparseSGD  # noqa: E402

SHAPES = [(512, 32), (128, 64)]  # (num_hiddens, batch_size)
LR, D, C = 0.1, 784, 10
IMAGES, ROUNDS, PARTS = 2048, 60, 5


# --- the contenders: (X, Y, num_hiddens, batch_size) -> epoch(rows), which takes a step
# --- with each batch of rows (steps, B) of X and Y, and yields when one is done


def readable(X, Y, num_hiddens, batch_size, dtype=np.float64):
    """Take the steps of the class, as `train` does."""
    X, Y, model = X.astype(dtype), Y.astype(dtype), network(num_hiddens, dtype)

    def epoch(rows):
        for batch in rows:
            yield model.train_step(X[batch], Y[batch], batch_size, LR)

    return epoch


def nonzero(X, Y, num_hiddens, batch_size):
    """Take the chapter's `sparse_step`."""
    params, step = network(num_hiddens).params, chapter()["sparse_step"]

    def epoch(rows):
        for batch in rows:
            yield step(params, X[batch], Y[batch], LR)

    return epoch


def package(X, Y, num_hiddens, batch_size):
    """Take the steps of `further.fast.train`, which shuffles by itself."""
    model = network(num_hiddens)
    sgd = SparseSGD(model, X, Y, batch_size)

    def epoch(rows):
        model.rng = np.random.default_rng(0)  # the same order in each round
        return sgd.epoch(LR)

    return epoch


def products(X, Y, num_hiddens, batch_size):
    """Compute only the five products of each step, with all pixels, unshuffled."""
    work = Workspace(network(num_hiddens).params, batch_size)
    for buffer in (work.A1, work.dZ1, work.dZ2):
        buffer.fill(0.01)  # any number, but no tiny one (denormal), which would be slow

    def epoch(rows):
        for start in range(0, rows.size, batch_size):
            batch = X[start : start + batch_size]
            np.dot(batch, work.W1, out=work.Z1)
            np.dot(work.A1, work.W2, out=work.y)
            np.dot(work.A1.T, work.dZ2, out=work.dW2)
            np.dot(work.dZ2, work.W2.T, out=work.dZ1)
            yield np.dot(batch.T, work.dZ1, out=work.dW1)

    return epoch


def torch(X, Y, num_hiddens, batch_size):
    """Use PyTorch without autograd: our formulas, buffers, fused updates (addmm_)."""
    import torch

    torch.set_num_threads(1)
    X, Y = torch.from_numpy(X), torch.from_numpy(Y)
    params = network(num_hiddens).params.values()
    W1, b1, W2, b2 = (torch.from_numpy(value) for value in params)
    Z1, dZ1 = torch.empty(batch_size, num_hiddens), torch.empty(batch_size, num_hiddens)
    X_batch, Y_batch = torch.empty(batch_size, D), torch.empty(batch_size, C)
    scale = LR / batch_size
    backward = torch.ops.aten.leaky_relu_backward.grad_input

    @torch.no_grad()
    def epoch(rows):
        for batch in torch.from_numpy(rows):
            torch.index_select(X, 0, batch, out=X_batch)
            torch.index_select(Y, 0, batch, out=Y_batch)
            torch.addmm(b1, X_batch, W1, out=Z1)
            A1 = torch.nn.functional.leaky_relu(Z1, 0.01)
            dZ2 = torch.softmax(torch.addmm(b2, A1, W2), dim=1).sub_(Y_batch)
            torch.mm(dZ2, W2.T, out=dZ1)
            backward(dZ1, Z1, 0.01, False, grad_input=dZ1)
            W2.addmm_(A1.T, dZ2, alpha=-scale)
            b2.sub_(dZ2.sum(dim=0), alpha=scale)
            W1.addmm_(X_batch.T, dZ1, alpha=-scale)
            b1.sub_(dZ1.sum(dim=0), alpha=scale)
            yield

    return epoch


def jax(X, Y, num_hiddens, batch_size):
    """Use JAX: a step, with its gradients, is one compiled function."""
    import jax
    import jax.numpy as jnp

    X, Y = jnp.asarray(X), jnp.asarray(Y)
    params = [jnp.asarray(value) for value in network(num_hiddens).params.values()]

    def loss(params, X_batch, Y_batch):
        W1, b1, W2, b2 = params
        A1 = jax.nn.leaky_relu(X_batch @ W1 + b1, 0.01)
        return -(Y_batch * jax.nn.log_softmax(A1 @ W2 + b2)).sum(axis=1).mean()

    def step(params, X, Y, batch):
        grads = jax.grad(loss)(params, X[batch], Y[batch])
        return jax.tree.map(lambda value, grad: value - LR * grad, params, grads)

    compiled = jax.jit(step, donate_argnums=0)  # overwrites the old params

    def epoch(rows):
        nonlocal params
        for batch in rows:
            params = jax.block_until_ready(compiled(params, X, Y, batch))
            yield

    return epoch


def network(num_hiddens, dtype=np.float32):
    """Return an untrained network."""
    return TwoLayerNN(D, num_hiddens, C, rng=np.random.default_rng(0), dtype=dtype)


PEERS = {"torch": torch, "jax": jax}
CONTENDERS = {
    "readable": readable,
    "float32": partial(readable, dtype=np.float32),
    "nonzero": nonzero,
    "package": package,
    "products": products,
}


def race(contenders, X, Y, shape, rounds):
    """Return {name: {"milliseconds": of a step, "speed": beside "readable"}}."""
    epochs = {name: make(X, Y, *shape) for name, make in contenders.items()}
    rng, times = np.random.default_rng(0), {name: [] for name in epochs}
    steps = len(X) // shape[1]
    rows = rng.permutation(len(X))[: steps * shape[1]].reshape(steps, shape[1])
    for epoch in epochs.values():
        seconds_of(epoch(rows))  # warm up; JAX compiles
    for _ in range(rounds):
        for name in rng.permutation(list(epochs)):
            times[name].append(seconds_of(epochs[name](rows)))
    base, found = np.array(times["readable"]), {}
    for name, spent in times.items():
        speeds = [
            smallest(a) / smallest(b)
            for a, b in zip(parts(base), parts(spent), strict=True)
        ]
        milliseconds = 1000 * smallest(spent) / steps
        found[name] = {"milliseconds": milliseconds, "speed": spread(speeds)}
    return found


def seconds_of(steps):
    """Return the time of each step that a generator takes."""
    seconds, before = [], time.perf_counter()
    for _ in steps:
        now = time.perf_counter()
        seconds.append(now - before)
        before = time.perf_counter()
    return seconds


def smallest(times):
    """Return the sum over the steps of each step's smallest time in some rounds."""
    return float(np.min(times, axis=0).sum())


def parts(times):
    """Split the times (rounds, steps) into PARTS, which follow each other."""
    return np.array_split(np.array(times), min(PARTS, len(times)))


# --- single lines


def lines(X, Y, rounds):
    """Return {line: milliseconds} for the chapter's step with a stopwatch."""
    space, params, found = chapter(), network(512, np.float64).params, []
    for _ in range(50 * rounds):
        space |= {"spent": {}, "last": time.perf_counter()}
        space["timed_step"](params, X, Y, LR)
        found.append(list(space["spent"].values()))
    least = 1000 * np.min(found, axis=0)
    return dict(zip(space["spent"], least.tolist(), strict=True))


def rates(X, W1, rounds):
    """Return {name: seconds} of the product X @ W1, and of this in plain Python."""
    python = chapter()["python_matmul"]
    fast = min(timeit(lambda: X @ W1, number=1) for _ in range(50 * rounds))
    # A second is too long to stay undisturbed, so this counts the time of this process.
    options = {"number": 1, "timer": time.process_time}
    slow = min(timeit(lambda: python(X, W1), **options) for _ in range(5))
    return {"numpy": fast, "python": slow}


def carried(rounds):
    """Time copies and updates of arrays that fit a cache, the next one, or none.

    Return {"copy": {bytes of the array: bytes a second}, "update": {its bytes:
    nanoseconds a weight}}. A copied byte counts twice: it's read and written.
    """
    runs, best = {}, {}
    for width in (5, 51, 512, 5120, 51200):
        source, target = np.ones((D, width)), np.zeros((D, width))
        runs["copy", source.nbytes] = partial(np.copyto, target, source)
        if 51 <= width <= 5120:
            runs["update", source.nbytes] = update(source.copy(), source)
    for _ in range(4 * rounds):
        for (kind, size), run in runs.items():
            times = max(10_000_000 // size, 1)  # in a row, a millisecond or less
            run()  # brings the arrays into the cache, if they fit there
            seconds = timeit(run, number=times) / times
            best[kind, size] = min(best.get((kind, size), np.inf), seconds)
    copies = {str(n): 2 * n / s for (kind, n), s in best.items() if kind == "copy"}
    updates = {str(n): 8e9 * s / n for (kind, n), s in best.items() if kind == "update"}
    return {"copy": copies, "update": updates}


def update(W1, dW1):
    """Return a function that takes the update of W1 as the chapter writes it."""

    def run():
        nonlocal W1
        W1 -= 1e-9 * dW1

    return run


def chapter():
    """Return what the chapter's cells with the tag 'step' define."""
    path = ROOT / "book" / "chapters" / "speed.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    tagged = [cell for cell in cells if "step" in cell["metadata"].get("tags", [])]
    space = {}
    exec("\n".join("".join(cell["source"]) for cell in tagged), space)
    return space


def main(rounds):
    """Time everything; print the result, or store a whole one."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    there = {k: v for k, v in PEERS.items() if importlib.util.find_spec(k)}
    is_draft = rounds < ROUNDS or there.keys() < PEERS.keys()
    data = load_mnist(dtype=np.float32, rng=np.random.default_rng(0))
    X, Y = data.X_train[:IMAGES], data.Y_train[:IMAGES]
    X64, Y64 = X[:32].astype(np.float64), Y[:32].astype(np.float64)
    result = {"command": "make bench", "machine": machine(), "rounds": rounds}
    result |= {"load_before": load()} | carried(rounds)
    result["product"] = rates(X64, network(512, np.float64).params["W1"], rounds)
    result["lines"] = lines(X64, Y64, rounds)
    result["programs"] = {
        f"{h},{b}": race(CONTENDERS | there, X, Y, (h, b), rounds) for h, b in SHAPES
    }
    text = json.dumps(result, indent=1) + "\n"
    if is_draft:
        print(text)
    else:
        path = ROOT / "book" / "experiments" / "speed.json"
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="fewer for a draft")
    rounds = parser.parse_args().rounds
    steady()
    main(rounds)
