"""Train by plain SGD but skip zero pixels, which changes no result.

A pixel that is 0 in all images of a batch adds nothing to Z1, and the gradient of its
row of W1 is 0. N images, B of them in a batch, D pixels, H hidden units, C classes.
"""

import itertools

import numpy as np

from neuralnet.further.buffers import CHUNK_SIZE, Workspace, shuffled_chunks

COMMON = 0.8  # a pixel is common if it is nonzero in this share of the batches or more
SAMPLE_SIZE = 2000  # images from which this share is estimated
MANY = 100  # hidden units: with fewer, copying a pixel's row of W1 saves no time


class SparseSGD:
    """Trains by plain SGD, epoch by epoch, with the nonzero pixels only.

    1. Pixels that are 0 in all images are left out: their weights never change.
    2. Pixels that are nonzero in most batches are common: every step uses them.
    3. The others are rare. A step uses those that are nonzero in its batch. It copies
       their rows of W1 next to the common rows, so that one product is enough, and
       copies them back afterwards.
    4. For that, `W` holds rare rows (K) | room for copies (K) | common rows, and the
       columns of `X` have the order rare | common.

    The choice of common pixels affects only the speed. The parameters of the model are
    read when an epoch begins and written, in place, when it ends. The training data, X
    (N, D) and Y (N, C), are finite and of the model's type; X is copied once.
    """

    def __init__(self, model, X, Y, batch_size):
        self.model, self.batch_size = model, batch_size
        self.Y = Y
        self.params = {k: np.array(v, order="C") for k, v in model.params.items()}
        self.work = Workspace(self.params, batch_size)
        used = X.any(axis=0)
        common = _is_common(X, batch_size) if model.num_hiddens >= MANY else used
        self.rare, self.common = np.flatnonzero(used & ~common), np.flatnonzero(common)
        self.K = len(self.rare)
        rows = np.concatenate([self.rare, self.rare, self.common])
        self.W = self.params["W1"][rows]
        self.X = np.take(X, rows[self.K :], axis=1)  # (N, rare and common)
        self.columns = np.empty(batch_size * self.K, X.dtype)
        self.bits = np.empty((len(X), -(-self.K // 8)), np.uint8)  # one per rare pixel
        for start in range(0, len(X), CHUNK_SIZE):
            rows = slice(start, start + CHUNK_SIZE)
            self.bits[rows] = np.packbits(self.X[rows, : self.K] != 0, axis=1)

    def epoch(self, lr):
        """Take one epoch's steps, in the order of `load_batch`; yield after each."""
        B, scale = self.batch_size, lr / self.batch_size
        self._read()
        try:
            data = (self.X, self.Y, self.bits)
            for X, Y, bits in shuffled_chunks(data, B, self.model.rng):
                for k, nonzero in enumerate(self._nonzero(bits)):
                    batch = slice(k * B, (k + 1) * B)
                    self._step(X[batch], Y[batch], nonzero, scale)
                    yield
        finally:
            self.write_back()

    def write_back(self):
        """Copy the parameters to the arrays of the model."""
        self.params["W1"][self.rare] = self.W[: self.K]
        self.params["W1"][self.common] = self.W[2 * self.K :]
        for name, value in self.params.items():
            self.model.params[name][...] = value

    def _read(self):
        for name, value in self.params.items():
            value[...] = self.model.params[name]
        self.W[: self.K] = self.params["W1"][self.rare]
        self.W[2 * self.K :] = self.params["W1"][self.common]

    def _nonzero(self, bits):
        """Return the indices of the nonzero rare pixels in each batch of a chunk."""
        shape = (len(bits) // self.batch_size, self.batch_size, bits.shape[1])
        bits = np.bitwise_or.reduce(bits.reshape(shape), axis=1)
        nonzero = np.unpackbits(bits, axis=1, count=self.K)  # (batches, K)
        ends = [0, *np.cumsum(nonzero.sum(axis=1, dtype=int)).tolist()]
        pixels = np.nonzero(nonzero)[1]  # batch by batch
        return [pixels[start:end] for start, end in itertools.pairwise(ends)]

    def _step(self, X, Y, nonzero, scale):
        """Take a step with the rows of these rare and of all common pixels."""
        first = self.K - len(nonzero)
        W1 = self.W[self.K + first :]
        if len(nonzero) > 0:
            columns = self.columns[: len(X) * len(nonzero)].reshape(len(X), -1)
            X[:, first : self.K] = np.take(X, nonzero, 1, out=columns, mode="clip")
            rare, copies = self.W[: self.K], W1[: len(nonzero)]
            np.take(rare, nonzero, axis=0, out=copies, mode="clip")
        self.work.forward(X[:, first:], W1=W1)
        grads = self.work.gradients(Y, scale)
        W1 -= grads["dW1"]
        if len(nonzero) > 0:
            rare[nonzero] = copies
        for name in ("b1", "W2", "b2"):
            self.params[name] -= grads["d" + name]


def _is_common(X, batch_size):
    """Return for each pixel whether it is often nonzero in a sample of the images."""
    sample = X[:: max(len(X) // SAMPLE_SIZE, 1)]
    share = (sample != 0).mean(axis=0)  # of the images
    return 1 - (1 - share) ** batch_size >= COMMON
