"""Stop a function that computes for too long, where Python can do that."""

import contextlib
import signal
import threading

SECONDS = 10  # of computing in one call; a right answer takes a thousandth of that


class OutOfTime(BaseException):
    """Raised inside a function that has computed for too long."""


def _stop(*_):
    raise OutOfTime


@contextlib.contextmanager
def limited(seconds):
    """Raise OutOfTime in the `with` block after so many seconds of computing.

    Waiting does not count, nor does what other programs do. Without a limit (None), on
    Windows, on a web page and in a thread nothing is stopped.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if seconds is None or not is_main or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
