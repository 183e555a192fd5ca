"""Train for one epoch of plain SGD with several libraries, one function for each.

Each contender is a function (X, Y, num_hiddens, batch_size) that returns two functions.
The first shuffles and trains for one epoch, with the same network and learning rate for
all. The second returns the scores of images, to show that something was learned. X
(N, 784) and one-hot Y (N, 10) are float32; each contender converts them to the type
that its users would take. Each imports its own library: a worker needs no other one.
"""

import numpy as np

LR, C = 0.1, 10


def loop(X, Y, num_hiddens, batch_size):
    """Train the readable float64 class of the book, in a loop over `load_batch`."""
    from neuralnet import load_batch

    X, Y = X.astype(np.float64), Y.astype(np.float64)
    model = _model(X, num_hiddens)

    def epoch():
        for X_batch, Y_batch in load_batch(X, Y, batch_size, rng=model.rng):
            model.train_step(X_batch, Y_batch, batch_size, LR)

    return epoch, lambda X: model.forward(X.astype(np.float64))[0]


def fast(X, Y, num_hiddens, batch_size, block=None):
    """Train the book's class in float32, by the steps of `further.fast.train`."""
    from neuralnet.further.sparse import SparseSGD

    model = _model(X, num_hiddens)
    sgd = SparseSGD(model, X, Y, batch_size, block)

    def epoch():
        for _ in sgd.epoch(LR):
            pass

    return epoch, lambda X: model.forward(X)[0]


def one_by_one(X, Y, num_hiddens, batch_size):
    """Train as `fast` does, but with one batch in a block."""
    return fast(X, Y, num_hiddens, batch_size, block=1)


def _model(X, num_hiddens):
    """Return an untrained network of the book, in the type of X."""
    from neuralnet import TwoLayerNN

    rng = np.random.default_rng(0)
    return TwoLayerNN(X.shape[1], num_hiddens, C, rng=rng, dtype=X.dtype)


def products(X, Y, num_hiddens, batch_size):
    """Compute only the five dense float32 matrix products of each step."""
    rng = np.random.default_rng(0)

    def filled(*shape):
        return rng.random(shape, np.float32)

    W1, W2 = filled(X.shape[1], num_hiddens), filled(num_hiddens, C)
    Z1, dZ1 = filled(batch_size, num_hiddens), filled(batch_size, num_hiddens)
    Z2, dZ2 = filled(batch_size, C), filled(batch_size, C)
    dW1, dW2 = np.empty_like(W1), np.empty_like(W2)

    def epoch():
        for start in range(0, len(X) - batch_size + 1, batch_size):
            X_batch = X[start : start + batch_size]
            np.dot(X_batch, W1, out=Z1)
            np.dot(Z1, W2, out=Z2)
            np.dot(Z1.T, dZ2, out=dW2)
            np.dot(dZ2, W2.T, out=dZ1)
            np.dot(X_batch.T, dZ1, out=dW1)

    return epoch, None


def sklearn(X, Y, num_hiddens, batch_size, dtype=np.float64):
    """Train MLPClassifier as its users do: float64 pixels, labels, `fit`.

    Each call of `fit` trains for an epoch. It would also check all images and labels
    again, which is not training. The check is done once, before the first epoch.
    """
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    X, labels = X.astype(dtype), Y.argmax(axis=1)
    options = {"solver": "sgd", "alpha": 0, "momentum": 0, "batch_size": batch_size}
    options |= {"learning_rate_init": LR, "max_iter": 1, "random_state": 0}
    # warm_start: the next call of fit continues from this one.
    model = MLPClassifier((num_hiddens,), warm_start=True, **options)
    checked = model._validate_input(X, labels, incremental=False, reset=True)
    model._validate_input = lambda *_, **__: checked

    def epoch():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # after one epoch
            model.fit(X, labels)

    return epoch, lambda X: model.predict_proba(X.astype(dtype))


def sklearn_float32(X, Y, num_hiddens, batch_size):
    """Train MLPClassifier on float32 pixels; then its weights are float32, too."""
    return sklearn(X, Y, num_hiddens, batch_size, np.float32)


