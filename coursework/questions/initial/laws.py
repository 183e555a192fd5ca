"""Define the right and wrong distributions ("laws") of the initial weights.

A matrix has `fan_in` rows and `fan_out` columns; its network has `sizes` (D, H, C).
"""

import dataclasses
from collections.abc import Callable

import numpy as np

from coursework.questions.initial import known

# Standard deviations of two laws with different names differ by 6 % or more, so that no
# sample fits both. For 50,000 normal draws, 2.8 % are nine standard errors.
SD_TOLERANCE = 0.028
MEAN_ERRORS = 7  # how many standard errors the mean may differ from 0
SHAPES = ("normal", "uniform", "bell")


@dataclasses.dataclass(frozen=True)
class Law:
    """A distribution of weights.

    sd(fan_in, fan_out, sizes) is its standard deviation. Its shape is 'normal',
    'uniform', 'bell' (between the two, as a truncated normal is), or 'any' of these.
    """

    sd: Callable
    shape: str = "any"

    def fits(self, matrix):
        """Return whether the draws of W1 or W2 follow this law at all sizes."""
        return all(self.fits_sample(matrix.key, *pair) for pair in matrix.samples)

    def fits_sample(self, key, sizes, sample):
        """Return whether the draws of W1 or W2 at these sizes follow this law."""
        if sample.shape not in SHAPES or self.shape not in ("any", sample.shape):
            return False
        wanted = self.sd(*fans(key, sizes), sizes)
        return sample.is_centered and abs(np.log(sample.sd / wanted)) < SD_TOLERANCE


def fans(key, sizes):
    """Return (fan_in, fan_out) of W1 or W2."""
    return sizes[:2] if key == "W1" else sizes[1:]


ACCEPTED = {
    "fan_in": Law(lambda fan_in, fan_out, s: np.sqrt(1 / fan_in)),
    "glorot": Law(lambda fan_in, fan_out, s: np.sqrt(2 / (fan_in + fan_out))),
    "uniform_root": Law(lambda fan_in, fan_out, s: np.sqrt(1 / fan_in / 3), "uniform"),
}


def laws(mistake):
    """Return a Law for each way to make a mistake in the scale, from its line."""

    def law(lines):
        def sd(fan_in, fan_out, sizes):
            return known.value(lines["sd ="], sizes)(fan_in, fan_out)

        shape = lines.get("shape =")
        return Law(sd, known.value(shape) if shape else "any")

    return [law(dict(way)) for way in mistake.ways]
