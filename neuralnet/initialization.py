"""The initializers, which draw the initial weights.

Every initializer draws from a distribution with mean 0; they differ in the variance.

========================  ==========================================
`xavier` (the default)    normal, variance 1 / fan_in
`glorot_normal`           normal, variance 2 / (fan_in + fan_out)
`glorot_uniform`          uniform, variance 2 / (fan_in + fan_out)
`he`                      normal, variance 2 / fan_in
========================  ==========================================
"""

import numpy as np

from neuralnet.support.validation import as_rng


def xavier(fan_in, fan_out, rng=None):
    """Draw a weight matrix of shape (fan_in, fan_out), variance 1 / fan_in.

    In the forward pass, it keeps the variance of the signal from layer to layer.

    Parameters
    ----------
    fan_in, fan_out : int
        Units that feed the layer, units of the layer; at least 1 each.
    rng : numpy.random.Generator, optional
        Source of the numbers; None means NumPy's global state.

    Returns
    -------
    ndarray of float64, shape (fan_in, fan_out)
    """
    return as_rng(rng).normal(0.0, np.sqrt(1 / fan_in), (fan_in, fan_out))


def glorot_normal(fan_in, fan_out, rng=None):
    """Draw a weight matrix, normal with variance 2 / (fan_in + fan_out).

    This is a compromise between the forward and the backward condition (Glorot and
    Bengio, 2010). Parameters and result are as in `xavier`.
    """
    scale = np.sqrt(2 / (fan_in + fan_out))
    return as_rng(rng).normal(0.0, scale, (fan_in, fan_out))


def glorot_uniform(fan_in, fan_out, rng=None):
    """Draw a weight matrix, uniform with variance 2 / (fan_in + fan_out).

    A uniform distribution on [-a, a] has variance a**2 / 3, hence the 6 (Glorot
    and Bengio, 2010). Parameters and result are as in `xavier`.
    """
    bound = np.sqrt(6 / (fan_in + fan_out))
    return as_rng(rng).uniform(-bound, bound, (fan_in, fan_out))


def he(fan_in, fan_out, rng=None):
    """Draw a weight matrix, normal with variance 2 / fan_in.

    The 2 makes up for the half of the signal that a ReLU sets to zero (He et al.,
    2015). Parameters and result are as in `xavier`.
    """
    return as_rng(rng).normal(0.0, np.sqrt(2 / fan_in), (fan_in, fan_out))


INITS = {"xavier": xavier, "glorot_normal": glorot_normal}
INITS |= {"glorot_uniform": glorot_uniform, "he": he}


def get_init(init):
    """Return the initializer of this name; a function is returned as it is.

    ValueError if no initializer has that name.
    """
    if callable(init):
        return init
    if init not in INITS:
        raise ValueError(f"init must be one of {', '.join(INITS)}, got {init!r}")
    return INITS[init]
