import dataclasses

import numpy as np
import pytest

from neuralnet import load_experiment, load_mnist
from neuralnet.further.augmentation import (
    Distortion,
    Mirror,
    affine_maps,
    displacements,
    resample,
    smooth_waves,
)

STILL = dict.fromkeys(("alpha", "degrees", "scale", "shear", "shift"), 0.0)


@pytest.fixture(scope="module")
def digits():
    return load_mnist(rng=np.random.default_rng(0)).X_train[:200]


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def image(*pixels, side=5):
    """Return one black image with some pixels (row, column) lit."""
    X = np.zeros((1, side, side))
    for pixel in pixels:
        X[0][pixel] = 1
    return X.reshape(1, -1)


def lit(X, side=5):
    """Return {(row, column): value} of the pixels of one image that are not 0."""
    grid = X.reshape(side, side)
    return {
        tuple(map(int, place)): float(grid[tuple(place)]) for place in np.argwhere(grid)
    }


def everywhere(down, right, side=5):
    return np.full((1, side**2), float(down)), np.full((1, side**2), float(right))


def test_the_usual_strengths_are_those_of_the_stored_choice():
    stored = load_experiment("record_choice")["bases"]["distorted"]
    assert dataclasses.asdict(Distortion()) == stored["distort"]


def test_nothing_moves_without_displacement(rng):
    X = rng.random((3, 49))
    assert np.array_equal(resample(X, np.zeros_like(X), np.zeros_like(X)), X)
    assert np.array_equal(Distortion(**STILL)(X, rng), X)


def test_between_pixels_the_value_is_bilinear():
    assert lit(resample(image((2, 2)), *everywhere(0.25, 0.5))) == {
        (1, 1): 0.125,  # a quarter of the way down, half of the way to the right
        (1, 2): 0.125,
        (2, 1): 0.375,
        (2, 2): 0.375,
    }


def test_outside_of_the_image_all_is_black():
    edge = resample(np.ones((1, 25)), *everywhere(0, 4.5)).reshape(5, 5)
    assert edge.tolist() == [[0.5, 0, 0, 0, 0]] * 5  # the last column, half outside


def test_each_image_keeps_to_itself(rng):
    X = rng.random((4, 36))
    rows, columns = rng.normal(0, 2, (2, 4, 36))
    together = resample(X, rows, columns)
    for k in range(4):
        alone = resample(X[k : k + 1], rows[k : k + 1], columns[k : k + 1])
        assert np.array_equal(together[k], alone[0])


def test_smooth_noise_has_the_covariance_of_simards(rng):
    """G N G with uniform noise N, computed as in the paper, against the few waves."""
    distances = np.arange(28)[:, None] - np.arange(28)
    G = np.exp(-(distances**2) / 32) / (4 * np.sqrt(2 * np.pi))
    wanted = np.kron(G @ G.T, G @ G.T) / 3  # a uniform number on [-1, 1] has 1/3
    waves = smooth_waves(28, 4.0, np.dtype(np.float64))
    assert waves.shape == (64, 784)
    assert np.abs(waves.T @ waves / 3 - wanted).max() < 1e-4 * wanted.max()
    noise = rng.uniform(-1, 1, (4000, 28, 28))
    measured = (34 * (G @ noise @ G.T)[:, 14, 14]).std()
    few = displacements(4000, 28, Distortion(**STILL | {"alpha": 34.0}), rng)
    assert measured == pytest.approx(few[0][:, 14 * 28 + 14].std(), rel=0.05)
    assert measured == pytest.approx(1.38, rel=0.05)  # pixels, as the docstring says


def test_narrow_noise_keeps_all_waves():
    distances = np.arange(9)[:, None] - np.arange(9)
    G = np.exp(-(distances**2) / 0.5) / (0.5 * np.sqrt(2 * np.pi))
    waves = smooth_waves(9, 0.5, np.dtype(np.float64))
    assert np.allclose(waves.T @ waves, np.kron(G @ G.T, G @ G.T), atol=1e-12)


