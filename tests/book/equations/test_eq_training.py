"""The equations of the chapter on training, each by its label."""

import copy
import itertools
from fractions import Fraction

import numpy as np
from book_code import book_function, run_cells, run_line
from by_hand import J, agrees, close, differences, differences_of_J, network

from neuralnet.further import tricks

model, X, Y = network()
params, N = model.params, len(X)


def L(params, X=X, Y=Y):
    return J(params, X, Y) / len(X)


def mean_slopes(X, Y):
    """Return the gradient of L by differences, as one vector."""
    blocks = [differences_of_J(params, X, Y, name).ravel() for name in params]
    return np.concatenate(blocks) / len(X)


g = mean_slopes(X, Y)
mean_gradient = book_function("eq-training-batch", "mean_gradient")


def moved_by(delta):
    """Return {name: block} of the parameters plus a vector of all their entries."""
    ends = np.cumsum([block.size for block in params.values()])[:-1]
    parts = zip(params.items(), np.split(delta, ends), strict=True)
    return {name: block + part.reshape(block.shape) for (name, block), part in parts}


def test_eq_training_factor():
    r"""u \leftarrow u - \mathrm{lr}\, c\, u = (1 - \mathrm{lr}\, c)\, u ."""
    label, start = "eq-training-factor", [Fraction(3), Fraction(-8)]
    curvatures = np.array([Fraction(4), Fraction(4, 10)])
    rows = run_cells(label, "curvatures = ", table=lambda *_: None)["rows"]
    assert len(rows) == 3
    for lr, *factors in rows:
        lr = Fraction(str(lr))
        for u, c, factor in zip(start, curvatures, factors, strict=True):
            # The central difference of a parabola is its slope, without an error.
            slope = c / 2 * ((u + 1) ** 2 - (u - 1) ** 2) / 2
            close(factor, float((u - lr * slope) / u))
    # Above 2 / c, and only there, a step ends farther from the floor.
    for c in curvatures:
        for tenths in (1, 10, 19, 20, 21, 40):  # of 1 / c
            u, lr = Fraction(3), Fraction(tenths, 10) / c
            assert (abs(u - lr * c * u) < u) == (lr < 2 / c)


def test_eq_training_update():
    r"""\theta \leftarrow \theta - \mathrm{lr}\, g ."""
    lr = 0.3
    wanted = moved_by(np.array([-lr * entry for entry in g]))
    stepped = copy.deepcopy(model)
    stepped.train_step(X, Y, N, lr)
    trained = copy.deepcopy(model)
    trained.train(X, Y, X, Y, lr, n_epochs=1, batch_size=N)
    listed = copy.deepcopy(model)
    book_function("eq-training-update", "train_step")(listed, X, Y, N, lr)
    for found in (stepped, trained, listed):
        for name in params:
            agrees(found.params[name], wanted[name])


def test_eq_training_fall():
    r"""L(\theta) - L(\theta - \mathrm{lr}\, g) \approx \mathrm{lr}\,
    \lVert g \rVert^2 .
    """
    train_step = book_function("eq-training-fall", "train_step")
    loss_after = book_function("eq-training-fall", "loss_after", train_step=train_step)
    norm2 = sum(entry**2 for entry in g)
    gaps = []
    for lr in (0.02, 0.01):
        fall = L(params) - L(moved_by(-lr * g))
        close(loss_after(model, X, Y, lr), L(params) - fall)
        gaps.append(abs(fall / (lr * norm2) - 1))
        known = {"before": L(params), "lr": lr, "net": model, "X": X, "Y": Y}
        known |= {"loss_after": loss_after, "g": g}
        close(run_line("eq-training-fall", "fall", **known), fall)
        close(run_line("eq-training-fall", "predicted", **known), lr * norm2)
    assert gaps[0] < 0.1
    assert 1.7 < gaps[0] / gaps[1] < 2.3  # right to first order in lr


singles = [mean_slopes(X[i : i + 1], Y[i : i + 1]) for i in range(N)]
BATCHES = list(itertools.combinations(range(N), 2))  # all batches of B = 2 images


