"""All that the sandbox of forward and backward offers as `neuralnet`.

It is mounted there as the package's __init__.py, beside activations.py alone.
"""

from neuralnet.activations import deriv_leaky_relu, leaky_relu, softmax

__all__ = ["deriv_leaky_relu", "leaky_relu", "softmax"]
