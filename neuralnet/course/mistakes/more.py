"""Mistakes in one_hot and confusion_matrix (chapters 1 and 8), the most basic first.

Whole numbers count as floats here, as `course.more.WholeNumbers` judges them.
"""

import numpy as np

from neuralnet.course.mistakes import Catalogue


def as_float(value):
    """Return whole numbers and truth values as floats, anything else as it is."""
    if isinstance(value, np.ndarray | np.generic | int):
        array = np.asarray(value)
        return array.astype(float)[()] if array.dtype.kind in "iub" else value
    return value


def filing(catalogue):
    """Return a function that files mistakes whose whole numbers count as floats."""

    def floats(function):
        return lambda *args: as_float(function(*args))

    def file(name, sentence, *functions):
        catalogue.file(name, sentence, *map(floats, functions))

    return file


one_hot = Catalogue("one_hot")
file = filing(one_hot)


def hot(labels, C, on=1.0, off=0.0):
    """Return rows of `off`, with `on` in the column of the label."""
    return np.where(np.arange(C) == np.asarray(labels, int)[:, None], on, off)


file(
    "labels_returned",
    "The labels come back as they went in. Wanted is a whole row for each label: 1 in "
    "its column, 0 in the others.",
    lambda labels, C: labels,
    lambda labels, C: np.array(labels)[:, None],
)
file(
    "all_zeros",
    "Everything that comes back is 0: the matrix is made, but no 1 is set. Row n gets "
    "its 1 in column labels[n].",
    lambda labels, C: np.zeros((len(labels), C)),
)
file(
    "all_ones",
    "Everything that comes back is 1. Start with zeros, and set one entry of each row.",
    lambda labels, C: np.ones((len(labels), C)),
)
file(
    "whole_columns",
    "Y[:, labels] = 1 sets whole columns, in all rows. Each row has its own column: "
    "Y[np.arange(N), labels] = 1, or a loop over n with Y[n, labels[n]] = 1.",
    lambda labels, C: np.tile(np.isin(np.arange(C), labels), (len(labels), 1)),
)
file(
    "whole_rows",
    "Y[labels] = 1 sets whole rows, and the rows of the wrong images. Two indices are "
    "needed, row and column: Y[np.arange(N), labels] = 1.",
    lambda labels, C: _rows(labels, (len(labels), C)),
)
file(
    "transposed",
    "The result is transposed: classes are in the rows. One image is one row, so its "
    "shape is (N, C).",
    lambda labels, C: hot(labels, C).T,
)
file(
    "swapped_zero_and_one",
    "Zeros and ones are swapped: the column of the label holds 0, and all others 1.",
    lambda labels, C: hot(labels, C, 0.0, 1.0),
)
file(
    "label_instead_of_one",
    "The right places are filled, but with the label itself. Each of them holds 1, "
    "whatever the label is: a 9 counts no more than a 1.",
    lambda labels, C: hot(labels, C) * np.arange(C),
)
file(
    "label_plus_one_instead_of_one",
    "The right places are filled, but with label + 1. Each of them holds 1, whatever "
    "the label is.",
    lambda labels, C: hot(labels, C) * np.arange(1, C + 1),
)
file(
    "minus_one_for_zero",
    "The other columns hold -1. One-hot rows hold 0 there, so that they sum to 1.",
    lambda labels, C: hot(labels, C, 1.0, -1.0),
)
file(
    "counted_from_one",
    "Every 1 stands one column too far left: you subtract 1 from the label, as if "
    "classes were counted from 1. The label 0 has column 0.",
    lambda labels, C: hot((np.asarray(labels, int) - 1) % C, C),
    lambda labels, C: hot(np.asarray(labels, int) - 1, C),
)
file(
    "column_too_far_right",
    "Every 1 stands one column too far right: you add 1 to the label. The label 0 has "
    "column 0.",
    lambda labels, C: hot((np.asarray(labels, int) + 1) % C, C),
    lambda labels, C: hot(np.asarray(labels, int) + 1, C),
)
file(
    "thermometer",
    "All columns up to the label are filled. Only the label's own column holds 1: "
    "compare with ==, not with <= or >=.",
    lambda labels, C: np.arange(C) <= np.asarray(labels, int)[:, None],
    lambda labels, C: np.arange(C) >= np.asarray(labels, int)[:, None],
    lambda labels, C: np.arange(C) < np.asarray(labels, int)[:, None],
    lambda labels, C: np.arange(C) > np.asarray(labels, int)[:, None],
)
file(
    "identity",
    "What comes back is a diagonal of ones, whatever the labels are. The identity "
    "matrix holds the possible rows; np.eye(num_classes)[labels] picks one for each "
    "label.",
    lambda labels, C: np.eye(len(labels), C),
    lambda labels, C: np.eye(C),
)
file(
    "only_one_image",
    "One image only is handled: an index is fixed, or return stands inside the loop. "
    "Every row gets its 1, and return comes after the loop.",
    lambda labels, C: hot(labels, C)[0],
    lambda labels, C: hot(labels, C)[:1],
    lambda labels, C: hot(labels, C)[-1],
    lambda labels, C: hot(labels, C) * (np.arange(len(labels)) == 0)[:, None],
    lambda labels, C: hot(labels, C) * (np.arange(1, len(labels) + 1) == 1)[:, None],
)
file(
    "an_image_left_out",
    "The first or the last image is left out: its row holds only zeros, or is missing. "
    "range(N) runs from 0 to N - 1.",
    lambda labels, C: hot(labels, C) * (np.arange(len(labels)) > 0)[:, None],
    lambda labels, C: (
        hot(labels, C) * (np.arange(len(labels)) < len(labels) - 1)[:, None]
    ),
    lambda labels, C: hot(labels, C)[1:],
    lambda labels, C: hot(labels, C)[:-1],
)
file(
    "counts",
    "The images of each class are counted together. Each image has a row of its own.",
    lambda labels, C: hot(labels, C).sum(axis=0),
    lambda labels, C: hot(labels, C).mean(axis=0),
)
file(
    "flattened",
    "The numbers are right, but in one long row: the shape (N, C) is lost.",
    lambda labels, C: hot(labels, C).ravel(),
)
file(
    "one_column_too_many",
    "There is a column too many: C classes have C columns, 0 to C - 1.",
    lambda labels, C: hot(labels, C + 1),
)
file(
    "one_column_too_few",
    "There is a column too few: the classes 0 to C - 1 have C columns. labels.max() is "
    "C - 1 at most; and num_classes is given.",
    lambda labels, C: hot(labels, C - 1),
)
file(
    "ten_columns",
    "There are ten columns, whatever num_classes is. Use the argument instead of the "
    "number typed in.",
    lambda labels, C: hot(labels, 10),
)
file(
    "columns_from_the_labels",
    "The number of columns comes from the labels that happen to be there (their "
    "maximum, or how many different ones). Use the argument num_classes.",
    lambda labels, C: hot(labels, int(max(labels)) + 1),
    lambda labels, C: hot(labels, len(np.unique(labels))),
    lambda labels, C: np.eye(len(np.unique(labels)))[labels],
    lambda labels, C: labels[:, None] == np.unique(labels),
    lambda labels, C: np.eye(len(np.unique(labels)))[np.unique(labels, False, True)[1]],
)


def _rows(labels, shape):
    Y = np.zeros(shape)
    Y[labels] = 1
    return Y


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
