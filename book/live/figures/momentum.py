"""Walk down a steep valley with as much memory as one likes (steps)."""

import numpy as np
from live.figures import valley

C, START = np.array([40, 0.4]), np.array([3.0, -8.0])
LR, STEPS = 0.045, 40
MOMENTA = (0, 0.8)  # of the picture


def data():
    names = {"plain": 0, "momentum 0.8": 0.8, "momentum 0.99": 0.99}
    return {
        "c": C.tolist(),
        "start": START.tolist(),
        "walks": [[name, LR, mu] for name, mu in names.items()],
        "rate": {"min": 0.001, "max": 0.1, "step": 0.001},
        "memory": True,
        "levels": [4, 8, 13, 19, 26, 34, 43],
        **{"steps": STEPS, "along": 10, "across": 4.5, "top": 320},
    }


def walk(mu):
    """Return the start and the points after each step, (STEPS + 1, 2)."""
    path, v = [START], 0
    for _ in range(STEPS):
        v = mu * v - LR * C * path[-1]
        path.append(path[-1] + v)
    return np.array(path)


def picture():
    """Return the static figure: both walks, and the loss after each step."""
    return valley.draw({f"momentum {mu}\nlr {LR}": walk(mu) for mu in MOMENTA}, data())
