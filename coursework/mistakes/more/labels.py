"""Mistakes in one_hot (chapter 1), the most basic first."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.more.tools import filing, hot

one_hot = Catalogue("one_hot")
file = filing(one_hot)


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
