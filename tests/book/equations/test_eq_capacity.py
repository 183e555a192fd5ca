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
    r"""G(x) = c + \sum_{k=0}^{H-1} v_k\, f(x - t_k) ,"""
    known = {"hinges": hinges, "rng": np.random.default_rng(0)}
    net = function("eq-capacity-hinges", "hinge_net", **known)(t, F)
    curve = function("eq-capacity-hinges", "curve")
    v, c = net.params["W2"][:, 0], net.params["b2"][0]
    x = np.linspace(-0.5, 1.5, 41)
    G = [c + sum(v[k] * leaky(u - t[k]) for k in range(H)) for u in x]
    close(curve(net, x), G)
    close(curve(net, t), F)  # hinges and network agree on alpha
    cells = ("def hinges", "def hinge_net", "def sine")
    run("eq-capacity-hinges", *cells, rng=np.random.default_rng(0))


@pytest.mark.parametrize("alpha", [0.0, 0.01, 0.3])
def test_eq_capacity_weights(alpha):
    r"""\begin{aligned}
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
    run("eq-capacity-weights", "def hinges", "v, c = hinges(np.array")
