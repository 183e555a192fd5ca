"""The equations of chapter 10, each by its label."""

import math
from fractions import Fraction

import numpy as np
import pytest
from book_code import function, line
from by_hand import close, leaky

from neuralnet import leaky_relu

rng = np.random.default_rng(1)
t = np.sort(rng.uniform(0, 1, size=6))  # knots, H + 1 of them
F = rng.normal(size=6)
H = len(t) - 1
hinges = function("eq-capacity-weights", "hinges")


def net_through(t, F):
    hinge_net = function(
        "eq-capacity-hinges", "hinge_net", hinges=hinges, rng=np.random.default_rng(0)
    )
    return hinge_net(t, F), function("eq-capacity-hinges", "curve")


def test_eq_capacity_hinges():
    r"""
    G(x) = c + \sum_{k=0}^{H-1} v_k\, f(x - t_k) ,
    """
    net, curve = net_through(t, F)
    v, c = net.params["W2"][:, 0], net.params["b2"][0]
    x = np.linspace(-0.5, 1.5, 41)
    G = [c + sum(v[k] * leaky(u - t[k]) for k in range(H)) for u in x]
    close(curve(net, x), G)


@pytest.mark.parametrize("alpha", [0.0, 0.01, 0.3])
def test_eq_capacity_weights(alpha):
    r"""
    \begin{aligned}
    v_k &= \frac{s_k - s_{k-1}}{1 - \alpha} \quad (k \ge 1), \\
    v_0 &= s_0 - \alpha \sum_{k \ge 1} v_k , \\
    c &= F_0 + \alpha \sum_{k \ge 1} v_k\, (t_k - t_0) .
    \end{aligned}
    """
    s = [(F[k + 1] - F[k]) / (t[k + 1] - t[k]) for k in range(H)]
    v = [0.0] + [(s[k] - s[k - 1]) / (1 - alpha) for k in range(1, H)]
    v[0] = s[0] - alpha * sum(v[1:])
    c = F[0] + alpha * sum(v[k] * (t[k] - t[0]) for k in range(1, H))
    found_v, found_c = hinges(t, F, alpha)
    close(found_v, v)
    close(found_c, c)
    G = [c + sum(v[k] * leaky(u - t[k], alpha) for k in range(H)) for u in t]
    close(G, F)  # through all points


def test_eq_capacity_bound():
    r"""
    \max_x\, \lvert F(x) - G(x) \rvert \;\le\; \frac{h^2}{8} \max_x\, \lvert F''(x)
    \rvert
    \;=\; \frac{1}{8 H^2} \max_x\, \lvert F''(x) \rvert .
    """
    curves = {  # F and the largest |F''| on [0, 1]
        "sine": (lambda x: np.sin(2 * np.pi * x), 4 * math.pi**2),
        "exp": (np.exp, math.e),
    }
    x = np.linspace(0, 1, 4001)
    for f, largest in curves.values():
        for H in (16, 40):
            t, h = np.linspace(0, 1, H + 1), 1 / H
            net, curve = net_through(t, f(t))
            worst = np.abs(curve(net, x) - f(x)).max()
            bound = h**2 / 8 * largest
            close(bound, 1 / (8 * H**2) * largest)
            assert 0.8 * bound < worst <= bound  # it holds, and is nearly reached
    shown = line("eq-capacity-bound", "bound", H=8)  # the chapter has the sine
    close(shown, curves["sine"][1] / (8 * 8**2))


def test_eq_capacity_ramp():
    r"""
    \frac{f(z) - f(z - 1) - \alpha}{1 - \alpha} = \min(\max(z, 0), 1) .
    """
    for alpha in (Fraction(0), Fraction(1, 100), Fraction(1, 3)):
        for k in range(-12, 13):
            z = Fraction(k, 4)
            left = (leaky(z, alpha) - leaky(z - 1, alpha) - alpha) / (1 - alpha)
            assert left == min(max(z, 0), 1)
    z = np.linspace(-3, 3, 25)
    wanted = [min(max(u, 0.0), 1.0) for u in z]
    close(line("eq-capacity-ramp", "ramp", z=z, leaky_relu=leaky_relu), wanted)
