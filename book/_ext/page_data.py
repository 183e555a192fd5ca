"""Write the digits, weights and results that Python in a page fetches when needed.

An exercise has the validation images of the book's own run. So the weights, which three
exercises load, were not trained on them. A chapter has them, too, and the first of the
training images. book/live/page/data.py fetches the files by these names.
"""

import gzip
import pathlib
import shutil

import numpy as np

from neuralnet.support.idx import read_idx

ROOT = pathlib.Path(__file__).resolve().parents[2]
MNIST = ROOT / "neuralnet" / "mnist"
RESULTS = ROOT / "book" / "experiments"
WEIGHTS = RESULTS / "reference.npz"
# As in the book's own run, load_mnist(rng=default_rng(0)).
SEED, NUM_TRAINING = 0, 48_000
IN_CHAPTERS = 12_000  # of the training images
RANKS = {"train-images-idx3-ubyte": 3, "train-labels-idx1-ubyte": 1}
LEVEL = 6  # a higher level takes ten seconds and saves 2 %


def write(folder):
    """Write weights and results, and idx files of images and labels, to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in [WEIGHTS, *RESULTS.glob("*.json")]:
        shutil.copyfile(path, folder / path.name)
    for name, rank in RANKS.items():
        items = read_idx(MNIST, name, rank)
        # The validation images; the same seed gives their labels in the same order.
        order = np.random.default_rng(SEED).permutation(len(items))
        _pack(items[order[NUM_TRAINING:]], folder / name)
        if rank == 3:
            items = np.concatenate(
                [items[order[:IN_CHAPTERS]], items[order[NUM_TRAINING:]]]
            )
        _pack(items, folder / name.replace("train", "chapter"))


def _pack(items, path):
    """Write bytes as an idx file, packed by gzip."""
    # Its head: 8 stands for bytes, then the number of dimensions.
    head = np.array([0x0800 + items.ndim, *items.shape], ">u4")
    content = gzip.compress(head.tobytes() + items.tobytes(), LEVEL, mtime=0)
    path.write_bytes(content)
