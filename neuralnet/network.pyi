from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from neuralnet import training
from neuralnet.initialization import _Init, _Rng

class TwoLayerNN:
    input_dim: int
    num_hiddens: int
    num_classes: int
    dtype: np.dtype[Any]
    rng: _Rng
    init: _Init
    params: dict[str, NDArray[Any]]
    def __init__(
        self,
        input_dim: int,
        num_hiddens: int,
        num_classes: int,
        *,
        rng: _Rng = None,
        init: str | _Init = "xavier",
        dtype: DTypeLike = ...,
    ) -> None: ...
    def initialize_parameters(
        self, input_dim: int, num_hiddens: int, num_classes: int
    ) -> dict[str, NDArray[Any]]: ...
    def forward(self, X: ArrayLike) -> tuple[NDArray[Any], dict[str, NDArray[Any]]]: ...
    def backward(
        self, X: ArrayLike, Y: ArrayLike, ff_dict: dict[str, NDArray[Any]]
    ) -> dict[str, NDArray[Any]]: ...
    def compute_loss(self, Y: ArrayLike, Y_hat: ArrayLike) -> float: ...
    def evaluate(self, Y: ArrayLike, Y_hat: ArrayLike) -> float: ...
    def train_step(
        self, X_batch: ArrayLike, Y_batch: ArrayLike, batch_size: int, lr: float
    ) -> None: ...
    train = training.train
