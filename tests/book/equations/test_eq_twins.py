"""The equation of chapter 3 about twins, by its label."""

from book_code import line
from by_hand import close, network, product, slope


def test_eq_xavier_twins():
    r"""\begin{aligned}
    dW_1[:, j] = X^{\mathsf T} \bigl( & dZ_2\, W_2[j, :]^{\mathsf T}\\
    & \odot f'(Z_1[:, j]) \bigr)
    \end{aligned}
    """
    twins, X, Y = network(seed=7)
    W1, b1, W2, _ = twins.params.values()
    for block in (W1, b1[None], W2.T):  # unit 1 becomes a copy of unit 3
        block[:, 1] = block[:, 3]
    y, ff_dict = twins.forward(X)
    grads = twins.backward(X, Y, ff_dict)
    back = product(y - Y, W2[3][:, None])[:, 0]  # (N,)
    back = back * [slope(z) for z in ff_dict["Z1"][:, 3]]
    column = product(X.T, back[:, None])[:, 0]  # (D,)
    close(grads["dW1"][:, 3], column)
    close(grads["dW1"][:, 1], column)
    known = {"X": X, "Y": Y, "y": y, "W2": W2, "ff": ff_dict}
    close(line("eq-xavier-twins", "column", **known), column)
    for _ in range(3):
        twins.train_step(X, Y, len(X), 0.5)
    for block in (W1, b1[None], W2.T):
        close(block[:, 1], block[:, 3])
