"""Draw arrays and networks for property tests, up to the largest floats."""

import hypothesis.extra.numpy as hnp
import numpy as np
from hypothesis import strategies as st

from neuralnet import TwoLayerNN

DTYPES = st.sampled_from([np.float32, np.float64])
SEEDS = st.integers(0, 2**32 - 1)


def same(a, b):
    """Return whether two arrays are equal in type, shape and numbers, NaN included."""
    return a.dtype == b.dtype and np.array_equal(a, b, equal_nan=True)


@st.composite
def reals(draw, shape=None, least=None, most=None, **options):
    """Draw an array of floats, from `least` to `most` or with NaN and infinity."""
    dtype = np.dtype(draw(DTYPES))
    if least is not None or most is not None:
        options = {"min_value": least, "max_value": most} | options
    if shape is None:
        shape = hnp.array_shapes(max_dims=3, max_side=4)
    return draw(hnp.arrays(dtype, shape, elements=hnp.from_dtype(dtype, **options)))


@st.composite
def scored(draw, least=-350, most=350, smooth=True):
    """Draw targets, one-hot or smoothed, and scores, both of one shape (N, C)."""
    n, C = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    labels = draw(hnp.arrays(int, n, elements=st.integers(0, C - 1)))
    share = draw(st.sampled_from([0, 0.1, 0.5])) if smooth else 0
    Y = (1 - share) * np.eye(C)[labels] + share / C
    floats = st.floats(least, most)
    return Y, draw(hnp.arrays(np.float64, (n, C), elements=floats))


@st.composite
def networks(draw, dtype=np.float64, most=8):
    """Draw a model with biases that are not zero, images and one-hot targets."""
    sizes = [draw(st.integers(1, most)) for _ in range(3)]
    n, rng = draw(st.integers(1, most)), np.random.default_rng(draw(SEEDS))
    init = draw(st.sampled_from(["xavier", "glorot_normal", "glorot_uniform", "he"]))
    model = TwoLayerNN(*sizes, rng=rng, init=init, dtype=dtype)
    for name in ("b1", "b2"):
        model.params[name] += rng.normal(size=model.params[name].shape).astype(dtype)
    X = rng.normal(size=(n, sizes[0])).astype(dtype)
    return model, X, np.eye(sizes[2], dtype=dtype)[rng.integers(0, sizes[2], n)]
