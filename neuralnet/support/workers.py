"""Many jobs at once: processes, a bar with the time left, a file that survives."""

import contextlib
import functools
import hashlib
import importlib.util
import json
import os
import threading
import time

import numpy as np

from neuralnet.support.machine import blas_threads, progress, say_once

_BLAS_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def run_jobs(function, jobs, costs, n_jobs=None):
    """Yield (job, result) for every job, as they finish; the dearest start first.

    Parameters
    ----------
    function : function
        Takes what a job holds. It must be importable: it may run in another process.
    jobs : list of tuple
        Large arrays in them are shared through memory maps (joblib), not copied.
    costs : list of float
        How much work each job is, in any unit: for the order and the time left.
    n_jobs : int, optional
        Processes. None: what `joblib.parallel_config` says (its backend too, dask
        for several machines), else one per core.

    Yields
    ------
    index : int
        Of the job.
    result
        What `function` returned.
    """
    order = sorted(range(len(jobs)), key=lambda index: -costs[index])
    calls = [(_work, (function, index, jobs[index], os.getpid())) for index in order]
    with progress(sum(costs), "of the search") as bar:
        for index, result in _in_processes(calls, n_jobs):
            yield index, result
            bar.update(costs[index])


def _in_processes(calls, n_jobs):
    """Yield the result of each call, in processes where joblib is there."""
    if n_jobs != 1 and importlib.util.find_spec("joblib") is None:
        say_once("joblib is not installed: one process does it all")
        n_jobs = 1
    if n_jobs == 1 or len(calls) == 0:
        yield from (function(*arguments) for function, arguments in calls)
        return
    from joblib import Parallel, delayed
    from joblib.parallel import get_active_backend

    if n_jobs is None and get_active_backend()[1] is None:
        n_jobs = -1  # one per core
    with _environment(dict.fromkeys(_BLAS_VARIABLES, "1")):
        parallel = Parallel(n_jobs, return_as="generator_unordered", batch_size=1)
        yield from parallel(delayed(call)(*arguments) for call, arguments in calls)


def _work(function, index, job, pid):
    """Run a job with one BLAS thread: the other cores have jobs of their own."""
    if os.getppid() == pid:
        end_with(pid)
    with blas_threads(1):
        return index, function(*job)


@functools.cache  # one thread is enough
def end_with(parent):
    """End this process when its parent is gone, killed perhaps: joblib's would stay."""

    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextlib.contextmanager
def _environment(variables):
    """Set variables for the processes that are started meanwhile."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def fingerprint(*arrays):
    """Return a short text that differs when arrays differ, in type or shape too."""
    digest = hashlib.blake2b(digest_size=16)
    for array in arrays:
        array = np.ascontiguousarray(array)
        digest.update(f"{array.dtype.str}{array.shape}".encode())
        digest.update(array.data)
    return digest.hexdigest()


class Ledger:
    """Rows in a file, one line of JSON each, the first line saying what they are of.

    A process that is killed leaves at most a torn last line, which is cut off when
    the file is opened again.

    Parameters
    ----------
    path : path or None
        None keeps the rows in memory only.
    heading : dict
        What the rows depend on: 'search', its kind, and entries that JSON can hold.

    Attributes
    ----------
    rows : list of dict
        All rows, those of an earlier process included.

    Raises
    ------
    ValueError
        If the file holds rows of something else.
    """

    def __init__(self, path, heading):
        self.path = path
        heading = json.loads(json.dumps(heading))  # tuples become lists, as in the file
        found, self.rows = self._read(json.dumps(heading))
        if found is None:
            self._append([heading])
        elif found != heading:
            _refuse(path, found, heading)

    def add(self, rows):
        """Append rows and wait until they are on the disk."""
        self.rows += rows
        self._append(rows)

    def _read(self, first_line):
        """Return the heading and the rows of the file; cut off a torn line."""
        if self.path is None or not os.path.exists(self.path):
            return None, []
        with open(self.path, "rb+") as file:
            content = file.read()
            whole = content[: content.rfind(b"\n") + 1]
            try:
                lines = [json.loads(line) for line in whole.splitlines()]
            except ValueError:
                lines = ["not JSON"]
            torn_heading = not lines and first_line.encode().startswith(content)
            if not torn_heading and not (lines and _is_heading(lines[0])):
                raise ValueError(
                    f"{self.path} is not the file of a search: give another path"
                )
            file.truncate(len(whole))
        return (lines[0], lines[1:]) if lines else (None, [])

    def _append(self, rows):
        if self.path is None:
            return
        with open(self.path, "ab") as file:
            file.write("".join(json.dumps(row) + "\n" for row in rows).encode())
            file.flush()
            os.fsync(file.fileno())


def _is_heading(line):
    return isinstance(line, dict) and "search" in line


def _refuse(path, found, heading):
    names = [k for k in {**heading, **found} if heading.get(k) != found.get(k)]
    details = "; ".join(
        f"{name} was {found.get(name)!r} and is now {heading.get(name)!r}"
        for name in names
    )
    raise ValueError(
        f"{path} holds trials of another search, and tables do not mix: {details}. "
        "Go on with what it was, or give another path"
    )
