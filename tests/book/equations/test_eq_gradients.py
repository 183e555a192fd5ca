"""The equations of chapter 5 behind the scores, each by its label."""

import numpy as np
from book_code import function, line, run
from by_hand import (
    affine,
    agrees,
    all_gradients,
    close,
    differences,
    differences_of_J,
    entrywise,
    forward,
    leaky,
    network,
    product,
    slope,
    softmax,
    sum_loss,
)

model, X, Y = network()
params = model.params
W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
Z1, A1, Z2, y = forward(params, X)
(N, D), (H, C) = X.shape, W2.shape


def J_of_Z2(Z2):
    return sum_loss(Y, softmax(Z2))


def J_of_A1(A1):
    return J_of_Z2(affine(A1, W2, b2))


def J_of_Z1(Z1):
    return J_of_A1(entrywise(leaky, Z1))


dZ2 = differences(J_of_Z2, Z2)  # measured, (N, C)
dA1 = differences(J_of_A1, A1)  # (N, H)
dZ1 = differences(J_of_Z1, Z1)  # (N, H)


def agree_with_block(wanted, label, name, **known):
    """Hold a gradient against differences, the chapter's line and the package."""
    agrees(wanted, differences_of_J(params, X, Y, name[1:]))
    agrees(line(label, name, **known), wanted)
    for grads in all_gradients(model, X, Y):
        agrees(grads[name], wanted)


def test_eq_backprop_scores():
    r"""\begin{aligned}
    Z_2[n, k] = {} & \sum_{h} A_1[n, h]\, W_2[h, k]\\
    & + b_2[k]
    \end{aligned}
    """
    found = model.forward(X)[1]["Z2"]
    for n, k in np.ndindex(N, C):
        close(found[n, k], sum(A1[n, h] * W2[h, k] for h in range(H)) + b2[k])
    for name, at in (("J_of_A1", A1), ("J_of_W2", W2)):
        known = {"J_of_Z2": lambda Z2: Z2, "A1": A1, "W2": W2, "b2": b2}
        close(function("eq-backprop-scores", name, **known)(at), found)


def test_eq_backprop_dw2_index():
    r"""\begin{aligned}
    \frac{\partial J}{\partial W_2[h, k]} &= \sum_{n} A_1[n, h]\, \frac{\partial
    J}{\partial Z_2[n, k]}\\
    &= \sum_{n} A_1^{\mathsf T}[h, n]\, \frac{\partial J}{\partial Z_2[n, k]}
    \end{aligned}
    """
    wanted = np.empty((H, C))
    for h, k in np.ndindex(H, C):
        wanted[h, k] = sum(A1[n, h] * dZ2[n, k] for n in range(N))
        assert wanted[h, k] == sum(A1.T[h, n] * dZ2[n, k] for n in range(N))
    agree_with_block(wanted, "eq-backprop-dw2-index", "dW2", A1=A1, dZ2=dZ2)


def test_eq_backprop_dw2():
    r"""\frac{\partial J}{\partial W_2} = A_1^{\mathsf T}\, \frac{\partial J}{\partial
    Z_2}
    """
    agree_with_block(product(A1.T, dZ2), "eq-backprop-dw2", "dW2", A1=A1, dZ2=dZ2)


def test_eq_backprop_db2():
    r"""\frac{\partial J}{\partial b_2[k]} = \sum_{n} \frac{\partial J}{\partial Z_2[n,
    k]}
    """
    wanted = [sum(dZ2[n, k] for n in range(N)) for k in range(C)]
    agree_with_block(wanted, "eq-backprop-db2", "db2", dZ2=dZ2)


def gradients_of_hidden(on):
    """Yield dZ1 by each backward pass; with `on`, slopes are 1 and it is dA1 too.

    The images are the rows of the identity matrix, so that dW1 = X.T @ dZ1 is dZ1.
    """
    small, _, Y = network(seed=1, N=4)
    if on:
        small.params["b1"] += 10
    X = np.eye(4)
    Z1, _, Z2, _ = forward(small.params, X)
    assert np.abs(Z1).min() > 1e-3
    dZ2 = differences(lambda Z2: sum_loss(Y, softmax(Z2)), Z2)
    for grads in all_gradients(small, X, Y):
        yield grads["dW1"], small.params["W2"], dZ2, Z1


