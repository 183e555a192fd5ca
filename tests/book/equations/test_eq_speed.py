"""The equations of chapter 9, each by its label."""

from fractions import Fraction

import numpy as np
from book_code import function, line
from by_hand import close, entrywise, forward, network, product, slope

from neuralnet.fast import Workspace


def counted_product(A, B, count):
    """Return A @ B by loops and add each multiplication and addition to `count`."""
    Z = np.zeros((len(A), len(B[0])))
    for n, h in np.ndindex(Z.shape):
        for d in range(len(B)):
            Z[n, h] += A[n, d] * B[d, h]
            count[0] += 2
    return Z


def test_eq_speed_flops():
    r"""
    \text{operations in products} = 4BDH + 6BHC
    """
    model, X, Y = network(N=3, D=4, H=5, C=2)
    (B, D), (H, C) = X.shape, model.params["W2"].shape
    count = [0]
    one_step = function("eq-speed-flops", "one_step")
    one_step(model.params, X, Y, 0.1, lambda A, B: counted_product(A, B, count))
    assert count[0] == 4 * B * D * H + 6 * B * H * C
    sizes = {"B": B, "D": D, "H": H, "C": C}
    assert line("eq-speed-flops", "by_formula", **sizes) == count[0]


def test_eq_speed_fold():
    r"""
    \frac{\mathrm{lr}}{B}\,dW_1 = X^T\!\left[\Bigl(\frac{\mathrm{lr}}{B}\,dZ_2\Bigr)
    W_2^T \odot \mathrm{leaky\_relu}'(Z_1)\right]
    """
    model, X, Y = network()
    params, lr, B = model.params, 0.3, len(X)
    dW1 = model.backward(X, Y, model.forward(X)[1])["dW1"]
    Z1, _, _, y = forward(params, X)
    folded = product((lr / B) * (y - Y), params["W2"].T) * entrywise(slope, Z1)
    wanted = product(X.T, folded)
    close(lr / B * dW1, wanted)

    work = Workspace(params, B)
    work.forward(X)
    close(work.gradients(Y, scale=lr / B)["dW1"], wanted)

    buffers = function("eq-speed-fold", "make_buffers")(params, B)
    function("eq-speed-fold", "buffered_forward")(params, X, buffers)
    function("eq-speed-fold", "buffered_backward")(params, X, Y, lr, buffers)
    close(buffers["dW1"], wanted)


def test_eq_speed_active():
    r"""
    (dW_1)_{pj} = \sum_{n=1}^{N} X_{np}\,(dZ_1)_{nj} = 0 \qquad \text{if } X_{np} = 0
    \text{ for all } n
    """
    model, X, Y = network()
    p = 2
    X[:, p] = 0
    Z1, _, _, y = forward(model.params, X)
    dZ1 = product(y - Y, model.params["W2"].T) * entrywise(slope, Z1)
    work = Workspace(model.params, len(X))
    work.forward(X)
    for grads in (model.backward(X, Y, model.forward(X)[1]), work.gradients(Y)):
        for d, j in np.ndindex(grads["dW1"].shape):
            entry = sum(X[n, d] * dZ1[n, j] for n in range(len(X)))
            close(grads["dW1"][d, j], entry)
            assert (entry == 0) == (d == p)
    before = model.params["W1"].copy()
    model.train_step(X, Y, len(X), 0.5)
    assert np.array_equal(model.params["W1"][p], before[p])


def test_eq_speed_amdahl():
    r"""
    S = \frac{1}{(1 - f) + f / s} \;<\; \frac{1}{1 - f}
    """
    amdahl = function("eq-speed-amdahl", "amdahl")
    for f in (Fraction(1, 2), Fraction(9, 10), Fraction(1, 7)):
        for s in (Fraction(5), Fraction(3, 2), Fraction(1000)):
            other, part = 1 - f, f / s  # the new time, in units of the old
            S = 1 / (other + part)
            assert amdahl(f, s) == S
            assert 1 / (1 - f) > S
    assert amdahl(Fraction(1, 2), Fraction(5)) == Fraction(5, 3)
