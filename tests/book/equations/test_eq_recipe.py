"""The equations of the chapters on two layers and on a record, each by its label."""

import copy
import math

import numpy as np
import pytest
from book_code import book_function
from by_hand import J, agrees, close, differences, errors, leaky, network, product

from neuralnet.further import tricks
from neuralnet.further.augmentation import (
    Distortion,
    displacements,
    resample,
    smooth_waves,
)
from neuralnet.further.deslanting import deslant

model, X, Y = network()
params = model.params


@pytest.mark.parametrize("mu", [0.3, 0.9])
def test_eq_recipe_nesterov(mu):
    r"""\begin{aligned}
    v' &= \mu\, v - \eta\, g(\varphi) , \\
    \varphi' &= \theta + v' + \mu\, v' \\
    &= \varphi - \eta\, g(\varphi) + \mu\, v' .
    \end{aligned}
    """

    def g(x):
        return x**3 - x + 0.2

    eta, listing = 0.1, book_function("eq-recipe-nesterov", "update")
    for update in (listing, tricks.update):
        theta, v = 1.5, 0.0
        place, velocity = {"W1": np.array([theta])}, {"W1": np.array([v])}
        for _ in range(5):
            phi = theta + mu * v
            close(place["W1"], [phi])
            update(place, velocity, {"dW1": eta * g(place["W1"])}, mu, nesterov=True)
            v = mu * v - eta * g(phi)
            theta += v
            close(velocity["W1"], [v])
            close(place["W1"], [theta + mu * v])
            close(place["W1"], [phi - eta * g(phi) + mu * v])


def test_eq_recipe_smoothing():
    r"""\tilde Y = (1 - \varepsilon)\, Y + \frac{\varepsilon}{C} ."""
    N, C = Y.shape
    smooth_labels = book_function("eq-recipe-smoothing", "smooth_labels")
    for share in (0.0, 0.1, 0.6):
        found = smooth_labels(Y, share)
        for n, k in np.ndindex(N, C):
            close(found[n, k], (1 - share) * Y[n, k] + share / C)
        close(found.sum(axis=1), np.ones(N))
        close(tricks.smooth_labels(Y, share), found)


@pytest.mark.parametrize("rho", [0.01, 1.0])
def test_eq_recipe_attack(rho):
    r"""\begin{aligned}
    X' &= X + \rho \operatorname{sign}(dX) , \\
    dX &= dZ_1\, W_1^{\mathsf T} .
    \end{aligned}
    """
    measured = differences(lambda X: J(params, X, Y), X)
    assert np.abs(measured).min() > 1e-4  # so rounding changes no sign
    _, dZ1 = errors(params, X, Y)
    agrees(product(dZ1, params["W1"].T), measured)
    listing = book_function("eq-recipe-attack", "attack")
    unused = copy.deepcopy(model)
    unused.params["W1"][1] = 0  # so J does not depend on pixel 1, which must stay
    for attack in (listing, tricks.attack):
        close(attack(model, X, Y, rho), X + rho * np.sign(measured))
        close(attack(unused, X, Y, rho)[:, 1], X[:, 1])


