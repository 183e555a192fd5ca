"""The equations of the chapter on initial weights, each by its label.

Means over draws are taken exactly where all draws can be listed, else from many draws
with a fixed seed. With m draws of a normal variable the mean of its squares is off by
sqrt(2 / m) of itself, typically; five times that is the bound (`spread`).
"""

import itertools
import math
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from book_code import book_function, printed_value, run_cells, run_line
from by_hand import close, differences, errors, leaky, network, product

from neuralnet import deriv_leaky_relu, leaky_relu
from neuralnet.initialization import INITS, glorot_normal, glorot_uniform, he, xavier


def spread(m):
    """Return the largest relative error that a mean of m squares may have."""
    return 5 * math.sqrt(2 / m)


def mean_square(values):
    return float(np.mean(np.square(values)))


def agree_with_mean_square(x):
    """Compare E[(x1 w1 + x2 w2 + x3 w3)^2] with both sums that the book makes of it."""
    values = [Fraction(-2), Fraction(0), Fraction(1), Fraction(1)]  # mean 0
    draws = list(itertools.product(values, repeat=3))  # of w, all equally likely
    var = sum(w * w for w in values) / len(values)

    def E(f):
        return sum(f(w) for w in draws) / len(draws)

    pairs = list(itertools.product(range(3), repeat=2))
    double = sum(x[i] * x[k] * E(lambda w, i=i, k=k: w[i] * w[k]) for i, k in pairs)
    square = E(lambda w: sum(x[i] * w[i] for i in range(3)) ** 2)
    assert square == double == sum(x[i] ** 2 * var for i in range(3))


def test_eq_xavier_square():
    r"""\begin{aligned}
    E[z^2] &= \sum_i \sum_k x_i x_k\, E[w_i w_k]\\
    &= \sum_i x_i^2\, \mathrm{Var}(w)
    \end{aligned}
    """
    x = [Fraction(3), Fraction(4), Fraction(-1, 2)]
    agree_with_mean_square(x)
    m, n = 100_000, 3
    W = xavier(n, m, np.random.default_rng(3))  # a column is a draw
    z = np.array([float(u) for u in x]) @ W
    wanted = float(sum(u**2 for u in x)) / n
    assert abs(mean_square(z) / wanted - 1) < spread(m)


def test_eq_xavier_two():
    r"""z^2 = x_1^2\, w_1^2 + x_2^2\, w_2^2 + 2\, x_1 x_2\, w_1 w_2"""
    found = run_cells("eq-xavier-two", "x = np.array([3.0, 4.0])")
    close(found["z"], [7, -1, 1, -7])
    (x1, x2), (w1, w2) = found["x"], found["W"]
    squares = x1**2 * w1**2 + x2**2 * w2**2
    close(found["z"] ** 2, squares + 2 * x1 * x2 * w1 * w2)
    assert sum(w1 * w2) == 0
    assert set(w1**2) == set(w2**2) == {1}


@pytest.mark.parametrize("rule", INITS)
def test_eq_xavier_variance(rule):
    r"""\mathrm{Var}(z) = \mathrm{fan\_in} \cdot \mathrm{Var}(w) \cdot \overline{x^2}"""
    fan_in, fan_out, draws = 30, 20, 2000
    rng = np.random.default_rng(4)
    x = rng.random(fan_in)  # not centered, like pixels
    z = np.array([x @ INITS[rule](fan_in, fan_out, rng) for _ in range(draws)])
    variances = {"xavier": 1 / fan_in, "he": 2 / fan_in}  # the others are Glorot's
    variance = variances.get(rule, 2 / (fan_in + fan_out))
    wanted = fan_in * variance * mean_square(x)
    assert abs(z.var() / wanted - 1) < spread(z.size)
    assert abs(z.mean()) < 5 * math.sqrt(wanted / z.size)
    assert abs(x.var() / mean_square(x) - 1) > 0.2  # so Var(x) in its place would fail
    formula = printed_value("eq-xavier-variance", "(x ** 2).sum()", x=x)
    close(formula, fan_in * 1 * mean_square(x))
    W = z[:fan_in]  # any numbers will do
    close(printed_value("eq-xavier-variance", "x @ W", x=x, W=W), product([x], W).var())


def test_eq_xavier_forward():
    r"""\mathrm{Var}(w) = \frac{1}{\mathrm{fan\_in}}."""
    fan_in, fan_out = 300, 400
    rng = np.random.default_rng(5)
    W = xavier(fan_in, fan_out, rng)
    assert abs(W.var() * fan_in - 1) < spread(W.size)
    X = rng.random((200, fan_in))
    # The outputs share one draw of W: they count as fan_out draws, not more.
    assert abs(mean_square(X @ W) / mean_square(X) - 1) < spread(fan_out)
    close(printed_value("eq-xavier-forward", "28"), math.sqrt(1 / 784))


