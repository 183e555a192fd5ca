"""The equations of the chapter on backprop, each by its label."""

import math
import re

import numpy as np
import pytest
from book_code import book_function, run_cells, run_line
from by_hand import (
    affine,
    agrees,
    close,
    differences,
    differences_of_J,
    entrywise,
    forward,
    gradients,
    leaky,
    network,
    product,
    slope,
    softmax,
    sum_loss,
)
from live.figures import backprop as figure
from live.figures import wires
from notebooks import markdown

import neuralnet

model, X, Y = network()
params = model.params
W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
Z1, A1, Z2, y = forward(params, X)
(N, D), (H, C) = X.shape, W2.shape
KNOWN = {"X": X, "Y": Y, "Z1": Z1, "A1": A1, "Z2": Z2, "y": y, "W2": W2, "b2": b2}


def J_of_Z2(Z2):
    return sum_loss(Y, softmax(Z2))


dZ2 = differences(J_of_Z2, Z2)  # measured, (N, C)


def test_eq_backprop_loss():
    r"""J = -\sum_{n} \sum_{k} Y[n, k] \log y[n, k] = N L"""
    total = -sum(Y[n, k] * math.log(y[n, k]) for n in range(N) for k in range(C))
    close(N * model.compute_loss(Y, model.forward(X)[0]), total)
    close(N * neuralnet.cross_entropy_from_logits(Y, model.forward(X)[1]["Z2"]), total)
    close(run_line("eq-backprop-loss", "J", **KNOWN), total)


def test_eq_unit_chain():
    r"""\frac{\partial L}{\partial w} = \sum_{i=1}^{m} \frac{\partial L}{\partial u_i}
    \frac{\partial u_i}{\partial w}
    """
    d, h, eps = 2, 1, 1e-5
    up, down = W1.copy(), W1.copy()
    up[d, h] += eps
    down[d, h] -= eps

    def scores(W1):
        return forward(params | {"W1": W1}, X)[2]

    du_dw = (scores(up) - scores(down)) / (2 * eps)  # of each u_i, an entry of Z2
    total = sum(dZ2[n, c] * du_dw[n, c] for n in range(N) for c in range(C))
    agrees(total, differences_of_J(params, X, Y, "W1")[d, h])
    agrees(gradients(model, X, Y)["dW1"][d, h], total)
    # The chapter's two paths: z2 = 4 - a1, which is to be 1, and z3 = 3 a1, to be 13.
    loss = book_function("eq-unit-chain", "loss_of_a1")
    for a1 in (5.0, -2.0):
        paths = (4 - a1 - 1) * -1 + (3 * a1 - 13) * 3
        agrees(paths, differences(loss, a1))
    # Its example of one path, and the live figure of the same numbers.
    parts = ("x, w1, b1, w2, b2, wanted = ", "db2, dw2, da1 = ")
    parts += ("def loss_of_w1", "def slope_at")
    cells = run_cells("eq-unit-chain", *parts)
    agrees(cells["dw1"], cells["slope_at"](cells["loss_of_w1"], cells["w1"]))
    numbers, slopes = wires.passes(**wires.START)
    for name, slope_shown in slopes.items():
        agrees(cells["d" + name], slope_shown)
    agrees([cells[name] for name in numbers], list(numbers.values()))


@pytest.mark.parametrize("b1", [-1, -9])  # the slope of the bend is 1, and 0.01
def test_the_figure_shows_the_right_slopes_on_its_wires(b1):
    start = wires.START | {"b1": b1}
    for name in ("w1", "b1", "w2", "b2"):

        def loss(value, name=name):
            return wires.passes(**start | {name: value})[0]["loss"]

        agrees(wires.passes(**start)[1][name], differences(loss, start[name]))


def test_eq_backprop_row():
    r"""\frac{\partial J}{\partial z_j} = -\frac{1}{p_r}\, \frac{\partial
    p_r}{\partial z_j} = \begin{cases}
    p_j - 1 & j = r\\
    p_j & j \ne r
    \end{cases}
    """
    p, r = y[2], int(np.argmax(Y[2]))
    names = {"softmax": neuralnet.softmax}
    jacobian = book_function("eq-backprop-row", "softmax_jacobian", **names)
    grads = gradients(model, X[2:3], Y[2:3])
    for j in range(C):
        path = -1 / p[r] * jacobian(Z2[2])[r, j]
        close(path, p[j] - 1 if j == r else p[j])
        agrees(path, dZ2[2, j])
        close(grads["db2"][j], path)  # one image: the sum over n has one term


def test_eq_backprop_score():
    r"""\begin{aligned}
    J &= \log \sum_{k} e^{z_k} - z_{\text{right}}\\
    \frac{\partial J}{\partial z_j} &= \frac{1}{\sum_{k} e^{z_k}} \cdot e^{z_j} - Y_j\\
    &= p_j - Y_j
    \end{aligned}
    """
    p, t, z = y[2], Y[2], Z2[2]  # of image 2
    total = sum(math.exp(z[k]) for k in range(C))
    right = max(range(C), key=lambda k: t[k])
    losses_of_others = sum_loss(Y[:2], y[:2]) + sum_loss(Y[3:], y[3:])
    close(math.log(total) - z[right], J_of_Z2(Z2) - losses_of_others)
    for j in range(C):
        close(1 / total * math.exp(z[j]) - t[j], p[j] - t[j])
        agrees(p[j] - t[j], dZ2[2, j])
        close(run_line("eq-backprop-score", "dZ2", y=p, Y=t)[j], p[j] - t[j])


