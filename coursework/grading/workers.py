"""Many hand-ins at a time, by joblib; nothing of it stays when a run is killed."""

import contextlib
import os
import pathlib
import re
from concurrent.futures.process import BrokenProcessPool

import joblib

from neuralnet.support.workers import end_with

SHARED = pathlib.Path("/dev/shm")
# What joblib's processes leave in shared memory if they are all killed together.
LEFT = re.compile(r"(?:sem\.loky-|joblib_memmapping_folder_)(\d+)[-_].*")


def results(function, tasks, jobs, scheduler, lost):
    """Yield what `function` returns for each tuple of arguments, as it comes.

    Parameters
    ----------
    function : callable
    tasks : list of tuple
    jobs, scheduler
        See `grade`. With one process the work is done in this one, and ends with it.
    lost : callable
        What to yield for a task whose process dies, also when it has one to itself.
    """
    if scheduler:
        yield from _on_dask(function, tasks, scheduler, lost)
        return
    left = dict(enumerate(tasks))
    while left:
        try:
            with watched(jobs):
                parallel = joblib.Parallel(return_as="generator_unordered")
                work = joblib.delayed(_numbered)
                for number, result in parallel(
                    work(function, *pair) for pair in [*left.items()]
                ):
                    del left[number]
                    yield result
        except BrokenProcessPool:
            # All workers end with the one that died. What was under way when it did
            # are some of the first that are left: try these one by one.
            for number in [*left][: 2 * joblib.effective_n_jobs(jobs)]:
                yield _alone(function, left.pop(number), lost)


def _on_dask(function, tasks, scheduler, lost):
    """Yield the results of workers elsewhere; what kills them is tried here, alone."""
    from dask.distributed import Client, as_completed
    from distributed.scheduler import KilledWorker

    with Client(scheduler) as client:
        futures = {client.submit(function, *each, pure=False): each for each in tasks}
        for future in as_completed(futures):
            if isinstance(future.exception(), KilledWorker):
                yield _alone(function, futures[future], lost)
            else:
                yield future.result()


def _numbered(function, number, task):
    return number, function(*task)


def _alone(function, task, lost):
    """Return the result of one task from a process of its own."""
    from joblib.externals.loky import ProcessPoolExecutor

    watch = {"initializer": end_with, "initargs": (os.getpid(),)}
    with ProcessPoolExecutor(max_workers=1, **watch) as pool:
        try:
            return pool.submit(function, *task).result()
        except BrokenProcessPool:
            return lost(*task)


def watched(jobs):
    """Return a context in which joblib's processes end when this one is killed.

    They are told from their first moment on, not with their first piece of work.
    """
    sweep()
    told = {"initializer": end_with, "initargs": (os.getpid(),)}
    return joblib.parallel_config("loky", n_jobs=jobs, **told)


def sweep():
    """Remove what killed runs of ours have left in shared memory."""
    for path in SHARED.glob("*"):
        named = LEFT.fullmatch(path.name)
        with contextlib.suppress(OSError):
            ours = named and path.stat().st_uid == os.getuid()
            if ours and not pathlib.Path("/proc", named[1]).exists():
                path.rmdir() if path.is_dir() else path.unlink()