def test_eq_backprop_da1_index():
    r"""\begin{aligned}
    \frac{\partial J}{\partial A_1[n, h]} &= \sum_{k} \frac{\partial J}{\partial
    Z_2[n, k]}\, W_2[h, k]\\
    &= \sum_{k} \frac{\partial J}{\partial Z_2[n, k]}\, W_2^{\mathsf T}[k, h]
    \end{aligned}
    """
    for n, h in np.ndindex(N, H):
        total = sum(dZ2[n, k] * W2[h, k] for k in range(C))
        assert total == sum(dZ2[n, k] * W2.T[k, h] for k in range(C))
        agrees(total, dA1[n, h])
        close(line("eq-backprop-da1-index", "dA1", dZ2=dZ2, W2=W2)[n, h], total)
    for found, W, dZ, _ in gradients_of_hidden(on=True):
        for n, h in np.ndindex(found.shape):
            agrees(found[n, h], sum(dZ[n, k] * W[h, k] for k in range(C)))


def test_eq_backprop_da1():
    r"""\frac{\partial J}{\partial A_1} = \frac{\partial J}{\partial Z_2}\, W_2^{\mathsf
    T}
    """
    agrees(product(dZ2, W2.T), dA1)
    agrees(line("eq-backprop-da1", "dA1", dZ2=dZ2, W2=W2), dA1)
    for found, W, dZ, _ in gradients_of_hidden(on=True):
        agrees(found, product(dZ, W.T))


def test_eq_backprop_dz1():
    r"""\frac{\partial J}{\partial Z_1} = \frac{\partial J}{\partial A_1}
    \odot f'(Z_1)
    """
    wanted = [[dA1[n, h] * slope(Z1[n, h]) for h in range(H)] for n in range(N)]
    agrees(wanted, dZ1)
    agrees(line("eq-backprop-dz1", "dZ1", dA1=dA1, Z1=Z1), wanted)
    for found, W, dZ, Z in gradients_of_hidden(on=False):
        agrees(found, product(dZ, W.T) * entrywise(slope, Z))


def test_eq_backprop_dw1():
    r"""\frac{\partial J}{\partial W_1} = X^{\mathsf T}\, \frac{\partial J}{\partial
    Z_1}
    """
    agree_with_block(product(X.T, dZ1), "eq-backprop-dw1", "dW1", X=X, dZ1=dZ1)


def test_eq_backprop_db1():
    r"""\frac{\partial J}{\partial b_1[h]} = \sum_{n} \frac{\partial J}{\partial Z_1[n,
    h]}
    """
    wanted = [sum(dZ1[n, h] for n in range(N)) for h in range(H)]
    agree_with_block(wanted, "eq-backprop-db1", "db1", dZ1=dZ1)


def test_eq_backprop_mean():
    r"""\frac{\partial L}{\partial \theta} = \frac{1}{N}\, \frac{\partial J}{\partial
    \theta}
    """
    grads = model.backward(X, Y, model.forward(X)[1])
    moved, _, _ = network()
    moved.train_step(X, Y, N, lr=0.1)
    for name, block in params.items():

        def L(block, name=name):
            y = forward(params | {name: block}, X)[-1]
            return sum(sum_loss(Y[n : n + 1], y[n : n + 1]) for n in range(N)) / N

        mean = differences(L, block)
        agrees(grads["d" + name] / N, mean)
        agrees(block - moved.params[name], 0.1 * mean)
    known = {"grads": grads, "model": model, "X": X, "Y": Y, "N": N}
    known |= {"A1": A1, "W2": W2, "b2": b2}
    run("eq-backprop-mean", "def agrees", "def L_of_W2", "stepped = ", **known)
