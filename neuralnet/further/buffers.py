"""Compute the passes of `network` in place, in buffers, with fewer calls.

The chapter on speed derives the tricks. The tests compare every step with the readable
step of `TwoLayerNN`. N images, B of them in a batch, D pixels, H hidden units, C
classes.
"""

import numpy as np

from neuralnet.support.validation import as_rng

ALPHA = 0.01  # the slope of `leaky_relu` below zero
CHUNK_SIZE = 512  # rows shuffled together: few calls, and they fit into the cache


class Workspace:
    """Forward and backward pass of one network, in buffers that are used again.

    The methods return these buffers, and the next call overwrites the values. The
    parameters W1 (D, H), b1 (H,), W2 (H, C), b2 (C,) of one float type are not copied:
    after a change in place, the next call uses the new values. Batches have B rows.
    """

    def __init__(self, params, batch_size):
        self.W1, self.b1 = params["W1"], params["b1"]
        self.W2, self.b2 = params["W2"], params["b2"]
        dtype = self.W1.dtype
        hidden, scores = (batch_size, len(self.b1)), (batch_size, len(self.b2))
        self.Z1, self.A1 = np.empty(hidden, dtype), np.empty(hidden, dtype)
        self.dZ1, self.slopes = np.empty(hidden, dtype), np.empty(hidden, dtype)
        self.alphas = np.full(hidden, ALPHA, dtype)  # an array is quicker than a scalar
        self.y, self.dZ2 = np.empty(scores, dtype), np.empty(scores, dtype)
        # For softmax: the largest score of each image, and its sum of exponentials.
        self.peaks, self.sums = np.empty(batch_size, dtype), np.empty(batch_size, dtype)
        self.dW1, self.dW2 = np.empty_like(self.W1, order="C"), np.empty_like(self.W2)
        self.db1, self.db2 = np.empty_like(self.b1), np.empty_like(self.b2)
        # A product with ones sums faster than `sum`.
        self.ones, self.class_ones = np.ones(batch_size, dtype), np.ones_like(self.b2)
        self.X = None

    def forward(self, X, W1=None):
        """Compute the probabilities y (B, C) of images X (B, L) of the same type.

        X is kept for `gradients`. W1 (L, H) has the rows for the L columns of X; None
        means the parameter W1.
        """
        self.X = X
        np.dot(X, self.W1 if W1 is None else W1, out=self.Z1)
        self.activate()
        np.dot(self.A1, self.W2, out=self.y)
        self.y += self.b2
        self.to_probabilities()
        return self.y

    def gradients(self, Y, scale=1.0):
        """Compute scale * the summed gradients for the batch of the last `forward`.

        The rows of the targets Y (B, C) have sum 1, one-hot or smoothed. The gradients
        dW1 (L, H), db1 (H,), dW2 (H, C), db2 (C,) are linear in dZ2 (B, C). So a scale,
        for example lr / B, is cheap there.
        """
        np.subtract(self.y, Y, out=self.dZ2)
        self.dZ2 *= scale
        np.dot(self.A1.T, self.dZ2, out=self.dW2)
        np.dot(self.ones, self.dZ2, out=self.db2)
        np.dot(self.dZ2, self.W2.T, out=self.dZ1)
        self.dZ1 *= self.slopes
        np.dot(self.ones, self.dZ1, out=self.db1)
        dW1 = self.dW1[: self.X.shape[1]]
        np.dot(self.X.T, self.dZ1, out=dW1)
        return {"dW1": dW1, "db1": self.db1, "dW2": self.dW2, "db2": self.db2}

    def activate(self):
        """Add b1 to the products in Z1; compute the slopes and A1."""
        self.Z1 += self.b1
        np.greater_equal(self.Z1, 0, out=self.slopes)  # 1 or 0
        np.maximum(self.slopes, self.alphas, out=self.slopes)  # 1 or ALPHA
        np.multiply(self.Z1, self.slopes, out=self.A1)

    def to_probabilities(self):
        """Turn the scores in y into probabilities, by softmax."""
        y = self.y
        np.maximum.reduce(y.T.copy(), axis=0, out=self.peaks)  # quicker along columns
        y -= self.peaks[:, None]
        np.exp(y, out=y)
        np.dot(y, self.class_ones, out=self.sums)
        y /= self.sums[:, None]


def shuffled_batches(X, Y, batch_size, rng=None):
    """Yield (X_batch, Y_batch) as `load_batch` does, in buffers that are used again."""
    for X_chunk, Y_chunk in shuffled_chunks((X, Y), batch_size, rng):
        for start in range(0, len(X_chunk), batch_size):
            batch = slice(start, start + batch_size)
            yield X_chunk[batch], Y_chunk[batch]


def shuffled_chunks(arrays, batch_size, rng=None):
    """Yield the rows of all arrays in the same random order, several batches at a time.

    Few large calls are faster than many small ones if a chunk fits into the cache. A
    chunk is a list of buffers, one for each array; the next chunk overwrites the rows.
    """
    arrays = [np.ascontiguousarray(array) for array in arrays]
    order = as_rng(rng).permutation(len(arrays[0]))
    order = order[: len(order) // batch_size * batch_size]  # full batches only
    size = min(max(CHUNK_SIZE // batch_size, 1) * batch_size, len(order))
    buffers = [np.empty((size, *array.shape[1:]), array.dtype) for array in arrays]
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        chunk = [buffer[: len(rows)] for buffer in buffers]
        for array, part in zip(arrays, chunk, strict=True):
            # With mode="raise", the default, take would make a copy first.
            np.take(array, rows, axis=0, out=part, mode="clip")
        yield chunk
