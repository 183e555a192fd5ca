"""The equations of the chapter on tuning, each by its label."""

import itertools
import math
from fractions import Fraction
from math import comb

import numpy as np
from book_code import book_function, run_cells, run_line
from by_hand import close

from neuralnet.further.space import LogUniform
from neuralnet.metrics import mcnemar


def test_eq_tuning_hit():
    r"""\begin{aligned}
    &P(\text{at least one of } K \text{ is good}) \\
    &\quad = 1 - (1 - q)^K
    \end{aligned}
    """
    q, K = Fraction(1, 3), 4
    exact = sum(
        math.prod(q if good else 1 - q for good in trials)
        for trials in itertools.product((True, False), repeat=K)
        if any(trials)
    )
    assert exact == 1 - (1 - q) ** K
    rng = np.random.default_rng(3)
    chances = run_cells("eq-tuning-hit", "q = 0.05", rng=rng)["chances"]
    assert [K for K, *_ in chances] == [1, 16, 59]
    for K, said, simulated in chances:
        close(said, float(1 - Fraction(19, 20) ** K))
        assert abs(simulated - said) < 5 * math.sqrt(said * (1 - said) / 10_000)


def test_eq_tuning_share():
    r"""P(x_0 \le \mathrm{lr} \le x_1) = \frac{\log(x_1/x_0)}{\log(r_1/r_0)} ."""
    low, high, n = 0.001, 1.0, 20_000
    edges = [0.001, 0.003, 0.02, 0.1, 0.5, 1.0]
    rng = np.random.default_rng(1)
    listing = run_line("eq-tuning-share", "lrs", rng=np.random.default_rng(2))
    for lrs in ([LogUniform(low, high).sample(rng) for _ in range(n)], listing):
        found = np.histogram(lrs, edges)[0] / len(lrs)
        for share, (a, b) in zip(found, itertools.pairwise(edges), strict=True):
            p = math.log(b / a) / math.log(high / low)
            assert abs(share - p) < 5 * math.sqrt(p * (1 - p) / len(lrs))


def test_eq_tuning_standard_error():
    r"""\mathrm{SE} = \sqrt{\frac{p\,(1 - p)}{N}} ."""
    N, p = 6, Fraction(2, 5)
    chances = [comb(N, s) * p**s * (1 - p) ** (N - s) for s in range(N + 1)]
    var = sum(c * (Fraction(s, N) - p) ** 2 for s, c in enumerate(chances))
    assert var == p * (1 - p) / N
    listing = book_function("eq-tuning-standard-error", "standard_error")
    close(listing(float(p), N), math.sqrt(var))


def test_eq_tuning_difference():
    r"""\mathrm{SE}(p_1 - p_2) = \sqrt{\mathrm{SE}_1^2 + \mathrm{SE}_2^2} ."""
    (p1, N1), (p2, N2) = (Fraction(2, 5), 3), (Fraction(3, 4), 4)
    var = Fraction(0)
    for s1, s2 in itertools.product(range(N1 + 1), range(N2 + 1)):
        chance = comb(N1, s1) * p1**s1 * (1 - p1) ** (N1 - s1)
        chance *= comb(N2, s2) * p2**s2 * (1 - p2) ** (N2 - s2)
        var += chance * (Fraction(s1, N1) - Fraction(s2, N2) - (p1 - p2)) ** 2
    squares = [p * (1 - p) / N for p, N in ((p1, N1), (p2, N2))]
    assert var == sum(squares)
    known = {"se_valid": math.sqrt(squares[0]), "se_test": math.sqrt(squares[1])}
    close(run_line("eq-tuning-difference", "se_lead", **known), math.sqrt(var))


def test_eq_tuning_mcnemar():
    r"""p = \min\Bigl(1,\; 2 \sum_{i=0}^{k} \binom{n}{i}\, 2^{-n}\Bigr) ."""
    listing = book_function("eq-tuning-mcnemar", "compare")
    for n in range(1, 9):
        for k in range(n + 1):
            first = np.arange(n + 3) < k  # right on k images, the other on n - k
            second = (np.arange(n + 3) >= k) & (np.arange(n + 3) < n)
            fewer, throws = min(k, n - k), itertools.product((0, 1), repeat=n)
            ways = sum(sum(throw) <= fewer for throw in throws)
            wanted = (k, n - k, min(1, 2 * ways / 2**n))
            assert mcnemar(first, second) == wanted
            assert listing(first, second) == wanted


def test_eq_tuning_seeds():
    r"""\begin{aligned}
    \mathrm{SE}(\bar d) &= \frac{s}{\sqrt n} , \\
    s^2 &= \frac{1}{n - 1} \sum_i (d_i - \bar d)^2
    \end{aligned}
    """
    listing = book_function("eq-tuning-seeds", "mean_and_error")
    values, n = [Fraction(0), Fraction(1), Fraction(4)], 3
    samples = list(itertools.product(values, repeat=n))
    squares, means = [], []  # of the standard errors; the means of the samples
    for d in samples:
        mean = sum(d) / n
        squares.append(sum((d_i - mean) ** 2 for d_i in d) / (n - 1) / n)
        means.append(mean)
        close(listing(np.array(d, float)), (float(mean), math.sqrt(squares[-1])))
    true = sum(values) / len(values)
    var = sum((mean - true) ** 2 for mean in means) / len(samples)
    assert sum(squares) / len(samples) == var  # so its square is right on average
