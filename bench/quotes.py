"""Quote the timings of speed.json in README.md and CLAIMS.md, with their ranges.

    python bench/quotes.py   # after `make bench`: writes the rows anew

A row is a line of a table that begins with START. The tests compare these lines with
`rows`.
"""

import pathlib

from neuralnet import load_experiment
from neuralnet.support.files import write_whole

ROOT = pathlib.Path(__file__).resolve().parent.parent
OTHERS = {
    "loop": "the readable float64 steps",
    "products": "the five float32 products alone",
    "one_by_one": "our path one step at a time",
    "torch_eager": "PyTorch eager",
    "torch_compiled": "compiled PyTorch",
    "torch_by_hand": "PyTorch with our formulas",
    "jax": "compiled JAX",
    "sklearn": "scikit-learn",
    "sklearn_float32": "scikit-learn in float32",
}
QUOTED = ("loop", "products", "torch_by_hand", "jax")  # in README.md
START, END = "| Beside an epoch of the fast float32 steps, ", "`make bench` |"


def rows(machines):
    """Return {file: its rows} for the last machine, in CLAIMS.md one for each shape."""
    last = machines[-1]
    machine, rounds = last["machine"], last["settings"]["rounds"]
    kind = f"family {machine['family']}, model {machine['model']}"
    load = min(last["load_before"], last["load_after"] - 1)  # the timing itself adds 1
    if load > 1:
        kind += f"; a load of {load:.0f} from other work"
    where = f"{machine['processor']} ({kind})"
    kernel = machine["blas"].split()[-1]
    epochs = list(last["epochs"].items())  # (shape, its timings)
    elsewhere = "".join(on_another(other, epochs[0][0]) for other in machines[:-1])
    notes = [
        f"One core of an {where} with NumPy {machine['numpy']} and {kernel} kernels; "
        f"median and range of {rounds} rounds. "
        "Where our path takes one step at a time anyway, the ratio to it is noise"
        f"{elsewhere}"
    ]
    notes += ["The same run"] * (len(epochs) - 1)
    claims = [
        f"{START}{longer(*pair, OTHERS)} | {END} {note} |"
        for pair, note in zip(epochs, notes, strict=True)
    ]
    phrase = longer(*epochs[0], QUOTED) + elsewhere
    readme = f"{START}on one core of an {where}, {phrase} | {END}"
    return {"CLAIMS.md": claims, "README.md": [readme]}


def on_another(result, shape):
    """Return a sentence on the last two of QUOTED, measured on another machine."""
    timings, how = result["epochs"][shape], f"{result['settings']['rounds']} rounds"
    if "one_by_one" not in timings["speed_of_fast"]:
        how = f"our path one step at a time, {how}"
    times = ", ".join(ratios(timings, QUOTED[2:]))
    return f". On an {result['machine']['processor']} ({how}), {times}"


def longer(shape, timings, names):
    """Return a phrase: how many times as long as the fast steps these programs take."""
    first, *others = ratios(timings, names)
    # Only the phrase of "loop", which is the first, contains "steps".
    first = first.replace(" steps ", " steps take ") + " as long"
    size = "with {} units and batches of {}: ".format(*shape.split(","))
    return size + ", ".join([first, *others])


def ratios(timings, names):
    """Return a phrase for each program: how many times as long, with the range."""
    ratio = "{median:.2f} times ({min:.2f} to {max:.2f})"
    times = timings["speed_of_fast"]
    return [f"{OTHERS[name]} {ratio.format(**times[name])}" for name in names]


def main():
    """Replace the rows in CLAIMS.md and README.md by those of speed.json."""
    for name, wanted in rows(load_experiment("speed")["machines"]).items():
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        places = [n for n, line in enumerate(lines) if line.startswith(START)]
        lines[places[0] : places[-1] + 1] = wanted
        write_whole(ROOT / name, "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
