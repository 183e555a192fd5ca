"""The network: 784 pixels -> a hidden layer -> 10 probabilities.

The methods are in the order in which training needs them: initial weights, forward,
backward, one step, all steps. N images, D pixels, H hidden units, C classes.
"""

import numpy as np

from neuralnet.activations import deriv_leaky_relu, leaky_relu, softmax
from neuralnet.initialization import get_init
from neuralnet.losses import accuracy, cross_entropy
from neuralnet.support.validation import (
    as_rng,
    check_count,
    check_images,
    check_lr,
    check_targets,
)
from neuralnet.training import train


class TwoLayerNN:
    """A network with one hidden layer: affine, LeakyReLU, affine, softmax.

    Parameters
    ----------
    input_dim, num_hiddens, num_classes : int
        D, H and C: 784, for example 512, and 10 for MNIST.
    rng : numpy.random.Generator, optional
        Draws the initial weights, and shuffles in `train`. None means NumPy's global
        state, so that `np.random.seed` determines both.
    init : str or function
        A name of `neuralnet.initialization.INITS`, or a function
        (fan_in, fan_out, rng) that returns the weights of a layer.
    dtype : data type
        float64, or float32 for speed.

    Attributes
    ----------
    params : dict
        W1 (D, H), b1 (H,), W2 (H, C), b2 (C,).

    Raises
    ------
    ValueError, TypeError
        If a size, `init`, `dtype` or `rng` is invalid.
    """

    def __init__(self, input_dim, num_hiddens, num_classes, *,
                 rng=None, init="xavier", dtype=np.float64):  # fmt: skip
        self.input_dim = check_count(input_dim, "input_dim")
        self.num_hiddens = check_count(num_hiddens, "num_hiddens")
        self.num_classes = check_count(num_classes, "num_classes")
        self.dtype = np.dtype(dtype)
        if self.dtype not in (np.float32, np.float64):
            raise TypeError(f"dtype must be float64 or float32, got {self.dtype}")
        as_rng(rng)  # raises an error if it is no generator
        self.rng = rng  # None means the global state, as it is at each draw
        self.init = get_init(init)
        self.params = self.initialize_parameters(input_dim, num_hiddens, num_classes)

    def initialize_parameters(self, input_dim, num_hiddens, num_classes):
        """Draw initial weights by the model's initializer; the biases are zero.

        Returns
        -------
        dict
            W1 (D, H), b1 (H,), W2 (H, C), b2 (C,). `params` is not changed.
        """
        W1 = self.init(input_dim, num_hiddens, self.rng)  # (D, H)
        W2 = self.init(num_hiddens, num_classes, self.rng)  # (H, C)
        b1 = np.zeros(num_hiddens)  # (H,)
        b2 = np.zeros(num_classes)  # (C,)
        params = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
        return {name: value.astype(self.dtype) for name, value in params.items()}

    def forward(self, X):
        """Compute the probabilities, and what the backward pass needs.

        Parameters
        ----------
        X : ndarray of floats, shape (N, D)

        Returns
        -------
        y : ndarray, shape (N, C)
            Probabilities.
        ff_dict : dict
            Z1 (N, H), A1 (N, H), Z2 (N, C) and y.

        Raises
        ------
        ValueError, TypeError
            If X does not hold floats of shape (N, D), N >= 1, that are finite in the
            model's type. If a sum overflows nevertheless, NumPy warns and the
            probabilities are NaN.
        """
        X = check_images(X, self.input_dim, self.dtype)
        Z1 = X @ self.params["W1"] + self.params["b1"]  # (N, H)
        A1 = leaky_relu(Z1)  # (N, H)
        Z2 = A1 @ self.params["W2"] + self.params["b2"]  # (N, C)
        y = softmax(Z2)  # (N, C)
        return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}

    def backward(self, X, Y, ff_dict):
        """Compute the gradients of the cross entropy, summed over the batch.

        Parameters
        ----------
        X : ndarray of floats, shape (N, D)
        Y : ndarray, shape (N, C)
            One-hot targets.
        ff_dict : dict
            What `forward` returned for the same X.

        Returns
        -------
        dict
            dW1 (D, H), db1 (H,), dW2 (H, C), db2 (C,).

        Raises
        ------
        ValueError, TypeError
            As `forward`, and if Y does not fit X.
        """
        X = check_images(X, self.input_dim, self.dtype)
        Y = check_targets(Y, self.num_classes, len(X), self.dtype)
        dZ2 = ff_dict["y"] - Y  # (N, C)
        dW2 = ff_dict["A1"].T @ dZ2  # (H, C)
        db2 = dZ2.sum(axis=0)  # (C,)
        dA1 = dZ2 @ self.params["W2"].T  # (N, H)
        dZ1 = dA1 * deriv_leaky_relu(ff_dict["Z1"])  # (N, H)
        dW1 = X.T @ dZ1  # (D, H)
        db1 = dZ1.sum(axis=0)  # (H,)
        return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

    def compute_loss(self, Y, Y_hat):
        """Return the mean cross entropy per image: `neuralnet.cross_entropy`."""
        return cross_entropy(Y, Y_hat)

    def evaluate(self, Y, Y_hat):
        """Return the share of right answers, 0 to 1: `neuralnet.accuracy`."""
        return accuracy(Y, Y_hat)

    def train_step(self, X_batch, Y_batch, batch_size, lr):
        """Take one step downhill: params -= lr * mean gradient of the batch.

        Parameters
        ----------
        X_batch, Y_batch : ndarray, shapes (N, D) and (N, C)
        batch_size : int
            The N that the summed gradients are divided by.
        lr : float
            Learning rate.

        Raises
        ------
        ValueError, TypeError
            If the batch, its size or the learning rate is invalid.
        """
        check_count(batch_size, "batch_size")
        check_lr(lr)
        _, ff_dict = self.forward(X_batch)
        grads = self.backward(X_batch, Y_batch, ff_dict)
        for name in self.params:
            self.params[name] -= (lr / batch_size) * grads["d" + name]

    def train(
        self, X, Y, X_val, Y_val, lr, n_epochs, batch_size, log_interval=1, verbose=True
    ):
        """Train by stochastic gradient descent: `neuralnet.training.train`."""
        options = lr, n_epochs, batch_size, log_interval, verbose
        return train(self, X, Y, X_val, Y_val, *options)
