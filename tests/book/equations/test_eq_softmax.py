"""The equations of chapter 2 about softmax, each by its label."""

import math

import numpy as np
from book_code import function, run
from by_hand import close, differences

from neuralnet import softmax

rng = np.random.default_rng(3)
Z = 2 * rng.normal(size=(6, 4))  # (N, C)


def by_hand(z):
    return [math.exp(u) / sum(math.exp(v) for v in z) for u in z]


def test_eq_softmax():
    r"""\mathrm{softmax}(z)_k = \frac{e^{z_k}}{\sum_{j=1}^{C} e^{z_j}}"""
    close(softmax(Z), [by_hand(z) for z in Z])
    naive_softmax = function("eq-softmax", "naive_softmax")
    close([naive_softmax(z) for z in Z], [by_hand(z) for z in Z])


def test_eq_softmax_odds():
    r"""\frac{p_k}{p_j} = e^{z_k - z_j}"""
    for z, p in zip(Z, softmax(Z), strict=True):
        for k, j in np.ndindex(4, 4):
            close(p[k] / p[j], math.exp(z[k] - z[j]))
    known = {"naive_softmax": lambda z: np.array(by_hand(z)), "z": Z[0]}
    ratio, wanted = run("eq-softmax-odds", "z[0] - z[1]", **known)["printed"].split(
        " and "
    )
    close(float(ratio), float(wanted))


def test_eq_softmax_shift():
    r"""\begin{aligned}
    \mathrm{softmax}(z + s)_k &= \frac{e^{z_k + s}}{\sum_j e^{z_j + s}}\\
    &= \frac{e^{s}\, e^{z_k}}{e^{s} \sum_j e^{z_j}}\\
    &= \mathrm{softmax}(z)_k
    \end{aligned}
    """
    for z, p in zip(Z, softmax(Z), strict=True):
        for c in (-3.0, 0.5, 20.0):
            factor = math.exp(c)
            below = factor * sum(math.exp(v) for v in z)
            close([math.exp(u + c) / below for u in z], p)
            close([factor * math.exp(u) / below for u in z], p)
            close(softmax(z + c), p)
        close(softmax(z + 1000.0), p)  # e^1000 is too large for a computer
    naive_softmax = function("eq-softmax-shift", "naive_softmax")
    known = {"naive_softmax": naive_softmax, "z": Z[0]}
    run("eq-softmax-shift", "naive_softmax(z + s)", **known)


def test_eq_softmax_quotient():
    r"""\frac{\partial p_k}{\partial z_j} = \begin{cases}
    \dfrac{e^{z_k} S - e^{z_k} e^{z_k}}{S^2} = p_k - p_k\, p_k & j = k\\[2ex]
    \dfrac{0 \cdot S - e^{z_k} e^{z_j}}{S^2} = -p_k\, p_j & j \ne k
    \end{cases}
    """
    jacobian = function("eq-softmax-quotient", "softmax_jacobian", softmax=softmax)
    for z in Z:
        e, found = [math.exp(u) for u in z], jacobian(z)
        S = sum(e)
        for k, j in np.ndindex(4, 4):
            own = e[k] * S if j == k else 0
            close(found[k, j], (own - e[k] * e[j]) / S**2)
            p_k, p_j = e[k] / S, e[j] / S
            close(found[k, j], p_k - p_k * p_k if j == k else -p_k * p_j)


def test_eq_softmax_jacobian():
    r"""\frac{\partial p_k}{\partial z_j} = p_k\,(\delta_{kj} - p_j)"""
    jacobian = function("eq-softmax-jacobian", "softmax_jacobian", softmax=softmax)
    for z in Z:
        p, found = by_hand(z), jacobian(z)
        for k, j in np.ndindex(4, 4):
            close(found[k, j], p[k] * ((k == j) - p[j]))
        rows = [differences(lambda v, k=k: softmax(v)[k], z) for k in range(4)]
        close(jacobian(z), rows, rtol=1e-6, atol=1e-9)
