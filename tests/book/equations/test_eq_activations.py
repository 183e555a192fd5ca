"""The equations of the chapter on activations, each by its label."""

import math

import numpy as np
from book_code import book_function, run_cells, run_line
from by_hand import ALPHA, affine, close, differences, product

from neuralnet import deriv_leaky_relu, leaky_relu, softmax
from neuralnet.further.buffers import Workspace

rng = np.random.default_rng(2)


def test_eq_activations_collapse():
    r"""(X W_1 + b_1)\,W_2 + b_2 = X\,\underbrace{W_1 W_2}_{W} + \underbrace{b_1 W_2 +
    b_2}_{b}
    """
    X, W1, b1 = rng.normal(size=(5, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)
    W2, b2 = rng.normal(size=(3, 2)), rng.normal(size=2)
    known = {"corners": X, "W1": W1, "b1": b1, "W2": W2, "b2": b2}
    known["two_layers"] = run_line("eq-activations-collapse", "two_layers", **known)
    found = run_cells("eq-activations-collapse", "one_layer = ", **known)
    W, b = found["W"], found["b"]
    close(W, product(W1, W2))
    close(b, [sum(b1[h] * W2[h, c] for h in range(3)) + b2[c] for c in range(2)])
    close(affine(X, W, b), affine(affine(X, W1, b1), W2, b2))
    close(known["two_layers"], affine(affine(X, W1, b1), W2, b2))
    assert "the same sums: True" in found["printed"]


def test_eq_activations_xor():
    r"""\begin{aligned}
    u(0, 0) + u(1, 1) &= w_1 + w_2 + 2b\\
    u(0, 1) + u(1, 0) &= w_1 + w_2 + 2b
    \end{aligned}
    """
    known = {"corners": run_line("eq-activations-xor", "corners")}
    w1, w2, b = 0.3, -1.7, 0.9
    u = run_line("eq-activations-xor", "u", w=np.array([w1, w2]), b=b, **known)
    close(u, [0 * w1 + 0 * w2 + b, w2 + b, w1 + b, w1 + w2 + b])
    close(u[0] + u[3], w1 + w2 + 2 * b)
    close(u[1] + u[2], w1 + w2 + 2 * b)


def test_eq_leaky_relu():
    r"""f(z) = \begin{cases} z & z \ge 0 \\ \alpha z & z < 0 \end{cases}
    \qquad 0 < \alpha < 1
    """
    z = np.array([-3.0, -0.5, -1e-300, 0.0, 1e-300, 0.5, 7.0])
    for alpha in (0.01, 0.3):
        wanted = [u if u >= 0 else alpha * u for u in z]
        close(leaky_relu(z, alpha), wanted, atol=0)
        close(book_function("eq-leaky-relu", "leaky_relu")(z, alpha), wanted, atol=0)


def test_eq_leaky_relu_slope():
    r"""f'(z) = \begin{cases} 1 & z \ge 0 \\ \alpha & z < 0 \end{cases}"""
    x = np.array([-3.0, -0.5, 0.0, 0.5, 7.0])
    for alpha in (0.01, 0.3):
        wanted = [1.0 if u >= 0 else alpha for u in x]
        close(deriv_leaky_relu(x, alpha), wanted)
        listing = book_function("eq-leaky-relu-slope", "deriv_leaky_relu")
        close(listing(x, alpha), wanted)
        if alpha == ALPHA:  # the fast path has only this alpha
            params = {"W1": np.eye(1), "b1": np.zeros(1)}
            params |= {"W2": np.ones((1, 2)), "b2": np.zeros(2)}
            work = Workspace(params, len(x))
            work.forward(x[:, None])
            assert work.slopes[:, 0].tolist() == wanted
        away = x[x != 0]
        close(
            deriv_leaky_relu(away, alpha),
            differences(lambda v, alpha=alpha: leaky_relu(v, alpha).sum(), away),
            rtol=1e-7,
        )


Z = 2 * np.random.default_rng(3).normal(size=(6, 4))  # scores, (N, C)


def by_hand(z):
    """Return the softmax of a row of scores."""
    return [math.exp(u) / sum(math.exp(v) for v in z) for u in z]


def test_eq_softmax():
    r"""\mathrm{softmax}(z)_k = \frac{e^{z_k}}{\sum_{j=1}^{C} e^{z_j}}"""
    close(softmax(Z), [by_hand(z) for z in Z])
    naive_softmax = book_function("eq-softmax", "naive_softmax")
    close([naive_softmax(z) for z in Z], [by_hand(z) for z in Z])
    close(book_function("eq-softmax", "softmax")(Z + 1000), [by_hand(z) for z in Z])


def test_eq_softmax_odds():
    r"""\frac{p_k}{p_j} = e^{z_k - z_j}"""
    for z, p in zip(Z, softmax(Z), strict=True):
        for k, j in np.ndindex(4, 4):
            close(p[k] / p[j], math.exp(z[k] - z[j]))
    known = {"naive_softmax": lambda z: np.array(by_hand(z)), "ten_scores": Z[0]}
    printed = run_cells("eq-softmax-odds", "p[2] / p[3]", **known)["printed"]
    ratio, wanted = printed.rpartition(": ")[2].split(" and ")
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


def test_eq_softmax_quotient():
    r"""\frac{\partial p_k}{\partial z_j} = \begin{cases}
    \dfrac{e^{z_k} S - e^{z_k} e^{z_k}}{S^2} = p_k - p_k\, p_k & j = k\\[2ex]
    \dfrac{0 \cdot S - e^{z_k} e^{z_j}}{S^2} = -p_k\, p_j & j \ne k
    \end{cases}
    """
    jacobian = book_function("eq-softmax-quotient", "softmax_jacobian", softmax=softmax)
    for z in Z:
        e, found = [math.exp(u) for u in z], jacobian(z)
        S = sum(e)
        for k, j in np.ndindex(4, 4):
            own = e[k] * S if j == k else 0
            close(found[k, j], (own - e[k] * e[j]) / S**2)
            p_k, p_j = e[k] / S, e[j] / S
            close(found[k, j], p_k - p_k * p_k if j == k else -p_k * p_j)
        rows = [differences(lambda v, k=k: softmax(v)[k], z) for k in range(4)]
        close(found, rows, rtol=1e-6, atol=1e-9)
