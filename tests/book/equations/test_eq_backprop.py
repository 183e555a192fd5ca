"""The equations of chapter 5 up to the scores, each by its label."""

import math
from fractions import Fraction

import numpy as np
import pytest
from book_code import function, line, run
from by_hand import (
    agrees,
    all_gradients,
    close,
    differences,
    differences_of_J,
    forward,
    network,
    softmax,
    sum_loss,
)

import neuralnet
from neuralnet import numerical_gradient

model, X, Y = network()
params = model.params
W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
Z1, A1, Z2, y = forward(params, X)
(N, D), (H, C) = X.shape, W2.shape
KNOWN = {"X": X, "Y": Y, "Z1": Z1, "A1": A1, "Z2": Z2, "y": y, "W2": W2, "b2": b2}


def J_of_Z2(Z2):
    return sum_loss(Y, softmax(Z2))


dZ2 = differences(J_of_Z2, Z2)  # measured, (N, C)


def test_eq_backprop_loss():
    r"""J = -\sum_{n=1}^{N} \sum_{k=1}^{C} Y_{nk} \log y_{nk} = N L"""
    total = -sum(Y[n, k] * math.log(y[n, k]) for n in range(N) for k in range(C))
    close(N * model.compute_loss(Y, model.forward(X)[0]), total)
    close(N * neuralnet.cross_entropy_from_logits(Y, model.forward(X)[1]["Z2"]), total)
    close(line("eq-backprop-loss", "J", **KNOWN), total)
    known = {**KNOWN, "N": N, "model": model}
    shown = run("eq-backprop-loss", "def J_of_Z2", "J = -np.sum", **known)
    close(shown["J_of_Z2"](Z2), total)


def derivatives_of_inverse(x):
    """Return f, f', f'', f''' and the fourth derivative of f(x) = 1 / x."""
    return [(-1) ** n * math.factorial(n) / x ** (n + 1) for n in range(5)]


def derivatives_of_loss(z):
    """Return the same for the package's loss of one image, by its score 0 of 2."""
    p = float(neuralnet.softmax(np.array([z, 0.0]))[0])
    loss = neuralnet.cross_entropy_from_logits(np.eye(2)[:1], np.array([[z, 0.0]]))
    q = p * (1 - p)
    return [loss, p - 1, q, q * (1 - 2 * p), q * (1 - 6 * q)]


@pytest.mark.parametrize("derivatives", [derivatives_of_inverse, derivatives_of_loss])
def test_eq_backprop_taylor(derivatives):
    r"""\begin{aligned}
    f(x \pm \varepsilon) ={}& f(x) \pm \varepsilon f'(x) + \tfrac{1}{2}\varepsilon^2
    f''(x)\\
    & \pm \tfrac{1}{6}\varepsilon^3 f'''(x)\\
    & + \tfrac{1}{24}\varepsilon^4 f^{(4)}(x) + O(\varepsilon^5)
    \end{aligned}
    """
    x = 0.7
    f, f1, f2, f3, f4 = derivatives(x)
    for sign in (1, -1):
        gaps = []
        for eps in (0.04, 0.02):
            right = f + sign * eps * f1 + eps**2 * f2 / 2
            right += sign * eps**3 * f3 / 6 + eps**4 * f4 / 24
            gaps.append(abs(derivatives(x + sign * eps)[0] - right))
        assert gaps[0] < 1e-5
        assert 26 < gaps[0] / gaps[1] < 40  # fifth order: a factor 32


def exact_differences(eps):
    """Return the one-sided and the central difference of 1 / x at 3."""
    x, eps = Fraction(3), Fraction(eps)
    one_sided = (1 / (x + eps) - 1 / x) / eps
    return one_sided, (1 / (x + eps) - 1 / (x - eps)) / (2 * eps)


def test_eq_backprop_one_sided():
    r"""\begin{aligned}
    \frac{f(x + \varepsilon) - f(x)}{\varepsilon} = {} & f'(x) +
    \tfrac{1}{2}\varepsilon f''(x)\\
    & + O(\varepsilon^2)
    \end{aligned}
    """
    _, f1, f2, _, _ = derivatives_of_inverse(Fraction(3))
    error = function("eq-backprop-one-sided", "one_sided_error")
    for k in (3, 6, 9):
        eps = Fraction(1, 2**k)
        found = exact_differences(eps)[0]
        assert abs(found - (f1 + eps * f2 / 2)) < eps**2
        close(error(float(eps)), abs(float(found - f1)), rtol=1e-9)
        backward = abs(float(exact_differences(-eps)[0] - f1))
        close(error(-float(eps)), backward, rtol=1e-9)


