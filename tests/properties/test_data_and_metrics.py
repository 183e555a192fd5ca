"""Test that data are read as they were written, and metrics against scikit-learn."""

import gzip
import struct
import tempfile
from fractions import Fraction

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from drawn import DTYPES, SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import confusion_matrix as oracle_matrix
from sklearn.metrics import precision_recall_fscore_support

from neuralnet import load_data, load_mnist
from neuralnet.data import SHA256
from neuralnet.metrics import (
    calibration_bins,
    confusion_matrix,
    expected_calibration_error,
    mcnemar,
    precision_recall_f1,
)

PROBABILITIES = st.floats(0, 1) | st.builds(  # fractions are often an edge of a bin
    lambda k, n: min(k, n) / n, st.integers(0, 30), st.integers(1, 30)
)
ANSWERS = st.tuples(PROBABILITIES, st.booleans())  # (confidence, is it correct)


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
    in_uint8 = precision_recall_f1(np.minimum(matrix, 100).astype(np.uint8))
    assert np.array_equal(in_uint8, precision_recall_f1(np.minimum(matrix, 100)))


@given(st.lists(ANSWERS, min_size=1), st.integers(1, 30))
def test_calibration_equals_a_count_answer_by_answer(pairs, num_bins):
    """Bin k holds k / num_bins < confidence <= (k + 1) / num_bins, exactly."""
    confidence, correct = map(np.array, zip(*pairs, strict=True))
    bins = [
        next(k for k in range(num_bins) if p <= (k + 1) / num_bins) for p in confidence
    ]
    counts, mean, acc = calibration_bins(confidence, correct, num_bins)
    assert counts.tolist() == [bins.count(k) for k in range(num_bins)]
    gap = Fraction(0)
    for k in range(num_bins):
        inside = [pair for pair, b in zip(pairs, bins, strict=True) if b == k]
        if not inside:
            assert np.isnan([mean[k], acc[k]]).all()
            continue
        assert mean[k] == pytest.approx(np.mean([p for p, _ in inside]), rel=1e-12)
        assert acc[k] == pytest.approx(np.mean([right for _, right in inside]))
        gap += abs(sum(Fraction(p) - right for p, right in inside))
    ece = expected_calibration_error(confidence, correct, num_bins)
    assert ece == pytest.approx(float(gap / len(pairs)), abs=1e-12)
    assert 0 <= ece <= 1 + 1e-12


@given(hnp.arrays(bool, st.tuples(st.just(2), st.integers(0, 300))))
def test_mcnemar_is_the_binomial_test_of_discordant_pairs(both):
    first, second = both
    only_first, only_second, p = mcnemar(first, second)
    assert mcnemar(second, first) == (only_second, only_first, p)
    assert (only_first, only_second) == (np.sum(first > second), np.sum(first < second))
    discordant = only_first + only_second
    wanted = binomtest(only_first, discordant).pvalue if discordant else 1
    assert p == pytest.approx(wanted, rel=1e-9)
