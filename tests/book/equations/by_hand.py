"""Compute the network again, number by number, by the formulas of the book.

Plain loops, `math`, and differences of the loss itself: a mistake of the package cannot
hide here. Only `network` and `gradients`, at the end, come from the package.
"""

import math

import numpy as np

from neuralnet import TwoLayerNN

ALPHA = 0.01


def close(a, b, rtol=1e-10, atol=1e-12):
    """Fail unless both have the same shape and, but for rounding, the same numbers."""
    assert np.shape(a) == np.shape(b)
    np.testing.assert_allclose(a, b, rtol=rtol, atol=atol)


def agrees(found, measured):
    """Fail unless both are equal up to the error of finite differences."""
    close(found, measured, rtol=1e-6, atol=1e-8)


def leaky(z, alpha=ALPHA):
    return z if z >= 0 else alpha * z


def slope(z, alpha=ALPHA):
    return 1.0 if z >= 0 else alpha


def product(A, B):
    """Return the matrix product, each entry a sum over the inner index."""
    return np.array(
        [
            [sum(A[n][d] * B[d][h] for d in range(len(B))) for h in range(len(B[0]))]
            for n in range(len(A))
        ]
    )


def affine(X, W, b):
    return np.array([[z + b[h] for h, z in enumerate(row)] for row in product(X, W)])


def softmax(Z):
    """Return e^z / (sum of e^z), row by row; for small scores only."""
    exps = [[math.exp(z) for z in row] for row in Z]
    return np.array([[e / sum(row) for e in row] for row in exps])


def entrywise(f, Z):
    return np.array([[f(z) for z in row] for row in Z])


def forward(params, X):
    """Return Z1, A1, Z2 and y."""
    Z1 = affine(X, params["W1"], params["b1"])
    return Z1, *after_hidden(params, Z1)


def after_hidden(params, Z1):
    """Return A1, Z2 and y of the scores of the hidden units."""
    A1 = entrywise(leaky, Z1)
    Z2 = affine(A1, params["W2"], params["b2"])
    return A1, Z2, softmax(Z2)


def errors(params, X, Y):
    """Return dZ2 and dZ1 by the formulas of the chapter on backprop."""
    Z1, *_, y = forward(params, X)
    dZ2 = y - Y
    return dZ2, product(dZ2, params["W2"].T) * entrywise(slope, Z1)


def sum_loss(Y, y):
    """Return J, the cross entropy summed over the images."""
    N, C = np.shape(Y)
    return -sum(Y[n][k] * math.log(y[n][k]) for n in range(N) for k in range(C))


def J(params, X, Y):
    return sum_loss(Y, forward(params, X)[-1])


def differences(f, x, eps=1e-5):
    """Return the slopes of f for each entry of x, by central differences."""
    x = np.array(x, dtype=float)
    slopes = np.empty_like(x)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += eps
        down[index] -= eps
        slopes[index] = (f(up) - f(down)) / (2 * eps)
    return slopes


def differences_of_J(params, X, Y, name):
    """Return the slopes of J for each entry of one block of parameters."""
    return differences(lambda block: J(params | {name: block}, X, Y), params[name])


def network(seed=0, N=6, D=4, H=5, C=3):
    """Return a small network with biases that are not 0, and a batch X, Y for it.

    No score of a hidden unit lies near the kink, where differences would be wrong.
    """
    rng = np.random.default_rng(seed)
    model = TwoLayerNN(D, H, C, rng=rng)
    model.params["b1"][:] = rng.normal(size=H)
    model.params["b2"][:] = rng.normal(size=C)
    X, Y = rng.normal(size=(N, D)), np.eye(C)[np.arange(N) % C]
    Z1 = forward(model.params, X)[0]
    assert np.abs(Z1).min() > 1e-3
    assert 0.2 < np.mean(Z1 > 0) < 0.8
    return model, X, Y


def gradients(model, X, Y):
    """Return the gradients of the package's network for a batch."""
    return model.backward(X, Y, model.forward(X)[1])
