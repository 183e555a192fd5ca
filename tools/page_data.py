"""Write the digits and weights that Python in a page fetches when a cell needs them.

The digits are the validation images of the book's own run. So the weights, which three
exercises load, were not trained on them. book/live/page/data.py fetches the
files by these names.
"""

import gzip
import pathlib
import shutil

import numpy as np

from neuralnet.support.idx import read_idx

ROOT = pathlib.Path(__file__).resolve().parent.parent
MNIST = ROOT / "neuralnet" / "mnist"
WEIGHTS = ROOT / "book" / "experiments" / "reference.npz"
# As in the book's own run, load_mnist(rng=default_rng(0)).
SEED, NUM_TRAINING = 0, 48_000
RANKS = {"train-images-idx3-ubyte": 3, "train-labels-idx1-ubyte": 1}
LEVEL = 6  # a higher level takes ten seconds and saves 2 %


def write(folder):
    """Write reference.npz and two packed idx files, images and labels, to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(WEIGHTS, folder / WEIGHTS.name)
    for name, rank in RANKS.items():
        items = read_idx(MNIST, name, rank)
        # The validation images; the same seed gives their labels in the same order.
        rows = np.random.default_rng(SEED).permutation(len(items))[NUM_TRAINING:]
        # The head of an idx file: 8 stands for bytes, then the number of dimensions.
        head = np.array([0x0800 + rank, len(rows), *items.shape[1:]], ">u4")
        content = head.tobytes() + items[rows].tobytes()
        (folder / name).write_bytes(gzip.compress(content, LEVEL, mtime=0))
