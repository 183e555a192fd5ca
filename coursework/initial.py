"""The question of the start values: no call has one right answer.

It has the two methods of `Question`. What is judged is the distribution of the weights:
mean, standard deviation and shape over all draws at the same sizes.
"""

import dataclasses
import functools

import numpy as np

from coursework import defects
from coursework.mistakes.initial import initialize_parameters as catalogue
from coursework.mistakes.initial.details import DETAILS
from coursework.mistakes.initial.laws import ACCEPTED, fans
from coursework.mistakes.initial.replies import REPLIES
from coursework.mistakes.initial.scales import SCALES
from coursework.mistakes.initial.shapes import SHAPES
from coursework.mistakes.initial.tools import good, right_shapes
from coursework.mistakes.initial.weights import (
    FALLBACKS,
    PATTERNS,
    has_gap,
    has_twins,
)
from coursework.outcomes import DIAGNOSIS, MATHEMATICS, Call, Outcome, is_number
from coursework.report import notes_of, report_on, unjudged

# Found by a search: no two laws of different names lie within 6 % at both triples, in
# W1 alone or in W2 alone, so that each matrix by itself tells. fan_in is the larger
# side at one triple and the smaller at the other. Two calls draw 50,000 entries or
# more of each matrix; even one (all that a fixed seed leaves) tells the laws apart.
TRIPLES = [(561, 63, 475), (124, 216, 166)]
DRAWS = 2
# Small ones, all different, where shapes and exceptions show: no product or sum of two
# is the third.
SMALL = [(7, 4, 2), (3, 5, 9)]


@dataclasses.dataclass(frozen=True)
class Initial:
    """The question initialize_parameters; attributes as in `Question`."""

    name: str = "initialize_parameters"
    signature: str = "initialize_parameters(input_dim, num_hiddens, num_classes)"
    reference: object = good
    catalogue: object = catalogue
    hints: tuple = (
        "Two things decide: the shapes, (input_dim, num_hiddens) for W1 and "
        "(num_hiddens, num_classes) for W2, and the spread, which shrinks with the "
        "number of rows of the matrix. The biases are zeros.",
        "W1 = np.random.randn(input_dim, num_hiddens) * np.sqrt(1 / input_dim); W2 "
        "does the same with num_hiddens and num_classes; b1 = np.zeros(num_hiddens), "
        "b2 = np.zeros(num_classes). Return the four in a dictionary.",
    )

    def calls(self, rng):
        """Return the calls, shuffled: the large sizes several times."""
        drawn = [Call(MATHEMATICS, sizes) for sizes in TRIPLES * DRAWS]
        drawn += [Call(DIAGNOSIS, sizes) for sizes in SMALL]
        return [drawn[k] for k in rng.permutation(len(drawn))]

    def judge(self, calls, outcomes):
        """Return the Report on what `calls` brought about."""
        if early := unjudged(self, calls, outcomes):
            return early
        notes = notes_of(outcomes)
        replies = [Reply(c.args, o) for c, o in zip(calls, outcomes, strict=True)]
        with np.errstate(all="ignore"):
            verdict = replies_judged(replies)
            verdict = verdict or weights_judged(replies) or details_judged(replies)
        return report_on(self, verdict, notes)


@dataclasses.dataclass(frozen=True)
class Reply:
    """What came back from one call with some sizes."""

    sizes: tuple
    outcome: Outcome

    @functools.cached_property
    def value(self):
        """The value, with biases as they should be where they have the right size.

        What a bias holds, and (1, n) or (n, 1) for (n,), is fine print.
        """
        value = self.outcome.value
        if not isinstance(value, dict):
            return value
        value = dict(value)
        for name in ("b1", "b2"):
            shape = right_shapes(*self.sizes)[name]
            bias = value.get(name)
            whole = isinstance(bias, np.ndarray) and is_number(bias) and bias.ndim < 3
            if whole and bias.size == shape[0] == max(bias.shape, default=0):
                value[name] = np.zeros(shape)  # floats, whatever it holds
        return value


@dataclasses.dataclass(frozen=True)
class Sample:
    """What the draws of a matrix have in common, taken together."""

    n: int
    mean: float
    sd: float
    low: float
    high: float
    shape: str


