"""Run jobs in several processes, if joblib is installed, with a progress bar."""

import importlib.util
import os
import threading
import time

from neuralnet.support.machine import blas_threads, progress, say_once


def run_jobs(function, jobs, costs, n_jobs):
    """Run all jobs; yield (index of the job, result) as soon as each finishes.

    A job is a tuple of arguments for the function, which must be importable, since it
    may run in another process. joblib shares large arrays through memory maps. `costs`
    says how much work each job is, in any unit; the largest jobs start first. If
    `n_jobs` is -1, there is one process per core.
    """
    order = sorted(range(len(jobs)), key=lambda index: -costs[index])
    calls = [(function, index, jobs[index]) for index in order]
    with progress(sum(costs), "of the search") as bar:
        for index, result in _results(calls, n_jobs):
            yield index, result
            bar.update(costs[index])


def _results(calls, n_jobs):
    """Yield what `_work` returns for each call, in the order in which calls finish."""
    if n_jobs != 1 and importlib.util.find_spec("joblib") is None:
        say_once("joblib is not installed: one process does it all")
        n_jobs = 1
    if n_jobs == 1 or not calls:
        yield from (_work(*call) for call in calls)
        return
    from joblib import Parallel, delayed

    options = {"return_as": "generator_unordered", "batch_size": 1}
    start = {"initializer": end_with, "initargs": (os.getpid(),)}  # of each process
    parallel = Parallel(n_jobs, **options, **start)
    yield from parallel(delayed(_work)(*call) for call in calls)


def _work(function, index, job):
    """Run a job with one BLAS thread, since the other cores have their own jobs."""
    with blas_threads(1):
        return index, function(*job)


def end_with(parent):
    """End this process when its parent ends, even if the parent is killed."""

    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