MATRIX = re.compile(r"\\begin{pmatrix}(.*?)\\end{pmatrix}", re.DOTALL)
ON_PAPER = re.compile(
    r"\$\$\n(?:\\begin{aligned}\n)?d([ZWA])_([12]) &?=(.*?)\$\$", re.DOTALL
)


def matrices(text):
    r"""Return the matrices of a formula as lists of rows."""
    rows = [part.split(r"\\") for part in MATRIX.findall(text)]
    return [[[eval(n) for n in row.split("&")] for row in part] for part in rows]


def test_the_matrices_on_paper():
    """Each equals the product printed before it, and a gradient of the live figure."""
    text = markdown("book/chapters/backprop.ipynb")
    paper = figure.values()
    found = [each for each in ON_PAPER.findall(text) if "pmatrix" in each[2]]
    names = [f"d{letter}{number}" for letter, number, _ in found]
    assert names == ["dW2", "dA1", "dZ1", "dW1"]
    for name, (*_, formula) in zip(names, found, strict=True):
        *factors, result = map(np.array, matrices(formula))
        close(result, paper[name])
        if name == "dZ1":  # by entries
            close(np.prod(factors, axis=0), result)
        else:
            close(np.linalg.multi_dot(factors), result)
    for name in ("X", "W1", "Z1", "A1", "W2", "y"):
        formula = rf"\b{name[0]}(?:_{name[1:]})? = ({MATRIX.pattern})"
        matrix = re.search(formula, text, re.DOTALL)[1]
        close(matrices(matrix)[0], paper[name])


def test_eq_backprop_dz2():
    r"""dZ_2 = y - Y"""
    wanted = [[y[n, k] - Y[n, k] for k in range(C)] for n in range(N)]
    agrees(wanted, dZ2)
    close(run_line("eq-backprop-dz2", "dZ2", **KNOWN), wanted)
    for n in range(N):
        close(gradients(model, X[n : n + 1], Y[n : n + 1])["db2"], wanted[n])


def J_of_A1(A1):
    return J_of_Z2(affine(A1, W2, b2))


def J_of_Z1(Z1):
    return J_of_A1(entrywise(leaky, Z1))


dA1 = differences(J_of_A1, A1)  # (N, H)
dZ1 = differences(J_of_Z1, Z1)  # (N, H)


def agree_with_block(wanted, name, **known):
    """Compare a gradient with differences, the chapter's line and the package."""
    agrees(wanted, differences_of_J(params, X, Y, name[1:]))
    agrees(run_line(f"eq-backprop-{name.lower()}", name, **known), wanted)
    agrees(gradients(model, X, Y)[name], wanted)


def test_eq_backprop_dw2_index():
    r"""dW_2[h, k] = \sum_{n} A_1[n, h]\, dZ_2[n, k]"""
    found = run_line("eq-backprop-dw2-index", "dW2", A1=A1, dZ2=dZ2)
    for h, k in np.ndindex(H, C):
        close(found[h, k], sum(A1[n, h] * dZ2[n, k] for n in range(N)))


def test_eq_backprop_dw2():
    r"""dW_2 = A_1^{\mathsf T}\, dZ_2"""
    agree_with_block(product(A1.T, dZ2), "dW2", A1=A1, dZ2=dZ2)


def test_eq_backprop_db2():
    r"""db_2[k] = \sum_{n} dZ_2[n, k]"""
    wanted = [sum(dZ2[n, k] for n in range(N)) for k in range(C)]
    agree_with_block(wanted, "db2", dZ2=dZ2)


def test_eq_backprop_da1_index():
    r"""dA_1[n, h] = \sum_{k} dZ_2[n, k]\, W_2[h, k]"""
    found = run_line("eq-backprop-da1-index", "dA1", dZ2=dZ2, W2=W2)
    for n, h in np.ndindex(N, H):
        total = sum(dZ2[n, k] * W2[h, k] for k in range(C))
        agrees(total, dA1[n, h])
        close(found[n, h], total)


def test_eq_backprop_da1():
    r"""dA_1 = dZ_2\, W_2^{\mathsf T}"""
    agrees(product(dZ2, W2.T), dA1)
    agrees(run_line("eq-backprop-da1", "dA1", dZ2=dZ2, W2=W2), dA1)


def test_eq_backprop_dz1():
    r"""dZ_1 = dA_1 \odot f'(Z_1)"""
    wanted = [[dA1[n, h] * slope(Z1[n, h]) for h in range(H)] for n in range(N)]
    agrees(wanted, dZ1)
    agrees(run_line("eq-backprop-dz1", "dZ1", dA1=dA1, Z1=Z1), wanted)


def test_eq_backprop_dw1():
    r"""dW_1 = X^{\mathsf T}\, dZ_1"""
    agree_with_block(product(X.T, dZ1), "dW1", X=X, dZ1=dZ1)


def test_eq_backprop_db1():
    r"""db_1[h] = \sum_{n} dZ_1[n, h]"""
    wanted = [sum(dZ1[n, h] for n in range(N)) for h in range(H)]
    agree_with_block(wanted, "db1", X=X, dZ1=dZ1)
