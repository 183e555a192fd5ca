from typing import Any

import numpy as np
from numpy.typing import NDArray

def load_experiment(name: str) -> dict[str, Any]: ...
def load_weights(name: str = "reference") -> dict[str, NDArray[np.float64]]: ...
