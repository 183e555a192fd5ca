"""Race an epoch of plain SGD beside other libraries: writes experiments/speed.json.

    make bench                        # ten minutes on an idle machine; makes the
                                      # environment of PyTorch and JAX first
    python bench/speed.py --rounds 3  # a draft on fewer images: prints, stores nothing

All contenders train the same network with the same learning rate, in float32 but for
the readable loop. Each is a process of its own with one thread, on the same core. They
take turns, in a new order each round, and ratios are computed within a round, so that a
machine that gets busy slows all of them. Stored are medians, with the smallest and the
largest ratio. They depend on processor, BLAS and shape, so quote them with all three.
"""

import argparse
import datetime
import json
import os
import pathlib
import subprocess
import sys
import time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the peers' environment does not have the package
PEERS = ROOT / "_build" / "peers" / "bin" / "python"
SHAPES = [(512, 32), (512, 128), (1024, 32), (128, 64)]  # (num_hiddens, batch_size)
LR, D, C = 0.1, 784, 10
ROUNDS, IMAGES, FEW_IMAGES = 9, 48000, 9600
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"
) | {"XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"}


# --- the contenders: (X, Y, num_hiddens, batch_size) -> epoch, scores or None


def loop(X, Y, num_hiddens, batch_size):
    """Train the readable class in float64, in a loop over `load_batch`."""
    from neuralnet import load_batch

    X, Y = X.astype(np.float64), Y.astype(np.float64)
    model = network(num_hiddens, np.float64)

    def epoch():
        for X_batch, Y_batch in load_batch(X, Y, batch_size, rng=model.rng):
            model.train_step(X_batch, Y_batch, batch_size, LR)

    return epoch, lambda X: model.forward(X.astype(np.float64))[0]


def fast(X, Y, num_hiddens, batch_size):
    """Train the class by the steps of `further.fast.train`."""
    from neuralnet.further.sparse import SparseSGD

    model = network(num_hiddens, np.float32)
    sgd = SparseSGD(model, X, Y, batch_size)

    def epoch():
        for _ in sgd.epoch(LR):
            pass

    return epoch, lambda X: model.forward(X)[0]


def network(num_hiddens, dtype):
    from neuralnet import TwoLayerNN

    return TwoLayerNN(D, num_hiddens, C, rng=np.random.default_rng(0), dtype=dtype)


def products(X, Y, num_hiddens, batch_size):
    """Compute only the five matrix products of each step, with all pixels."""
    rng = np.random.default_rng(0)

    def filled(*shape):
        return rng.random(shape, np.float32)

    W1, W2 = filled(D, num_hiddens), filled(num_hiddens, C)
    Z1, dZ1 = filled(batch_size, num_hiddens), filled(batch_size, num_hiddens)
    Z2, dZ2 = filled(batch_size, C), filled(batch_size, C)
    dW1, dW2 = np.empty_like(W1), np.empty_like(W2)

    def epoch():
        for start in range(0, len(X) - batch_size + 1, batch_size):
            X_batch = X[start : start + batch_size]
            np.dot(X_batch, W1, out=Z1)
            np.dot(Z1, W2, out=Z2)
            np.dot(Z1.T, dZ2, out=dW2)
            np.dot(dZ2, W2.T, out=dZ1)
            np.dot(X_batch.T, dZ1, out=dW1)

    return epoch, None


def torch_by_hand(X, Y, num_hiddens, batch_size):
    """Use PyTorch without autograd: our formulas, buffers, fused updates (addmm_)."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    X, Y = torch.from_numpy(X), torch.from_numpy(Y)
    W1, W2 = torch.randn(D, num_hiddens) / D**0.5, torch.randn(num_hiddens, C)
    W2 /= num_hiddens**0.5
    b1, b2 = torch.zeros(num_hiddens), torch.zeros(C)
    Z1, dZ1 = torch.empty(batch_size, num_hiddens), torch.empty(batch_size, num_hiddens)
    X_batch, Y_batch = torch.empty(batch_size, D), torch.empty(batch_size, C)
    scale = LR / batch_size
    backward = torch.ops.aten.leaky_relu_backward.grad_input

    @torch.no_grad()
    def epoch():
        order = torch.randperm(len(X))
        for start in range(0, len(X) - batch_size + 1, batch_size):
            rows = order[start : start + batch_size]
            torch.index_select(X, 0, rows, out=X_batch)
            torch.index_select(Y, 0, rows, out=Y_batch)
            torch.addmm(b1, X_batch, W1, out=Z1)
            A1 = torch.nn.functional.leaky_relu(Z1, 0.01)
            dZ2 = torch.softmax(torch.addmm(b2, A1, W2), dim=1).sub_(Y_batch)
            torch.mm(dZ2, W2.T, out=dZ1)
            backward(dZ1, Z1, 0.01, False, grad_input=dZ1)
            W2.addmm_(A1.T, dZ2, alpha=-scale)
            b2.sub_(dZ2.sum(dim=0), alpha=scale)
            W1.addmm_(X_batch.T, dZ1, alpha=-scale)
            b1.sub_(dZ1.sum(dim=0), alpha=scale)

    def scores(X):
        Z1 = torch.addmm(b1, torch.from_numpy(X), W1)
        return torch.addmm(b2, torch.nn.functional.leaky_relu(Z1, 0.01), W2).numpy()

    return epoch, scores


def jax(X, Y, num_hiddens, batch_size):
    """Use JAX; the epoch is one compiled function, a scan over the batches."""
    import jax
    import jax.numpy as jnp

    X, Y = jnp.asarray(X), jnp.asarray(Y)
    keys = jax.random.split(jax.random.key(0), 3)
    W1 = jax.random.normal(keys[0], (D, num_hiddens)) / D**0.5
    W2 = jax.random.normal(keys[1], (num_hiddens, C)) / num_hiddens**0.5
    state = [(W1, jnp.zeros(num_hiddens), W2, jnp.zeros(C)), keys[2]]  # params, key
    num_batches = len(X) // batch_size

    def scores(params, X):
        W1, b1, W2, b2 = params
        return jax.nn.leaky_relu(X @ W1 + b1, 0.01) @ W2 + b2

    def loss(params, X_batch, Y_batch):
        logs = jax.nn.log_softmax(scores(params, X_batch))
        return -(Y_batch * logs).sum(axis=1).mean()

    def train_epoch(params, key, X, Y):
        order = jax.random.permutation(key, len(X))[: num_batches * batch_size]

        def step(params, rows):
            grads = jax.grad(loss)(params, X[rows], Y[rows])
            update = jax.tree.map(lambda value, grad: value - LR * grad, params, grads)
            return update, None

        return jax.lax.scan(step, params, order.reshape(num_batches, batch_size))[0]

    compiled = jax.jit(train_epoch, donate_argnums=0)  # overwrites the old params

    def epoch():
        state[1], key = jax.random.split(state[1])
        state[0] = jax.block_until_ready(compiled(state[0], key, X, Y))

    return epoch, lambda X: np.asarray(scores(state[0], X))


OURS = {"loop": loop, "fast": fast, "products": products}
CONTENDERS = OURS | {"torch_by_hand": torch_by_hand, "jax": jax}


# --- a process for each


class Worker:
    """Runs one contender in its own process, which `work` serves."""

    def __init__(self, name, data, core):
        from machine import KEEP_MEMORY

        python = sys.executable if name in OURS else PEERS
        command = [python, __file__, "--worker", name, data, str(core)]
        # Variables of this shell must not choose the kernels.
        shell = {k: v for k, v in os.environ.items() if "OPENBLAS_" not in k}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        env = shell | ONE_THREAD | KEEP_MEMORY
        self.process = subprocess.Popen(command, **pipes, env=env)

    def ask(self, request):
        """Send a request, and return the answer."""
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the worker {self.process.args} has ended")
        return json.loads(answer)

    def close(self):
        """Close the worker's input, which ends it."""
        self.process.stdin.close()
        self.process.wait()


