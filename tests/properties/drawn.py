"""Draw arrays for property tests, up to the largest floats."""

import hypothesis.extra.numpy as hnp
import numpy as np
from hypothesis import strategies as st

DTYPES = st.sampled_from([np.float32, np.float64])
SEEDS = st.integers(0, 2**32 - 1)


def same(a, b):
    """Return whether two arrays are equal in type, shape and numbers, NaN included."""
    return a.dtype == b.dtype and np.array_equal(a, b, equal_nan=True)


@st.composite
def reals(draw, shape=None, **options):
    """Draw an array of floats, with NaN and infinity unless `options` say otherwise."""
    dtype = np.dtype(draw(DTYPES))
    if shape is None:
        shape = hnp.array_shapes(max_dims=3, max_side=4)
    return draw(hnp.arrays(dtype, shape, elements=hnp.from_dtype(dtype, **options)))


@st.composite
def scored(draw, most=350):
    """Draw one-hot targets and scores from -most to most, both of one shape (N, C)."""
    n, C = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    labels = draw(hnp.arrays(int, n, elements=st.integers(0, C - 1)))
    floats = st.floats(-most, most)
    return np.eye(C)[labels], draw(hnp.arrays(np.float64, (n, C), elements=floats))