def torch_eager(X, Y, num_hiddens, batch_size, compiled=False):
    """Use PyTorch as its tutorials do, with modules, autograd and an optimizer."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    torch.manual_seed(0)
    images, labels = torch.from_numpy(X), torch.from_numpy(Y.argmax(axis=1))
    layers = [nn.Linear(X.shape[1], num_hiddens), nn.LeakyReLU(0.01)]
    model = nn.Sequential(*layers, nn.Linear(num_hiddens, C))
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)

    def loss(images, labels):
        return loss_function(model(images), labels)

    loss = torch.compile(loss) if compiled else loss

    def epoch():
        order = torch.randperm(len(images))
        for start in range(0, len(images) - batch_size + 1, batch_size):
            rows = order[start : start + batch_size]
            optimizer.zero_grad()
            loss(images[rows], labels[rows]).backward()
            optimizer.step()

    return epoch, lambda X: model(torch.from_numpy(X)).detach().numpy()


def torch_compiled(X, Y, num_hiddens, batch_size):
    """Use PyTorch, with model, loss and their gradients compiled by torch.compile."""
    return torch_eager(X, Y, num_hiddens, batch_size, compiled=True)


def torch_by_hand(X, Y, num_hiddens, batch_size):
    """Use PyTorch without autograd: our formulas, buffers, fused updates (addmm_)."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    X, Y = torch.from_numpy(X), torch.from_numpy(Y)
    W1 = torch.randn(X.shape[1], num_hiddens) / X.shape[1] ** 0.5
    W2 = torch.randn(num_hiddens, C) / num_hiddens**0.5
    b1, b2 = torch.zeros(num_hiddens), torch.zeros(C)
    Z1, dZ1 = torch.empty(batch_size, num_hiddens), torch.empty(batch_size, num_hiddens)
    X_batch, Y_batch = torch.empty(batch_size, X.shape[1]), torch.empty(batch_size, C)
    scale = LR / batch_size
    backward = torch.ops.aten.leaky_relu_backward.grad_input

    @torch.no_grad()
    def epoch():
        order = torch.randperm(len(X))
        for start in range(0, len(X) - batch_size + 1, batch_size):
            rows = order[start : start + batch_size]
            torch.index_select(X, 0, rows, out=X_batch)
            torch.index_select(Y, 0, rows, out=Y_batch)
            torch.addmm(b1, X_batch, W1, out=Z1)
            A1 = torch.nn.functional.leaky_relu(Z1, 0.01)
            dZ2 = torch.softmax(torch.addmm(b2, A1, W2), dim=1).sub_(Y_batch)
            torch.mm(dZ2, W2.T, out=dZ1)
            backward(dZ1, Z1, 0.01, False, grad_input=dZ1)
            W2.addmm_(A1.T, dZ2, alpha=-scale)
            b2.sub_(dZ2.sum(dim=0), alpha=scale)
            W1.addmm_(X_batch.T, dZ1, alpha=-scale)
            b1.sub_(dZ1.sum(dim=0), alpha=scale)

    def scores(X):
        Z1 = torch.addmm(b1, torch.from_numpy(X), W1)
        return torch.addmm(b2, torch.nn.functional.leaky_relu(Z1, 0.01), W2).numpy()

    return epoch, scores


def jax(X, Y, num_hiddens, batch_size):
    """Use JAX; the epoch is one compiled function, a scan over the batches."""
    import jax
    import jax.numpy as jnp

    X, Y = jnp.asarray(X), jnp.asarray(Y)
    keys = jax.random.split(jax.random.key(0), 3)
    W1 = jax.random.normal(keys[0], (X.shape[1], num_hiddens)) / X.shape[1] ** 0.5
    W2 = jax.random.normal(keys[1], (num_hiddens, C)) / num_hiddens**0.5
    state = [(W1, jnp.zeros(num_hiddens), W2, jnp.zeros(C)), keys[2]]  # params, key
    num_batches = len(X) // batch_size

    def scores(params, X):
        W1, b1, W2, b2 = params
        return jax.nn.leaky_relu(X @ W1 + b1, 0.01) @ W2 + b2

    def loss(params, X_batch, Y_batch):
        logs = jax.nn.log_softmax(scores(params, X_batch))
        return -(Y_batch * logs).sum(axis=1).mean()

    def train_epoch(params, key, X, Y):
        order = jax.random.permutation(key, len(X))[: num_batches * batch_size]

        def step(params, rows):
            grads = jax.grad(loss)(params, X[rows], Y[rows])
            update = jax.tree.map(lambda value, grad: value - LR * grad, params, grads)
            return update, None

        return jax.lax.scan(step, params, order.reshape(num_batches, batch_size))[0]

    compiled = jax.jit(train_epoch, donate_argnums=0)  # overwrites the old params

    def epoch():
        state[1], key = jax.random.split(state[1])
        state[0] = jax.block_until_ready(compiled(state[0], key, X, Y))

    return epoch, lambda X: np.asarray(scores(state[0], X))


_FUNCTIONS = [loop, fast, one_by_one, products, sklearn, sklearn_float32, torch_eager]
_FUNCTIONS += [torch_compiled, torch_by_hand, jax]
CONTENDERS = {function.__name__: function for function in _FUNCTIONS}
