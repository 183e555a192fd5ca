"""Load and split MNIST; a `Dataset` opens its test set for one model only.

The four idx files are part of the package (neuralnet/mnist/); nothing is downloaded.
"""

import copy
import math
import pathlib

import numpy as np

from neuralnet.support.idx import read_parts
from neuralnet.support.validation import as_rng, check_batch_size, check_count
from neuralnet.support.writers import check_split, split_rows

MNIST = pathlib.Path(__file__).parent / "mnist"
SHA256SUMS = """\
7ff28fd295f802eefc6d40e461175dfe4b969b1842b2abc8c6dc8c20711cf79f train-images-idx3-ubyte
81a978ae83d39ffdba0db3ce2fcaf80a8921e9629e874428996a2b03242d4b2a train-labels-idx1-ubyte
197e111ae341b0770be9011ac5e622d0e6cd1c640b32eb0de5dc1dd26cc6e182 t10k-images-idx3-ubyte
b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b t10k-labels-idx1-ubyte
"""
SHA256 = {name: digest for digest, name in map(str.split, SHA256SUMS.splitlines())}


class SealedTestSetError(RuntimeError):
    """Raised if the test set was opened before, for another model."""


def load_data(directory=None, num_classes=10):
    """Return the four arrays of MNIST, or of any data set in idx files.

    This function is for homework that splits the training data. The book uses
    `load_mnist`, which keeps the test set sealed.

    Parameters
    ----------
    directory : path, optional
        Folder with the four idx files, plain or gzip; None means MNIST.
    num_classes : int
        Labels run from 0 to num_classes - 1.

    Returns
    -------
    X_train, Y_train, X_test, Y_test : ndarray of float64
        Pixels in [0, 1], shape (n, rows * columns), and one-hot labels, shape
        (n, num_classes). For MNIST n is 60,000 and 10,000.

    Raises
    ------
    FileNotFoundError, ValueError
        If a file is missing or damaged, or the files do not fit each other.
    """
    arrays = []
    for images, labels in _read(directory, num_classes):
        arrays += [_scale(images), _one_hot(labels, num_classes)]
    return tuple(arrays)


def load_mnist(directory=None, dtype=np.float64, rng=None, split="images"):
    """Load MNIST, shuffle and split its training file, and seal its test part.

    Parameters
    ----------
    directory : path, optional
        Folder with the four idx files of another data set of ten classes.
    dtype : data type
        float64 or float32.
    rng : numpy.random.Generator, optional
        Shuffles the images before the split; None means NumPy's global state.
    split : str
        'images' puts a fifth of the images aside for validation. 'writers', only for
        MNIST, puts aside all images of some employees and of some students, about a
        fifth of the images of each kind (Yadav and Bottou, 2019).

    Returns
    -------
    Dataset

    Raises
    ------
    FileNotFoundError, ValueError, TypeError
        For the reasons of `load_data`; also if `dtype` or `rng` has a wrong type, or
        `split` another value.
    """
    return Dataset(directory, dtype, rng, split)


