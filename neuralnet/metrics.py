"""Measure what an accuracy hides: which mistakes occur, and how sure they are."""

import math

import numpy as np

from neuralnet.support.validation import check_count


def confusion_matrix(labels, predictions, num_classes):
    """Count how often class i was called class j.

    Parameters
    ----------
    labels, predictions : array_like of int, shape (N,)
        True and predicted classes, 0 to num_classes - 1.
    num_classes : int
        The number of classes, C.

    Returns
    -------
    ndarray of int, shape (C, C)
        Row: the true class; column: the prediction; right answers on the diagonal.

    Raises
    ------
    ValueError, TypeError
        If the arrays do not fit each other, or an entry is not a class.
    """
    num_classes = check_count(num_classes, "num_classes")
    labels = _check_classes(labels, num_classes, "labels")
    predictions = _check_classes(predictions, num_classes, "predictions")
    _check_lengths(labels, predictions, "labels", "predictions")
    cells = labels * num_classes + predictions  # one number for each pair
    counts = np.bincount(cells, minlength=num_classes**2)
    return counts.reshape(num_classes, num_classes)


def precision_recall_f1(matrix):
    """Return precision, recall and F1 of each class.

    Parameters
    ----------
    matrix : array_like of numbers, shape (C, C)
        Counts; rows are the truth, as `confusion_matrix` gives them.

    Returns
    -------
    precision, recall, f1 : ndarray of float64, shape (C,)
        From 0 to 1. A class that was never predicted has precision 0, and one that
        never occurs has recall 0, as in scikit-learn.

    Raises
    ------
    ValueError, TypeError
        If the matrix is not square, or an entry is not a finite number >= 0.
    """
    matrix = np.asarray(matrix)
    if matrix.dtype.kind not in "fiu":
        raise TypeError(f"matrix must hold counts, got dtype {matrix.dtype}")
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"matrix must have shape (C, C), got {matrix.shape}")
    if not (np.isfinite(matrix).all() and (matrix >= 0).all()):
        raise ValueError("matrix must hold finite counts of at least 0")
    matrix = matrix.astype(np.float64)  # 2 * hits must not overflow in uint8
    hits = np.diag(matrix)
    said = matrix.sum(axis=0)  # (C,) column sums: how often each class was predicted
    true = matrix.sum(axis=1)  # (C,) row sums: how often each class occurred
    return _ratio(hits, said), _ratio(hits, true), _ratio(2 * hits, said + true)


def calibration_bins(confidence, correct, num_bins=10):
    """Compare how sure answers were with how often they were right.

    Parameters
    ----------
    confidence : array_like of floats, shape (N,)
        Probability given to the answer, 0 to 1.
    correct : array_like of bool, shape (N,)
        Whether the answer was right.
    num_bins : int
        Bins of equal width. Bin k contains k / num_bins < confidence <=
        (k + 1) / num_bins, as in Guo et al. (2017); the first also contains 0.

    Returns
    -------
    counts : ndarray of int, shape (num_bins,)
        The number of answers in each bin.
    mean_confidence, accuracy : ndarray of float64, shape (num_bins,)
        Of the answers in each bin; NaN if there are none.

    Raises
    ------
    ValueError, TypeError
        If `confidence` is not floats from 0 to 1, `correct` is not booleans, or the
        arrays are empty or do not fit each other.
    """
    num_bins = check_count(num_bins, "num_bins")
    confidence, correct = _check_answers(confidence, correct)
    edges = np.arange(1, num_bins) / num_bins
    bins = np.searchsorted(edges, confidence, side="left")  # (N,) each answer's bin
    counts = np.bincount(bins, minlength=num_bins)
    sums = np.bincount(bins, confidence, num_bins)
    hits = np.bincount(bins, correct, num_bins)
    return counts, _ratio(sums, counts, np.nan), _ratio(hits, counts, np.nan)