def sample_of(arrays):
    """Return the Sample of arrays; those that repeat another count once."""
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

    The kurtosis of a uniform draw is 1.8, of a normal one 3, and between them of a
    normal draw that is cut off. Eight standard errors are granted.
    """
    if abs(skewness) > 8 * np.sqrt(6 / z.size):
        return "other"
    uniform, normal = 8 * np.sqrt(1.32 / z.size), 8 * np.sqrt(24 / z.size)
    if abs(kurtosis - 1.8) < uniform and np.abs(z).max() < 1.02 * np.sqrt(3):
        return "uniform"
    if abs(kurtosis - 3) < normal:
        return "normal"
    return "bell" if 1.8 - uniform < kurtosis < 3 else "other"


class Matrix:
    """W1 or W2 in all calls with large sizes."""

    def __init__(self, key, replies):
        self.key = key
        self.arrays = [
            (r.sizes, np.asarray(r.value[key])) for r in replies if r.sizes in TRIPLES
        ]
        self.samples = [
            (sizes, sample_of([array for s, array in self.arrays if s == sizes]))
            for sizes in TRIPLES
        ]

    def is_right(self):
        """Tell whether it follows one of the accepted laws, each number by itself."""
        if any(has_gap(array) or has_twins(array) for _, array in self.arrays):
            return False
        return any(law.fits(self) for law in ACCEPTED.values())

    def mistake(self):
        """Return the known mistake that it makes, or None."""
        first = next((m for m in PATTERNS if m.fits(self)), None)
        if first:
            return first
        scales = [m for m in SCALES if m.fits(self)]
        if scales:
            return scales[0] if len(scales) == 1 else None
        return next((m for m in FALLBACKS if m.fits(self)), None)

    def numbers(self):
        """Return what its numbers are and what they might be, as a sentence."""
        rules = ACCEPTED.values()
        sizes, sample = next(
            (pair for pair in self.samples if not _fits_one(rules, self.key, *pair)),
            self.samples[0],
        )
        i, o = fans(self.key, sizes)
        return (
            f"Not right yet. For sizes {', '.join(map(str, sizes))} the numbers of "
            f"{self.key} have mean {sample.mean:.2g} and standard deviation "
            f"{sample.sd:.3g}. Wanted is mean 0 and sqrt(1 / fan_in) = "
            f"{np.sqrt(1 / i):.3g}, or sqrt(2 / (fan_in + fan_out)) = "
            f"{np.sqrt(2 / (i + o)):.3g}."
        )


def _fits_one(laws, key, sizes, sample):
    return any(law.fits_sample(key, sizes, sample) for law in laws)


def replies_judged(replies):
    """Judge exceptions, types, keys and shapes: (score, mistake, message) or None."""
    found = {}
    for reply in replies:
        shapes = right_shapes(*reply.sizes)
        # A half: where whole numbers are wanted, the engine takes integers for floats.
        wanted = {name: np.full(shape, 0.5) for name, shape in shapes.items()}
        outcome = dataclasses.replace(reply.outcome, value=reply.value)
        defect = defects.find(outcome, wanted)
        if defect and defect.kind != "value":
            found[defect.rank, reply.sizes] = defect
    if not found:
        return None
    for mistake in REPLIES + SHAPES:
        if all(mistake.fits(reply) for reply in replies):
            return 0.0, mistake.name, mistake.sentence
    return 0.0, *found[min(found)].naming()


def weights_judged(replies):
    """Judge the distribution of the weights."""
    matrices = [Matrix(key, replies) for key in ("W1", "W2")]
    wrong = [matrix for matrix in matrices if not matrix.is_right()]
    if not wrong:
        return None
    known = {matrix.key: matrix.mistake() for matrix in wrong}
    for mistake in catalogue:
        keys = [key for key in known if known[key] is mistake]
        if keys:
            return 0.25, mistake.name, mistake.sentence + _where(keys, known)
    return 0.25, None, wrong[0].numbers()


def _where(keys, wrong):
    if len(keys) == 2:
        return ""
    other = {"W1": "W2", "W2": "W1"}[keys[0]]
    state = "not right either" if other in wrong else "right"
    return f" (This is about {keys[0]}; {other} is {state}.)"


def details_judged(replies):
    """Judge the fine print, item after item."""
    for mistake in DETAILS:
        if mistake.fits(replies):
            return 0.75, mistake.name, mistake.sentence
    return None
