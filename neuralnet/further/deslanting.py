"""Make slanted digits upright, or all equally wide, before a network reads them."""

import functools
import math

import numpy as np

from neuralnet.further.augmentation import resample, side_of
from neuralnet.network import TwoLayerNN

CHUNK = 1000  # images at a time in memory
INK = 0.2  # a column belongs to the digit if one of its pixels is at least this
WIDEST = 1.6  # largest factor by which `set_width` stretches a digit


class Deslanting:
    """A network that was trained on upright images, with `deslant` before it.

    If the digits on them were `width` columns wide, `set_width` follows `deslant`. A
    `Deslanting` is evaluated like a `TwoLayerNN`, and may be in an `Ensemble`.
    """

    def __init__(self, model, width=None):
        self.model, self.width = model, width
        self.input_dim, self.num_classes = model.input_dim, model.num_classes

    @property
    def params(self):
        """The parameters of the network."""
        return self.model.params

    def forward(self, X):
        """Return the probabilities, shape (N, C), and the network's ff_dict."""
        X = deslant(X)
        if self.width is not None:
            X = set_width(X, self.width)
        return self.model.forward(X)

    compute_loss, evaluate = TwoLayerNN.compute_loss, TwoLayerNN.evaluate


def in_chunks(function):
    """Let a function of images compute CHUNK of them at a time, to save memory."""

    @functools.wraps(function)
    def function_in_chunks(X, *options):
        chunks = np.array_split(X, max(1, math.ceil(len(X) / CHUNK)))
        return np.concatenate([function(chunk, *options) for chunk in chunks])

    return function_in_chunks


@in_chunks
def deslant(X):
    """Return images with upright strokes, by moving each row sideways.

    Let (r, c) be the row and the column of a bit of ink, minus the mean place of the
    ink. The line c = s * r that fits all the ink best, by least squares, has
    s = mean(r * c) / mean(r * r). This s is the slant. Moving each row by -s * r makes
    it 0, except for pixels that leave the image. LeCun et al. (1998) set digits
    upright, and so did Meier et al. (2011) for some members of a committee.

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
    """
    side = side_of(X)
    places = np.arange(side, dtype=X.dtype) - (side - 1) / 2
    r, c = np.repeat(places, side), np.tile(places, side)  # (D,), (D,)
    sums = X @ np.stack([np.ones_like(r), r, c, r * r, r * c], axis=1)  # (N, 5)
    ink = np.maximum(sums[:, :1], np.finfo(X.dtype).tiny)  # (N, 1), never 0
    mean_r, mean_c, mean_rr, mean_rc = (sums[:, 1:] / ink).T  # (N,) each
    spread = mean_rr - mean_r**2
    flat = spread < 1e-3  # all ink in one row, up to rounding
    slant = np.where(flat, 0, mean_rc - mean_r * mean_c) / np.where(flat, 1, spread)
    moved = slant[:, None] * (r - mean_r[:, None])  # (N, D)
    return resample(X, np.zeros_like(X), moved)


@in_chunks
def set_width(X, width):
    """Return images whose digits are `width` columns wide, in the middle.

    A digit goes from the first to the last column with a pixel of at least INK. It is
    stretched to at most WIDEST times its width. No pixel changes its row. Ciresan et
    al. (2011) and Meier et al. (2011) let a committee see the digits in several widths,
    so that its networks make different errors.

    Parameters
    ----------
    X : ndarray of floats in [0, 1], shape (N, side * side)
        If all pixels of an image are below INK, the whole image is the digit.
    width : float
        Positive, in columns.

    Returns
    -------
    ndarray, shape (N, side * side)
    """
    side = side_of(X)
    inked = (X.reshape(-1, side, side) >= INK).any(axis=1)  # (N, side)
    first = inked.argmax(axis=1)  # (N,) column of the first True; 0 if there is none
    last = side - 1 - inked[:, ::-1].argmax(axis=1)  # (N,)
    factor = np.minimum(width / (last - first + 1), WIDEST)
    places = np.arange(side) - (side - 1) / 2
    # (N, side): where in X does each column of the result come from?
    old = (first + last)[:, None] / 2 + places / factor[:, None]
    moved = np.tile((old - np.arange(side)).astype(X.dtype), (1, side))  # (N, D)
    return resample(X, np.zeros_like(X), moved)
