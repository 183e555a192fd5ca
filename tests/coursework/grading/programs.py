"""Right answers to the questions, as programs; any can be replaced."""

from coursework.grading import marking
from coursework.grading.assignment import Assignment
from coursework.grading.run import Settings
from coursework.grading.sandbox import Limits
from coursework.grading.submissions.notebook import Program
from coursework.questions import HOMEWORK

RIGHT = {
    "leaky_relu": """
def leaky_relu(z, alpha=0.01):
    z = np.asarray(z)
    return np.where(z >= 0, z, alpha * z)
""",
    "softmax": """
def softmax(X):
    e = np.exp(X - X.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
""",
    "deriv_leaky_relu": """
def deriv_leaky_relu(x, alpha=0.01):
    return np.where(np.asarray(x) >= 0, 1.0, alpha)
""",
    "initialize_parameters": """
def initialize_parameters(input_dim, num_hiddens, num_classes):
    D, H, C = input_dim, num_hiddens, num_classes
    W1 = np.random.randn(D, H) / np.sqrt(D)
    W2 = np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}
""",
    "forward": """
def forward(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    y = softmax(Z2)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}
""",
    "backward": """
def backward(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dZ1 = (dZ2 @ params["W2"].T) * deriv_leaky_relu(ff_dict["Z1"])
    dW1, dW2 = X.T @ dZ1, ff_dict["A1"].T @ dZ2
    return {"dW1": dW1, "db1": dZ1.sum(axis=0), "dW2": dW2, "db2": dZ2.sum(axis=0)}
""",
}
HELPERS = ("leaky_relu", "softmax", "deriv_leaky_relu")


def programs(**replaced):
    """Return a Program for each question."""
    imports = ["import numpy as np", *(f"from neuralnet import {h}" for h in HELPERS)]
    return {
        name: Program(name, (*imports, source), name, 1, None)
        for name, source in (RIGHT | replaced).items()
    }


def marked(given, seed=1, limits=None, isolation="bubblewrap", only=HOMEWORK, **words):
    """Return the entries about some programs."""
    assignment = Assignment(points=tuple((name, 1.0) for name in only))
    settings = Settings(seed, isolation, limits or Limits(), assignment)
    return marking.mark(given, settings, **words)
