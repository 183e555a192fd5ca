"""Judge whether the numbers of matrices are independent draws, and of which moments."""

import dataclasses

import numpy as np

ERRORS = 8  # how many standard errors chance is allowed: it refuses no right answer


@dataclasses.dataclass(frozen=True)
class Moments:
    """The mean, the standard deviation and the shape of all draws at one size."""

    n: int
    mean: float
    sd: float
    skewness: float
    kurtosis: float  # 1.8 of uniform numbers, 3 of normal ones

    @property
    def is_centered(self):
        """Return whether the true mean may be 0."""
        return abs(self.mean) < ERRORS * self.sd / np.sqrt(self.n)

    @property
    def is_uniform(self):
        """Return whether the numbers may be uniform."""
        return abs(self.kurtosis - 1.8) < ERRORS * np.sqrt(1.32 / self.n)

    @property
    def is_usual(self):
        """Return whether the numbers may be uniform, normal or cut off at both ends."""
        is_below = self.kurtosis < 3 + ERRORS * np.sqrt(24 / self.n)
        is_symmetric = abs(self.skewness) < ERRORS * np.sqrt(6 / self.n)
        return is_symmetric and is_below and (self.is_uniform or self.kurtosis > 1.8)

    def is_like(self, other):
        """Return whether two samples may be of one distribution, by these figures."""
        error = ERRORS * self.sd / np.sqrt(min(self.n, other.n))
        same_mean = abs(self.mean - other.mean) < 1.5 * error
        same_shape = self.is_uniform == other.is_uniform
        return same_mean and same_shape and is_near(self.sd, other.sd)


def is_near(sd, other):
    """Return whether two standard deviations differ by less than 2.8 %.

    For 50,000 normal draws these are nine standard errors.
    """
    return sd > 0 and abs(np.log(sd / other)) < 0.028


def moments_of(arrays):
    """Return the Moments of the numbers of all arrays; equal arrays count once."""
    different = {array.tobytes(): array for array in map(np.asarray, arrays)}
    x = np.concatenate([array.ravel() for array in different.values()])
    x = x.astype(np.float64)
    mean, sd = x.mean(), x.std()
    z = (x - mean) / sd
    squared = z * z
    return Moments(x.size, mean, sd, np.mean(squared * z), np.mean(squared * squared))


# --- numbers of one matrix that were not drawn independently


def numbers_repeat(W):
    """Return whether a number is there too often, or there are few different ones."""
    numbers, counts = np.unique(W, return_counts=True)
    is_often = counts.max() > 0.004 * W.size or np.mean(W == 0) > 0.001
    return is_often or numbers.size < W.size / 50


# --- numbers of two matrices that are not independent


def agree(a, b):
    """Return whether two matrices of a shape differ by a factor and a shift at most."""
    a, b = a - a.mean(), b - b.mean()
    return np.abs(np.mean(a * b)) > 0.99 * a.std() * b.std()


def share_numbers(a, b):
    """Return whether numbers of b are those of a, times one factor, in any order.

    Some numbers are looked at: of all of b, and in two of its corners. Rounded numbers
    tell nothing.
    """
    numbers = np.unique(np.abs(a, dtype=float))
    if numbers.size < 0.99 * a.size:  # rounded
        return False
    # A factor shifts all logarithms alike.
    logs, of_b = np.log(numbers), np.log(np.abs(b, dtype=float))
    samples = of_b.ravel()[:: b.size // 9][:9], of_b[:3, :3], of_b[-3:, -3:]
    return any(_fit_shifted(sample, logs) for sample in samples)


def _fit_shifted(sample, numbers):
    """Return whether a sample, shifted as a whole, lies in the sorted `numbers`."""
    first, *others = sample.ravel()
    shifts = numbers - first  # each brings the first to one of the numbers
    for other in others:  # keep those that do so with this one: 1 of 100 by chance
        moved = other + shifts
        above = np.searchsorted(numbers, moved).clip(1, numbers.size - 1)
        neighbors = numbers[above - 1], numbers[above]
        gaps = np.minimum(*(np.abs(each - moved) for each in neighbors))
        shifts = shifts[gaps < 3e-7]
    return shifts.size > 0
