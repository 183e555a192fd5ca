"""Restore the state that all code shares: random numbers and NumPy's options."""

import contextlib
import random

import numpy as np


@contextlib.contextmanager
def global_state_kept():
    """Restore global random states and NumPy's options after the `with` block."""
    states = np.random.get_state(), random.getstate()
    with np.errstate(all="ignore"), np.printoptions():
        try:
            yield
        finally:
            np.random.set_state(states[0])
            random.setstate(states[1])