def expected_calibration_error(confidence, correct, num_bins=10):
    """Return the gap between confidence and accuracy, averaged over the answers.

    This is equation 3 of Guo, Pleiss, Sun and Weinberger (2017). Parameters and errors
    are those of `calibration_bins`.

    Returns
    -------
    float
        Sum over the bins of `(share of the answers) * |accuracy - mean confidence|`;
        0 is perfect. It depends on the number of bins.
    """
    counts, mean, acc = calibration_bins(confidence, correct, num_bins)
    full = counts > 0
    gaps = np.abs(acc[full] - mean[full])
    return float(np.sum(counts[full] * gaps) / counts.sum())


def mcnemar(right, other):
    """Compare two classifiers on the same examples: McNemar's exact test (1947).

    Only discordant examples, on which one is right and the other wrong, say which is
    better. If both are equally good, chance decides which is right on such an example.

    Parameters
    ----------
    right, other : array_like of bool, shape (N,)
        Whether the first and the second classifier are right, example by example.

    Returns
    -------
    only_first, only_second : int
        Examples that only the first, and only the second, has right.
    p : float
        The chance that fair coins divide the discordant examples at least as unevenly,
        from the binomial distribution without an approximation.

    Raises
    ------
    ValueError, TypeError
        If the arrays are not booleans or do not fit each other.
    """
    right, other = _check_right(right, "right"), _check_right(other, "other")
    _check_lengths(right, other, "right", "other")
    only_first = int(np.sum(right & ~other))
    only_second = int(np.sum(other & ~right))
    n, fewer = only_first + only_second, min(only_first, only_second)
    # How many of the 2**n results of n coins have at most `fewer` heads?
    ways = sum(math.comb(n, k) for k in range(fewer + 1))
    # Twice, for few heads or few tails. If both numbers are equal, this exceeds 1.
    return only_first, only_second, min(1.0, 2 * ways / 2**n)


def _ratio(above, below, empty=0.0):
    """Return above / below entry by entry, but `empty` where `below` is 0."""
    out = np.full(below.shape, empty)
    return np.divide(above, below, out=out, where=below > 0)


def _check_classes(values, num_classes, name):
    """Check `values`, and return them as a vector (N,) of classes, N >= 1."""
    values = np.asarray(values)
    if values.ndim != 1 or len(values) == 0:
        raise ValueError(
            f"{name} must have shape (N,), one class an image, got {values.shape}; "
            "from one-hot rows or probabilities: Y.argmax(axis=1)"
        )
    if values.dtype.kind not in "iu":
        raise TypeError(f"{name} must hold whole numbers, got dtype {values.dtype}")
    _check_range(values, num_classes - 1, name)
    return values.astype(np.intp)  # the type for bincount; 32 bits in a browser


def _check_answers(confidence, correct):
    """Check both arguments; return `confidence` as float64, `correct` as booleans."""
    confidence, correct = np.asarray(confidence), _check_right(correct, "correct")
    if confidence.dtype.kind != "f":
        raise TypeError(f"confidence must hold floats, got dtype {confidence.dtype}")
    if confidence.ndim != 1 or len(confidence) == 0:
        raise ValueError(f"confidence must have shape (N,), got {confidence.shape}")
    _check_lengths(confidence, correct, "confidence", "correct")
    _check_range(confidence, 1, "confidence")
    return confidence.astype(np.float64), correct


def _check_right(values, name):
    """Return `values` as an array, after a check that it holds booleans."""
    values = np.asarray(values)
    if values.dtype.kind != "b":
        raise TypeError(
            f"{name} must hold booleans, got dtype {values.dtype}; "
            "compare first: predictions == labels"
        )
    return values


def _check_range(values, most, name):
    """Raise a ValueError unless all values lie between 0 and `most`."""
    wrong = ~((values >= 0) & (values <= most))  # NaN is wrong as well
    if wrong.any():
        where = int(wrong.argmax())
        found = f"found {values[where]} at item {where}"
        raise ValueError(f"{name} must lie between 0 and {most}, {found}")


def _check_lengths(first, second, first_name, second_name):
    """Raise a ValueError unless both arrays have one shape."""
    if first.shape != second.shape:
        raise ValueError(
            f"{first_name} and {second_name} must have one shape, "
            f"got {first.shape} and {second.shape}"
        )
