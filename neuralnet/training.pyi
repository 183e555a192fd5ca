from collections.abc import Callable, Generator
from typing import Any, TypeAlias, TypedDict

from numpy.typing import ArrayLike, NDArray

from neuralnet.network import TwoLayerNN

CHUNK_SIZE: int

class _Row(TypedDict):
    epoch: int
    train_loss: float
    train_acc: float
    valid_loss: float
    valid_acc: float

_Parts: TypeAlias = dict[str, tuple[NDArray[Any], NDArray[Any]]]

def train(
    model: TwoLayerNN,
    X: ArrayLike,
    Y: ArrayLike,
    X_val: ArrayLike,
    Y_val: ArrayLike,
    lr: float,
    n_epochs: int,
    batch_size: int,
    log_interval: int = 1,
    verbose: bool = True,
) -> list[_Row]: ...
def run_epochs(
    steps: Callable[[], Generator[None]],
    row: Callable[[], dict[str, float]],
    n_epochs: int,
    n_steps: int,
    log_interval: int = 1,
    verbose: bool = True,
) -> list[_Row]: ...
def loss_and_accuracy(
    model: Any, X: NDArray[Any], Y: NDArray[Any], chunk_size: int = 1000
) -> tuple[float, float]: ...
def evaluation(
    model: Any,
    parts: _Parts,
    measure: Callable[..., tuple[float, float]] = ...,
) -> dict[str, float]: ...
def log_line(row: _Row) -> str: ...
def check_parts(model: TwoLayerNN, **parts: tuple[ArrayLike, ArrayLike]) -> _Parts: ...
