"""Mistakes in confusion_matrix (chapter 8), the most basic first."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.more.tools import filing, hot

confusion_matrix = Catalogue("confusion_matrix")
file = filing(confusion_matrix)


def count(labels, predictions, C):
    """Return the right matrix, as floats."""
    return hot(labels, C).T @ hot(predictions, C)


file(
    "all_zeros",
    "Everything that comes back is 0: the matrix is made, but nothing is counted.",
    lambda t, p, C: np.zeros((C, C)),
)
file(
    "transposed",
    "Rows and columns are swapped. Rows are the truth, columns the answers: "
    "matrix[labels[n], predictions[n]].",
    lambda t, p, C: count(t, p, C).T,
)
file(
    "counts_each_pair_once",
    "A pair that occurs several times is counted once: matrix[labels, predictions] "
    "+= 1 (or = 1) writes the same 1 again and again. Use np.add.at, or a loop over n.",
    lambda t, p, C: count(t, p, C) > 0,
)
file(
    "only_right_answers",
    "Only the right answers are counted: beside the diagonal there are zeros. Every "
    "image counts, at [labels[n], predictions[n]].",
    lambda t, p, C: np.diag(np.diag(count(t, p, C))),
)
file(
    "only_wrong_answers",
    "The right answers are left out: the diagonal is 0. They count as well.",
    lambda t, p, C: count(t, p, C) * (1 - np.eye(C)),
)
file(
    "diagonal_returned",
    "Only the diagonal comes back: the right answers of each class. Wanted is the "
    "whole table.",
    lambda t, p, C: np.diag(count(t, p, C)),
)
file(
    "truth_against_truth",
    "The labels are counted against themselves. The column comes from predictions.",
    lambda t, p, C: count(t, t, C),
)
file(
    "answers_against_answers",
    "The predictions are counted against themselves. The row comes from labels.",
    lambda t, p, C: count(p, p, C),
)
file(
    "shares_of_rows",
    "You return shares (each row, or each column, sums to 1). Wanted are the counts.",
    lambda t, p, C: count(t, p, C) / count(t, p, C).sum(axis=1, keepdims=True),
    lambda t, p, C: count(t, p, C) / count(t, p, C).sum(axis=0, keepdims=True),
    lambda t, p, C: count(t, p, C) / count(t, p, C).sum(axis=1),
)
file(
    "shares_of_all",
    "You return shares: everything is divided by the number of images. Wanted are the "
    "counts.",
    lambda t, p, C: count(t, p, C) / len(t),
)
file(
    "accuracy_returned",
    "One number comes back: how many answers (or what share of them) are right. Wanted "
    "is the table that says where the others went.",
    lambda t, p, C: np.mean(t == p),
    lambda t, p, C: np.sum(t == p),
)
file(
    "starts_from_one",
    "Every count is one too high: the table starts with ones. Start with zeros.",
    lambda t, p, C: count(t, p, C) + 1,
)
file(
    "an_image_left_out",
    "The first or the last image is not counted. range(N) runs from 0 to N - 1.",
    lambda t, p, C: count(t[1:], p[1:], C),
    lambda t, p, C: count(t[:-1], p[:-1], C),
)
file(
    "returns_in_the_loop",
    "Only one image is counted: return stands inside the loop, or the table is made "
    "anew in each round.",
    lambda t, p, C: count(t[:1], p[:1], C),
    lambda t, p, C: count(t[-1:], p[-1:], C),
)
file(
    "only_first_classes",
    "The loop runs over range(num_classes), so only the first few images are counted. "
    "It has to run over all images: range(len(labels)).",
    lambda t, p, C: count(t[:C], p[:C], C),
)
file(
    "symmetric",
    "Each image is counted in both directions, at [j, k] and at [k, j]. Count it once, "
    "the truth in the row.",
    lambda t, p, C: count(t, p, C) + count(t, p, C).T,
)
file(
    "counts_every_image_twice",
    "Every image is counted twice.",
    lambda t, p, C: 2 * count(t, p, C),
)
file(
    "flattened",
    "The counts are right, but in one long row. Give it the shape with "
    "reshape(num_classes, num_classes).",
    lambda t, p, C: count(t, p, C).ravel(),
)
file(
    "counted_from_one",
    "Rows and columns are shifted by one, as if classes were counted from 1. Class 0 "
    "has row 0 and column 0.",
    lambda t, p, C: np.roll(count(t, p, C), (1, 1), (0, 1)),
    lambda t, p, C: np.roll(count(t, p, C), (-1, -1), (0, 1)),
    lambda t, p, C: np.pad(count(t, p, C), ((1, 0), (1, 0))),
)
file(
    "one_class_too_many",
    "There is a row and a column too many: C classes have the numbers 0 to C - 1.",
    lambda t, p, C: np.pad(count(t, p, C), ((0, 1), (0, 1))),
)
file(
    "ten_classes",
    "The table has ten rows and columns, whatever num_classes is. Use the argument.",
    lambda t, p, C: count(t, p, 10),
)
file(
    "counts_of_classes",
    "You count how often each class occurs, not each pair of classes.",
    lambda t, p, C: np.bincount(t, minlength=C),
    lambda t, p, C: np.bincount(p, minlength=C),
)
file(
    "size_from_the_labels",
    "The size of the table comes from the classes that happen to occur. Use the "
    "argument num_classes.",
    lambda t, p, C: _fit(t, p, max(*t, *p) + 1),
    lambda t, p, C: _fit(t, p, max(t) + 1),
    lambda t, p, C: _fit(t, p, max(p) + 1),
    lambda t, p, C: _fit(t, p, len(np.unique(t))),
    lambda t, p, C: _present(t, p, np.unique(np.concatenate([t, p]))),
    lambda t, p, C: _present(t, p, np.unique(t)),
)
file(
    "bincount_too_short",
    "np.bincount ends at the largest pair that occurs, and then reshape fails. Say how "
    "many there are: minlength=num_classes**2.",
    lambda t, p, C: np.bincount(np.int64(t) * C + p).reshape(C, C),
)
file(
    "bytes_overflow",
    "labels * num_classes overflows where labels are bytes (uint8): above 255 they "
    "start again at 0. Convert first: labels.astype(int).",
    lambda t, p, C: _pairs(t * C + p, C),
)


def _fit(t, p, size):
    matrix = np.zeros((int(size), int(size)))
    np.add.at(matrix, (t, p), 1)
    return matrix


def _present(t, p, classes):
    return np.array([[np.sum((t == j) & (p == k)) for k in classes] for j in classes])


def _pairs(cells, C):
    return np.bincount(cells, minlength=C * C)[: C * C].reshape(C, C)
