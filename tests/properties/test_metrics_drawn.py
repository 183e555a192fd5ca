"""Test metrics against scikit-learn."""

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix as oracle_matrix
from sklearn.metrics import precision_recall_fscore_support

from neuralnet.metrics import confusion_matrix, precision_recall_f1


@st.composite
def answers(draw):
    """Draw labels, predictions of any integer type, and the number of classes."""
    num_classes, n = draw(st.integers(1, 20)), draw(st.integers(1, 30))
    dtype, classes = draw(hnp.integer_dtypes()), st.integers(0, num_classes - 1)
    return *draw(hnp.arrays(dtype, (2, n), elements=classes)), num_classes


@pytest.mark.filterwarnings("ignore:A single label was found")
@settings(max_examples=50)
@given(answers())
def test_the_confusion_matrix_and_its_metrics_equal_scikit_learns(drawn):
    labels, predictions, num_classes = drawn
    matrix = confusion_matrix(*drawn)
    classes = range(num_classes)
    assert np.array_equal(matrix, oracle_matrix(labels, predictions, labels=classes))
    assert np.array_equal(confusion_matrix(predictions, labels, num_classes), matrix.T)
    found = precision_recall_f1(matrix)
    wanted = precision_recall_fscore_support(
        labels, predictions, labels=classes, zero_division=0
    )
    assert np.allclose(found, wanted[:3], rtol=1e-12, atol=0)
    swapped = precision_recall_f1(matrix.T)
    assert np.array_equal(swapped, (found[1], found[0], found[2]))
    large = np.minimum(200 * matrix, 200)  # twice this is too much for uint8
    in_uint8 = precision_recall_f1(large.astype(np.uint8))
    assert np.array_equal(in_uint8, precision_recall_f1(large))
