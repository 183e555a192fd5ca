"""Describe the machine that a timing runs on, and keep its memory steady."""

import contextlib
import os
import platform
import sys

import numpy as np
from threadpoolctl import threadpool_info

# glibc may return memory to the system after a step and request it for the next. This
# depends on chance, and can double the time of code with temporary arrays. Two of these
# variables make glibc keep its memory, and the others allow one thread.
STEADY = {
    "MALLOC_TRIM_THRESHOLD_": "1000000000",
    "MALLOC_MMAP_THRESHOLD_": "1000000000",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
}


def steady():
    """Restart this script with STEADY, unless the environment contains it.

    OPENBLAS_CORETYPE must not choose the kernel: the library does.
    """
    if not STEADY.items() <= os.environ.items():
        shell = {k: v for k, v in os.environ.items() if k != "OPENBLAS_CORETYPE"}
        command = [sys.executable, *sys.argv]
        os.execve(sys.executable, command, shell | STEADY)


def load():
    """Return the average number of runnable processes in the last minute."""
    return round(os.getloadavg()[0], 2)


def machine():
    """Return what the times depend on: processor, cores, versions."""
    return {
        "processor": _processor("model name") or platform.machine(),
        "family": _processor("cpu family"),
        "model": _processor("model"),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "blas": blas(),
    }


def blas():
    """Return the name, version and kernel of the BLAS that NumPy uses."""
    found = next(lib for lib in threadpool_info() if lib["user_api"] == "blas")
    names = ("internal_api", "version", "architecture")
    return " ".join(str(found.get(name, "")) for name in names)


def spread(values):
    """Return {"median": ..., "min": ..., "max": ...} of some numbers."""
    functions = {"median": np.median, "min": np.min, "max": np.max}
    return {name: float(function(values)) for name, function in functions.items()}


def _processor(what):
    """Return the value of a field in /proc/cpuinfo; otherwise return None."""
    with contextlib.suppress(OSError), open("/proc/cpuinfo") as file:
        for line in file:
            name, _, value = line.partition(":")
            if name.strip() == what:
                return value.strip()
    return None
