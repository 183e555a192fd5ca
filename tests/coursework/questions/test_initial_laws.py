"""Test that each distribution ("law") of the weights is named and far from others."""

import itertools
import math

import numpy as np
import pytest
import scipy.special
import scipy.stats
from seeds import SEEDS

from coursework import check
from coursework.questions.initial import laws as judged
from coursework.questions.initial import replies, samples
from coursework.questions.initial.known import KNOWN, SCALES
from coursework.questions.initial.laws import ACCEPTED, SHAPES, fans, laws
from coursework.questions.initial.question import SMALL
from coursework.questions.initial.samples import DRAWS, TRIPLES, Matrix, sample_of
from coursework.running.outcomes import Outcome

NAME = "initialize_parameters"
LAWS = [
    pytest.param(mistake, way, law, id=f"{mistake.name}-{k}")
    for mistake in SCALES
    for k, (way, law) in enumerate(zip(mistake.ways, laws(mistake), strict=True))
]


def is_accepted(law, key):
    """Return whether a wrong law is as good as a right one in the matrix `key`."""
    return any(
        np.allclose(log_sd(law, key), log_sd(right, key))
        for right in ACCEPTED.values()
        if right.shape in ("any", law.shape)
    )


@pytest.mark.parametrize(("mistake", "way", "law"), LAWS)
def test_each_law_is_named_in_one_matrix_and_in_all_its_shapes(mistake, way, law):
    """If only one matrix is wrong, the message names it, and the score is higher."""
    wrong = [key for key in ("W1", "W2") if not is_accepted(law, key)]
    shapes = SHAPES if law.shape == "any" else (law.shape,)
    # Each matrix is wrong alone, then both are, and the shapes take turns.
    groups = [["W1"], ["W2"], wrong] if len(wrong) == 2 else [wrong] * len(shapes)
    for keys, shape in zip(groups, itertools.cycle(shapes), strict=False):
        lines = (*way, ("shape =", f"shape = {shape!r}"))
        function = KNOWN.program.changed(tuple(dict(lines).items()))

        def answer(D, H, C, keys=keys, function=function):
            params = function(D, H, C)
            if keys == wrong:
                return params
            return KNOWN.right(D, H, C) | {key: params[key] for key in keys}

        report = check(NAME, answer, seed=1)
        assert report.mistake == mistake.name, (shape, keys, report)
        assert (f"This is about {keys[0]};" in report.message) == (len(keys) == 1)
        assert report.score == (0.5 if len(keys) == 1 else 0.25)


def test_at_least_50_000_entries_of_each_matrix_are_drawn():
    for D, H, C in TRIPLES:
        assert DRAWS * min(D * H, H * C) >= 50_000


def test_no_size_is_another_size_a_typical_number_a_sum_or_a_product():
    """Otherwise an answer with the wrong size could pass."""
    for D, H, C in TRIPLES + SMALL:
        assert len({D, H, C, *replies.TYPICAL}) == 3 + len(replies.TYPICAL)
        assert not {D + H, H + C, D * H, H * C} & {D, H, C}


def laws_of(key):
    """Return (name, law) for the accepted laws and the mistakes of one matrix."""
    right = [("accepted", law) for law in ACCEPTED.values()]
    wrong = [(mistake.name, law) for mistake in SCALES for law in laws(mistake)]
    return right + [pair for pair in wrong if not is_accepted(pair[1], key)]


def log_sd(law, key):
    """Return the logarithm of a law's standard deviation at each of TRIPLES."""
    return np.array([np.log(law.sd(*fans(key, sizes), sizes)) for sizes in TRIPLES])


@pytest.mark.parametrize("key", ["W1", "W2"])
def test_laws_differ_by_six_percent_from_each_other_and_from_a_fixed_sd(key):
    """Each matrix by itself must tell them apart: it may be the only wrong one."""
    assert np.log(1.06) > 2 * judged.SD_TOLERANCE
    for (name, law), (other_name, other) in itertools.combinations(laws_of(key), 2):
        shapes = {law.shape, other.shape}
        if name == other_name or (len(shapes) == 2 and "any" not in shapes):
            continue  # the same mistake, or the shapes tell the two apart
        apart = np.abs(log_sd(law, key) - log_sd(other, key)).max()  # at one of TRIPLES
        assert apart > np.log(1.06), (name, other_name)
    for name, law in laws_of(key):
        first, second = log_sd(law, key)  # equal where the law is a fixed number
        assert first == second or abs(first - second) > np.log(1.06), name


def test_if_two_laws_fit_no_mistake_is_named(monkeypatch):
    he = KNOWN.mistakes["he"]
    drawn = [replies.Reply(s, Outcome(he.function(*s))) for s in TRIPLES * DRAWS]
    assert Matrix("W1", drawn).mistake() is he
    monkeypatch.setattr(samples, "SCALES", [*SCALES, he])
    assert Matrix("W1", drawn).mistake() is None


SAMPLES = 4  # of a check: W1 and W2 at two sizes
CHECKS = 150 * len(SEEDS)  # simulated


def standard_draws(shape, size, rng):
    """Draw numbers of mean 0 and variance 1."""
    if shape == "bell":  # a normal law that is cut at 2 standard deviations
        cut = scipy.special.ndtr(2)
        numbers = scipy.special.ndtri(rng.uniform(1 - cut, cut, size))
        return numbers / scipy.stats.truncnorm(-2, 2).std()
    if shape == "uniform":
        return rng.uniform(-np.sqrt(3), np.sqrt(3), size)
    return rng.standard_normal(size)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_right_answer_is_refused_less_than_once_in_a_million(shape):
    """The judge's limits are so many standard errors of simulated samples away."""
    rng = np.random.default_rng(0)
    n = DRAWS * min(min(D * H, H * C) for D, H, C in TRIPLES)  # the fewest in a sample
    rows = []
    for _ in range(SAMPLES * CHECKS // len(SHAPES)):
        numbers = standard_draws(shape, n, rng)
        sample = sample_of([numbers])
        assert sample.shape == shape
        z = (numbers - sample.mean) / sample.sd
        squared = z * z
        moments = np.mean(squared * z), np.mean(squared * squared)
        rows.append([sample.mean, np.log(sample.sd), *moments])
    found = np.array(rows)  # a column each for mean, log sd, skewness and kurtosis
    # These are the judge's limits. A kurtosis between normal and uniform means 'bell',
    # so only two limits can refuse: the outer ones, and the inner one of uniform.
    kurtosis, allowed = {
        "normal": (3, 8 * np.sqrt(24 / n)),
        "uniform": (1.8, 8 * np.sqrt(1.32 / n)),
        "bell": (found[:, 3].mean(), 0.3),  # about 2.36: uniform is below, normal above
    }[shape]
    skewness = 8 * np.sqrt(6 / n)
    mean = judged.MEAN_ERRORS / np.sqrt(n)
    center = [0, 0, 0, kurtosis]
    errors = np.sqrt(np.mean((found - center) ** 2, axis=0))
    limits = np.array([mean, judged.SD_TOLERANCE, skewness, allowed]) / errors
    # No error is above 5.3 standard errors, which a normal law exceeds once in ten
    # million draws. So the normal law may tell how often an error exceeds its limit.
    worst = np.max(np.abs(found - center) / errors, axis=0)
    assert (worst < 5.3).all(), worst
    tails = [math.erfc(limit / math.sqrt(2)) for limit in limits]
    assert SAMPLES * sum(tails) < 1e-6, limits
