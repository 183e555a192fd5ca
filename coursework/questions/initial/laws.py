"""Laws that the weights may follow: a standard deviation, and a shape.

They are of a matrix with `fan_in` rows and `fan_out` columns in a network of `sizes`
(D, H, C).
"""

import dataclasses
from collections.abc import Callable

import numpy as np

from coursework.questions.initial import known

# Laws of different names lie 6 % apart in the standard deviation, so one of 2.8 %
# fits one of them alone. Over 50,000 draws that is nine standard errors (normal).
SD_TOLERANCE = 0.028
MEAN_ERRORS = 7  # standard errors
SHAPES = ("normal", "uniform", "bell")


@dataclasses.dataclass(frozen=True)
class Law:
    """One distribution.

    Attributes
    ----------
    sd : callable
        (fan_in, fan_out, sizes) -> standard deviation.
    shape : str
        'normal', 'uniform', or 'bell': between the two, as a normal that is cut off.
        'any' is one of these three.
    """

    sd: Callable
    shape: str = "any"

    def fits(self, matrix):
        """Return whether a matrix follows the law at all sizes."""
        return all(self.fits_sample(matrix.key, *pair) for pair in matrix.samples)

    def fits_sample(self, key, sizes, sample):
        """Return whether the draws of a matrix at some sizes follow the law."""
        if sample.shape not in SHAPES or self.shape not in ("any", sample.shape):
            return False
        wanted = self.sd(*fans(key, sizes), sizes)
        return sample.is_centered and abs(np.log(sample.sd / wanted)) < SD_TOLERANCE


def fans(key, sizes):
    """Return fan_in and fan_out of a matrix."""
    return sizes[:2] if key == "W1" else sizes[1:]


ACCEPTED = {
    "fan_in": Law(lambda fan_in, fan_out, s: np.sqrt(1 / fan_in)),
    "glorot": Law(lambda fan_in, fan_out, s: np.sqrt(2 / (fan_in + fan_out))),
    "uniform_root": Law(lambda fan_in, fan_out, s: np.sqrt(1 / fan_in / 3), "uniform"),
}


def laws(mistake):
    """Return the laws that the ways of a wrong scale follow."""
    return [law(dict(way)) for way in mistake.ways]


def law(lines):
    """Return the Law that the lines of a way tell, by how they begin."""

    def sd(fan_in, fan_out, sizes):
        return known.value(lines["sd ="], sizes)(fan_in, fan_out)

    shape = lines.get("shape =")
    return Law(sd, known.value(shape) if shape else "any")
