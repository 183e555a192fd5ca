"""The equations of chapter 10, each by its label."""

import numpy as np
import pytest
from book_code import function, run
from by_hand import close, leaky

rng = np.random.default_rng(1)
t = np.sort(rng.uniform(0, 1, size=6))  # knots, H + 1 of them
F = rng.normal(size=6)
H = len(t) - 1
hinges = function("eq-capacity-weights", "hinges")


def test_eq_capacity_hinges():
    r"""G(x) = b + \sum_{k=0}^{H-1} w_k\, f(x - t_k) ,"""
    known = {"hinges": hinges, "rng": np.random.default_rng(0)}
    net = function("eq-capacity-hinges", "hinge_net", **known)(t, F)
    curve = function("eq-capacity-hinges", "curve")
    w, b = net.params["W2"][:, 0], net.params["b2"][0]
    x = np.linspace(-0.5, 1.5, 41)
    G = [b + sum(w[k] * leaky(u - t[k]) for k in range(H)) for u in x]
    close(curve(net, x), G)
    close(curve(net, t), F)  # hinges and network agree on alpha
    cells = ("def hinges", "def hinge_net", "def sine")
    run("eq-capacity-hinges", *cells, rng=np.random.default_rng(0))


@pytest.mark.parametrize("alpha", [0.0, 0.01, 0.3])
def test_eq_capacity_weights(alpha):
    r"""\begin{aligned}
    w_k &= \frac{s_k - s_{k-1}}{1 - \alpha} \quad (k \ge 1), \\
    w_0 &= s_0 - \alpha \sum_{k \ge 1} w_k , \\
    b &= F_0 + \alpha \sum_{k \ge 1} w_k\, (t_k - t_0) .
    \end{aligned}
    """
    s = [(F[k + 1] - F[k]) / (t[k + 1] - t[k]) for k in range(H)]
    w = [0.0] + [(s[k] - s[k - 1]) / (1 - alpha) for k in range(1, H)]
    w[0] = s[0] - alpha * sum(w[1:])
    b = F[0] + alpha * sum(w[k] * (t[k] - t[0]) for k in range(1, H))
    found_w, found_b = hinges(t, F, alpha)
    close(found_w, w)
    close(found_b, b)
    G = [b + sum(w[k] * leaky(u - t[k], alpha) for k in range(H)) for u in t]
    close(G, F)  # through all points
    run("eq-capacity-weights", "def hinges", "w, b = hinges(np.array")
