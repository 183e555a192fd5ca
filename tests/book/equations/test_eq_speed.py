"""The equations of the chapter on speed, each by its label."""

import copy
from fractions import Fraction

import numpy as np
from book_code import book_function, run_line
from by_hand import close, entrywise, errors, forward, network, product, slope

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
    count = [0]
    one_step = book_function("eq-speed-flops", "one_step")
    one_step(model.params, X, Y, 0.1, lambda A, B: counted_product(A, B, count))
    assert count[0] == 4 * B * D * H + 6 * B * H * C
    sizes = {"B": B, "D": D, "H": H, "C": C}
    assert run_line("eq-speed-flops", "by_formula", **sizes) == count[0]

    # The step whose operations were counted is the one that trains.
    model, X, Y = network(N=3, D=4, H=5, C=2)
    params = copy.deepcopy(model.params)
    model.train_step(X, Y, B, 0.1)
    one_step(params, X, Y, 0.1)
    for name, value in model.params.items():
        close(params[name], value)


def test_eq_speed_fold():
    r"""\begin{aligned}
    \frac{\mathrm{lr}}{B}\,dW_1 = X^{\mathsf T} \Bigl[
    &\Bigl(\frac{\mathrm{lr}}{B}\,dZ_2\Bigr) W_2^{\mathsf T} \\
    &\odot f'(Z_1) \Bigr]
    \end{aligned}
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
    listing = book_function("eq-speed-fold", "gradients")
    close(listing(work, Y, scale=lr / B)["dW1"], wanted)


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
    one_step = book_function("eq-speed-flops", "one_step")
    sparse_step = book_function("eq-speed-active", "sparse_step", one_step=one_step)
    sparse_step(by_listing, X, Y, 0.5)
    model.train_step(X, Y, len(X), 0.5)
    for name, value in model.params.items():
        close(by_listing[name], value)


def test_eq_speed_block():
    r"""\begin{aligned}
    &X_k \Bigl( W_1 - \sum_{l<k} X_l^{\mathsf T} E_l \Bigr) \\
    &\quad = X_k W_1 - \sum_{l<k} (X_k X_l^{\mathsf T})\, E_l
    \end{aligned}
    """
    model, X, Y = network(N=6, D=4, H=5, C=3)
    W1, lr, B = model.params["W1"], 0.3, 2
    by_listing, start = copy.deepcopy(model.params), W1.copy()
    X_of, E = [X[k : k + B] for k in range(0, 6, B)], []
    for k, X_k in enumerate(X_of):
        Y_k = Y[k * B : k * B + B]
        moved = sum((product(X_of[i].T, E[i]) for i in range(k)), np.zeros_like(start))
        close(W1, start - moved)
        left = product(X_k, start - moved)
        terms = [product(product(X_k, X_of[i].T), E[i]) for i in range(k)]
        close(product(X_k, start) - sum(terms, np.zeros_like(left)), left)
        close(left + model.params["b1"], forward(model.params, X_k)[0])
        E.append(lr / B * errors(model.params, X_k, Y_k)[1])
        model.train_step(X_k, Y_k, B, lr)
    book_function("eq-speed-block", "block_step")(by_listing, X, Y, lr, B)
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
