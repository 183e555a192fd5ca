"""What a timing needs: to run alone, on one core, and to say where it ran."""

import contextlib
import fcntl
import os
import pathlib
import platform
import sys

import numpy as np
from threadpoolctl import threadpool_info

# Memory that is given back to the system after a step must be fetched for the next. It
# depends on chance whether glibc does so, and can double the time of those who use
# temporary arrays (scikit-learn, the loop). Here nobody gives any back.
KEEP_MEMORY = {
    "MALLOC_TRIM_THRESHOLD_": "1000000000",
    "MALLOC_MMAP_THRESHOLD_": "1000000000",
}
BUILD = pathlib.Path(__file__).resolve().parent.parent / "_build"


@contextlib.contextmanager
def alone():
    """Hold the lock of all timings of this checkout; wait for it if need be."""
    BUILD.mkdir(exist_ok=True)
    with open(BUILD / "timing.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another timing is running: waiting for it.", file=sys.stderr)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def keep_memory():
    """Start this script once more, as one that keeps its memory, unless it is one."""
    if not KEEP_MEMORY.items() <= os.environ.items():
        command = [sys.executable, *sys.argv]
        os.execve(sys.executable, command, os.environ | KEEP_MEMORY)


def load():
    """Return how many processes wanted a core, on average over the last minute."""
    return round(os.getloadavg()[0], 2)


def machine():
    """Return what a reader must know to compare: processor, cores, versions."""
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
    """Return the BLAS of NumPy: name, version, and the kernel that it chose."""
    found = next(lib for lib in threadpool_info() if lib["user_api"] == "blas")
    names = ("internal_api", "version", "architecture")
    return " ".join(str(found.get(name, "")) for name in names)


def spread(values):
    """Return the median, the smallest and the largest of some numbers."""
    return {
        "median": float(np.median(values)),
        "min": float(np.min(values)),
        "max": float(np.max(values)),
    }


def _processor(what):
    """Return a line of /proc/cpuinfo, None where there is none."""
    with contextlib.suppress(OSError), open("/proc/cpuinfo") as file:
        for line in file:
            name, _, value = line.partition(":")
            if name.strip() == what:
                return value.strip()
    return None
