"""Compute statistics of the draws of a weight matrix over all calls."""

import dataclasses

import numpy as np

from coursework.questions.initial.conditions import PATTERNS, SPREADS, is_made
from coursework.questions.initial.known import KNOWN, SCALES
from coursework.questions.initial.laws import ACCEPTED, MEAN_ERRORS, fans, laws
from coursework.words import say

# A search found these sizes (D, H, C). No two laws of different names lie within 6 % at
# both, for W1 alone or for W2 alone. fan_in is larger than fan_out at one of them and
# smaller at the other. Two calls draw 50,000 entries of each matrix or more. A fixed
# seed leaves only one call, which is enough to tell the laws apart.
TRIPLES = [(561, 63, 475), (124, 216, 166)]
DRAWS = 2


@dataclasses.dataclass(frozen=True)
class Sample:
    """The statistics of all draws of a matrix at some sizes."""

    n: int
    mean: float
    sd: float
    low: float
    high: float
    shape: str

    @property
    def is_centered(self):
        """Return whether the true mean may be 0."""
        return abs(self.mean) < MEAN_ERRORS * self.sd / np.sqrt(self.n)


def sample_of(arrays):
    """Return the Sample with the numbers of all arrays; equal arrays count once."""
    different = {np.asarray(array).tobytes(): array for array in arrays}
    x = np.concatenate([np.ravel(array) for array in different.values()])
    x = x.astype(np.float64)
    mean, sd = x.mean(), x.std()
    z = (x - mean) / sd
    squared = z * z
    skewness, kurtosis = np.mean(squared * z), np.mean(squared * squared)
    return Sample(x.size, mean, sd, x.min(), x.max(), _shape(z, skewness, kurtosis))


def _shape(z, skewness, kurtosis):
    """Return the shape of the distribution of standardized numbers.

    The kurtosis of n uniform numbers is 1.8, with the standard error sqrt(1.32 / n); of
    normal numbers 3, with sqrt(24 / n); a truncated normal law lies between. Eight
    standard errors are allowed, so that chance refuses no right answer.
    """
    if abs(skewness) > 8 * np.sqrt(6 / z.size):
        return "other"
    margin_of_uniform, margin_of_normal = 8 * np.sqrt(np.array([1.32, 24]) / z.size)
    is_bounded = np.abs(z).max() < 1.02 * np.sqrt(3)  # uniform: sqrt(3), and 2 % room
    if abs(kurtosis - 1.8) < margin_of_uniform and is_bounded:
        return "uniform"
    if abs(kurtosis - 3) < margin_of_normal:
        return "normal"
    return "bell" if 1.8 - margin_of_uniform < kurtosis < 3 else "other"


class Matrix:
    """The draws of W1 or of W2 in all calls at the sizes in TRIPLES."""

    def __init__(self, key, replies):
        self.key = key
        self.arrays = [
            (r.sizes, np.asarray(r.value[key])) for r in replies if r.sizes in TRIPLES
        ]
        self.samples = [
            (sizes, sample_of([array for s, array in self.arrays if s == sizes]))
            for sizes in TRIPLES
        ]

    def follows_a_law(self):
        """Return whether the draws follow an accepted law."""
        return any(law.fits(self) for law in ACCEPTED.values())

    def is_right(self):
        """Return whether the draws follow an accepted law and are independent."""
        is_drawn = not any(is_made(array) for _, array in self.arrays)
        return is_drawn and self.follows_a_law()

    def mistake(self):
        """Return the known mistake that fits, or None: if none does, or two scales."""
        arrays = [array for _, array in self.arrays]
        for name, test in PATTERNS.items():
            if all(map(test, arrays)):
                return KNOWN.mistakes[name]
        # A law that is wrong in the other matrix may be right in this one.
        possible = [] if self.follows_a_law() else SCALES
        scales = [m for m in possible if any(law.fits(self) for law in laws(m))]
        if scales:
            return scales[0] if len(scales) == 1 else None
        samples = [sample for _, sample in self.samples]
        names = (name for name, test in SPREADS.items() if test(samples))
        return KNOWN.mistakes.get(next(names, None))

    def numbers(self):
        """Return a sentence with the statistics at sizes where no accepted law fits."""
        wrong = (
            pair
            for pair in self.samples
            if not any(law.fits_sample(self.key, *pair) for law in ACCEPTED.values())
        )
        sizes, sample = next(wrong, self.samples[0])
        i, o = fans(self.key, sizes)
        return say(
            "wrong_spread",
            sizes=", ".join(map(str, sizes)),
            name=self.key,
            mean=f"{sample.mean:.2g}",
            sd=f"{sample.sd:.3g}",
            fan_in=f"{np.sqrt(1 / i):.3g}",
            both=f"{np.sqrt(2 / (i + o)):.3g}",
        )
