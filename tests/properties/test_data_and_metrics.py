"""Test that data are read as they were written, and metrics against scikit-learn."""

import gzip
import struct
import tempfile

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from drawn import DTYPES, SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix as oracle_matrix
from sklearn.metrics import precision_recall_fscore_support

from neuralnet import load_data, load_mnist
from neuralnet.data import SHA256
from neuralnet.metrics import confusion_matrix, precision_recall_f1


@st.composite
def parts(draw):
    """Draw images, uint8 of one size, and labels from 0 to 9, for training and test."""
    pixels = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    sizes = draw(st.tuples(st.integers(1, 12), st.integers(1, 3)))
    images = [draw(hnp.arrays(np.uint8, (n, *pixels))) for n in sizes]
    digits = st.integers(0, 9)
    return images, [draw(hnp.arrays(np.uint8, n, elements=digits)) for n in sizes]


def write(folder, images, labels, pack):
    """Write four idx files in the order of SHA256; `pack` may compress their bytes."""
    arrays = [images[0], labels[0], images[1], labels[1]]
    for name, array in zip(SHA256, arrays, strict=True):
        header = struct.pack(f">{1 + array.ndim}I", 0x800 + array.ndim, *array.shape)
        with open(f"{folder}/{name}", "wb") as file:
            file.write(pack(header + array.tobytes()))


@settings(max_examples=30)
@given(
    parts(), st.integers(10, 12), st.sampled_from([bytes, gzip.compress]), DTYPES, SEEDS
)
def test_load_data_returns_what_was_written_and_load_mnist_splits_it(
    drawn, num_classes, pack, dtype, seed
):
    images, labels = drawn
    with tempfile.TemporaryDirectory() as folder:
        write(folder, images, labels, pack)
        arrays = load_data(folder, num_classes)
        data = load_mnist(folder, dtype, np.random.default_rng(seed))
    for part in (0, 1):
        X, Y = arrays[2 * part : 2 * part + 2]
        assert X.dtype == Y.dtype == np.float64
        assert np.array_equal(np.rint(X * 255), images[part].reshape(len(X), -1))
        assert Y.shape == (len(X), num_classes)
        assert np.array_equal(Y.argmax(axis=1), labels[part])
        assert (np.sort(Y, axis=1) == [0] * (num_classes - 1) + [1]).all()
    X, Y = np.vstack([data.X_train, data.X_val]), np.vstack([data.Y_train, data.Y_val])
    assert X.dtype == Y.dtype == dtype
    assert len(data.X_train) == -(-4 * len(X) // 5)  # ceil(0.8 n)
    pairs = sorted(np.hstack([np.rint(X * 255), Y]).tolist())
    wanted = np.hstack([np.rint(arrays[0] * 255), arrays[1][:, :10]])
    assert pairs == sorted(wanted.tolist())  # each image once, beside its label


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
