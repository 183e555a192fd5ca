"""Set the number of threads, and draw a progress bar."""

import contextlib
import os
import sys

_said = set()  # lines that `say_once` has printed in this process


@contextlib.contextmanager
def blas_threads(number=None):
    """Run a block with this number of BLAS threads, then restore the old number.

    The default is the environment variable NEURALNET_THREADS, else 1. More threads wait
    for each other on a busy machine and are slower for small networks, and a second
    core can train a second model. ValueError if the number is below 1. Without
    threadpoolctl (`pip install two-layer-course[scale]`) the number does not change,
    and stderr says so once.
    """
    if number is None:
        number = os.environ.get("NEURALNET_THREADS", 1)
    if not str(number).isdecimal() or int(number) < 1:
        raise ValueError(
            f"the number of BLAS threads must be 1 or more, got {number!r}; "
            "it is set by the environment variable NEURALNET_THREADS"
        )
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:
        say_once("threadpoolctl is not installed: the BLAS threads stay as they are")
        yield
        return
    with threadpool_limits(int(number), user_api="blas"):
        yield


def progress(total, unit):
    """Return a progress bar, a context manager with `update` and `write`.

    The bar, with the time left, appears only if stderr is a terminal and tqdm is there.
    """
    if not _may_use_stderr():
        return Silent()
    try:
        from tqdm import tqdm
    except ImportError:
        say_once("tqdm is not installed: no progress bar")
        return Silent()
    if not sys.stderr.isatty():
        return Silent()
    layout = "{percentage:3.0f}%|{bar}| {elapsed}, {remaining} left"
    return tqdm(total=total, unit=unit, bar_format=layout, leave=False)


class Silent(contextlib.nullcontext):
    """A bar that draws nothing."""

    def __enter__(self):
        return self

    def update(self, number=1):
        """Ignore the progress."""

    def write(self, line):
        """Print the line."""
        print(line)


def say_once(line):
    """Print a line on stderr, once in a process, and not in a notebook."""
    if line not in _said and _may_use_stderr():
        _said.add(line)
        print(line, file=sys.stderr)


def _may_use_stderr():
    """Return False without it, in workers, and in notebooks, which would store it."""
    import multiprocessing  # not at the top: `import neuralnet` stays quick

    muted = sys.stdout is None or sys.stderr is None
    notebook = "ipykernel" in sys.modules
    return not (muted or notebook or multiprocessing.parent_process())
