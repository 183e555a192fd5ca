"""Work on submissions in parallel processes, which end when the run is killed."""

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
    """Call `function` with each tuple in `tasks`; yield results as they come.

    See `grade` for `jobs` and `scheduler`; a single job runs in this process. If a task
    kills its worker again when it runs alone, its result is `lost(*task)`.
    """
    jobs = joblib.effective_n_jobs(jobs)
    if jobs == 1 and not scheduler:
        yield from itertools.starmap(function, tasks)
        return
    left = dict(enumerate(tasks))
    while left:
        with pool(jobs, scheduler) as (executor, killed):
            futures = {}
            with contextlib.suppress(killed):  # `submit` fails if a worker has died
                for number, task in left.items():
                    futures[executor.submit(function, *task)] = number
            for future in as_completed(futures):
                if not isinstance(future.exception(), killed):
                    del left[futures[future]]
                    yield future.result()
        # When a worker dies, all workers end. One of the first unfinished tasks killed
        # it, so each of these runs alone: two for each worker, to be on the safe side.
        for number in [*left][: 2 * jobs]:
            task = left.pop(number)
            with pool(1) as (executor, killed):
                try:
                    result = executor.submit(function, *task).result()
                except killed:
                    result = lost(*task)
            yield result


@contextlib.contextmanager
def pool(jobs, scheduler=None):
    """Yield an executor, and the error that it raises when a worker has died."""
    if scheduler:
        from dask.distributed import Client
        from distributed.scheduler import KilledWorker

        with Client(scheduler) as client:
            yield client.get_executor(pure=False), KilledWorker
        return
    watch = {"initializer": _begin, "initargs": (os.getpid(),)}
    executor = ProcessPoolExecutor(jobs, **watch)
    # Ctrl-C reaches the workers, too, so it is blocked until `_begin` has set it up.
    resource_tracker.ensure_running()  # first, since its start would lift the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        executor.submit(os.getpid)  # starts all workers
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield executor, BrokenProcessPool
    finally:
        executor.shutdown(kill_workers=True)


def _begin(parent):
    """Set up a worker: it ends with its parent, and leaves Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, lambda *_: None)  # a sandbox would inherit SIG_IGN
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    end_with(parent)
