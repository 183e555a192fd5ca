"""Train by plain SGD with fewer and larger products, which changes no result.

Zero pixels are skipped. A pixel that is 0 in all images of a batch adds nothing to Z1,
and the gradient of its row of W1 is 0.

Several batches, a block, share the two large products, which are faster with more
rows. Step i of a block subtracts X_i.T @ E_i from W1, where E_i is lr / B times the dZ1
of its batch X_i. So the hidden sums of step k are, apart from the bias,

    X_k @ (W1 - sum over i < k of X_i.T @ E_i)
    = X_k @ W1 - sum over i < k of (X_k @ X_i.T) @ E_i

with the W1 from before the block. The first product is taken once for the whole block.
The other products are small: X_k @ X_i.T has B * B numbers. All E_i together change W1
once, at the end. The other parameters change after every batch. The arithmetic is the
same in another order, so the results differ only by rounding.

N images, B of them in a batch, R in a block, D pixels, H hidden units, C classes.
"""

import numpy as np

from neuralnet.further.buffers import CHUNK_SIZE, Workspace, shuffled_chunks
from neuralnet.support.machine import has_avx512

COMMON = 0.8  # a pixel is common if it is nonzero in this share of the blocks or more
SAMPLE_SIZE = 2000  # images from which this share is estimated
MOST_ROWS = 256  # of a block
MANY = 100  # hidden units: with fewer, copying a pixel's row of W1 saves no time


class SparseSGD:
    """Trains by plain SGD, epoch by epoch, with the nonzero pixels only.

    1. Pixels that are 0 in all images are left out: their weights never change.
    2. Pixels that are nonzero in most blocks are common: every block uses them.
    3. All other pixels are rare. A block copies the rows of W1 of the rare pixels that
       are nonzero in its images next to the common rows, so that one product is enough,
       and copies the rows back afterwards.
    A block has `block` batches; None means the number from `batches_in_block`. This
    number and the choice of common pixels affect only speed and rounding. The model's
    parameters are read when an epoch begins and written, in place, when it ends. The
    training data, X (N, D) and Y (N, C), are finite and of the model's type; X is
    copied once.
    """

    def __init__(self, model, X, Y, batch_size, block=None):
        self.model, self.batch_size = model, batch_size
        self.block = block or batches_in_block(model.num_hiddens, batch_size)
        self.Y, R = Y, batch_size * self.block
        self.params = {k: np.array(v, order="C") for k, v in model.params.items()}
        self.work = Workspace(self.params, batch_size)
        used = X.any(axis=0)  # (D,): is the pixel nonzero in some image?
        common = _is_common(X, R) if model.num_hiddens >= MANY else used
        self.rare, self.common = np.flatnonzero(used & ~common), np.flatnonzero(common)
        self.K = len(self.rare)
        pixels = np.concatenate([self.rare, self.rare, self.common])
        self.W = self.params["W1"][pixels]  # rare | room for copies | common
        self.rare_rows, self.common_rows = self.W[: self.K], self.W[2 * self.K :]
        self.X = np.take(X, pixels[self.K :], axis=1)  # (N, rare and common)
        self.columns = np.empty(R * self.K, X.dtype)  # for rare columns of X
        self.Z1, self.dZ1 = np.empty((2, R, model.num_hiddens), X.dtype)  # of a block
        # For each image a bit per rare pixel, packed into bytes: is it nonzero?
        self.bits = np.empty((len(X), -(-self.K // 8)), np.uint8)
        for start in range(0, len(X), CHUNK_SIZE):
            rows = slice(start, start + CHUNK_SIZE)
            self.bits[rows] = np.packbits(self.X[rows, : self.K] != 0, axis=1)

    def epoch(self, lr):
        """Take one epoch's steps, in the order of `load_batch`.

        This generator takes all steps of a block, then yields once for each of them.
        """
        B, R = self.batch_size, self.batch_size * self.block
        self._read()
        try:
            data = (self.X, self.Y, self.bits)
            for X, Y, bits in shuffled_chunks(data, B, self.model.rng):
                for start in range(0, len(X), R):
                    rows = slice(start, start + R)
                    self._steps(X[rows], Y[rows], self._nonzero(bits[rows]), lr / B)
                    yield from range(len(X[rows]) // B)
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

    def _steps(self, X, Y, nonzero, scale):
        """Take a block's steps with the `nonzero` rare pixels and all common ones.

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
        self._steps_on(X[:, first:], Y, W1, scale)
        if len(nonzero) > 0:
            self.rare_rows[nonzero] = copies

    def _steps_on(self, X, Y, W1, scale):
        """Take a block's steps on images X (R, L), with W1 (L, H) of their L pixels."""
        B, work = self.batch_size, self.work
        Z1, dZ1 = self.Z1[: len(X)], self.dZ1[: len(X)]
        np.dot(X, W1, out=Z1)
        for k in range(0, len(X), B):
            batch = slice(k, k + B)
            if k > 0:  # W1 is that before the block: subtract the earlier steps' part
                Z1[batch] -= np.dot(X[batch] @ X[:k].T, dZ1[:k], out=work.A1)
            work.Z1, work.dZ1 = Z1[batch], dZ1[batch]  # `work` computes there
            work.outputs()
            for name, grad in work.gradients_but_one(Y[batch], scale).items():
                self.params[name.removeprefix("d")] -= grad  # dW2 changes W2
        W1 -= np.dot(X.T, dZ1, out=work.dW1[: len(W1)])


def batches_in_block(num_hiddens, batch_size):
    """Return how many batches share a block's large products.

    A block pays if a layer is wide, since each step then reads and writes a large W1.
    Too long a block computes more: it has more nonzero pixels, and X_k @ X_i.T for more
    pairs of batches. The numbers come from trials on an AMD EPYC without AVX-512 and on
    an Intel Xeon with it, which are not stored. On the EPYC a block gains less than
    the rounds of a measurement differ (the chapter on speed).
    """
    rows = num_hiddens // 8  # images in the block
    if has_avx512():
        rows = max(num_hiddens // 4, 2 * batch_size * (num_hiddens >= 512))
    return max(min(rows, MOST_ROWS) // batch_size, 1)


def _is_common(X, num_images):
    """Return a bool per pixel: is it nonzero in most blocks of `num_images` images?"""
    sample = X[:: max(len(X) // SAMPLE_SIZE, 1)]
    share = (sample != 0).mean(axis=0)  # of the images in which a pixel is nonzero
    # (1 - share)**num_images is the chance that it is 0 in all images of a block.
    return 1 - (1 - share) ** num_images >= COMMON
