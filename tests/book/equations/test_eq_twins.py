"""The equations of chapter 3 about the network and its twins, each by its label."""

from book_code import line
from by_hand import all_gradients, close, entrywise, forward, network, product, slope

model, X, Y = network()
params, W2 = model.params, model.params["W2"]
y, ff_dict = model.forward(X)


def test_eq_xavier_network():
    r"""\begin{aligned}
    Z_1 &= X W_1 + b_1, & A_1 &= \mathrm{LeakyReLU}(Z_1),\\
    Z_2 &= A_1 W_2 + b_2, & y &= \mathrm{softmax}(Z_2).
    \end{aligned}
    """
    assert list(ff_dict) == ["Z1", "A1", "Z2", "y"]
    for found, value in zip(ff_dict.values(), forward(params, X), strict=True):
        close(found, value)


def test_eq_xavier_gradients():
    r"""\begin{aligned}
    dZ_2 &= y - Y, & dW_2 &= A_1^{\mathsf T} dZ_2,\\
    dA_1 &= dZ_2 W_2^{\mathsf T}, & dZ_1 &= dA_1 \odot \mathrm{LeakyReLU}'(Z_1),\\
    dW_1 &= X^{\mathsf T} dZ_1, & db_1 &= \textstyle\sum_n (dZ_1)_n .
    \end{aligned}
    """
    dZ2 = y - Y
    dA1 = product(dZ2, W2.T)
    dZ1 = dA1 * entrywise(slope, ff_dict["Z1"])
    for grads in all_gradients(model, X, Y):
        close(grads["dW2"], product(ff_dict["A1"].T, dZ2))
        close(grads["dW1"], product(X.T, dZ1))
        close(grads["db1"], sum(dZ1[n] for n in range(len(X))))


def test_eq_xavier_twins():
    r"""dW_1[:, j] = X^{\mathsf T} \left( dZ_2\, W_2[j, :]^{\mathsf T} \odot
    \mathrm{LeakyReLU}'(Z_1[:, j]) \right)
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
