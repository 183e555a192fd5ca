import dataclasses

import numpy as np
import pytest

from neuralnet import load_experiment
from neuralnet.further.augmentation import Distortion, resample

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
