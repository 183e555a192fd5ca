"""Compare the speed of the fast path with other libraries: writes speed.json.

    make bench                        # everything, about 20 minutes; makes the peers'
                                      # environment first
    python bench/speed.py --draft     # a few rounds on few images, which it prints

Each contender (bench/peers/contenders.py) is a process of its own. All use the same
core and take turns, in a new order each round. Every library has one thread and chooses
its own kernels. The ratios are computed within each round; stored are their medians,
with the smallest and the largest. Run it while nothing else runs: a lock excludes other
timings of this checkout, and the load of the machine is stored. The file has one result
for each machine, since ratios depend on processor and BLAS.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

import numpy as np
from experiments import FOLDER
from quiet import BUILD, KEEP_MEMORY, alone, load, machine, spread
from tqdm import tqdm

from neuralnet import load_experiment, load_mnist
from neuralnet.support.files import write_whole

HERE = pathlib.Path(__file__).resolve().parent
PEERS = BUILD / "peers" / "bin" / "python"
OURS = ("loop", "fast", "one_by_one", "products")
PEERS_TIMED = ("sklearn", "sklearn_float32", "torch_eager", "torch_compiled")
CONTENDERS = (*OURS, *PEERS_TIMED, "torch_by_hand", "jax")
SHAPES = [(512, 32), (512, 128), (1024, 32), (128, 64)]  # (num_hiddens, batch_size)
# {name: (points (n, num_hiddens, batch_size), slope to expect once the arithmetic takes
# far longer than calls and updates)}
GROWTH = {
    "n": ([(n, 256, 64) for n in (6000, 12000, 24000, 48000)], 1),
    "num_hiddens": ([(9600, h, 64) for h in (64, 128, 256, 512, 1024)], 1),
    "batch_size": ([(9600, 256, b) for b in (8, 16, 32, 64, 128, 256, 512)], 0),
}
# Rounds, pairs of whole runs, epochs of a whole run, and images; less for a draft.
WHOLE = {"rounds": 9, "growth_rounds": 5, "runs": 2, "epochs": 17, "images": 48000}
DRAFT = {"rounds": 3, "growth_rounds": 3, "runs": 1, "epochs": 2, "images": 9600}
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"
) | {"XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"}
# Variables of this shell must not choose the kernels.
SHELL = {key: value for key, value in os.environ.items() if "OPENBLAS_" not in key}
ENVIRONMENT = SHELL | ONE_THREAD | KEEP_MEMORY


class Worker:
    """Runs one contender (bench/peers/worker.py) in its own process."""

    def __init__(self, name, data, core):
        python = sys.executable if name in OURS else PEERS
        command = [python, HERE / "peers" / "worker.py", name, data, str(core)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, **pipes, text=True, env=ENVIRONMENT)

    def ask(self, **request):
        """Send a request to the worker and return its answer."""
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


def main(args):
    """Run all timings of speed.json; return their results as a dict."""
    data = write_data()
    names = CONTENDERS if PEERS.exists() else OURS
    if names == OURS:
        print("No peers: `make bench` makes their environment.", file=sys.stderr)
    result = {"load_before": load()}
    workers = {name: Worker(name, data, args.core) for name in names}
    try:
        result["epochs"] = {
            f"{h},{b}": side_by_side(workers, (args.images, h, b), args.rounds)
            for h, b in SHAPES  # units and batch size
        }
        ours = {name: workers[name] for name in ("loop", "fast")}
        result["growth"] = {name: growth(ours, name, args) for name in GROWTH}
        result["workers"] = {n: w.ask(versions=True) for n, w in workers.items()}
    finally:
        for worker in workers.values():
            worker.close()
    result["whole_run"] = whole_runs(args)
    return result | {"load_after": load()}


def write_data():
    """Write the training images to a file for the workers; return its path."""
    data = load_mnist(dtype=np.float32, rng=np.random.default_rng(0))
    BUILD.mkdir(exist_ok=True)
    path = BUILD / "speed.npz"
    np.savez(path, X=data.X_train, Y=data.Y_train)
    return path


def side_by_side(workers, setup, rounds):
    """Time the epochs of all workers, round by round; return a dict of dicts.

    Each contender has "seconds" per epoch; "speed", as a multiple of the loop's;
    "speed_of_fast", which is the speed of `fast` as a multiple of the contender's; and
    "train_acc" after an epoch to warm up and `rounds` more. "preparation" is how many
    seconds `fast` needs once, before the first epoch.
    """
    prepared = {n: w.ask(setup=setup)["seconds"] for n, w in workers.items()}
    rng = np.random.default_rng(0)
    seconds = {name: [] for name in workers}
    for _ in tqdm(range(rounds), desc=str(setup), unit="round"):
        for name in rng.permutation(list(workers)):
            seconds[name].append(workers[name].ask(epoch=True)["seconds"])
    times = {name: np.array(values) for name, values in seconds.items()}
    return {
        "rounds": rounds,
        "preparation": prepared["fast"],
        "seconds": {name: spread(t) for name, t in times.items()},
        "speed": {name: spread(times["loop"] / t) for name, t in times.items()},
        "speed_of_fast": {name: spread(t / times["fast"]) for name, t in times.items()},
        "train_acc": {n: w.ask(accuracy=True)["accuracy"] for n, w in workers.items()},
    }


def growth(workers, name, args):
    """Time epochs with more and more work, as GROWTH[name] says.

    Return the median seconds of each worker, and their log-log slopes over all points
    and over the last two. A draft has only two points.
    """
    setups, expected = GROWTH[name]
    if args.draft:
        setups = setups[:2]
    column = ("n", "num_hiddens", "batch_size").index(name)
    values = [setup[column] for setup in setups]
    points = [side_by_side(workers, s, args.growth_rounds)["seconds"] for s in setups]
    medians = {w: [point[w]["median"] for point in points] for w in workers}
    return {
        "setups": setups,
        "values": values,
        "seconds": medians,
        "slopes": {w: slope(values, s) for w, s in medians.items()},
        "last_slopes": {w: slope(values[-2:], s[-2:]) for w, s in medians.items()},
        "expected_slope": expected,
    }


def slope(values, seconds):
    """Return the least-squares slope of log seconds over log values."""
    return float(np.polyfit(np.log(values), np.log(seconds), 1)[0])


def whole_runs(args):
    """Time the reference training in float64, by the book's steps, and in fast float32.

    Return the ratio of their seconds, and for each the spread of all that it prints.
    """
    rows = {"float64": [], "float32": []}
    for _ in tqdm(range(args.runs), desc="whole run", unit="pair"):
        for dtype, runs in rows.items():
            command = [sys.executable, HERE / "peers" / "whole_run.py", dtype]
            command += [str(args.epochs), str(args.core)]
            options = {"env": SHELL | ONE_THREAD, "text": True}
            output = subprocess.check_output(command, **options)
            runs.append(json.loads(output.splitlines()[-1]))
    seconds = {d: np.array([run["train_seconds"] for run in rows[d]]) for d in rows}
    speed = spread(seconds["float64"] / seconds["float32"])
    result = {"n_epochs": args.epochs, "speed": speed}
    for dtype, runs in rows.items():
        result[dtype] = {key: spread([run[key] for run in runs]) for key in runs[0]}
    return result


def beside(machines, result):
    """Return `machines` with `result`, which replaces that of the same machine."""
    latest = {json.dumps(m["machine"], sort_keys=True): m for m in [*machines, result]}
    return list(latest.values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--draft", action="store_true")
    draft = parser.parse_args().draft
    settings = (DRAFT if draft else WHOLE) | {"core": (os.cpu_count() or 1) - 1}
    with alone():
        found = main(argparse.Namespace(draft=draft, **settings))
    result = {"machine": machine(), "settings": settings} | found
    if draft:
        print(json.dumps(result, indent=1))
    else:
        machines = beside(load_experiment("speed")["machines"], result)
        stored = {"command": "make bench", "machines": machines}
        write_whole(FOLDER / "speed.json", json.dumps(stored, indent=1) + "\n")
