"""Train by plain SGD without the zero pixels, which changes no result.

A pixel that is 0 in all images of a batch adds nothing to Z1, and the gradient of its
row of W1 is 0. The arithmetic is the same in another order, so the results differ only
by rounding.

N images, B of them in a batch, D pixels, H hidden units, C classes.
"""

import numpy as np

from neuralnet.further.buffers import CHUNK_SIZE, Workspace, shuffled_chunks

COMMON = 0.8  # a pixel is common if it is nonzero in this share of the batches or more
SAMPLE_SIZE = 2000  # images from which this share is estimated
MANY = 100  # hidden units: with fewer, copying a pixel's row of W1 saves no time


class SparseSGD:
    """Trains by plain SGD, epoch by epoch, with the nonzero pixels only.

    1. Pixels that are 0 in all images are left out: their weights never change.
    2. Pixels that are nonzero in most batches are common: every batch uses them.
    3. All other pixels are rare. A batch copies the rows of W1 of the rare pixels that
       are nonzero in its images next to the common rows, so that one product is enough,
       and copies the rows back afterwards.
    The choice of common pixels affects only speed and rounding. The model's parameters
    are read when an epoch begins and written, in place, when it ends. The training
    data, X (N, D) and Y (N, C), are finite and of the model's type; X is copied once.
    """

    def __init__(self, model, X, Y, batch_size):
        self.model, self.Y, self.batch_size = model, Y, batch_size
        self.params = {k: np.array(v, order="C") for k, v in model.params.items()}
        self.work = Workspace(self.params, batch_size)
        used = X.any(axis=0)  # (D,): is the pixel nonzero in some image?
        common = _is_common(X, batch_size) if model.num_hiddens >= MANY else used
        self.rare, self.common = np.flatnonzero(used & ~common), np.flatnonzero(common)
        self.K = len(self.rare)
        pixels = np.concatenate([self.rare, self.rare, self.common])
        self.W = self.params["W1"][pixels]  # rare | room for copies | common
        self.rare_rows, self.common_rows = self.W[: self.K], self.W[2 * self.K :]
        self.X = np.take(X, pixels[self.K :], axis=1)  # (N, rare and common)
        self.columns = np.empty(batch_size * self.K, X.dtype)  # for rare columns of X
        # For each image a bit per rare pixel, packed into bytes: is it nonzero?
        self.bits = np.empty((len(X), -(-self.K // 8)), np.uint8)
        for start in range(0, len(X), CHUNK_SIZE):
            rows = slice(start, start + CHUNK_SIZE)
            self.bits[rows] = np.packbits(self.X[rows, : self.K] != 0, axis=1)

    def epoch(self, lr):
        """Take one epoch's steps, in the order of `load_batch`; yield after each."""
        B = self.batch_size
        self._read()
        try:
            data = (self.X, self.Y, self.bits)
            for X, Y, bits in shuffled_chunks(data, B, self.model.rng):
                for start in range(0, len(X), B):
                    batch = slice(start, start + B)
                    nonzero = self._nonzero(bits[batch])
                    self._step(X[batch], Y[batch], nonzero, lr / B)
                    yield
        finally:
            self.write_back()

    def write_back(self):
        """Copy the parameters to the arrays of the model."""
        self.params["W1"][self.rare] = self.rare_rows
        self.params["W1"][self.common] = self.common_rows
        for name, value in self.params.items():
            self.model.params[name][...] = value

    def _read(self):
        """Copy the parameters of the model to `params`, and W1 also to `W`."""
        for name, value in self.params.items():
            value[...] = self.model.params[name]
        self.rare_rows[...] = self.params["W1"][self.rare]
        self.common_rows[...] = self.params["W1"][self.common]

    def _nonzero(self, bits):
        """Return the indices of the rare pixels whose bit is set in any of the rows."""
        bits = np.bitwise_or.reduce(bits, axis=0)
        return np.flatnonzero(np.unpackbits(bits, count=self.K))

    def _step(self, X, Y, nonzero, scale):
        """Take a step with the `nonzero` rare pixels and all common ones.

        `W` holds K rare rows, room for K copies, and the common rows. The columns of X
        are K rare pixels, which are overwritten here, and the common ones.
        """
        first = self.K - len(nonzero)  # the copies stand next to the common rows
        W1 = self.W[self.K + first :]
        if len(nonzero) > 0:  # copy their columns and rows next to the common ones
            columns = self.columns[: len(X) * len(nonzero)].reshape(len(X), -1)
            X[:, first : self.K] = np.take(X, nonzero, 1, out=columns, mode="clip")
            copies = W1[: len(nonzero)]
            np.take(self.rare_rows, nonzero, axis=0, out=copies, mode="clip")
        self.work.forward(X[:, first:], W1=W1)
        for name, grad in self.work.gradients(Y, scale).items():
            value = W1 if name == "dW1" else self.params[name.removeprefix("d")]
            value -= grad
        if len(nonzero) > 0:
            self.rare_rows[nonzero] = copies


def _is_common(X, num_images):
    """Return a bool per pixel: is it nonzero in most batches of `num_images` images?"""
    sample = X[:: max(len(X) // SAMPLE_SIZE, 1)]
    share = (sample != 0).mean(axis=0)  # of the images in which a pixel is nonzero
    # (1 - share)**num_images is the chance that it is 0 in all images of a batch.
    return 1 - (1 - share) ** num_images >= COMMON
