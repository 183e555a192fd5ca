"""Split the training images: by chance, or so that no writer is on both sides."""

import math
import pathlib

import numpy as np

FILE = pathlib.Path(__file__).parent.parent / "mnist" / "writers.npz"
EMPLOYEES, STUDENTS = 0, 4  # the two parts of NIST's collection
SHARE = 0.2  # of the images, for validation


def check_split(split, directory):
    """Raise a ValueError unless the files in `directory` can be split in this way."""
    if split not in ("images", "writers"):
        raise ValueError(f"split must be 'images' or 'writers', got {split!r}")
    if split == "writers" and directory is not None:
        raise ValueError(
            "split='writers' is for MNIST alone, whose writers are known; for the "
            f"files in {directory} take split='images'"
        )


def split_rows(labels, rng, split):
    """Return two arrays: places of images for training and for validation, shuffled."""
    order = rng.permutation(len(labels))
    if split == "images":
        return np.split(order, [math.ceil((1 - SHARE) * len(labels))])
    aside = some_writers(*read_writers(labels), rng)[order]
    return order[~aside], order[aside]


def read_writers(labels=None):
    """Return two arrays: the part of NIST's data and the writer of each training image.

    ValueError if `labels` are given and differ from the labels in the file.
    """
    with np.load(FILE) as found:
        if labels is not None and not np.array_equal(found["label"], labels):
            raise ValueError(
                f"{FILE.name}: expected the labels of MNIST's training images in "
                "their order, found others; install the package again"
            )
        return found["part"], found["writer"]


def some_writers(part, writer, rng):
    """Choose writers at random until their images are at least SHARE of each part.

    Return a bool for each image: is its writer chosen? A writer has 19 to 131 images
    and is chosen with all of these, so the share may be a little larger.
    """
    chosen = np.zeros(len(writer), bool)
    for group in (EMPLOYEES, STUDENTS):
        names, counts = np.unique(writer[part == group], return_counts=True)
        order = rng.permutation(len(names))
        before = np.cumsum(counts[order]) - counts[order]  # images of earlier writers
        chosen |= np.isin(writer, names[order[before < SHARE * counts.sum()]])
    return chosen
