"""Plain SGD that computes with the pixels a batch lights, and skips the others.

A pixel that is 0 in all images of a batch adds nothing to Z1, and the gradient of its
row of W1 is 0: leaving it out changes no result (chapter 9). N images, B of them in a
batch, D pixels, H hidden units, C classes.
"""

import itertools

import numpy as np

from neuralnet.further.fast import CHUNK_SIZE, Workspace, shuffled_chunks

HOT = 0.8  # a pixel is hot if so large a share of the batches is expected to light it
SAMPLE_SIZE = 2000  # images that the expectation is taken from
MANY = 100  # hidden units: the row of a pixel is long enough to be worth a visit


class LitSGD:
    """Epochs of plain SGD on the lit pixels.

    Rows of W1 that lie side by side make one product. So `W` holds them in this order:

        cold (K rows) | visitors (room for K) | hot

    Hot pixels are lit by most batches and always take part. Of the cold ones, those
    that a batch lights come to visit: their rows are copied to the end of the
    visitors' room, next to the hot ones, and after the step they go home. The columns
    of X have the order cold | hot, and visitors' columns move next to the hot ones,
    too. Pixels that no training image lights are left out and keep their initial
    weights. Which pixels are called hot is a matter of speed only.

    Parameters
    ----------
    model : TwoLayerNN
        Its parameters, of one float type, are read when an epoch begins and
        written, in place, when it ends.
    X, Y : ndarray, shapes (N, D) and (N, C)
        Training data of the same type, finite. X is copied, once for all epochs.
    batch_size : int
        B, from 1 to N.
    """

    def __init__(self, model, X, Y, batch_size):
        self.model, self.batch_size = model, batch_size
        self.Y = Y
        self.params = {k: np.array(v, order="C") for k, v in model.params.items()}
        self.work = Workspace(self.params, batch_size)
        lit = X.any(axis=0)
        hot = _is_hot(X, batch_size) if model.num_hiddens >= MANY else lit
        self.cold, self.hot = np.flatnonzero(lit & ~hot), np.flatnonzero(hot)
        self.K = len(self.cold)
        self.W = self.params["W1"][np.concatenate([self.cold, self.cold, self.hot])]
        self.X = np.take(X, np.concatenate([self.cold, self.hot]), axis=1)  # (N, D)
        self.visiting = np.empty(batch_size * self.K, X.dtype)
        self.bits = np.empty((len(X), -(-self.K // 8)), np.uint8)  # one per cold pixel
        for start in range(0, len(X), CHUNK_SIZE):
            rows = slice(start, start + CHUNK_SIZE)
            self.bits[rows] = np.packbits(self.X[rows, : self.K] != 0, axis=1)

    def epoch(self, lr):
        """Take the steps of one epoch, in the order of `load_batch`; yield after each.

        Parameters
        ----------
        lr : float
        """
        B, scale = self.batch_size, lr / self.batch_size
        self._read()
        try:
            data = (self.X, self.Y, self.bits)
            for X, Y, bits in shuffled_chunks(data, B, self.model.rng):
                for k, visitors in enumerate(self._visitors(bits)):
                    batch = slice(k * B, (k + 1) * B)
                    self._step(X[batch], Y[batch], visitors, scale)
                    yield
        finally:
            self.write_back()

    def write_back(self):
        """Put the parameters into the arrays of the model."""
        self.params["W1"][self.cold] = self.W[: self.K]
        self.params["W1"][self.hot] = self.W[2 * self.K :]
        for name, value in self.params.items():
            self.model.params[name][...] = value

    def _read(self):
        for name, value in self.params.items():
            value[...] = self.model.params[name]
        self.W[: self.K] = self.params["W1"][self.cold]
        self.W[2 * self.K :] = self.params["W1"][self.hot]

    def _visitors(self, bits):
        """Return the cold pixels, by number, that each batch of a chunk lights."""
        shape = (len(bits) // self.batch_size, self.batch_size, bits.shape[1])
        bits = np.bitwise_or.reduce(bits.reshape(shape), axis=1)
        lit = np.unpackbits(bits, axis=1, count=self.K)  # (batches, K)
        ends = [0, *np.cumsum(lit.sum(axis=1, dtype=int)).tolist()]
        pixels = np.nonzero(lit)[1]  # batch by batch
        return [pixels[start:end] for start, end in itertools.pairwise(ends)]

    def _step(self, X, Y, visitors, scale):
        """Take a step with the rows of the visitors and of the hot pixels."""
        first = self.K - len(visitors)
        X_lit, W1 = X[:, first:], self.W[self.K + first :]
        if len(visitors) > 0:
            visiting = self.visiting[: len(X) * len(visitors)].reshape(len(X), -1)
            X[:, first : self.K] = np.take(X, visitors, 1, out=visiting, mode="clip")
            at_home, away = self.W[: self.K], W1[: len(visitors)]
            np.take(at_home, visitors, axis=0, out=away, mode="clip")
        self.work.forward(X_lit, W1=W1)
        grads = self.work.gradients(Y, scale)
        W1 -= grads["dW1"]
        if len(visitors) > 0:
            at_home[visitors] = away
        for name in ("b1", "W2", "b2"):
            self.params[name] -= grads["d" + name]


def _is_hot(X, batch_size):
    """Tell of each pixel whether most batches will light it, judged by a sample."""
    sample = X[:: max(len(X) // SAMPLE_SIZE, 1)]
    share = (sample != 0).mean(axis=0)  # of the images
    return 1 - (1 - share) ** batch_size >= HOT
