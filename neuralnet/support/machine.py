"""What training asks of the machine: one core, and a bar while somebody watches."""

import contextlib
import os
import sys

_said = set()  # what `say_once` has said in this process


@contextlib.contextmanager
def blas_threads(number=None):
    """Run a block with so many BLAS threads, then restore what was.

    One is the default: on a busy machine more threads wait for each other, on small
    networks they lose on any machine, and a second core trains a second model. The
    environment variable NEURALNET_THREADS sets another; ValueError if it is below 1.

    Needs threadpoolctl (`pip install two-layer-course[scale]`). Without it the
    threads are left as they are; one line on stderr says so, once.
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
    """Return a bar over so many units of work, with `update` and `write`: a context.

    It is drawn, with the time left, where stderr is a terminal and tqdm is installed.
    Elsewhere, in notebooks, in worker processes and where output is muted, it is not.
    """
    if not _somebody_watches():
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
        """Count nothing."""

    def write(self, line):
        """Print the line."""
        print(line)


def say_once(line):
    """Print a line on stderr, once in a process, but not into a notebook."""
    if line not in _said and _somebody_watches():
        _said.add(line)
        print(line, file=sys.stderr)


def _somebody_watches():
    """Return whether this may be a program that somebody looks at while it runs."""
    import multiprocessing

    muted = sys.stdout is None or sys.stderr is None
    notebook = "ipykernel" in sys.modules
    return not (muted or notebook or multiprocessing.parent_process())