class Dataset:
    """Training and validation data, and a test set that opens for one model only.

    Attributes
    ----------
    X_train, Y_train : ndarray, shapes (48000, 784) and (48000, 10) for MNIST
        The first ceil(0.8 n) images of the shuffled training file.
    X_val, Y_val : ndarray, shapes (12000, 784) and (12000, 10)
        The other images, for all choices. Empty if there are fewer than five images.
        With split='writers' both numbers of images differ a little from draw to draw.
    rows_train, rows_val : ndarray of int
        The places of these images in the training file.
    """

    def __init__(self, directory=None, dtype=np.float64, rng=None, split="images"):
        check_split(split, directory)
        dtype = np.dtype(dtype)
        if dtype.kind != "f":
            raise TypeError(f"dtype must be a float type, got {dtype}")
        rng = as_rng(rng)
        (images, labels), self._test = _read(directory, num_classes=10)
        self.rows_train, self.rows_val = split_rows(labels, rng, split)
        self._dtype = dtype
        self._opened_for = None
        self.X_train = _scale(images[self.rows_train], dtype)
        self.Y_train = _one_hot(labels[self.rows_train], 10, dtype)
        self.X_val = _scale(images[self.rows_val], dtype)
        self.Y_val = _one_hot(labels[self.rows_val], 10, dtype)

    def open_test(self, model):
        """Open the test set for one finished model and return it.

        Parameters
        ----------
        model : TwoLayerNN
            The model whose result will be reported. A second call with equal
            parameters is allowed, so that a cell can be run twice.

        Returns
        -------
        X_test, Y_test : ndarray, shapes (10000, 784) and (10000, 10) for MNIST

        Raises
        ------
        SealedTestSetError
            If the test set was opened before for other parameters.
        TypeError
            If `model` has no parameters.
        """
        params = getattr(model, "params", None)
        if not isinstance(params, dict) or not params:
            raise TypeError(f"open_test wants a model with .params, got {model!r}")
        if self._opened_for is None:
            self._opened_for = copy.deepcopy(params)
        opened_for = self._opened_for
        equal = (np.array_equal(opened_for[k], params.get(k)) for k in opened_for)
        if opened_for.keys() != params.keys() or not all(equal):
            raise SealedTestSetError(
                "The test set has been opened already, for a model with other "
                "parameters. Its result is honest only if nothing was chosen by it: "
                "with a second model you would pick the better of two, and the test "
                "set would have become a validation set. Choose by X_val and Y_val, "
                "then open the test set for that one."
            )
        images, labels = self._test
        return _scale(images, self._dtype), _one_hot(labels, 10, self._dtype)


def load_batch(X, Y, batch_size, shuffle=True, rng=None):
    """Return an iterator over batches; rows after the last full batch are dropped.

    Parameters
    ----------
    X, Y : ndarray, shapes (N, ...) and (N, ...)
        Images and targets, row by row.
    batch_size : int
        From 1 to N.
    shuffle : bool
        True draws a random order of the rows, False keeps their order.
    rng : numpy.random.Generator, optional
        None means NumPy's global state.

    Yields
    ------
    X_batch, Y_batch : ndarray, `batch_size` rows each
        Copies of the rows, made one batch at a time.

    Raises
    ------
    ValueError, TypeError
        If X and Y differ in length, or `batch_size` or `rng` is invalid.
    """
    X, Y = np.asarray(X), np.asarray(Y)
    if X.ndim == 0 or Y.ndim == 0 or len(X) != len(Y):
        raise ValueError(
            f"X and Y must have equally many rows, got shapes {X.shape} and {Y.shape}"
        )
    batch_size = check_batch_size(batch_size, len(X))
    rng = as_rng(rng)
    order = rng.permutation(len(X)) if shuffle else np.arange(len(X))
    starts = range(0, len(X) - batch_size + 1, batch_size)
    batches = (order[start : start + batch_size] for start in starts)
    return ((X[rows], Y[rows]) for rows in batches)


def _read(directory, num_classes):
    """Return (images, labels) of the training and of the test part, as uint8.

    If `directory` is None, these are the files of MNIST, whose checksums must be right.
    """
    checksums = SHA256 if directory is None else {}
    num_classes = check_count(num_classes, "num_classes")
    return read_parts(MNIST if directory is None else directory, num_classes, checksums)


def _scale(images, dtype=np.float64):
    """Return uint8 images as rows of floats in [0, 1]."""
    X = images.reshape(len(images), math.prod(images.shape[1:])).astype(dtype)
    X /= 255
    return X


def _one_hot(labels, num_classes, dtype=np.float64):
    """Return one row per label, 1 in its column and 0 elsewhere."""
    Y = np.zeros((len(labels), num_classes), dtype)
    Y[np.arange(len(labels)), labels] = 1
    return Y
