"""Laws that the weights of `initialize_parameters` may follow.

A law says mean, standard deviation and shape of the distribution for a matrix with
`i` rows (fan_in) and `o` columns (fan_out) in a network of sizes `s` = (D, H, C).
"""

import dataclasses
from collections.abc import Callable

import numpy as np

from coursework.mistakes import Mistake

# Laws of different names lie 6 % apart in the standard deviation, so one of 2.8 %
# fits one of them alone. Over 50,000 draws that is nine standard errors (normal).
SD_TOLERANCE = 0.028
MEAN_ERRORS = 7  # standard errors
LEFT, RIGHT = ("W1", "W2")


@dataclasses.dataclass(frozen=True)
class Law:
    """One distribution.

    Attributes
    ----------
    sd : callable
        (i, o, s) -> standard deviation.
    shape : str
        'normal', 'uniform', or 'bell': between the two, as a normal that is cut off.
        'any' is one of these three.
    only : str
        'W1' or 'W2' for a law that is a mistake in that matrix alone.
    """

    sd: Callable
    shape: str = "any"
    only: str = ""

    def fits(self, matrix):
        """Tell whether a matrix follows the law at all sizes."""
        return self.only in ("", matrix.key) and all(
            self.fits_sample(matrix.key, sizes, sample)
            for sizes, sample in matrix.samples
        )

    def fits_sample(self, key, sizes, sample):
        """Tell whether the draws of a matrix at some sizes follow the law."""
        wanted = self.sd(*fans(key, sizes), sizes)
        return (
            self.shape in ("any", sample.shape)
            and sample.shape != "other"
            and abs(sample.mean) < MEAN_ERRORS * sample.sd / np.sqrt(sample.n)
            and abs(np.log(sample.sd / wanted)) < SD_TOLERANCE
        )


def fans(key, s):
    """Return fan_in and fan_out of a matrix."""
    return (s[0], s[1]) if key == LEFT else (s[1], s[2])


ROOT_3 = np.sqrt(3)
ACCEPTED = {
    "fan_in": Law(lambda i, o, s: np.sqrt(1 / i)),
    "glorot": Law(lambda i, o, s: np.sqrt(2 / (i + o))),
    "uniform_root": Law(lambda i, o, s: np.sqrt(1 / (3 * i)), "uniform"),
}


@dataclasses.dataclass(frozen=True)
class WrongWeights(Mistake):
    """A mistake that can be seen in one matrix.

    `fits` tells whether a matrix makes it: `key`, `arrays` as (sizes, array) for each
    call, and `samples` as (sizes, Sample) for each triple of sizes. `laws` are set
    where the mistake is a wrong law.
    """

    fits: Callable = None
    laws: tuple = ()


def obey(law, D, H, C):
    """Return parameters that follow a law; a matrix that it excepts follows Xavier."""
    params = {"b1": np.zeros(H), "b2": np.zeros(C)}
    for key in (LEFT, RIGHT):
        i, o = fans(key, (D, H, C))
        mine = law if law.only in ("", key) else ACCEPTED["fan_in"]
        params[key] = mine.sd(i, o, (D, H, C)) * draw(mine.shape, (i, o))
    return params


def draw(shape, size):
    """Draw numbers of mean 0 and variance 1 of a shape of distribution."""
    if shape == "uniform":
        return np.random.uniform(-ROOT_3, ROOT_3, size)
    if shape == "bell":
        numbers = np.random.standard_normal((3, *size))
        order = np.argsort(np.abs(numbers) > 2, axis=0, kind="stable")
        numbers = np.take_along_axis(numbers, order, 0)[0]  # the first within 2, if any
        return np.clip(numbers, -2, 2) / CUT_AT_2
    return np.random.standard_normal(size)


# The standard deviation of a standard normal between -2 and 2, and between -1 and 1.
CUT_AT_2, CUT_AT_1 = 0.87963, 0.53956
