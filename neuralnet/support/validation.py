"""Check arguments; each message says what was passed and what is wanted.

Public functions call them once, at their start.
"""

import numbers

import numpy as np


def as_rng(rng):
    """Return `rng`, or NumPy's global state for None.

    The global state is for homework that calls `np.random.seed`; the book passes a
    Generator. TypeError if `rng` is anything else, for example a bare seed.
    """
    if rng is None:
        return np.random
    if not isinstance(rng, np.random.Generator | np.random.RandomState):
        raise TypeError(
            f"rng must be a numpy.random.Generator or None, got {rng!r}; "
            "make one with np.random.default_rng(seed)"
        )
    return rng


def check_count(value, name):
    """Return `value` as an int, if it is a whole number of at least 1."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name} must be a whole number, got {value!r}")
    if value < 1:
        raise ValueError(f"{name} must be at least 1, got {value}")
    return int(value)


RANGES = {
    "positive and finite": lambda value: 0 < value < np.inf,
    "at least 0": lambda value: 0 <= value < np.inf,
    "from 0 to 1": lambda value: 0 <= value <= 1,
    "from 0 to below 1": lambda value: 0 <= value < 1,
}


def check_number(value, name, wanted):
    """Return `value`, if it is a number in the range RANGES[wanted]."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name} must be a number, got {value!r}")
    if not RANGES[wanted](value):
        raise ValueError(f"{name} must be {wanted}, got {value}")
    return value


def check_lr(lr):
    """Return the learning rate `lr`, if it is positive and finite."""
    return check_number(lr, "lr", "positive and finite")


def check_images(X, input_dim, dtype, name="X"):
    """Return `X` as an (N, input_dim) array of `dtype`, N >= 1.

    TypeError if the entries are not floats (raw 0..255 pixels are not), ValueError if
    the shape is wrong or an entry is not finite in `dtype`.
    """
    X = np.asarray(X)
    cast = _matrix(X, input_dim, dtype, name, "one image a row")
    if X.dtype.kind != "f":
        raise TypeError(
            f"{name} must hold floats, got dtype {X.dtype}; "
            "scale pixels to [0, 1] first: X / 255"
        )
    return cast


def check_targets(Y, num_classes, n, dtype, name="Y"):
    """Return `Y` as an (n, num_classes) array of `dtype`, one row per image.

    TypeError if the entries are not numbers, ValueError if the shape is wrong or an
    entry is not finite.
    """
    Y = _matrix(Y, num_classes, dtype, name, "one-hot: np.eye(num_classes)[labels]")
    if len(Y) != n:
        raise ValueError(f"{name} has {len(Y)} rows, but there are {n} images")
    return Y


def check_batch_size(batch_size, n):
    """Return `batch_size`, if it is a whole number from 1 to `n` images."""
    batch_size = check_count(batch_size, "batch_size")
    if batch_size > n:
        raise ValueError(f"batch_size is {batch_size}, but there are only {n} images")
    return batch_size


def _matrix(values, columns, dtype, name, meaning):
    """Check `values`; return them as a finite array (n, columns) of `dtype`, n >= 1."""
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if array.ndim != 2 or array.shape[1] != columns:
        raise ValueError(
            f"{name} must have shape (N, {columns}), {meaning}; got {array.shape}"
        )
    if len(array) == 0:
        raise ValueError(f"{name} is empty: it has shape {array.shape}")
    with np.errstate(over="ignore"):
        cast = array.astype(dtype, copy=False)
    if not np.isfinite(cast).all():
        row, column = np.argwhere(~np.isfinite(cast))[0]
        value = array[row, column]
        wrong = f"too large for {cast.dtype}" if np.isfinite(value) else "not finite"
        raise ValueError(f"{name}[{row}, {column}] is {value}, {wrong}")
    return cast
