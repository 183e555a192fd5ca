"""Many hand-ins at a time, in processes that end when the run is killed."""

import contextlib
import itertools
import os
import signal
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker

import joblib
from joblib.externals.loky import ProcessPoolExecutor

from neuralnet.support.workers import end_with


def results(function, tasks, jobs, scheduler, lost):
    """Yield what `function` returns for each tuple of arguments, as it comes.

    `jobs` and `scheduler` are those of `grade`; one process is this one. Where a task
    ends its process, also when it has one to itself, `lost` says what to yield.
    """
    jobs = joblib.effective_n_jobs(jobs)
    if jobs == 1 and not scheduler:
        yield from itertools.starmap(function, tasks)
        return
    left = dict(enumerate(tasks))
    while left:
        with pool(jobs, scheduler) as (executor, killed):
            futures = {}
            with contextlib.suppress(killed):  # while the others are handed over
                for number, task in left.items():
                    futures[executor.submit(function, *task)] = number
            for future in as_completed(futures):
                if not isinstance(future.exception(), killed):
                    del left[futures[future]]
                    yield future.result()
        # All workers end with the one that died. What was under way when it did
        # are some of the first that are left: try these one by one.
        for number in [*left][: 2 * jobs]:
            task = left.pop(number)
            with pool(1) as (executor, killed):
                try:
                    found = executor.submit(function, *task).result()
                except killed:
                    found = lost(*task)
            yield found


@contextlib.contextmanager
def pool(jobs, scheduler=None):
    """Yield an executor, and the error by which it tells that a worker has died.

    Our own workers end when this process is killed: from their first moment on, and
    not only with their first piece of work.
    """
    if scheduler:
        from dask.distributed import Client
        from distributed.scheduler import KilledWorker

        with Client(scheduler) as client:
            yield client.get_executor(pure=False), KilledWorker
        return
    watch = {"initializer": _begin, "initargs": (os.getpid(),)}
    executor = ProcessPoolExecutor(jobs, **watch)
    # Ctrl-C reaches the workers, too: they start without hearing it (see `_begin`).
    resource_tracker.ensure_running()  # that lifts such a block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        executor.submit(os.getpid)  # starts all of them
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield executor, BrokenProcessPool
    finally:
        executor.shutdown(kill_workers=True)


def _begin(parent):
    """Begin a worker: it ends with its parent, and Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, lambda *_: None)  # "ignored" a sandbox would inherit
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    end_with(parent)
