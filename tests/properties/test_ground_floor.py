"""Test what holds for any input: shapes, types, invariances and extremes."""

import itertools
import math

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from drawn import DTYPES, SEEDS, reals, same, scored
from hypothesis import given
from hypothesis import strategies as st

from neuralnet import (
    accuracy,
    cross_entropy,
    cross_entropy_from_logits,
    deriv_leaky_relu,
    leaky_relu,
    load_batch,
    softmax,
)

ALPHAS = st.floats(0.001, 0.999)
MATRICES = st.tuples(st.integers(1, 5), st.integers(1, 5))


# Activations


@given(reals(), ALPHAS)
def test_leaky_relu_of_any_float(z, alpha):
    """The result is z times the slope, keeps the order, and is NaN only where z is."""
    before = z.copy()
    a, slope = leaky_relu(z, alpha), deriv_leaky_relu(z, alpha)
    assert same(a, slope * z)
    assert same(z, before)
    ordered = np.sort(z[~np.isnan(z)])
    assert (leaky_relu(ordered, alpha) == np.sort(a[~np.isnan(z)])).all()
    assert set(slope.ravel()) <= {1, z.dtype.type(alpha)}
    assert (slope[z >= 0] == 1).all()


@given(reals(allow_nan=False, allow_infinity=False), SEEDS)
def test_softmax_of_any_finite_scores(X, seed):
    """Rows sum to 1; the largest score becomes the largest, in any order of classes."""
    before = X.copy()
    y = softmax(X)
    assert (y.dtype, y.shape) == (X.dtype, X.shape)
    assert same(X, before)
    assert ((y >= 0) & (y <= 1)).all()
    assert np.allclose(y.sum(axis=-1), 1, atol=1e-6 if y.dtype == np.float32 else 1e-14)
    largest = np.take_along_axis(y, X.argmax(axis=-1)[..., None], axis=-1)
    assert (largest == y.max(axis=-1, keepdims=True)).all()
    order = np.random.default_rng(seed).permutation(X.shape[-1])
    assert np.allclose(softmax(X[..., order]), y[..., order], rtol=1e-6, atol=0)


# Losses


@given(scored(most=1.7e308))
def test_the_loss_of_any_finite_scores(batch):
    """The loss is the gap to the largest score, and at most log C more; never NaN."""
    Y, Z2 = batch
    for target, scores in zip(Y, Z2, strict=True):
        gap = float(scores.max()) - float(scores @ target)
        loss = cross_entropy_from_logits(target[None], scores[None])
        top = math.nextafter(gap + math.log(len(scores)), math.inf)
        assert gap <= loss <= top + 1e-12
    assert not np.isnan(cross_entropy_from_logits(Y, Z2))


@given(scored())
def test_accuracy_is_the_share_of_rows_with_the_right_maximum(batch):
    Y, Z2 = batch
    rows = zip(Y.tolist(), Z2.tolist(), strict=True)
    hits = [scores.index(max(scores)) == y.index(1) for y, scores in rows]
    assert accuracy(Y, Z2) == pytest.approx(sum(hits) / len(Y), abs=1e-15)


@pytest.mark.parametrize("loss", [cross_entropy, cross_entropy_from_logits, accuracy])
@given(reals(hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)))
def test_losses_refuse_all_but_matrices_of_numbers(loss, X):
    if X.ndim != 2 or X.size == 0:
        with pytest.raises(ValueError, match=r"must have one shape \(N, C\), got"):
            loss(X, X)
    with pytest.raises(TypeError, match="Y must hold real numbers"):
        loss(X.astype(str), X)


# Batches


@given(st.integers(1, 40), st.data(), st.booleans(), SEEDS, DTYPES)
def test_batches_cover_every_image_once(n, data, shuffle, seed, dtype):
    """Only those left over after the last full batch are missing. Targets go along."""
    batch_size = data.draw(st.integers(1, n))
    X = np.arange(2 * n, dtype=dtype).reshape(n, 2)
    rng, other = np.random.default_rng(seed), np.random.default_rng(seed)
    batches = load_batch(X, np.arange(n), batch_size, shuffle, rng)
    order = other.permutation(n) if shuffle else np.arange(n)
    assert rng.random() == other.random()  # one permutation, drawn at the call
    batches = list(batches)
    assert [len(X_batch) for X_batch, _ in batches] == [batch_size] * (n // batch_size)
    rows = list(itertools.chain(*(Y_batch for _, Y_batch in batches)))
    assert rows == order[: len(rows)].tolist()
    for X_batch, Y_batch in batches:
        assert same(X_batch, X[Y_batch])
        X_batch[:] = -1  # a copy
    assert same(X, np.arange(2 * n, dtype=dtype).reshape(n, 2))
