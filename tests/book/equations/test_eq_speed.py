"""The equations of the chapter on speed, each by its label."""

import copy
from fractions import Fraction

import numpy as np
from book_code import book_function, run_line
from by_hand import close, entrywise, errors, forward, network, slope

from neuralnet.further.buffers import Workspace
from neuralnet.further.sparse import SparseSGD


def counted_product(A, B, count):
    """Return A @ B by loops; add each multiplication and each addition to count[0]."""
    Z = np.zeros((len(A), len(B[0])))
    for n, h in np.ndindex(Z.shape):
        for d in range(len(B)):
            Z[n, h] += A[n, d] * B[d, h]
            count[0] += 2
    return Z


def test_eq_speed_flops():
    r"""\begin{aligned}
    &\text{operations in products} \\
    &\quad = 4BDH + 6BHC
    \end{aligned}
    """
    model, X, Y = network(N=3, D=4, H=5, C=2)
    (B, D), (H, C) = X.shape, model.params["W2"].shape
    count, W2 = [0], model.params["W2"]
    Z1, A1, Z2, _ = forward(model.params, X)
    dZ2, dZ1 = errors(model.params, X, Y)
    close(counted_product(X, model.params["W1"], count), Z1 - model.params["b1"])
    close(counted_product(A1, W2, count), Z2 - model.params["b2"])
    grads = model.backward(X, Y, model.forward(X)[1])
    close(counted_product(A1.T, dZ2, count), grads["dW2"])
    close(counted_product(dZ2, W2.T, count) * entrywise(slope, Z1), dZ1)
    close(counted_product(X.T, dZ1, count), grads["dW1"])
    assert count[0] == 4 * B * D * H + 6 * B * H * C
    sizes = {"B": B, "D": D, "H": H, "C": C}
    assert run_line("eq-speed-flops", "by_formula", **sizes) == count[0]


def test_eq_speed_active():
    r"""\begin{aligned}
    (dW_1)_{ij} &= \sum_{n=1}^{B} X_{ni}\,(dZ_1)_{nj} = 0 \\
    &\text{if } X_{ni} = 0 \text{ for all } n
    \end{aligned}
    """
    model, X, Y = network()
    p = 2  # a pixel that is 0 in each image
    X[:, p] = 0
    _, dZ1 = errors(model.params, X, Y)
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
    assert not np.array_equal(model.params["W1"], before)
    for _ in SparseSGD(model, X, Y, len(X)).epoch(0.5):
        pass
    assert np.array_equal(model.params["W1"][p], before[p])
    by_listing = copy.deepcopy(model.params)
    one_step = book_function("eq-speed-active", "one_step")
    sparse_step = book_function("eq-speed-active", "sparse_step", one_step=one_step)
    sparse_step(by_listing, X, Y, 0.5)
    model.train_step(X, Y, len(X), 0.5)
    for name, value in model.params.items():
        close(by_listing[name], value)


def test_eq_speed_amdahl():
    r"""S = \frac{1}{(1 - r) + r / s} \;<\; \frac{1}{1 - r}"""
    amdahl = book_function("eq-speed-amdahl", "amdahl")
    for r in (Fraction(1, 2), Fraction(9, 10), Fraction(1, 7)):
        for s in (Fraction(5), Fraction(3, 2), Fraction(1000)):
            other, part = 1 - r, r / s  # the new time, in units of the old
            S = 1 / (other + part)
            assert amdahl(r, s) == S
            assert 1 / (1 - r) > S
    assert amdahl(Fraction(1, 2), Fraction(5)) == Fraction(5, 3)
