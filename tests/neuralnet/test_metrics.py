"""Test that metrics refuse wrong input; tests/properties has the rest."""

import numpy as np
import pytest

from neuralnet.metrics import (
    calibration_bins,
    confusion_matrix,
    mcnemar,
    precision_recall_f1,
)

REFUSED = {  # {function: rows of its arguments, the error and its message}
    confusion_matrix: [
        (([0.0, 1.0], [0, 1], 2), TypeError, "labels must hold whole numbers"),
        (([True, False], [0, 1], 2), TypeError, "labels must hold whole numbers"),
        (([0, 1], ["0", "1"], 2), TypeError, "predictions must hold whole numbers"),
        (([0, 1], [0, 2], 2), ValueError, "lie between 0 and 1, found 2 at item 1"),
        (([-1, 1], [0, 1], 2), ValueError, "found -1 at item 0"),
        (([0, 1], [0], 2), ValueError, r"one shape, got \(2,\) and \(1,\)"),
        ((np.eye(3), [0, 1, 2], 3), ValueError, r"Y.argmax\(axis=1\)"),
        (([], [], 2), ValueError, r"got \(0,\)"),
        (([0], [0], 0), ValueError, "num_classes must be at least 1"),
    ],
    precision_recall_f1: [
        (([[1, 2, 3], [4, 5, 6]],), ValueError, r"\(C, C\), got \(2, 3\)"),
        (([1, 2],), ValueError, r"got \(2,\)"),
        (([[1, -1], [0, 2]],), ValueError, "at least 0"),
        (([[1, np.inf], [0, 2]],), ValueError, "finite"),
        (([["1", "2"], ["3", "4"]],), TypeError, "must hold counts"),
    ],
    calibration_bins: [
        (([0.5, 1.5], [True, True], 10), ValueError, "found 1.5 at item 1"),
        (([0.5, -0.1], [True, True], 10), ValueError, "found -0.1 at item 1"),
        (([np.nan], [True], 10), ValueError, "found nan at item 0"),
        (([0.5], [True, False], 10), ValueError, r"shape, got \(1,\) and \(2,\)"),
        (([[0.5]], [[True]], 10), ValueError, r"shape \(N,\), got \(1, 1\)"),
        (([0, 1], [True, False], 10), TypeError, "must hold floats"),
        (([0.5], [1], 10), TypeError, "predictions == labels"),
        (([0.5], [True], 0), ValueError, "num_bins must be at least 1"),
        ((np.zeros(0), np.zeros(0, bool), 10), ValueError, r"got \(0,\)"),
    ],
    mcnemar: [
        (([1, 0], [True, False]), TypeError, "right must hold booleans, got dtype int"),
        (([True], [True, False]), ValueError, "right and other must have one shape"),
    ],
}


@pytest.mark.parametrize(
    ("function", "arguments", "error", "message"),
    [(function, *row) for function, rows in REFUSED.items() for row in rows],
)
def test_metrics_refuse_wrong_input(function, arguments, error, message):
    with pytest.raises(error, match=message):
        function(*arguments)