@pytest.mark.parametrize("name", ["degrees", "scale", "shear", "shift"])
def test_each_part_of_the_affine_map_alone(name, rng):
    """All maps lie within the limits, and reach both."""
    limit = {"degrees": 90.0}.get(name, 0.3)
    rows, columns = affine_maps(2000, Distortion(**STILL | {name: limit}), rng)
    still = np.zeros(2000)
    if name == "degrees":  # a turn: rows [cos - 1, sin], columns [-sin, cos - 1]
        assert np.allclose(rows[:, 1], -columns[:, 0], atol=1e-6)
        assert np.allclose((rows[:, 0] + 1) ** 2 + rows[:, 1] ** 2, 1, atol=1e-6)
        moving = np.degrees(np.arcsin(rows[:, 1]))
        assert np.array_equal(rows[:, 2], still)
    else:
        moving, at_rest = {
            "scale": (rows[:, 0], columns[:, 0]),
            "shear": (columns[:, 0], rows[:, 0]),
            "shift": (rows[:, 2], rows[:, 0]),
        }[name]
        assert np.allclose(at_rest, still, atol=1e-7)
    assert np.abs(moving).max() <= limit * (1 + 1e-5)
    assert moving.min() < -0.98 * limit
    assert moving.max() > 0.98 * limit


def test_a_quarter_turn_turns_a_digit():
    class Extreme:
        def uniform(self, low, high, n):
            return np.full(n, high)

    quarter = affine_maps(1, Distortion(**STILL | {"degrees": 90.0}), Extreme())
    places = np.arange(5.0) - 2
    plane = np.array([np.repeat(places, 5), np.tile(places, 5), np.ones(25)])
    X = image((0, 1), (0, 2), (2, 0))
    turned = resample(X, *(quarter @ plane)).reshape(5, 5)
    assert np.allclose(turned, np.rot90(X.reshape(5, 5)), atol=1e-6)


def test_every_digit_is_changed_and_keeps_its_ink(rng, digits):
    X, new = digits, Distortion()(digits, rng)
    assert 0.9 < new.sum() / X.sum() < 1.1
    apart = np.abs(new - X).sum(axis=1) / X.sum(axis=1)
    assert (apart > 0.05).all()


def test_every_image_and_every_call_has_noise_of_its_own(rng, digits):
    X = np.tile(digits[:1], (2, 1))
    first, second = Distortion()(X, rng), Distortion()(X, rng)
    assert not np.allclose(first[0], first[1], atol=0.1)
    assert not np.allclose(first, second, atol=0.1)


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"alpha": -1}, ValueError, "alpha must be at least 0, got -1"),
        ({"sigma": 0}, ValueError, "sigma must be positive and finite, got 0"),
        ({"shift": np.nan}, ValueError, "shift must be at least 0, got nan"),
        ({"degrees": "10"}, TypeError, "degrees must be a number, got '10'"),
    ],
)
def test_unfit_settings(settings, error, message):
    with pytest.raises(error, match=message):
        Distortion(**settings)


def test_unfit_images(rng):
    with pytest.raises(
        ValueError, match=r"wanted square images .* got shape \(2, 10\)"
    ):
        Distortion()(np.zeros((2, 10)), rng)
    with pytest.raises(ValueError, match="of uint8"):
        Distortion()(np.zeros((2, 9), np.uint8), rng)
    with pytest.raises(ValueError, match="must have one shape"):
        resample(np.zeros((2, 9)), np.zeros((2, 9)), np.zeros((1, 9)))
    with pytest.raises(TypeError, match="distortions draw from a numpy"):
        Distortion()(np.zeros((2, 9)), 3)


# Left and right swapped


@pytest.mark.parametrize(("chance", "low", "high"), [(0, -1, 1e-9), (0.25, 0.2, 0.3)])
def test_a_mirror_swaps_left_and_right_in_the_share_asked_for(chance, low, high, rng):
    X = rng.random((1000, 9), np.float32)
    before = X.copy()
    found = Mirror(chance)(X, rng)
    mirrored = (found != X).any(axis=1)
    assert low < mirrored.mean() < high
    assert np.array_equal(X, before)
    swapped = X.reshape(-1, 3, 3)[:, :, ::-1].reshape(-1, 9)
    assert np.array_equal(found[mirrored], swapped[mirrored])
    assert lit(Mirror(chance=1)(image((1, 0), (4, 3)), rng)) == {(1, 4): 1, (4, 1): 1}


def test_an_unfit_mirror(rng):
    with pytest.raises(ValueError, match="chance must be from 0 to 1, got 2"):
        Mirror(chance=2)
    with pytest.raises(ValueError, match="wanted square images"):
        Mirror()(np.zeros((2, 10)), rng)
    with pytest.raises(TypeError, match="distortions draw from a numpy"):
        Mirror()(np.zeros((2, 9)), None)
