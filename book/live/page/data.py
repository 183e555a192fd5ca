"""Fetch digits and weights from the site when the page's Python needs them.

worker.js runs this in the browser and calls `install`; tools/page_data.py makes the
files. The digits are a part of MNIST's training file. There are no test images, since
a test accuracy should belong to a network that has learned from all training images.
"""

import math
import pathlib

import neuralnet
from neuralnet import data
from neuralnet.support import experiments
from neuralnet.support.idx import read_idx

PACKAGE = pathlib.Path(neuralnet.__file__).parent
IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
WEIGHTS = "reference.npz"
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


def install(fetch, folder=PACKAGE):
    """Make the package read its data from the site instead of from files.

    Parameters
    ----------
    fetch : callable
        `fetch(name, path)` writes a file of the site to a path.
    folder : pathlib.Path
        Where the files are kept.
    """
    read, find, open_test = data._read, experiments._find, data.Dataset.open_test
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

    def read_part(directory, num_classes):
        """Return what `data._read` returns, with an Absent as the test part."""
        if directory is not None:
            return read(directory, num_classes)
        paths = [fetched(name, "mnist") for name in (IMAGES, LABELS)]
        place = paths[0].parent
        images, labels = read_idx(place, IMAGES, 3), read_idx(place, LABELS, 1)
        if not said:
            learned = math.ceil(0.8 * len(images))  # as Dataset splits them
            said.append(SAYS.format(learned, len(images) - learned))
            print(said[0])
        return (images, labels), Absent()

    def find_or_fetch(filename):
        return fetched(filename, "results") if filename == WEIGHTS else find(filename)

    def open_or_refuse(self, model):
        if isinstance(self._test, Absent):
            raise NoTestImages(NO_TEST)
        return open_test(self, model)

    data._read, experiments._find = read_part, find_or_fetch
    data.Dataset.open_test = open_or_refuse