def test_eq_training_batch():
    r"""g_B = \frac{1}{B} \sum_{i \in \text{batch}} g_i ,"""
    for batch in BATCHES:
        rows = list(batch)
        wanted = sum(singles[i] for i in batch) / 2
        agrees(mean_gradient(model, X[rows], Y[rows]), wanted)


def test_eq_training_unbiased():
    r"""\begin{aligned}
    E[g_B] &= \frac{1}{B} \sum_{i=1}^{N} \frac{B}{N}\, g_i \\
    &= \frac{1}{N} \sum_{i=1}^{N} g_i = g .
    \end{aligned}
    """
    B = 2
    found = [mean_gradient(model, X[list(batch)], Y[list(batch)]) for batch in BATCHES]
    mean = sum(found) / len(found)
    agrees(mean, 1 / B * sum(B / N * singles[i] for i in range(N)))
    agrees(mean, sum(singles[i] for i in range(N)) / N)
    agrees(mean, g)


def test_eq_training_scatter():
    r"""E\,\lVert g_B - g \rVert^2 \approx \frac{\sigma^2}{B} ."""
    sigma2 = sum(np.sum((g_i - g) ** 2) for g_i in singles) / N
    sigma = np.sqrt(sigma2)
    sizes = np.array([1, 2, 3, 5])
    theory = run_line("eq-training-scatter", "theory", sigma=sigma, sizes=sizes)
    for B, typical in zip(sizes, theory, strict=True):
        close(typical**2, sigma2 / B)
        # With replacement the products of different errors cancel, and nothing is
        # left of the difference. Without, they don't: a batch of all N has no error.
        draws = itertools.product(range(N), repeat=B) if B < 4 else []
        errors = [np.sum((sum(singles[i] for i in d) / B - g) ** 2) for d in draws]
        if errors:
            agrees(np.mean(errors), sigma2 / B)
        batches = list(itertools.combinations(range(N), B))
        errors = [
            np.sum((mean_gradient(model, X[list(b)], Y[list(b)]) - g) ** 2)
            for b in batches
        ]
        exact = sigma2 / B * (N - B) / (N - 1)
        agrees(np.mean(errors), exact)
        if B == 2:  # the chapter measures the scatter by random batches
            known = {"X": X, "Y": Y, "net": model, "g": g}
            known["mean_gradient"] = mean_gradient
            scatter = book_function("eq-training-scatter", "scatter", **known)
            found = scatter(B, np.random.default_rng(5), repeats=400)
            assert abs(found**2 / exact - 1) < 0.1
            images = run_line("eq-training-scatter", "singles", **known)
            measured = run_line("eq-training-scatter", "sigma", singles=images, g=g)
            agrees(measured**2, sigma2)


def test_eq_training_penalty():
    r"""\begin{aligned}
    \tilde L &= L + \frac{\lambda}{2} \sum_W W^2 , \\
    \frac{\partial \tilde L}{\partial W} &= \frac{\partial L}{\partial W} + \lambda\, W
    .
    \end{aligned}
    """
    lam, N = 0.7, len(X)

    def penalized(params, lam):
        squares = np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)
        return J(params, X, Y) / N + lam / 2 * squares

    grads = model.backward(X, Y, model.forward(X)[1])
    grads = {key: value / N for key, value in grads.items()}
    tricks.add_penalty(grads, params, lam)
    moved, lr = copy.deepcopy(model), 0.1
    step = book_function("eq-training-penalty", "step_with_decay")
    step(moved, X, Y, lr, lam)
    for name in ("b1", "b2"):  # biases go free
        slopes = differences_of_J(params, X, Y, name) / N
        agrees(moved.params[name], params[name] - lr * slopes)
    for name in ("W1", "W2"):
        W = params[name]
        measured = differences(lambda W, k=name: penalized(params | {k: W}, lam), W)
        agrees(differences_of_J(params, X, Y, name) / N + lam * W, measured)
        agrees(grads["d" + name], measured)
        agrees(moved.params[name], W - lr * measured)
