"""Read the 50,000 lost test digits once: writes experiments/lost_digits.json.

    python bench/lost_digits.py IMAGES LABELS

The files are qmnist-test-images-idx3-ubyte and qmnist-test-labels-idx2-int of QMNIST
(Yadav and Bottou, 2019), plain or gzip: MNIST's test set, then the 50,000 digits that
were lost. Each network of the ledger that bench/records.py can train again reads both.
Do the networks that were chosen lose more on the lost digits than those that were
tested on the way? All are trained first, and the script refuses a second run.
"""

import argparse
import gzip
import pathlib

import numpy as np
from experiments import FOLDER
from ledger import VALIDATED, openings
from records import trained
from runs import misread, write
from threadpoolctl import threadpool_limits

TYPES = {0x08: "u1", 0x0C: ">i4"}  # of the values in an idx file
FIRST = 10_000  # digits that are MNIST's test set
NAMES = ("plain", "smoothed", "attacked", "distorted", "longer", "quick")


def main(images, labels):
    """Train the networks, read the digits from two files, and store the errors."""
    if (FOLDER / "lost_digits.json").exists():
        raise SystemExit("The lost digits have been read: see lost_digits.json.")
    entries = [entry for entry in openings() if entry["name"] in NAMES]
    nets = [
        trained(e["name"], e["settings"], *e["seeds"], fresh=False)[0] for e in entries
    ]
    X, Y = read_digits(images, labels)
    rows = []
    for entry, net in zip(entries, nets, strict=True):
        row = {key: value for key, value in entry.items() if key not in ("data", "why")}
        wrong = np.array(misread(net, X, Y))
        row["error_again"] = 100 * float((wrong < FIRST).sum()) / FIRST
        row["lost_error"] = 100 * float((wrong >= FIRST).sum()) / (len(X) - FIRST)
        rows.append(row)
    head = {"command": "python bench/lost_digits.py IMAGES LABELS"}
    head |= {"not_trained_again": len(openings()) - len(entries)}
    head["num_lost"] = len(X) - FIRST
    write("lost_digits", head | compare(rows) | {"rows": rows})


def read_digits(images, labels):
    """Return X and one-hot Y from both files, or exit if the shapes are wrong."""
    X, labels = read(images), read(labels)
    if X.shape[1:] != (28, 28) or labels.shape != (len(X), 8) or len(X) <= FIRST:
        raise SystemExit(
            f"Wanted (60000, 28, 28) and (60000, 8), got {X.shape} and {labels.shape}."
        )
    digits = labels[:, 0]  # the other columns say where the image comes from
    return X.reshape(len(X), -1).astype(np.float32) / 255, np.eye(10)[digits]


def read(path):
    """Return the array of an idx file of bytes or of 32-bit integers."""
    data = pathlib.Path(path).read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    dtype, rank = TYPES[data[2]], data[3]  # then come the sizes of the dimensions
    shape = np.frombuffer(data, ">i4", rank, offset=4)
    return np.frombuffer(data, dtype, offset=4 + 4 * rank).reshape(shape)


def compare(rows):
    """Compare the errors on lost digits with those on test digits, network by network.

    Return slope and constant of the line that fits best the networks without three
    seeds on validation images, and how far above it the others lie on average. These
    were chosen in the end. If looks at the test set flatter them, they lie above.
    """
    old, lost = (np.array([r[k] for r in rows]) for k in ("error_again", "lost_error"))
    chosen = np.array([row["validated"] >= VALIDATED for row in rows])
    slope, constant = np.polyfit(old[~chosen], lost[~chosen], 1)
    above = (lost - slope * old - constant)[chosen].mean()
    found = {"slope": slope, "constant": constant, "chosen_above_line": above}
    return {name: round(float(value), 4) for name, value in found.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs=2, metavar=("IMAGES", "LABELS"))
    with threadpool_limits(1, user_api="blas"):
        main(*parser.parse_args().files)