@pytest.mark.parametrize("alpha", [0.01, 0.5])
def test_eq_xavier_leaky(alpha):
    r"""\begin{aligned}
    E[a^2] &= \tfrac12 E[z^2] + \tfrac12 \alpha^2 E[z^2]\\
    &= \frac{1 + \alpha^2}{2}\, E[z^2]
    \end{aligned}
    """
    half = np.random.default_rng(6).gamma(2.0, size=1000)
    Z = np.concatenate([half, -half])  # exactly symmetric, and not normal
    A = leaky_relu(Z, alpha)
    close(A, [leaky(z, alpha) for z in Z])
    wanted = mean_square(Z) / 2 + alpha**2 * mean_square(Z) / 2
    close(mean_square(A), wanted)
    close(wanted, (1 + alpha**2) / 2 * mean_square(Z))
    ratio = printed_value("eq-xavier-leaky", "leaky_relu", z=Z)
    close(ratio, (1 + 0.01**2) / 2)


def test_eq_xavier_growth():
    r"""\gamma = \tfrac12\, \mathrm{fan\_in} \cdot \mathrm{Var}(w)"""
    fan_in = 100
    rng = np.random.default_rng(8)
    stack_forward = book_function("eq-xavier-growth", "stack_forward")
    measured = []
    for _ in range(400):
        Ws = [rng.normal(size=(3, fan_in)), 0.3 * rng.normal(size=(fan_in, fan_in))]
        Zs, _ = stack_forward(rng.normal(size=(1, 3)), Ws)
        measured.append(mean_square(Zs[1]) / mean_square(Zs[0]))
    g = fan_in * 0.3**2 / 2  # alpha makes it larger by one part in 10,000
    error = np.std(measured) / math.sqrt(len(measured))
    assert error < 0.02 * g
    assert abs(np.mean(measured) - g) < 5 * error

    X, Ws = rng.normal(size=(2, 3)), [rng.normal(size=(3, 3)) for _ in range(3)]
    signals = [X]
    for W in Ws:
        signals += [product(signals[-1], W), leaky_relu(product(signals[-1], W))]
    Zs, As = stack_forward(X, Ws)
    close(Zs, signals[1::2])
    close(As, signals[:-1:2])


def test_eq_xavier_he():
    r"""\mathrm{Var}(w) = \frac{2}{\mathrm{fan\_in}}"""
    fan_in, fan_out, alpha = 300, 200, Fraction(1, 100)
    rule = Fraction(2, fan_in)
    assert fan_in * rule / 2 == 1  # the growth factor
    assert fan_in * rule * (1 + alpha**2) / 2 == 1 + Fraction(1, 10_000)  # with alpha
    W = he(fan_in, fan_out, np.random.default_rng(9))
    assert abs(W.var() / float(rule) - 1) < spread(W.size)
    shown_he = book_function("eq-xavier-he", "he")
    close(shown_he(fan_in, fan_out, np.random.default_rng(9)), W)


def test_eq_xavier_backward_square():
    r"""\begin{aligned}
    E[dA_i^2] &= \sum_j \sum_k dZ_j\, dZ_k\, E[w_{ij} w_{ik}]\\
    &= \sum_j dZ_j^2\, \mathrm{Var}(w)
    \end{aligned}
    """
    dZ = [Fraction(3), Fraction(-1), Fraction(1, 2)]
    agree_with_mean_square(dZ)  # w is row i of W
    m, fan_in = 100_000, 3
    W = np.array(xavier(fan_in, m, np.random.default_rng(14))).T  # rows: draws of row i
    dA = W @ [float(d) for d in dZ]
    wanted = float(sum(d**2 for d in dZ)) / fan_in
    assert abs(mean_square(dA) / wanted - 1) < spread(m)
    known = {"dZ2": np.array([dZ], dtype=float)}
    known["model"] = SimpleNamespace(params={"W2": W[:5]})
    shown_dA = run_line("eq-xavier-backward-square", "dA1", **known)
    close(shown_dA, product(known["dZ2"], W[:5].T))


