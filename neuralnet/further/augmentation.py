"""Make new images from old ones by small turns and shifts and bent strokes.

Every pixel of the new image takes its value from a slightly different place of the old
one. The displacements are random: an affine map of the plane, plus noise that is smooth
enough to bend a stroke without tearing it.
"""

import dataclasses
import functools
import math

import numpy as np

from neuralnet.support.validation import check_number

WEAKEST = 0.01  # waves weaker than this share of the strongest are left out


@dataclasses.dataclass(frozen=True)
class Distortion:
    """The strengths of a random distortion. Calling it distorts a batch::

        distort = Distortion(alpha=34, sigma=4)
        X_new = distort(X, rng)

    The elastic part, with sigma 4 and alpha 34, is from Simard, Steinkraus and Platt
    (2003). Their noise is uniform on [-1, 1]; ours is normal with the same variance,
    1/3. The Gaussian averages about a hundred pixels, so the results hardly differ.

    Parameters
    ----------
    alpha : float
        Strength of the elastic part; 0 for none. Simard's 34 moves a pixel of a
        28 x 28 image by about 1.4 pixels along each axis (standard deviation).
    sigma : float
        Width in pixels of the Gaussian that smooths the noise. If it is small, each
        pixel moves on its own; if it is large, the whole image moves.
    degrees, scale, shear, shift : float
        Largest turn (degrees), relative stretch of each axis, slant, and movement
        (pixels). Each number is drawn uniformly from minus to plus the largest.
    """

    alpha: float = 34.0
    sigma: float = 4.0
    degrees: float = 10.0
    scale: float = 0.1
    shear: float = 0.1
    shift: float = 1.0

    def __post_init__(self):
        for field in dataclasses.fields(self):
            wanted = "positive and finite" if field.name == "sigma" else "at least 0"
            check_number(getattr(self, field.name), field.name, wanted)

    def __call__(self, X, rng):
        """Return a distorted copy of the images, with a new draw for each.

        X has shape (N, side * side), with float32 or float64 in [0, 1]. ValueError or
        TypeError if it does not, or `rng` is not a Generator.
        """
        side = _check(X, rng)
        return resample(X, *displacements(len(X), side, self, rng, X.dtype))


def displacements(n, side, distortion, rng, dtype=np.float32):
    """Draw how far each pixel of n images moves, shape (2, n, side * side).

    The first axis is (down, right), in pixels. A displacement is a sum of random
    factors times fixed functions of the place: smooth waves, the row, the column, and 1
    for shifts. So one product of matrices gives all.
    """
    waves = smooth_waves(side, distortion.sigma, np.dtype(dtype))  # (K, side * side)
    factors = rng.standard_normal((2, n, len(waves)), dtype)
    # Simard's noise is uniform on [-1, 1]: its standard deviation is 1 / sqrt(3).
    factors *= distortion.alpha / math.sqrt(3)
    places = np.arange(side) - (side - 1) / 2
    plane = [np.repeat(places, side), np.tile(places, side), np.ones(side**2)]
    plane = np.array(plane, dtype)
    basis = np.concatenate([waves, plane])  # (K + 3, side * side)
    maps = affine_maps(n, distortion, rng).astype(dtype)
    return np.concatenate([factors, maps], axis=2) @ basis


def affine_maps(n, distortion, rng):
    """Draw n affine displacements around the middle of an image, shape (2, n, 3).

    The first axis is (down, right), the last is (a, b, shift). The displacement of a
    pixel is a * row + b * column + shift.
    """
    limits = [math.radians(distortion.degrees), distortion.scale, distortion.scale]
    limits += [distortion.shear, distortion.shift, distortion.shift]
    draws = (rng.uniform(-limit, limit, n) for limit in limits)
    angle, higher, wider, slant, down, right = draws
    tall, wide = 1 + higher, 1 + wider
    cos, sin = np.cos(angle), np.sin(angle)
    row = [tall * cos - 1, wide * sin, down]  # - 1: new place minus old place
    column = [slant - tall * sin, wide * cos - 1, right]
    return np.array([row, column]).transpose(0, 2, 1)


@functools.lru_cache(maxsize=8)
def smooth_waves(side, sigma, dtype):
    """Return waves whose random sum is noise smoothed by a Gaussian.

    Smoothing a (side, side) array Z of independent normal numbers along both axes gives
    G Z G, with the Gaussian of width sigma in each row of G. Let G = U S V' be its
    singular value decomposition. V' Z V again has independent normal entries, so
    U S Z S U' has the same distribution. Most entries of S are tiny, so a few columns
    of U S are enough, and a tenth of the random numbers. The shape is (K, side * side);
    K is 64 for 28 pixels and sigma 4. The array is cached, and so read-only.
    """
    places = np.arange(side)
    distances = places[:, None] - places
    G = np.exp(-(distances**2) / (2 * sigma**2)) / (sigma * math.sqrt(2 * math.pi))
    U, S, _ = np.linalg.svd(G)
    waves = (U * S)[:, S / S[0] > WEAKEST]  # (side, few)
    basis = np.kron(waves, waves).T.astype(dtype)
    basis.setflags(write=False)
    return basis


def resample(X, rows, columns):
    """Return images whose pixels take their values from displaced places in X.

    The pixel (r, c) takes the value at (r + rows, c + columns). Between pixels, this is
    the bilinear mean of four pixels; outside of the image, 0. The displacements are
    finite. ValueError if their shape is not that of X, (N, side * side).
    """
    side = side_of(X)
    if not X.shape == rows.shape == columns.shape:
        raise ValueError(
            "X, rows and columns must have one shape (N, side * side), "
            f"got {X.shape}, {rows.shape} and {columns.shape}"
        )
    wide = side + 3  # a frame of zeros: one before, two after
    framed = np.zeros((len(X), wide, wide), X.dtype)
    framed[:, 1:-2, 1:-2] = X.reshape(-1, side, side)
    places = np.arange(1, side + 1, dtype=X.dtype)  # in the frame
    # Beyond one pixel outside of the image all values are 0, so clipping changes none.
    y = np.clip(rows + np.repeat(places, side), 0, side + 1)
    x = np.clip(columns + np.tile(places, side), 0, side + 1)
    top, left = y.astype(np.intp), x.astype(np.intp)  # rounded down, since >= 0
    y -= top
    x -= left
    flat = framed.ravel()
    corner = top * wide + left + wide**2 * np.arange(len(X))[:, None]  # top left pixel
    upper = _between(flat.take(corner), flat.take(corner + 1), x)
    lower = _between(flat.take(corner + wide), flat.take(corner + wide + 1), x)
    return _between(upper, lower, y)


def _between(a, b, share):
    """Return a + share * (b - a), in the memory of b."""
    b -= a
    b *= share
    b += a
    return b


def _check(X, rng):
    """Check X, square images, and rng, a Generator; return the width of an image."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"distortions draw from a numpy.random.Generator, got {rng!r}; "
            "make one with np.random.default_rng(seed)"
        )
    return side_of(X)


def side_of(X):
    """Return the width of square images (N, side * side), or raise a ValueError."""
    pixels = X.shape[1] if X.ndim == 2 else 0
    side = math.isqrt(pixels)
    if pixels == 0 or side**2 != pixels or X.dtype not in (np.float32, np.float64):
        raise ValueError(
            "wanted square images as rows of float32 or float64, shape "
            f"(N, side * side), got shape {X.shape} of {X.dtype}"
        )
    return side
