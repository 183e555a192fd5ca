import pathlib
from collections.abc import Iterator
from os import PathLike
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from neuralnet.initialization import _Rng

_Folder: TypeAlias = str | PathLike[str] | None

MNIST: pathlib.Path
SHA256: dict[str, str]

class SealedTestSetError(RuntimeError): ...

def load_data(
    directory: _Folder = None, num_classes: int = 10
) -> tuple[
    NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]
]: ...
def load_mnist(
    directory: _Folder = None, dtype: DTypeLike = ..., rng: _Rng = None
) -> Dataset: ...

class Dataset:
    X_train: NDArray[Any]
    Y_train: NDArray[Any]
    X_val: NDArray[Any]
    Y_val: NDArray[Any]
    def __init__(
        self, directory: _Folder = None, dtype: DTypeLike = ..., rng: _Rng = None
    ) -> None: ...
    def open_test(self, model: Any) -> tuple[NDArray[Any], NDArray[Any]]: ...

def load_batch(
    X: ArrayLike,
    Y: ArrayLike,
    batch_size: int,
    shuffle: bool = True,
    rng: _Rng = None,
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]: ...
