"""Make slanted digits upright before a network reads them."""

import math

import numpy as np

from neuralnet.further.augmentation import resample, side_of
from neuralnet.network import TwoLayerNN

CHUNK = 1000  # images at a time in memory


class Deslanting:
    """A network that was trained on upright images, with `deslant` before it.

    It is evaluated like the network itself, and may be a member of an `Ensemble`.
    """

    def __init__(self, model):
        self.model = model
        self.input_dim, self.num_classes = model.input_dim, model.num_classes

    @property
    def params(self):
        return self.model.params

    def forward(self, X):
        """Return the probabilities, shape (N, C), and the network's ff_dict."""
        return self.model.forward(deslant(X))

    compute_loss, evaluate = TwoLayerNN.compute_loss, TwoLayerNN.evaluate


def deslant(X):
    """Return images with upright strokes, by moving each row sideways.

    Let (r, c) be the row and the column of a bit of ink, minus the mean place of the
    ink. The line c = s * r that fits all the ink best, by least squares, has
    s = mean(r * c) / mean(r * r). This s is the slant. Moving each row by -s * r makes
    it 0, except for pixels that leave the image.

    Parameters
    ----------
    X : ndarray of floats, shape (N, side * side)
        Not negative. An image without ink, or with ink in only one row, has no slant
        and does not change.

    Returns
    -------
    ndarray, shape (N, side * side)

    Raises
    ------
    ValueError
        If the images are not square rows of floats.

    Notes
    -----
    LeCun et al. (1998) set digits upright, and so did Meier et al. (2011) for some
    members of a committee.
    """
    chunks = np.array_split(X, max(1, math.ceil(len(X) / CHUNK)))
    return np.concatenate([_upright(chunk) for chunk in chunks])


def _upright(X):
    """Return upright copies of a few images, all at once in memory."""
    side = side_of(X)
    places = np.arange(side, dtype=X.dtype) - (side - 1) / 2
    r, c = np.repeat(places, side), np.tile(places, side)  # (D,), (D,)
    sums = X @ np.stack([np.ones_like(r), r, c, r * r, r * c], axis=1)  # (N, 5)
    ink = np.maximum(sums[:, :1], np.finfo(X.dtype).tiny)  # (N, 1)
    mean_r, mean_c, mean_rr, mean_rc = (sums[:, 1:] / ink).T  # (N,) each
    spread = mean_rr - mean_r**2
    flat = spread < 1e-3  # all ink in one row, up to rounding
    slant = np.where(flat, 0, mean_rc - mean_r * mean_c) / np.where(flat, 1, spread)
    moved = slant[:, None] * (r - mean_r[:, None])  # (N, D)
    return resample(X, np.zeros_like(X), moved)
