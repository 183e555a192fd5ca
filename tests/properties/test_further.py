"""Test ranges, distortions and ensembles with any settings."""

import numpy as np
import pytest
from drawn import DTYPES, SEEDS, networks
from hypothesis import given, settings
from hypothesis import strategies as st

from neuralnet.further.augmentation import Distortion
from neuralnet.further.ensemble import Ensemble
from neuralnet.further.search import LogUniform, Uniform
from neuralnet.further.space import check_space, draw_hyperparameters

RANGES = st.builds(
    lambda kind, ends: kind(*sorted(ends)),
    st.sampled_from([Uniform, LogUniform]),
    st.tuples(st.floats(1, 5000), st.floats(1, 5000)),
)
CHOICES = st.lists(st.integers(1, 5000), min_size=1, max_size=4)
SPACE = st.fixed_dictionaries(
    dict.fromkeys(("num_hiddens", "batch_size", "n_epochs"), RANGES | CHOICES)
    | {"lr": RANGES, "lr_decay": RANGES}
)


def lies_in(value, choices):
    """Return whether a value is from a list, or from a range with rounded ends."""
    if isinstance(choices, list):
        return value in choices
    low, high = choices.low, choices.high
    return low <= value <= high or value in (round(low), round(high))


@given(SPACE, SEEDS)
def test_hyperparameters_are_drawn_from_the_space(space, seed):
    """`check_space` accepts the space, and each draw lies in its range or list."""
    rng = np.random.default_rng(seed)
    check_space(space, 5001, ("num_hiddens", "batch_size", "n_epochs", "lr"))
    for _ in range(6):
        row = draw_hyperparameters(space, rng)
        assert all(lies_in(row[name], space[name]) for name in space)
        assert all(isinstance(row[name], int) for name in space if name[:2] != "lr")


@given(
    st.builds(
        Distortion,
        alpha=st.floats(0, 1e6),
        sigma=st.floats(0.1, 100),
        **dict.fromkeys(("degrees", "scale", "shear", "shift"), st.floats(0, 1e6)),
    ),
    st.tuples(st.integers(0, 3), st.integers(1, 6)),
    DTYPES,
    SEEDS,
)
@settings(max_examples=50)
def test_a_distortion_of_any_strength_keeps_pixels_between_0_and_1(
    distort, sizes, dtype, seed
):
    """It does not change X, and obeys the seed."""
    n, side = sizes
    X = np.random.default_rng(seed).random((n, side**2)).astype(dtype)
    before = X.copy()
    found = distort(X, np.random.default_rng(seed))
    assert (found.shape, found.dtype) == (X.shape, X.dtype)
    assert ((found >= 0) & (found <= 1 + 1e-6)).all()
    assert np.array_equal(found, distort(X, np.random.default_rng(seed)))
    assert np.array_equal(X, before)


@given(st.lists(networks(most=4), min_size=1, max_size=3))
def test_an_ensemble_is_the_mean_of_its_networks_in_any_order(drawn):
    """Networks of several sizes are refused."""
    model, X, _ = drawn[0]
    models = [m for m, _, _ in drawn]
    sizes = {(m.input_dim, m.num_classes) for m in models}
    if len(sizes) != 1:
        with pytest.raises(ValueError, match="the same input_dim and"):
            Ensemble(models)
        models = [model]
    y, nothing = Ensemble(models).forward(X)
    assert nothing == {}
    assert np.allclose(y, sum(m.forward(X)[0] for m in models) / len(models))
    assert np.allclose(y, Ensemble(models[::-1]).forward(X)[0])
