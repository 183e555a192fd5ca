from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

_Rng: TypeAlias = np.random.Generator | np.random.RandomState | None
_Init: TypeAlias = Callable[[int, int, Any], NDArray[np.floating[Any]]]

def xavier(fan_in: int, fan_out: int, rng: _Rng = None) -> NDArray[np.float64]: ...
def glorot_normal(
    fan_in: int, fan_out: int, rng: _Rng = None
) -> NDArray[np.float64]: ...
def glorot_uniform(
    fan_in: int, fan_out: int, rng: _Rng = None
) -> NDArray[np.float64]: ...
def he(fan_in: int, fan_out: int, rng: _Rng = None) -> NDArray[np.float64]: ...

INITS: dict[str, _Init]

def get_init(init: str | _Init) -> _Init: ...
