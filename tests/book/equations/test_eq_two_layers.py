"""The equations of the chapter on two layers, each by its label."""

import copy

import numpy as np
import pytest
from book_code import book_function
from by_hand import J, agrees, close, differences, errors, network, product

from neuralnet.further import tricks

model, X, Y = network()
params = model.params


def test_eq_capacity_hinges():
    r"""G(x) = b + \sum_{k=0}^{H-1} w_k\, f(x - t_k) ,"""
    rng = np.random.default_rng(1)
    t, F = np.sort(rng.uniform(0, 1, size=6)), rng.normal(size=6)  # H + 1 of each
    w, b = book_function("eq-capacity-hinges", "hinges")(t, F)
    G, x = book_function("eq-capacity-hinges", "G"), np.linspace(-0.5, 1.5, 41)
    close(G(x, t, w, b), [b + sum(w * np.maximum(u - t[:5], 0)) for u in x])
    close(G(t, t, w, b), F)


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
