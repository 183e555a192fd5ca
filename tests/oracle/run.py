"""Compare loss and gradients with automatic differentiation by PyTorch and JAX.

    python3 -m venv _build/peers
    _build/peers/bin/python -m pip install -r bench/peers.txt
    PYTHONPATH=. _build/peers/bin/python tests/oracle/run.py

Networks of random sizes and targets in float64: the loss, each block of
gradients and the direction of an attack are compared, and activations of any slope. The
largest relative error is printed, and one above LIMIT is a fault.
"""

import functools
import sys

import jax
import numpy as np
import torch

from neuralnet import (
    TwoLayerNN,
    cross_entropy_from_logits,
    deriv_leaky_relu,
    leaky_relu,
    relative_error,
    softmax,
)
from neuralnet.further.buffers import Workspace
from neuralnet.further.tricks import attack, smooth_labels

COUNT, LIMIT = 200, 1e-10
EVERY = 10  # JAX translates anew for each size, which takes a second
jax.config.update("jax_enable_x64", True)


def torch_pass(params, X, Y):
    """Return the summed loss, its gradients {"dW1": ...}, and its gradient for X."""
    p = {k: torch.tensor(v, requires_grad=True) for k, v in params.items()}
    x = torch.tensor(X, requires_grad=True)
    A1 = torch.nn.functional.leaky_relu(x @ p["W1"] + p["b1"], 0.01)
    Z2 = A1 @ p["W2"] + p["b2"]
    loss = torch.nn.functional.cross_entropy(Z2, torch.tensor(Y), reduction="sum")
    loss.backward()
    return loss.item(), {f"d{k}": v.grad.numpy() for k, v in p.items()}, x.grad.numpy()


def jax_pass(params, X, Y):
    """Return loss, gradients and the gradient for X as `torch_pass` does, by JAX."""

    def loss(p, x):
        A1 = jax.nn.leaky_relu(x @ p["W1"] + p["b1"], 0.01)
        Z2 = A1 @ p["W2"] + p["b2"]
        return -(Y * jax.nn.log_softmax(Z2)).sum()

    value, (dp, dx) = jax.value_and_grad(loss, (0, 1))(params, X)
    return float(value), {f"d{k}": np.array(v) for k, v in dp.items()}, np.array(dx)


def draw(rng):
    """Return a network, images, and targets, perhaps smoothed."""
    D, H, C, N = (int(n) for n in rng.integers(1, 40, 4))
    init = rng.choice(["xavier", "glorot_normal", "glorot_uniform", "he"])
    model = TwoLayerNN(D, H, C, rng=rng, init=str(init))
    for name in ("b1", "b2"):
        model.params[name] += rng.normal(size=model.params[name].shape)
    X = rng.normal(size=(N, D)) * 10 ** rng.uniform(-2, 2)
    Y = smooth_labels(np.eye(C)[rng.integers(0, C, N)], rng.choice([0, 0.1]))
    return model, X, Y


def compare_network(rng, autodiff_pass):
    """Compare a drawn network with autodiff: yield (what is compared, its error)."""
    model, X, Y = draw(rng)
    work = Workspace(model.params, len(X))
    work.forward(X)
    _, ff_dict = model.forward(X)
    found = {"network": model.backward(X, Y, ff_dict), "buffers": work.gradients(Y)}
    loss, wanted, dX = autodiff_pass(model.params, X, Y)
    for place, grads in found.items():
        for name, grad in wanted.items():
            yield f"{place} {name}", relative_error(grads[name], grad)
    ours = len(X) * cross_entropy_from_logits(Y, ff_dict["Z2"])
    yield "loss", relative_error(ours, loss)
    clear = np.abs(dX) > 1e-9 * np.abs(dX).max()  # rounding does not change signs
    moved = np.sign(attack(model, X, Y, 1e-3) - X)
    yield "attack", relative_error(moved[clear], np.sign(dX)[clear])


def compare_activations(rng):
    """Yield (name of an activation, its relative error) for a drawn slope and scale."""
    z, alpha = rng.normal(size=50) * 10 ** rng.uniform(-3, 3), float(rng.random())
    curve = functools.partial(jax.nn.leaky_relu, negative_slope=alpha)
    yield "leaky_relu", relative_error(leaky_relu(z, alpha), curve(z))
    slope = jax.grad(lambda v: curve(v).sum())(z)
    yield "deriv_leaky_relu", relative_error(deriv_leaky_relu(z, alpha), slope)
    yield "softmax", relative_error(softmax(z), torch.softmax(torch.tensor(z), 0))


def main():
    """Print the largest error of each kind; return whether one is above LIMIT."""
    worst = {}
    for seed in range(COUNT):
        rng = np.random.default_rng(seed)
        run = jax_pass if seed % EVERY == 0 else torch_pass
        for name, error in [*compare_network(rng, run), *compare_activations(rng)]:
            worst[name] = max(worst.get(name, 0.0), error)
    for name, error in sorted(worst.items()):
        print(f"{name:20} {error:.1e}")
    largest = max(worst.values())
    print(f"{COUNT} networks: the largest relative error is {largest:.1e}")
    return largest > LIMIT


if __name__ == "__main__":
    sys.exit(main())
