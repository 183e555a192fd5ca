"""Fetch digits, weights and results from the site when the page's Python needs them.

worker.js runs this in the browser and calls `install`; book/_ext/page_data.py makes the
files. The digits are a part of MNIST's training file. There are no test images, since
a test accuracy should belong to a network that has learned from all training images.

On the page of a chapter, the digits are those that the chapter shows: the first of its
training images, and all that it validates on. So what a reader computes from them is
what the page has printed, and only what learned from all images comes out better.
"""

import math
import pathlib

import numpy as np

import neuralnet
from neuralnet import data
from neuralnet.support import experiments
from neuralnet.support.idx import read_idx

PACKAGE = pathlib.Path(neuralnet.__file__).parent
IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
ALL_LABELS = "chapter-labels-idx1-ubyte"
WEIGHTS = "reference.npz"
KNOWN = "chapter-images-idx3-ubyte"  # the chapter's images, of all of MNIST's
ROWS, SEED = 60_000, 0  # in MNIST's training file; of the book's split
LEARN, SHOWN = 48_000, 12_000  # training images of the book, and those that a page has
SAYS = (
    "On this page MNIST is smaller: {:,} images to learn from and {:,} to validate, "
    "all from its training file. In Colab and at home you have all 60,000."
)
NO_TEST = (
    "This page has no test images. Download the notebook and run it from the top in "
    "Colab or at home: there your network learns from all training images first, and "
    "then this line opens the test set for it."
)
LOST = "{} did not arrive from the site. Are you online? Then run the cell again."


class NoTestImages(RuntimeError):
    """Raised when code in the page asks for the test set."""


class Absent:
    """Replaces the test part, and raises NoTestImages when it is used."""

    def __iter__(self):
        raise NoTestImages(NO_TEST)


class Known:
    """The images of a chapter by their rows in MNIST's training file."""

    def __init__(self, images):
        order = np.random.default_rng(SEED).permutation(ROWS)
        known = np.concatenate([order[:SHOWN], order[LEARN:]])
        self.images, self.place = images, np.full(ROWS, -1)
        self.place[known] = np.arange(len(known))

    def __getitem__(self, rows):
        return self.images[self.place[rows]]

    def among(self, rows):
        """Return those of the rows whose images are here, in their order."""
        return rows[self.place[rows] >= 0]


def install(fetch, folder=PACKAGE, chapter=False):
    """Make the package read its data from the site instead of from files.

    Parameters
    ----------
    fetch : callable
        `fetch(name, path)` writes a file of the site to a path.
    folder : pathlib.Path
        Where the files are kept.
    chapter : bool
        Whether the page is a chapter's.
    """
    read, find, open_test = data._read, experiments._find, data.Dataset.open_test
    split_rows, known = data.split_rows, []  # the images of the chapter, once read
    said = []  # not empty once SAYS is printed

    def fetched(name, place):
        """Return the path of a file; fetch the file first if it is missing."""
        path = folder / place / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            try:
                fetch(name, str(path))
            except Exception:  # JavaScript may throw anything
                raise OSError(LOST.format(name)) from None
        return path

    def arrived(images, labels):
        """Return the contents of two files of MNIST, which are fetched if missing."""
        fetched(images, "mnist")
        place = fetched(labels, "mnist").parent
        return read_idx(place, images, 3), read_idx(place, labels, 1)

    def read_part(directory, num_classes):
        """Return what `data._read` returns, with an Absent as the test part."""
        if directory is not None:
            return read(directory, num_classes)
        if chapter:  # the images that it shows
            images, labels = arrived(KNOWN, ALL_LABELS)
            known.append(Known(images))
            return (known[0], labels), Absent()
        images, labels = arrived(IMAGES, LABELS)
        if not said:
            learned = math.ceil(0.8 * len(images))  # as Dataset splits them
            said.append(SAYS.format(learned, len(images) - learned))
            print(said[0])
        return (images, labels), Absent()

    def split_known(labels, rng, split):
        """Return what `data.split_rows` returns, without the rows that are not here."""
        return tuple(known[0].among(rows) for rows in split_rows(labels, rng, split))

    def find_or_fetch(filename):
        """Return the path of a result, of which a page has only a part."""
        if filename != WEIGHTS:
            try:
                return find(filename)
            except FileNotFoundError:
                if not chapter:
                    raise
        return fetched(filename, "results")

    def open_or_refuse(self, model):
        if isinstance(self._test, Absent):
            raise NoTestImages(NO_TEST)
        return open_test(self, model)

    data._read, experiments._find = read_part, find_or_fetch
    if chapter:
        data.split_rows = split_known
    data.Dataset.open_test = open_or_refuse
