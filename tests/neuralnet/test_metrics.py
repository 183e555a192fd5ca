"""Metrics by hand, and input that must be refused; tests/properties has the rest."""

import numpy as np
import pytest

from neuralnet.metrics import (
    calibration_bins,
    confusion_matrix,
    expected_calibration_error,
    mcnemar,
    precision_recall_f1,
)

# Confusion matrix


def test_confusion_matrix_by_hand():
    matrix = confusion_matrix([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 0, 1], 3)
    assert matrix.tolist() == [[2, 1, 0], [1, 1, 0], [0, 1, 0]]
    assert matrix.dtype.kind == "i"


@pytest.mark.parametrize(
    ("labels", "predictions", "num_classes", "error", "message"),
    [
        ([0.0, 1.0], [0, 1], 2, TypeError, "labels must hold whole numbers"),
        ([True, False], [0, 1], 2, TypeError, "labels must hold whole numbers"),
        ([0, 1], ["0", "1"], 2, TypeError, "predictions must hold whole numbers"),
        ([0, 1], [0, 2], 2, ValueError, "run from 0 to 1, found 2 at item 1"),
        ([-1, 1], [0, 1], 2, ValueError, "found -1 at item 0"),
        ([0, 1], [0], 2, ValueError, r"one shape, got \(2,\) and \(1,\)"),
        (np.eye(3), [0, 1, 2], 3, ValueError, r"Y.argmax\(axis=1\)"),
        ([], [], 2, ValueError, r"got \(0,\)"),
        (3, 3, 4, ValueError, r"got \(\)"),
        ([0], [0], 0, ValueError, "num_classes must be at least 1"),
        ([0], [0], 2.0, TypeError, "num_classes must be a whole number"),
    ],
)
def test_confusion_matrix_refuses(labels, predictions, num_classes, error, message):
    with pytest.raises(error, match=message):
        confusion_matrix(labels, predictions, num_classes)


# Precision, recall, F1


def test_precision_recall_f1_by_hand():
    matrix = np.array([[8, 2], [1, 9]])
    precision, recall, f1 = precision_recall_f1(matrix)
    assert matrix.tolist() == [[8, 2], [1, 9]]  # it is not changed
    assert np.allclose(precision, [8 / 9, 9 / 11])
    assert np.allclose(recall, [8 / 10, 9 / 10])
    assert np.allclose(f1, [16 / 19, 18 / 21])


@pytest.mark.parametrize(
    ("matrix", "error", "message"),
    [
        ([[1, 2, 3], [4, 5, 6]], ValueError, r"\(C, C\), got \(2, 3\)"),
        ([1, 2], ValueError, r"got \(2,\)"),
        ([[1, -1], [0, 2]], ValueError, "at least 0"),
        ([[1, np.nan], [0, 2]], ValueError, "finite"),
        ([[1, np.inf], [0, 2]], ValueError, "finite"),
        ([["1", "2"], ["3", "4"]], TypeError, "must hold counts"),
    ],
)
def test_precision_recall_f1_refuses(matrix, error, message):
    with pytest.raises(error, match=message):
        precision_recall_f1(matrix)


# Calibration


def test_calibration_by_hand():
    confidence = np.array([0.6, 0.7, 0.9, 1.0])
    correct = np.array([True, False, True, True])
    counts, mean, acc = calibration_bins(confidence, correct, num_bins=4)
    assert counts.tolist() == [0, 0, 2, 2]
    assert np.allclose(mean, [np.nan, np.nan, 0.65, 0.95], equal_nan=True)
    assert np.allclose(acc, [np.nan, np.nan, 0.5, 1.0], equal_nan=True)
    ece = expected_calibration_error(confidence, correct, num_bins=4)
    assert np.isclose(ece, (2 * 0.15 + 2 * 0.05) / 4)


@pytest.mark.parametrize(
    ("confidence", "correct", "num_bins", "error", "message"),
    [
        ([0.5, 1.5], [True, True], 10, ValueError, "found 1.5 at item 1"),
        ([0.5, -0.1], [True, True], 10, ValueError, "found -0.1 at item 1"),
        ([np.nan], [True], 10, ValueError, "found nan at item 0"),
        ([0.5], [True, False], 10, ValueError, r"one shape, got \(1,\) and \(2,\)"),
        ([[0.5]], [[True]], 10, ValueError, r"shape \(N,\), got \(1, 1\)"),
        ([0, 1], [True, False], 10, TypeError, "must hold floats"),
        ([0.5], [1], 10, TypeError, "predictions == labels"),
        ([0.5], [True], 0, ValueError, "num_bins must be at least 1"),
        ([0.5], [True], 1.5, TypeError, "num_bins must be a whole number"),
        (np.zeros(0), np.zeros(0, bool), 10, ValueError, r"got \(0,\)"),
    ],
)
@pytest.mark.parametrize("function", [calibration_bins, expected_calibration_error])
def test_calibration_refuses(function, confidence, correct, num_bins, error, message):
    with pytest.raises(error, match=message):
        function(confidence, correct, num_bins)


def test_mcnemar_by_hand():
    """Three heads of three fall with a chance of 1/8, and so do three tails."""
    first = np.array([True, True, True, True, False])
    second = np.array([False, False, False, True, False])
    assert mcnemar(first, second) == (3, 0, 0.25)
    assert mcnemar(second, first) == (0, 3, 0.25)
    assert mcnemar(first, first) == (0, 0, 1.0)


def test_mcnemar_refuses():
    with pytest.raises(TypeError, match="wants booleans, got dtypes int64 and bool"):
        mcnemar([1, 0], [True, False])
    with pytest.raises(ValueError, match="right and other must have one shape"):
        mcnemar([True], [True, False])
