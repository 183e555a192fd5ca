"""Test metrics by hand and with wrong input; tests/properties has the rest."""

import numpy as np
import pytest

from neuralnet.metrics import (
    calibration_bins,
    confusion_matrix,
    mcnemar,
    precision_recall_f1,
)

# Confusion matrix


@pytest.mark.parametrize(
    ("labels", "predictions", "num_classes", "error", "message"),
    [
        ([0.0, 1.0], [0, 1], 2, TypeError, "labels must hold whole numbers"),
        ([True, False], [0, 1], 2, TypeError, "labels must hold whole numbers"),
        ([0, 1], ["0", "1"], 2, TypeError, "predictions must hold whole numbers"),
        ([0, 1], [0, 2], 2, ValueError, "lie between 0 and 1, found 2 at item 1"),
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
def test_calibration_refuses(confidence, correct, num_bins, error, message):
    with pytest.raises(error, match=message):
        calibration_bins(confidence, correct, num_bins)


def test_mcnemar_refuses():
    with pytest.raises(TypeError, match="right must hold booleans, got dtype int64"):
        mcnemar([1, 0], [True, False])
    with pytest.raises(ValueError, match="right and other must have one shape"):
        mcnemar([True], [True, False])