def test_eq_xavier_backward():
    r"""\begin{gathered}
    E[dA^2] = \mathrm{fan\_out} \cdot \mathrm{Var}(w) \cdot \overline{dZ^2}\\
    \text{is kept if}\quad \mathrm{Var}(w) = \frac{1}{\mathrm{fan\_out}}
    \end{gathered}
    """
    fan_in, fan_out, N = 60, 40, 50
    rng = np.random.default_rng(10)
    stack_backward = book_function("eq-xavier-backward", "stack_backward")
    W, dZ = xavier(fan_in, fan_out, rng), rng.normal(size=(N, fan_out))
    on = np.ones((N, fan_in))  # Z of the layer below: its slopes are all 1
    dA, _ = stack_backward(dZ, [on, None], [None, W])
    close(dA[:2], product(dZ[:2], W.T))
    close(dA[:2], differences(lambda A: np.sum(A @ W * dZ[:2]), on[:2]), rtol=1e-6)
    dAs = [stack_backward(dZ, [on, None], [None, xavier(fan_in, fan_out, rng)])[0]]
    dAs += [dZ @ xavier(fan_in, fan_out, rng).T for _ in range(199)]
    wanted = fan_out * (1 / fan_in) * mean_square(dZ)
    assert abs(mean_square(dAs) / wanted - 1) < spread(200 * fan_in)
    kept = [dZ @ xavier(fan_out, fan_in, rng) for _ in range(200)]  # Var = 1 / fan_out
    assert abs(mean_square(kept) / mean_square(dZ) - 1) < spread(200 * fan_in)
    close(printed_value("eq-xavier-backward", "64"), 10 / 64)


def test_eq_xavier_backward_growth():
    r"""\begin{aligned}
    E[dZ_1^2] &= \tfrac12\, E[dA_1^2]\\
    \gamma_{\mathrm{back}} &= \tfrac12\, \mathrm{fan\_out} \cdot \mathrm{Var}(w)
    \end{aligned}
    """
    fan_in, fan_out = 100, 50
    rng = np.random.default_rng(15)
    stack_backward = book_function("eq-xavier-backward-growth", "stack_backward")
    half = rng.normal(size=(1, fan_in // 2))
    Z = np.concatenate([half, -half], axis=1)  # exactly half of it positive
    measured = []
    for _ in range(400):
        dZ, W = rng.normal(size=(1, fan_out)), 0.3 * rng.normal(size=(fan_in, fan_out))
        below, _ = stack_backward(dZ, [Z, None], [None, W])
        measured.append(mean_square(below) / mean_square(dZ))
    Zs, Ws = ([rng.normal(size=(3, 3)) for _ in range(4)] for _ in range(2))
    dZ = rng.normal(size=(3, 3))
    dZs = [dZ]
    for k in (3, 2, 1):
        dZ = product(dZ, Ws[k].T) * deriv_leaky_relu(Zs[k - 1])
        dZs.insert(0, dZ)
    close(stack_backward(dZs[-1], Zs, Ws), dZs)
    g = fan_out * 0.3**2 / 2
    error = np.std(measured) / math.sqrt(len(measured))
    assert error < 0.02 * g
    assert abs(np.mean(measured) - g) < 5 * error


@pytest.mark.parametrize("rule", [glorot_normal, glorot_uniform])
def test_eq_xavier_glorot(rule):
    r"""\mathrm{Var}(w) = \frac{2}{\mathrm{fan\_in} + \mathrm{fan\_out}} ."""
    fan_in, fan_out = 500, 100
    W = rule(fan_in, fan_out, np.random.default_rng(11))
    assert abs(W.var() * (fan_in + fan_out) / 2 - 1) < spread(W.size)
    close(printed_value("eq-xavier-glorot", "2 / 1296"), math.sqrt(2 / (784 + 512)))


def test_eq_xavier_bound():
    r"""a = \sqrt{\frac{6}{\mathrm{fan\_in} + \mathrm{fan\_out}}} ."""
    fan_in, fan_out = 300, 200
    a = math.sqrt(6 / (fan_in + fan_out))
    close(a**2 / 3, 2 / (fan_in + fan_out))  # the variance of this distribution
    W = glorot_uniform(fan_in, fan_out, np.random.default_rng(13))
    for edge in (W.max(), -W.min()):  # 60,000 draws come as close as that to the edge
        assert 0 <= a - edge < 1e-3 * a
    close(printed_value("eq-xavier-bound", "6 / 1296"), math.sqrt(6 / (784 + 512)))


def test_eq_xavier_twins():
    r"""\begin{aligned}
    dW_1[:, j] = X^{\mathsf T} \bigl( & dZ_2\, W_2[j, :]^{\mathsf T}\\
    & \odot f'(Z_1[:, j]) \bigr)
    \end{aligned}
    """
    twins, X, Y = network(seed=7)
    W1, b1, W2, _ = twins.params.values()
    for block in (W1, b1[None], W2.T):  # unit 1 becomes a copy of unit 3
        block[:, 1] = block[:, 3]
    _, ff_dict = twins.forward(X)
    grads = twins.backward(X, Y, ff_dict)
    column = product(X.T, errors(twins.params, X, Y)[1])[:, 3]  # (D,)
    close(grads["dW1"][:, 3], column)
    close(grads["dW1"][:, 1], column)
