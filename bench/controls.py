"""Run the controls, on validation images: writes experiments/control_NAME.json.

    python bench/controls.py split      # what a split by writers costs
    python bench/controls.py factorial  # deslanting, distortion, attack: 2 x 2 x 2
    python bench/controls.py attacks    # how often attacks fool other networks
    python bench/controls.py distilled  # a committee as a teacher
    python bench/controls.py longer     # 150 and 300 epochs, and members for them

Only missing runs are made, and each is stored at once, so that a stopped command goes
on where it stopped; 'longer' goes on within a run, too. With --seeds, two processes
share a group. A seed draws the split, the initial weights and the shuffles. The
networks of 'longer' are kept in _build/longer. No test image is read.
"""

import argparse
import contextlib
import fcntl
import itertools

import numpy as np
from choice import BASES, GENTLE_WIDE
from compare import FACTORS, cells, name_of, summary
from descent import fit_long, teach
from experiments import FOLDER
from quiet import blas
from runs import GENTLE, fit, in_chunks, keep, load, misread, write
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from neuralnet import TwoLayerNN, deriv_leaky_relu, load_experiment
from neuralnet.further.augmentation import Distortion
from neuralnet.further.tricks import attack
from neuralnet.support.writers import EMPLOYEES, STUDENTS, read_writers
from neuralnet.training import loss_and_accuracy

KEPT = FOLDER.parent.parent / "_build" / "longer"
BASE, COPIES = BASES["tricks"], 4
LEVELS = dict(zip(FACTORS, (True, GENTLE, 0.06), strict=True))
REACHES, STEPS, NUM_ATTACKED = (0.06, 0.1, 0.2, 0.3), (1, 20), 1000
UPRIGHT = BASES["distorted"] | {"lr": 0.1, "deslant": True} | GENTLE_WIDE
MEMBER_EPOCHS, WIDTHS = 75, (14, 20)  # of a committee's other members
SMALL = UPRIGHT | {"num_hiddens": 512}


def factorial():
    """Return {name: hyperparameters} of eight rows, with or without each of FACTORS.

    An attack takes a second pass through the network, so rows without it have twice
    the epochs.
    """
    rows = {}
    for cell in cells():
        n_epochs = 15 if "attack" in cell else 30
        changes = {name: LEVELS[name] for name in cell}
        rows[name_of(cell)] = BASE | {"lr": 0.1, "n_epochs": n_epochs} | changes
    return rows


def attacks():
    """Return networks at many rates; only one is trained on attacked images."""
    long = BASE | {"n_epochs": 30}
    rows = {f"lr {lr}": long | {"lr": lr} for lr in (0.05, 0.2, 0.02, 0.1, 0.4)}
    for smoothing in (0.1, 0.2):
        changes = {"smoothing": smoothing, "lr": 0.1}
        rows[f"smoothing {smoothing}"] = long | changes
    rows["attack"] = BASE | {"attack": 0.06}
    for lr in (0.0005, 0.002, 0.008):
        rows[f"Adam, lr {lr}"] = long | {"adam": True, "lr": lr}
    return rows


def longer():
    """Return the networks of 150 and 300 epochs, and shorter ones that vote with them.

    One of the shorter ones reads digits as they are, the others scale them to WIDTHS.
    """
    rows = {f"{n} epochs": UPRIGHT | {"n_epochs": n} for n in (150, 300)}
    short = UPRIGHT | {"n_epochs": MEMBER_EPOCHS}
    rows[f"{MEMBER_EPOCHS} epochs"] = short
    return rows | {f"width {width}": short | {"width": width} for width in WIDTHS}


GROUPS = {  # rows, seeds
    "split": ({"images": BASE, "writers": BASE}, range(10)),
    "factorial": (factorial(), (0, 1, 2, 3, 4)),
    "attacks": (attacks(), (0, 1, 2)),
    "distilled": (dict.fromkeys(("hard", "soft"), SMALL), (0, 1, 2)),
    "longer": (longer(), (0, 1, 2)),
}


def main(group, seeds):
    rows = GROUPS[group][0]
    for seed, name in tqdm([*itertools.product(seeds, rows)], disable=None):
        if seed in [run["seed"] for run in stored(group).get(name, [])]:
            continue
        last = run(group, name, rows[name], seed)
        shown = {key: value for key, value in last.items() if key != "misread"}
        print(group, name, shown, flush=True)
        with locked():
            found = stored(group)
            runs = [*found.get(name, []), last]
            found[name] = sorted(runs, key=lambda run: run["seed"])
            store(group, found)
    with locked():  # what follows from the runs, even if none was missing
        store(group, stored(group))


def store(group, found):
    """Write the runs of the rows of a group, and what follows from them."""
    rows = [
        {"name": name, "settings": settings, "runs": found[name]}
        for name, settings in GROUPS[group][0].items()
        if name in found
    ]
    head = {"command": f"python bench/controls.py {group}"}
    write(f"control_{group}", head | {"rows": rows} | summary(group, rows))


