from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuralnet.network import TwoLayerNN

def numerical_gradient(
    f: Callable[[NDArray[np.float64]], Any], x: ArrayLike, eps: float = 1e-5
) -> NDArray[np.float64]: ...
def relative_error(a: ArrayLike, b: ArrayLike) -> float: ...
def gradient_check(
    model: TwoLayerNN,
    X: ArrayLike,
    Y: ArrayLike,
    eps: float = 1e-5,
    max_entries: int = 100,
    rng: np.random.Generator | None = None,
) -> dict[str, float]: ...