def test_eq_recipe_distortion():
    r"""\begin{aligned}
    X'(p) &= X\bigl(p + d(p)\bigr) , \\
    d(p) &= R\, p + r + \alpha\, \bigl(S\, U\, S^{\mathsf T}\bigr)(p) .
    \end{aligned}
    """
    side, p = 7, np.argwhere(np.ones((7, 7))) - 3
    image = np.random.default_rng(0).random((1, side**2))

    # With alpha 0, the map is affine: d has the same R and r for every pixel p.
    settings = Distortion(alpha=0, degrees=20, scale=0.2, shear=0.2, shift=0.5)
    d = displacements(1, side, settings, np.random.default_rng(1), float)[:, 0].T
    fitted, *_ = np.linalg.lstsq(np.c_[p, np.ones(side**2)], d, rcond=None)
    close(d, p @ fitted[:2] + fitted[2])
    assert 0.01 < np.abs(fitted).max() <= 0.6
    # A second generator draws the same numbers: those of the waves, then R and r.
    generator = np.random.default_rng(1)
    generator.standard_normal((2, 1, len(smooth_waves(side, settings.sigma, float))))
    limits = math.radians(20), 0.2, 0.2, 0.2, 0.5, 0.5
    angle, tall, wide, slant, *r = (generator.uniform(-a, a) for a in limits)
    cos, sin = math.cos(angle), math.sin(angle)
    R = [[cos, sin], [-sin, cos]] @ np.diag([1 + tall, 1 + wide]) - np.eye(2)
    R[1, 0] += slant
    close(fitted, [*R.T, r])

    # With alpha alone, d grows with it, and has the covariance of S U S'.
    fields = []
    for alpha in (1, 3):
        settings, seeded = Distortion(alpha, 1.5, 0, 0, 0, 0), np.random.default_rng(2)
        fields.append(displacements(6000, side, settings, seeded, float)[0])
    close(3 * fields[0], fields[1])
    distances = np.arange(side)[:, None] - np.arange(side)
    S = np.exp(-(distances**2) / (2 * 1.5**2)) / (1.5 * math.sqrt(2 * math.pi))
    wanted = np.kron(S @ S.T, S @ S.T) / 3  # an entry of U has the variance 1 / 3
    assert np.abs(np.cov(fields[0].T) - wanted).max() < 0.08 * wanted.max()
    waves = smooth_waves(28, 4, float)
    assert waves.shape == (64, 784)  # weaker waves are left out
    middle = 14 * 28 + 14
    deviation = 34 * math.sqrt(sum(waves[:, middle] ** 2) / 3)
    assert deviation == pytest.approx(1.4, rel=0.02)  # pixels, as `Distortion` says

    # X' takes its value from p + d(p), where that is a pixel, else 0.
    whole = np.round(2 * np.random.default_rng(3).normal(size=(2, 1, side**2)))
    new = resample(image, *whole)[0]
    for k in range(side**2):
        y, x = (int(v) for v in p[k] + whole[:, 0, k] + 3)
        inside = 0 <= y < side and 0 <= x < side
        close(new[k], image[0, side * y + x] if inside else 0.0)


def test_eq_recipe_slant():
    r"""s = \frac{\sum X\, r\, c}{\sum X\, r^2} ."""
    image = np.pad(np.random.default_rng(4).random((12, 9)), ((8, 8), (13, 6)))
    r, c = np.mgrid[:28, :28].astype(float)
    r, c = (place - np.sum(image * place) / image.sum() for place in (r, c))
    weights = np.sqrt(image.ravel())  # for least squares over the ink
    (s,), *_ = np.linalg.lstsq((weights * r.ravel())[:, None], weights * c.ravel())
    assert abs(s) > 0.01
    close(book_function("eq-recipe-slant", "slant")(image), s)
    upright, columns = deslant(image.reshape(1, -1)).reshape(28, 28), np.arange(28)
    for row in range(28):  # what stood at c + s r is now at c
        close(upright[row], np.interp(columns + s * r[row], columns, image[row]))


rng = np.random.default_rng(1)
t = np.sort(rng.uniform(0, 1, size=6))  # knots, H + 1 of them
F = rng.normal(size=6)
H = len(t) - 1
leaky_hinges = book_function("eq-capacity-weights", "leaky_hinges")


def test_eq_capacity_hinges():
    r"""G(x) = b + \sum_{k=0}^{H-1} w_k\, f(x - t_k) ,"""
    w, b = book_function("eq-capacity-hinges", "hinges")(t, F)
    x = np.linspace(-0.5, 1.5, 41)
    G_listed = book_function("eq-capacity-hinges", "G")
    close(G_listed(x, t, w, b), [b + sum(w * np.maximum(u - t[:H], 0)) for u in x])
    close(G_listed(t, t, w, b), F)

    known = {"leaky_hinges": leaky_hinges}
    net = book_function("eq-capacity-weights", "hinge_net", **known)(t, F)
    curve = book_function("eq-capacity-weights", "curve")
    w, b = net.params["W2"][:, 0], net.params["b2"][0]
    G = [b + sum(w[k] * leaky(u - t[k]) for k in range(H)) for u in x]
    close(curve(net, x), G)
    close(curve(net, t), F)  # hinges and network agree on alpha


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
    found_w, found_b = leaky_hinges(t, F, alpha)
    close(found_w, w)
    close(found_b, b)
    G = [b + sum(w[k] * leaky(u - t[k], alpha) for k in range(H)) for u in t]
    close(G, F)  # through all points