@contextlib.contextmanager
def locked():
    """Hold a lock while the file of a group is read and written."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with open(KEPT / "controls.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def stored(group):
    """Return the finished runs of each row, by its name."""
    if not (FOLDER / f"control_{group}.json").is_file():
        return {}
    return {r["name"]: r["runs"] for r in load_experiment(f"control_{group}")["rows"]}


def run(group, name, settings, seed):
    """Train the network of a row and a seed; return what its validation gives."""
    rng = np.random.default_rng(seed)
    data = load(group, rng, split="images" if name == "images" else "writers")
    parts, extra = (data.X_train, data.Y_train), {}
    if group == "longer" and settings["n_epochs"] == MEMBER_EPOCHS:
        # The members of a committee differ in all that they draw.
        rng = np.random.default_rng([seed, settings.get("width", 0)])
    if group == "longer":
        model, seconds = fit_long(
            settings, *parts, rng, KEPT / f"now-{name}-{seed}.npz"
        )
    elif name == "soft":
        model, seconds, teachers = teach(settings, *parts, rng, seed)
        extra = {f"teachers_{k}": v for k, v in validated(teachers, data).items()}
    else:
        model, _, seconds = fit(settings, *parts, None, None, rng)
    result = {"seed": seed, "cpu_seconds": seconds, "kernel": blas()}
    result |= validated(model, data) | extra
    if group == "attacks":
        result |= attacked(model, data.X_val[:NUM_ATTACKED], data.Y_val[:NUM_ATTACKED])
    if group == "longer":
        keep(KEPT / f"{name}-{seed}.npz", settings, model, seconds)
        result |= distorted(model, data, seed)
        (KEPT / f"now-{name}-{seed}.npz").unlink()
    return result


def validated(model, data):
    """Return the errors in percent, also of each part of the writers, and the loss.

    Misread images are given by their places in the training file.
    """
    wrong = data.rows_val[misread(model, data.X_val, data.Y_val)]
    part, _ = read_writers()
    result = {"num_images": len(data.X_val)}
    result["valid_error"] = round(100 * len(wrong) / len(data.X_val), 4)
    for name, number in (("employees", EMPLOYEES), ("students", STUDENTS)):
        share = (part[wrong] == number).sum() / (part[data.rows_val] == number).sum()
        result[f"{name}_error"] = round(100 * float(share), 4)
    result["valid_loss"] = loss_and_accuracy(model, data.X_val, data.Y_val)[0]
    return result | {"misread": sorted(wrong.tolist())}


def distorted(model, data, seed):
    """Return error and loss on COPIES distorted copies of the validation images."""
    rng, results = np.random.default_rng([seed, COPIES]), []
    for _ in range(COPIES):
        X = copy_of(data.X_val, rng)
        results.append(loss_and_accuracy(model, X, data.Y_val))
    loss, acc = np.mean(results, axis=0)
    error = round(100 - 100 * float(acc), 4)
    return {"distorted_error": error, "distorted_loss": float(loss)}


def copy_of(X, rng):
    """Return distorted copies of the images."""
    distort = Distortion(**GENTLE)
    return in_chunks(lambda part: distort(part, rng), X)


def attacked(model, X, Y):
    """Return the error, in percent, on attacked images: {reach: {steps: error}}.

    This attack is `exact_attack`, computes in float64 and stays in [0, 1]. Beside it
    stands the attack of bench/choice.py at the first reach, which may leave [0, 1]: in
    both precisions, and `exact_attack` in float32.
    """
    net64 = TwoLayerNN(X.shape[1], model.num_hiddens, Y.shape[1], rng=None)
    net64.params = {name: value.astype(float) for name, value in model.params.items()}
    X64, Y64 = X.astype(float), Y.astype(float)
    found = {r: {n: error(net64, X64, Y64, r, n) for n in STEPS} for r in REACHES}
    result = {"attacked_error": found}
    free = -np.inf, np.inf
    for name, step, *parts in (
        ("float64", attack, net64, X64, Y64),
        ("float32", attack, model, X, Y),
        ("float32_exact", exact_attack, model, X, Y),
    ):
        found = {n: error(*parts, REACHES[0], n, free, step) for n in STEPS}
        result[f"attacked_freely_{name}"] = found
    return result


def exact_attack(model, X, Y, size):
    """Attack as `attack` does, but with all digits of y - Y.

    If y of the right class rounds to 1, its y - Y would be 0. The sum of y - Y over all
    classes is 0, so the entry of the right class is minus the sum of the others.
    """
    y, ff_dict = model.forward(X)
    dZ2 = y * (1 - Y)
    dZ2 -= Y * dZ2.sum(axis=1, keepdims=True)
    dZ1 = dZ2 @ model.params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])  # (N, H)
    return X + model.dtype.type(size) * np.sign(dZ1 @ model.params["W1"].T)


def error(model, X, Y, reach, n_steps, limits=(0, 1), step=exact_attack):
    """Return the error on images attacked in `n_steps`; no pixel moves past `reach`."""
    low, high = np.maximum(X - reach, limits[0]), np.minimum(X + reach, limits[1])
    moved = X
    for _ in range(n_steps):
        moved = step(model, moved, Y, reach * min(1, 2.5 / n_steps))
        moved = np.clip(moved, low, high).astype(X.dtype)
    return round(100 * len(misread(model, moved, Y)) / len(X), 2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--seeds", type=int, nargs="+", help="these only")
    args = parser.parse_args()
    with threadpool_limits(1, user_api="blas"):  # seconds of one core
        main(args.group, args.seeds or GROUPS[args.group][1])