def test_eq_backprop_central():
    r"""\begin{aligned}
    & \frac{f(x + \varepsilon) - f(x - \varepsilon)}{2\varepsilon}\\
    &= f'(x) + \tfrac{1}{6}\varepsilon^2 f'''(x) + O(\varepsilon^4)
    \end{aligned}
    """
    _, f1, _, f3, _ = derivatives_of_inverse(Fraction(3))
    error = function("eq-backprop-central", "central_error")
    for k in (3, 5, 7):
        eps = Fraction(1, 2**k)
        found = exact_differences(eps)[1]
        assert abs(found - (f1 + eps**2 * f3 / 6)) < eps**4
        close(error(float(eps)), abs(float(found - f1)), rtol=1e-7)
        package = numerical_gradient(lambda x: 1 / x[0], np.array([3.0]), float(eps))
        close(package, [float(found)])


def test_eq_backprop_chain():
    r"""\frac{\partial J}{\partial w} = \sum_{i=1}^{m} \frac{\partial J}{\partial u_i}
    \frac{\partial u_i}{\partial w}
    """
    d, h, eps = 2, 1, 1e-5
    up, down = W1.copy(), W1.copy()
    up[d, h] += eps
    down[d, h] -= eps

    def scores(W1):
        return forward(params | {"W1": W1}, X)[2]

    du_dw = (scores(up) - scores(down)) / (2 * eps)  # of each u_i, an entry of Z2
    total = sum(dZ2[n, c] * du_dw[n, c] for n in range(N) for c in range(C))
    agrees(total, differences_of_J(params, X, Y, "W1")[d, h])
    for grads in all_gradients(model, X, Y):
        agrees(grads["dW1"][d, h], total)
    loss = function("eq-backprop-chain", "loss_of_a1")
    for a1 in (5.0, -2.0):  # two paths, with the factors -1 and 3
        paths = (-1 * a1 + 4 - 1) * -1 + (3 * a1 - 14) * 3
        agrees(paths, differences(loss, a1))
    parts = ("x, w1, b1, w2, b2, wanted = ", "dz1 = ", "def loss_of_w1")
    shown = run("eq-backprop-chain", *parts)
    agrees(shown["dw1"], shown["slope_at"](shown["loss_of_w1"], shown["w1"]))
    agrees([shown[name] for name in ("dz2", "dw2", "dz1")], [-2, -10, 2])


def test_eq_backprop_row():
    r"""\begin{aligned}
    \frac{\partial J}{\partial z_j}
    &= -\sum_k \frac{Y_k}{p_k}\, p_k (\delta_{kj} - p_j)\\
    &= -\sum_k Y_k \delta_{kj} + p_j \sum_k Y_k\\
    &= p_j - Y_j
    \end{aligned}
    """
    p, t = y[2], Y[2]
    grads = list(all_gradients(model, X[2:3], Y[2:3]))
    for j in range(C):
        paths = -sum(t[k] / p[k] * p[k] * ((k == j) - p[j]) for k in range(C))
        sums = -sum(t[k] * (k == j) for k in range(C)) + p[j] * sum(t)
        close(paths, sums)
        close(paths, p[j] - t[j])
        agrees(paths, dZ2[2, j])
        close(line("eq-backprop-row", "dZ2", y=p, Y=t)[j], paths)
        for each in grads:
            close(each["db2"][j], paths)  # one image: the sum over n has one term


def test_eq_backprop_dz2():
    r"""\frac{\partial J}{\partial Z_2} = y - Y"""
    wanted = [[y[n, k] - Y[n, k] for k in range(C)] for n in range(N)]
    agrees(wanted, dZ2)
    close(line("eq-backprop-dz2", "dZ2", **KNOWN), wanted)
    for n in range(N):
        for grads in all_gradients(model, X[n : n + 1], Y[n : n + 1]):
            close(grads["db2"], wanted[n])
