import dataclasses
import functools
import math

import numpy as np
import pytest

from neuralnet import load_experiment
from neuralnet.further.augmentation import (
    Distortion,
    displacements,
    resample,
    smooth_waves,
)

close = functools.partial(np.testing.assert_allclose, rtol=1e-10, atol=1e-12)
STILL = dict.fromkeys(("alpha", "degrees", "scale", "shear", "shift"), 0.0)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_the_default_strengths_are_those_of_the_stored_choice():
    stored = load_experiment("record_choice")["bases"]["distorted"]
    assert dataclasses.asdict(Distortion()) == stored["distort"]


def test_a_distortion_of_no_strength_moves_nothing(rng):
    X = rng.random((3, 49))
    assert np.array_equal(Distortion(**STILL)(X, rng), X)


def test_between_pixels_the_value_is_bilinear_and_outside_all_is_black():
    X, still = np.zeros((1, 25)), np.zeros((1, 25))
    X[0, 12] = 1  # each pixel is read 0.25 lower and 0.5 further right
    found = resample(X, still + 0.25, still + 0.5).reshape(5, 5)
    assert found[1:3, 1:3].tolist() == [[0.125, 0.125], [0.375, 0.375]]
    assert found.sum() == 1
    edge = resample(still + 1, still, still + 4.5).reshape(5, 5)
    assert edge.tolist() == [[0.5, 0, 0, 0, 0]] * 5  # the last column, half outside


def test_each_image_of_each_call_is_distorted_in_another_way(rng):
    X = np.tile(rng.random((1, 49)), (2, 1))
    first, second = Distortion()(X, rng), Distortion()(X, rng)
    assert not np.allclose(first[0], first[1], atol=0.1)
    assert not np.allclose(first, second, atol=0.1)
    strong = Distortion(alpha=1e6, degrees=1e6)(X, rng)
    assert ((strong >= 0) & (strong <= 1 + 1e-6)).all()


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"alpha": -1}, ValueError, "alpha must be at least 0, got -1"),
        ({"sigma": 0}, ValueError, "sigma must be positive and finite"),
        ({"shift": np.nan}, ValueError, "shift must be at least 0"),
        ({"degrees": "1"}, TypeError, "degrees must be a number, got '1'"),
    ],
)
def test_unfit_settings_are_refused(settings, error, message):
    with pytest.raises(error, match=message):
        Distortion(**settings)


def test_unfit_images_are_refused(rng):
    distort = Distortion()
    wanted = r"wanted square images .* got shape \(2, 10\)"
    with pytest.raises(ValueError, match=wanted):
        distort(np.zeros((2, 10)), rng)
    with pytest.raises(ValueError, match="of uint8"):
        distort(np.zeros((2, 9), np.uint8), rng)
    with pytest.raises(TypeError, match="distortions draw from a numpy"):
        distort(np.zeros((2, 9)), 3)
    with pytest.raises(ValueError, match="must have one shape"):
        resample(np.zeros((2, 9)), np.zeros((2, 9)), np.zeros((1, 9)))


def test_without_waves_a_distortion_is_affine():
    """Each pixel p moves by R p + r: a turn, stretches and a slant, then a shift."""
    side, p = 7, np.argwhere(np.ones((7, 7))) - 3
    settings = Distortion(alpha=0, degrees=20, scale=0.2, shear=0.2, shift=0.5)
    d = displacements(1, side, settings, np.random.default_rng(1), float)[:, 0].T
    fitted, *_ = np.linalg.lstsq(np.c_[p, np.ones(side**2)], d, rcond=None)
    close(d, p @ fitted[:2] + fitted[2])
    assert 0.01 < np.abs(fitted).max() <= 0.6


def test_the_waves_are_random_numbers_smoothed_by_a_gaussian():
    """S U S', where each entry of U is drawn on its own and S holds a Gaussian."""
    side, fields = 7, []
    for alpha in (1, 3):
        settings, seeded = Distortion(alpha, 1.5, 0, 0, 0, 0), np.random.default_rng(2)
        fields.append(displacements(6000, side, settings, seeded, float)[0])
    close(3 * fields[0], fields[1])
    distances = np.arange(side)[:, None] - np.arange(side)
    S = np.exp(-(distances**2) / (2 * 1.5**2)) / (1.5 * math.sqrt(2 * math.pi))
    wanted = np.kron(S @ S.T, S @ S.T) / 3  # an entry of U has the variance 1 / 3
    assert np.abs(np.cov(fields[0].T) - wanted).max() < 0.08 * wanted.max()
    waves = smooth_waves(28, 4, float)
    assert waves.shape == (64, 784)  # weaker waves are left out
    middle = 14 * 28 + 14
    deviation = 34 * math.sqrt(sum(waves[:, middle] ** 2) / 3)
    assert deviation == pytest.approx(1.4, rel=0.02)  # pixels, as `Distortion` says
