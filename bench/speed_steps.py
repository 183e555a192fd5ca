"""How fast is each step of chapter 9? Writes book/experiments/speed_steps.json.

    python bench/speed_steps.py                  # a quiet machine: about a minute
    python bench/speed_steps.py --rounds 5 --steps 40

The steps are taken from the notebook itself (the cells with the tag 'step'), so that
what is measured is what a reader sees. Every round runs all contenders once, in a new
order; stored are medians over the rounds, of seconds per step and of the ratio to the
readable step in the same round.
"""

import argparse
import json
import pathlib
import platform
import time

import numpy as np
from experiments import FOLDER, replace
from threadpoolctl import threadpool_info, threadpool_limits
from tqdm import tqdm

from neuralnet import TwoLayerNN, load_batch, load_mnist

NOTEBOOK = FOLDER.parent / "chapters" / "09-speed.ipynb"
D, H, C, B, LR = 784, 512, 10, 32, 0.1


def main(rounds, steps):
    rng = np.random.default_rng(0)
    data = load_mnist(rng=rng)
    active = (data.X_train > 0).any(axis=0)
    some = slice(0, steps * B)
    X, Y = data.X_train[some], data.Y_train[some]
    batches = list(load_batch(X, Y, B, rng=rng))
    start = TwoLayerNN(D, H, C, rng=rng).params
    runs = contenders(load_steps(), start, batches, active)
    parts = list(time_parts(start, *batches[0]))
    seconds = {name: [] for name in runs}
    part_seconds = {name: [] for name, _ in parts}
    with threadpool_limits(1, user_api="blas"):
        for run, _ in runs.values():
            run(1)  # warm up
        for _ in tqdm(range(rounds), unit="round"):
            for name in rng.permutation(list(runs)):
                run, per_step = runs[name]
                seconds[name].append(clock(run, max(1, steps // per_step)) * per_step)
            for name, run in parts:
                part_seconds[name].append(clock(run, steps))
    return summary(seconds, part_seconds) | {"machine": machine()}


def load_steps():
    """Run the cells of the chapter that define steps; return what they define."""
    space = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if "step" in cell["metadata"].get("tags", []):
            exec("".join(cell["source"]), space)
    return space


def contenders(space, start, batches, active):
    """Return {name: (run, images of a batch / images of a run)}.

    `run(n)` takes n steps. Only plain Python is run on one image of each batch, and
    its time multiplied by the batch size.
    """

    def model_steps(dtype):
        model = TwoLayerNN(D, H, C, dtype=dtype)
        model.params = copy(start, dtype)
        model._checked = True  # as in train: the data has been looked at once
        mine = convert(batches, dtype)
        return lambda n: [model.train_step(X, Y, B, LR) for X, Y in mine[:n]]

    def buffered_steps(rows):
        params = copy(start, np.float32)
        params["W1"] = params["W1"][rows]
        buffers = space["make_buffers"](params, B)
        mine = convert([(X[:, rows], Y) for X, Y in batches], np.float32)
        step = space["buffered_step"]
        return lambda n: [step(params, X, Y, LR, buffers) for X, Y in mine[:n]]

    def two_threads(n):
        with threadpool_limits(2, user_api="blas"):
            reference(n)

    def numbers(n):
        X, Y = batches[0]
        matmul = space["python_matmul"]
        space["one_step"](copy(start), X[:1], Y[:1], LR, matmul)

    def images(n):
        for X, Y in batches[:n]:
            space["image_loop_step"](loop_params, X, Y, LR)

    reference = model_steps(np.float64)
    loop_params = copy(start)
    return {
        "numbers": (numbers, B),
        "images": (images, 1),
        "reference": (reference, 1),
        "two_threads": (two_threads, 1),
        "float32": (model_steps(np.float32), 1),
        "buffers": (buffered_steps(np.ones(D, dtype=bool)), 1),
        "active": (buffered_steps(active), 1),
        "products": (bare_products(start, *batches[0]), 1),
    }
