"""Split the training images: by chance, or so that no writer is on both sides."""

import math
import pathlib

import numpy as np

FILE = pathlib.Path(__file__).parent.parent / "mnist" / "writers.npz"
EMPLOYEES, STUDENTS = 0, 4  # the two parts of NIST's collection
SHARE = 0.2  # of the images, for validation


def check_split(split, directory):
    """Raise a ValueError unless these files can be split in this way."""
    if split not in ("images", "writers"):
        raise ValueError(f"split must be 'images' or 'writers', got {split!r}")
    if split == "writers" and directory is not None:
        raise ValueError(
            "split='writers' is for MNIST alone, whose writers are known; for the "
            f"files in {directory} take split='images'"
        )


def split_rows(labels, rng, split):
    """Return the rows for training and for validation, both shuffled."""
    order = rng.permutation(len(labels))
    if split == "images":
        return np.split(order, [math.ceil((1 - SHARE) * len(labels))])
    aside = some_writers(*read_writers(labels), rng)[order]
    return order[~aside], order[aside]


def read_writers(labels=None):
    """Return (part, writer) of each training image, from mnist/writers.npz.

    ValueError if the labels in that file are not those of the images, if given.
    """
    with np.load(FILE) as found:
        if labels is not None and not np.array_equal(found["label"], labels):
            raise ValueError(
                f"{FILE.name}: expected the labels of MNIST's training images in "
                "their order, found others; install the package again"
            )
        return found["part"], found["writer"]


def some_writers(part, writer, rng):
    """Draw whole writers who wrote about SHARE of the images of each part.

    Returns a bool for each image. The last writer drawn of a part fills up the share
    or goes beyond it; a writer has 19 to 131 images.
    """
    drawn = np.zeros(len(writer), bool)
    for group in (EMPLOYEES, STUDENTS):
        names, counts = np.unique(writer[part == group], return_counts=True)
        order = rng.permutation(len(names))
        before = np.cumsum(counts[order]) - counts[order]
        drawn |= np.isin(writer, names[order[before < SHARE * counts.sum()]])
    return drawn
