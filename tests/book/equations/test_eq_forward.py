"""The equations of the chapter on the forward pass, each by its label."""

import math
from types import SimpleNamespace

import numpy as np
from book_code import run_line
from by_hand import affine, close, entrywise, leaky, network, softmax

import neuralnet

model, X, Y = network()
params = model.params
W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
y, ff_dict = model.forward(X)
(N, D), (H, C) = X.shape, W2.shape


def test_eq_forward_unit():
    r"""z = x_1 w_1 + x_2 w_2 + \dots + x_{784}\, w_{784} + b"""
    x, w, bias = X[0], W1[:, 1], b1[1]
    wanted = sum(x[d] * w[d] for d in range(D)) + bias
    close(ff_dict["Z1"][0, 1], wanted)
    data = SimpleNamespace(X_val=X)
    close(run_line("eq-forward-unit", "z", data=data, w=w, bias=bias)[0], wanted)


def test_eq_forward_z1():
    r"""Z_1 = X W_1 + b_1"""
    wanted = affine(X, W1, b1)
    close(ff_dict["Z1"], wanted)
    close(run_line("eq-forward-z1", "Z1", X=X, W1=W1, b1=b1), wanted)


def test_eq_forward_a1():
    r"""A_1 = \mathrm{LeakyReLU}(Z_1)"""
    wanted = entrywise(leaky, ff_dict["Z1"])
    close(ff_dict["A1"], wanted)
    close(run_line("eq-forward-a1", "A1", Z1=ff_dict["Z1"]), wanted)


def test_eq_forward_z2():
    r"""Z_2 = A_1 W_2 + b_2"""
    wanted = affine(ff_dict["A1"], W2, b2)
    close(ff_dict["Z2"], wanted)
    close(run_line("eq-forward-z2", "Z2", A1=ff_dict["A1"], W2=W2, b2=b2), wanted)


def test_eq_forward_y():
    r"""y = \mathrm{softmax}(Z_2)"""
    wanted = softmax(ff_dict["Z2"])
    close(y, wanted)
    close(ff_dict["y"], wanted)
    close(run_line("eq-forward-y", "y", Z2=ff_dict["Z2"]), wanted)


def test_eq_forward_rows():
    r"""\mathrm{forward}(X)_n = \mathrm{forward}(X_n)"""
    close(y, np.vstack([model.forward(X[n : n + 1])[0] for n in range(N)]))
    order = [3, 5, 0, 1, 4, 2]
    close(model.forward(X[order])[0], y[order])


def test_eq_loss_likelihood():
    r"""\text{likelihood} = p_1\, p_2 \cdots p_N"""
    p = np.array([y[n, int(Y[n].argmax())] for n in range(N)])
    close(run_line("eq-loss-likelihood", "likelihood", p_right=p), math.prod(p))
    close(run_line("eq-loss-likelihood", "p_right", Y=Y, y=y), p)
    close(math.exp(-N * neuralnet.cross_entropy(Y, y)), math.prod(p))


def test_eq_loss_log_likelihood():
    r"""-\frac{1}{N} \log (p_1\, p_2 \cdots p_N) = \frac{1}{N} \sum_{n=1}^{N}
    (-\log p_n)
    """
    p = [y[n, int(Y[n].argmax())] for n in range(N)]
    mean = sum(-math.log(share) for share in p) / N
    close(-math.log(math.prod(p)) / N, mean)
    costs = run_line("eq-loss-log-likelihood", "costs", p_two=np.array(p))
    close(costs.mean(), mean)
    close(neuralnet.cross_entropy(Y, y), mean)


def test_eq_loss_cross_entropy():
    r"""L = -\frac{1}{N} \sum_{n=1}^{N} \sum_{k=1}^{C} Y_{nk} \log y_{nk}"""
    total = sum(Y[n, k] * math.log(y[n, k]) for n in range(N) for k in range(C))
    close(neuralnet.cross_entropy(Y, y), -total / N)
    close(neuralnet.cross_entropy_from_logits(Y, ff_dict["Z2"]), -total / N)
    close(model.compute_loss(Y, y), -total / N)
    close(run_line("eq-loss-cross-entropy", "L", Y=Y, y=y), -total / N)


def test_eq_loss_logits():
    r"""\begin{aligned}
    & -\log \mathrm{softmax}(z)_{\text{right}}\\
    &= \log \sum_{k} e^{z_k} - z_{\text{right}}\\
    &= \log \Bigl( e^m \sum_{k} e^{z_k - m} \Bigr) - z_{\text{right}}\\
    &= m + \log \sum_{k} e^{z_k - m} - z_{\text{right}}
    \end{aligned}
    """
    for z in (ff_dict["Z2"][0], ff_dict["Z2"][4]):
        m = max(z)
        for right in range(C):
            target = np.eye(C)[right : right + 1]
            small = sum(math.exp(z[k] - m) for k in range(C))
            second = math.log(sum(math.exp(z[k]) for k in range(C))) - z[right]
            third = math.log(math.exp(m) * small) - z[right]
            last = m + math.log(small) - z[right]
            close(-math.log(softmax([z])[0, right]), second)
            close([second, third], [last, last])
            close(neuralnet.cross_entropy_from_logits(target, z[None]), last)
    target, far = np.array([[1.0, 0.0]]), np.array([[0.0, 800.0]])
    close(neuralnet.cross_entropy_from_logits(target, far), 800.0)
    assert neuralnet.cross_entropy(target, neuralnet.softmax(far)) == np.inf
