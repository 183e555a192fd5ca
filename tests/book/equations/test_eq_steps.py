"""The equations of the chapter on better steps, each by its label."""

import math
from fractions import Fraction

import numpy as np
import pytest
from book_code import book_function, run_cells, run_line
from by_hand import close

from neuralnet.further import recipe, tricks


def test_eq_steps_parabola():
    r"""\theta_t = (1 - \mathrm{lr} \cdot c)^t\, \theta_0 ."""
    descend = book_function("eq-steps-parabola", "descend")
    c, start = 4, Fraction(3)
    for lr in (Fraction(1, 50), Fraction(1, 4), Fraction(9, 20), Fraction(11, 20)):
        path = descend(start, lr, c, steps=6)
        for t, theta in enumerate(path):
            assert theta == (1 - lr * c) ** t * start


def test_eq_steps_threshold():
    r"""\lvert 1 - \mathrm{lr} \cdot c \rvert < 1 \quad\Longleftrightarrow\quad 0 <
    \mathrm{lr} < \frac{2}{c} .
    """
    descend = book_function("eq-steps-threshold", "descend")
    for c in (Fraction(1, 2), Fraction(4)):
        for tenths in (-1, 0, 1, 10, 19, 20, 21, 40):  # of 1 / c
            lr = Fraction(tenths, 10) / c
            inside = 0 < lr < 2 / c
            assert (abs(1 - lr * c) < 1) == inside
            assert (abs(descend(1.0, float(lr), float(c), 400)[-1]) < 1e-6) == inside


def test_eq_steps_valley():
    r"""L(\theta_1, \theta_2) = \tfrac12 c_1 \theta_1^2 + \tfrac12 c_2 \theta_2^2"""

    def height(t1, t2):
        return Fraction(4) / 2 * t1**2 + Fraction(4, 10) / 2 * t2**2

    descend = book_function("eq-steps-valley", "descend")
    rows = run_cells("eq-steps-valley", "c @ end", descend=descend)["rows"]
    assert len(rows) == 3
    for lr, *factors, loss in rows:
        t1, t2 = Fraction(3), Fraction(-8)
        # The central difference of a parabola is its slope, without an error.
        slope1 = (height(t1 + 1, t2) - height(t1 - 1, t2)) / 2
        slope2 = (height(t1, t2 + 1) - height(t1, t2 - 1)) / 2
        factor1 = 1 - Fraction(str(lr)) * slope1 / t1
        factor2 = 1 - Fraction(str(lr)) * slope2 / t2
        close(factors, [float(factor1), float(factor2)])
        close(loss, float(height(t1 * factor1**20, t2 * factor2**20)))


@pytest.mark.parametrize("mu", [0.0, 0.5, 0.9])
def test_eq_steps_momentum(mu):
    r"""\begin{aligned}
    v &\leftarrow \mu\, v - \mathrm{lr}\, g , \\
    \theta &\leftarrow \theta + v .
    \end{aligned}
    """
    lr, c, start = 0.1, np.array([3.0, 0.5]), np.array([1.0, -2.0])
    path = book_function("eq-steps-momentum", "walk")(start, lr, c, mu, steps=4)
    place, velocity = {"W1": start.copy()}, {"W1": np.zeros(2)}
    theta, v = start.tolist(), [0.0, 0.0]
    for found in path[1:]:
        slopes = [c[i] * theta[i] for i in range(2)]
        v = [mu * v[i] - lr * slopes[i] for i in range(2)]
        theta = [theta[i] + v[i] for i in range(2)]
        close(found, theta)
        # `update` takes lr times a gradient.
        tricks.update(place, velocity, {"dW1": lr * np.array(slopes)}, mu)
        close(place["W1"], theta)
    assert len(path) == 5


def test_eq_steps_cosine():
    r"""\mathrm{lr}_t = \frac{\mathrm{lr}}{2} \left( 1 + \cos \frac{\pi\, t}{T}
    \right) .
    """
    lr, T = 0.3, 40
    falling = book_function("eq-steps-cosine", "falling")
    found = [falling(lr, t, T) for t in range(T)]
    close(found, [lr / 2 * (1 + math.cos(math.pi * t / T)) for t in range(T)])
    cosine = recipe.Recipe(lr=lr, schedule="cosine")
    close([recipe.learning_rate(cosine, t, T) for t in range(T)], found)


@pytest.mark.parametrize("mu", [0.0, 0.9])
def test_eq_steps_adam(mu):
    r"""\begin{aligned}
    m &\leftarrow \mu\, m + (1 - \mu)\, g , \\
    s &\leftarrow \nu\, s + (1 - \nu)\, g^2 , \\
    \theta &\leftarrow \theta - \mathrm{lr}\, \frac{m / (1 - \mu^t)}{\sqrt{s /
    (1 - \nu^t)} + 10^{-8}} .
    \end{aligned}
    """
    nu, eta, gradients = tricks.SQUARES, 0.1, [3.0, -2.0, 0.5, 0.0]
    assert run_line("eq-steps-adam", "SQUARES") == nu
    listing = book_function("eq-steps-adam", "adam", SQUARES=nu)
    for adam in (listing, tricks.adam):
        theta, m, s = 1.0, 0.0, 0.0
        state = [{"W1": np.array([begin])} for begin in (theta, m, s)]
        for t, g in enumerate(gradients, start=1):
            m = mu * m + (1 - mu) * g
            s = nu * s + (1 - nu) * g**2
            theta -= eta * m / (1 - mu**t) / (math.sqrt(s / (1 - nu**t)) + 1e-8)
            adam(*state, {"dW1": np.array([g])}, eta, mu, t)
            close([block["W1"][0] for block in state], [theta, m, s])
