"""The equations of the chapter on better steps, each by its label."""

import math

import numpy as np
import pytest
from book_code import book_function, run_line
from by_hand import close

from neuralnet.further import recipe, tricks


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
