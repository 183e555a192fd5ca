"""The equations of the chapter on digits, each by its label."""

import numpy as np
from book_code import book_function, run_line
from by_hand import close

from neuralnet.data import _one_hot, _scale

rng = np.random.default_rng(1)
X = rng.random((12, 6))  # (N, D)
labels = np.array([0, 1, 2, 3] * 2 + [0, 0, 1, 3])
Y = np.array([[float(k == label) for k in range(4)] for label in labels])  # (N, C)
M = rng.random((4, 6))  # (C, D), any means


def test_eq_digits_row():
    r"""x_{28 i + j} = \frac{v_{ij}}{255}"""
    p = rng.integers(0, 256, (3, 28, 28)).astype(np.uint8)
    x = _scale(p, np.float64)
    assert x.shape == (3, 784)
    for image, row in zip(p, x, strict=True):
        for r, c in np.ndindex(28, 28):
            assert row[28 * r + c] == image[r, c] / 255


def test_eq_digits_onehot():
    r"""Y_{nk} = \begin{cases} 1 & \text{if image } n \text{ shows the digit } k\\ 0 &
    \text{otherwise} \end{cases}
    """
    digits = np.array([3, 0, 9, 9])
    wanted = [[1 if label == k else 0 for k in range(10)] for label in digits]
    close(_one_hot(digits, 10, np.float64), wanted, rtol=0, atol=0)
    close(run_line("eq-digits-onehot", "Y", labels=digits), wanted, rtol=0, atol=0)


def test_eq_digits_mean():
    r"""m_k = \frac{1}{N_k} \sum_n Y_{nk}\, x_n, \qquad N_k = \sum_n Y_{nk}"""
    means = run_line("eq-digits-mean", "means", X=X, Y=Y)
    for k in range(4):
        N_k = sum(Y[n, k] for n in range(len(X)))
        close(means[k], sum(Y[n, k] * X[n] for n in range(len(X))) / N_k)
        close(means[k], X[labels == k].mean(axis=0))


def test_eq_digits_distance():
    r"""\lVert x - m_k \rVert^2 = \sum_d (x_d - m_{kd})^2
    = \underbrace{\sum_d x_d^2}_{\lVert x \rVert^2}
    - 2 \underbrace{\sum_d x_d\, m_{kd}}_{x \cdot m_k}
    + \underbrace{\sum_d m_{kd}^2}_{\lVert m_k \rVert^2}
    """
    for x in X:
        gaps = run_line("eq-digits-distance", "gaps", x=x, means=M)
        assert gaps.shape == (4,)
        for k, m in enumerate(M):
            expanded = sum(x * x) - 2 * sum(x * m) + sum(m * m)
            close(expanded, sum((x[d] - m[d]) ** 2 for d in range(6)))
            close(gaps[k], expanded)


def test_eq_digits_scores():
    r"""z_k = x \cdot m_k - \tfrac{1}{2} \lVert m_k \rVert^2"""
    z = book_function("eq-digits-scores", "score")(X, M)
    for n, k in np.ndindex(z.shape):
        x, m = X[n], M[k]
        close(z[n, k], sum(x * m) - sum(m * m) / 2)
        close(sum(x * x) - 2 * z[n, k], sum((x - m) ** 2))  # so the same class wins
