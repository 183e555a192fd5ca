"""A two-layer neural network from scratch in NumPy, as the book derives it.

Read the modules in the order of the chapters: `activations`, `initialization`,
`network` (forward, backward, one step), `losses`, `training`, `gradcheck`,
`metrics`; `data` holds MNIST and `plots` the figures. Importing the package needs
only Python and NumPy.
"""

from neuralnet.activations import deriv_leaky_relu, leaky_relu, softmax
from neuralnet.data import SealedTestSetError, load_batch, load_data, load_mnist
from neuralnet.gradcheck import gradient_check, numerical_gradient, relative_error
from neuralnet.losses import accuracy, cross_entropy, cross_entropy_from_logits
from neuralnet.network import TwoLayerNN
from neuralnet.support.experiments import load_experiment, load_weights

__version__ = "0.1.0"

__all__ = ["TwoLayerNN", "deriv_leaky_relu", "leaky_relu", "softmax"]
__all__ += ["accuracy", "cross_entropy", "cross_entropy_from_logits"]
__all__ += ["SealedTestSetError", "load_batch", "load_data", "load_mnist"]
__all__ += ["gradient_check", "numerical_gradient", "relative_error"]
__all__ += ["load_experiment", "load_weights", "ready"]


def ready():
    """Return a line that names the versions in use, for those who ask for help.

    Returns
    -------
    str
    """
    import platform

    import numpy

    versions = f"Python {platform.python_version()}, NumPy {numpy.__version__}"
    return f"ready: neuralnet {__version__}, {versions}"
