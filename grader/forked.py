"""Run a function on strangers' files in a child process with limits."""

import contextlib
import faulthandler
import gc
import json
import os
import signal
import time

from coursework.words import say
from grader.sandbox.launch import received
from grader.sandbox.runner import close_streams, set_limits

# On a busy machine, a few seconds of work may take minutes.
CPU_SECONDS, WALL_SECONDS = 10, 600
MEMORY = 1 << 30  # bytes beside those of the parent
LONGEST = 64 << 20  # bytes of the result


def too_heavy(key):
    """Return the sentence of a key; its reason is that a child used up its limits."""
    return say(key, reason=say("too_heavy", seconds=CPU_SECONDS, memory=MEMORY >> 30))


def results(work, seconds=CPU_SECONDS, memory=MEMORY):
    """Return the list of values that `work()` yields in a fork of this process.

    JSON carries the values. If the child raises or is killed, the list ends with the
    last value sent. The child has `seconds` of a processor, and `memory` more bytes.
    """
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        try:
            _work(work, send, seconds, memory)
        finally:
            os._exit(0)
    os.close(send)
    try:
        data, _ = received(receive, time.monotonic() + WALL_SECONDS, LONGEST)
    finally:
        os.close(receive)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    *lines, _ = data.split(b"\n")  # what follows the last line break is cut off
    return [json.loads(line) for line in lines]


def _work(work, send, seconds, memory):
    """Set the limits of the child, and write what `work` yields into the pipe."""
    faulthandler.disable()  # a crash is expected, and the caller reports it
    gc.disable()  # the child ends before that would help
    close_streams()  # Python's parser prints when memory is short
    for number in (signal.SIGINT, signal.SIGTERM):  # the parent may handle them
        signal.signal(number, signal.SIG_DFL)
    limits = {"CPU": seconds, "CORE": 0}
    with contextlib.suppress(OSError):  # only Linux tells and bounds the memory
        with open("/proc/self/statm") as file:
            pages = int(file.read().split()[0])
        limits["AS"] = pages * os.sysconf("SC_PAGE_SIZE") + memory
    set_limits(limits)
    with open(send, "wb") as pipe:
        for value in work():
            pipe.write(json.dumps(value).encode() + b"\n")
            pipe.flush()
