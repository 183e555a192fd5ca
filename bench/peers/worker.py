"""Run one contender in its own process; train for one epoch on request.

    python bench/peers/worker.py NAME DATA.npz CORE

Each line of JSON on stdin is a request, and each line on stdout an answer:
{"setup": [n, num_hiddens, batch_size]} builds the contender for n images, trains for an
epoch to warm up (JAX and torch.compile compile), and returns the seconds of building
(the fast path sorts and packs pixels; others import their library);
{"epoch": true} trains for one epoch and returns its seconds; {"accuracy": true} returns
the accuracy on 2,000 training images, to show that the contender learns;
{"versions": true} returns the libraries in use. The worker ends with its input.
"""

import json
import os
import pathlib
import platform
import sys
import time


def main(name, path, core):
    """Answer requests to the contender `name` until stdin ends."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})  # must come before a library counts the cores
    import numpy as np
    from contenders import CONTENDERS

    with np.load(path) as data:
        X, Y = data["X"], data["Y"]
    epoch = None
    for line in sys.stdin:
        request = json.loads(line)
        if "setup" in request:
            n, num_hiddens, batch_size = request["setup"]
            epoch = scores = None  # frees the memory of the old contender
            start = time.perf_counter()
            epoch, scores = CONTENDERS[name](X[:n], Y[:n], num_hiddens, batch_size)
            answer = {"seconds": time.perf_counter() - start}
            epoch()
        elif "accuracy" in request:
            answer = {"accuracy": None}
            if scores:
                right = scores(X[:2000]).argmax(axis=1) == Y[:2000].argmax(axis=1)
                answer = {"accuracy": float(right.mean())}
        elif "versions" in request:
            answer = {"versions": versions(), "blas": blas()}
        else:
            start = time.perf_counter()
            epoch()
            answer = {"seconds": time.perf_counter() - start}
        print(json.dumps(answer), flush=True)


def versions():
    """Return the versions of the loaded libraries, and how PyTorch was built."""
    names = ("numpy", "scipy", "sklearn", "torch", "jax")
    loaded = {n: sys.modules[n].__version__ for n in names if n in sys.modules}
    if "torch" in loaded:
        lines = sys.modules["torch"].__config__.show().splitlines()
        loaded["torch_config"] = [line.strip(" -") for line in lines]
    return {"python": platform.python_version()} | loaded


def blas():
    """Return the BLAS and OpenMP libraries, their kernels and numbers of threads."""
    from threadpoolctl import threadpool_info

    keys = ("internal_api", "version", "architecture", "num_threads")
    return [{key: lib.get(key) for key in keys} for lib in threadpool_info()]


if __name__ == "__main__":
    root = pathlib.Path(__file__).resolve().parents[2]
    sys.path.insert(0, str(root))  # the package may not be installed
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