def work(name, path, core):
    """Answer requests until stdin ends.

    [n, num_hiddens, batch_size] makes the contender, and trains an epoch to warm up, in
    which JAX compiles; "epoch" trains one and returns its seconds; "accuracy" returns
    that on 2,000 training images, to show that something was learned.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(core)})  # before a library counts the cores
    with np.load(path) as data:
        X, Y = data["X"], data["Y"]
    epoch = scores = None
    for line in sys.stdin:
        request = json.loads(line)
        before = time.perf_counter()
        if request == "accuracy":
            right = scores and scores(X[:2000]).argmax(axis=1) == Y[:2000].argmax(
                axis=1
            )
            answer = None if right is None else float(right.mean())
        elif request == "epoch":
            epoch()
            answer = time.perf_counter() - before
        else:
            n, *sizes = request
            epoch = scores = None  # frees the memory of the last shape
            epoch, scores = CONTENDERS[name](X[:n], Y[:n], *sizes)
            epoch()
            answer = "ready"
        print(json.dumps(answer), flush=True)


# --- the race


def race(names, rounds, images):
    """Return {shape: what `side_by_side` returns} for all shapes."""
    from neuralnet import load_mnist

    data = load_mnist(dtype=np.float32, rng=np.random.default_rng(0))
    path = ROOT / "_build" / "speed.npz"
    path.parent.mkdir(exist_ok=True)
    np.savez(path, X=data.X_train, Y=data.Y_train)
    core = (os.cpu_count() or 1) - 1
    workers = {name: Worker(name, path, core) for name in names}
    try:
        return {
            f"{h},{b}": side_by_side(workers, (images, h, b), rounds) for h, b in SHAPES
        }
    finally:
        for worker in workers.values():
            worker.close()


def side_by_side(workers, setup, rounds):
    """Time the epochs of all workers, round by round.

    Return for each its "ratio", how many times as long as `fast` it takes (median, min
    and max), its median "seconds", and its "accuracy" on training images.
    """
    from machine import spread
    from tqdm import tqdm

    for worker in workers.values():
        worker.ask(setup)
    rng, seconds = np.random.default_rng(0), {name: [] for name in workers}
    for _ in tqdm(range(rounds), desc=str(setup), unit="round"):
        for name in rng.permutation(list(workers)):
            seconds[name].append(workers[name].ask("epoch"))
    return {
        name: {
            "ratio": spread(np.array(times) / np.array(seconds["fast"])),
            "seconds": float(np.median(times)),
            "accuracy": workers[name].ask("accuracy"),
        }
        for name, times in seconds.items()
    }


def main(rounds):
    """Race all contenders that are there; print the result, or store a whole one."""
    from machine import load, machine

    names = CONTENDERS if PEERS.exists() else OURS
    if names is OURS:
        print("No peers: `make bench` makes their environment.", file=sys.stderr)
    is_draft = rounds < ROUNDS or names is OURS
    result = {"command": "make bench", "day": datetime.date.today().isoformat()}
    result |= {"machine": machine(), "rounds": rounds, "load_before": load()}
    result["epochs"] = race(names, rounds, FEW_IMAGES if is_draft else IMAGES)
    text = json.dumps(result, indent=1) + "\n"
    if is_draft:
        print(text)
    else:
        path = ROOT / "book" / "experiments" / "speed.json"
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="fewer for a draft")
    parser.add_argument("--worker", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    work(*args.worker) if args.worker else main(args.rounds)
