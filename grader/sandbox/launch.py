"""Start and stop a sandbox: bubblewrap around a plain Python interpreter.

A sandbox has no network, no other processes, a read-only system, 16 MB of memory to
write to, no environment, a user who owns nothing, and limits. A plain process
(--isolation=process) only stops loops and floods; it is for one's own tests.
"""

import contextlib
import dataclasses
import getpass
import json
import math
import os
import pathlib
import select
import shutil
import signal
import sys
import tempfile
import threading
import time

from grader.sandbox.bubblewrap import in_bubblewrap, obstacle
from grader.sandbox.codec import Reply, Task, typed
from grader.sandbox.contents import places, program, started

CHUNK = 2**20
# Values in a reply: three bytes of JSON become an object of 60 or more.
MOST_VALUES = 500_000
WHOLE = 4  # a submission may use the time limit of so many sandboxes
OUR_LOAD = 2  # the load of each core that the grader itself causes
START = 3.0  # seconds in which Python and NumPy start, even on a busy machine
ADVICE = (
    "Grading runs code of strangers, so it needs bubblewrap on Linux: apt-get install "
    "bubblewrap. In a container, or on Ubuntu with restricted user namespaces, it may "
    "be installed and still be forbidden. For your own tests, and for nothing else, "
    "there is --isolation=process."
)


@dataclasses.dataclass(frozen=True)
class Limits:
    """How much one sandbox may use."""

    seconds: float = 15.0  # of clock time, and of CPU time for each process
    memory: int = 1_500_000_000  # bytes, of each process
    processes: int = 12
    files: int = 64
    output: int = 2**25  # bytes that may come out
    scratch: int = 2**24  # bytes that may be written to /tmp
    end: float = math.inf  # deadline of the submission by `time.monotonic`

    @property
    def whole(self):
        """Return how many seconds all sandboxes of one submission may take together."""
        return WHOLE * max(self.seconds, START)

    def started(self):
        """Return limits that start now, up to 4 times longer ones on a busy machine."""
        busy = round(os.getloadavg()[0] / os.cpu_count() / OUR_LOAD)
        longer = dataclasses.replace(self, seconds=self.seconds * min(max(busy, 1), 4))
        return dataclasses.replace(longer, end=time.monotonic() + longer.whole)


class NoSandbox(RuntimeError):
    """Bubblewrap does not work on this machine."""


def run(task, limits, helpers=False, isolation="bubblewrap"):
    """Do a Task in a sandbox of its own; return its Reply, or a word on how it ended.

    The word is crash, time, output, or whole if the submission has no time left. With
    `helpers`, `neuralnet` can be imported.
    """
    if time.monotonic() >= limits.end:
        return "whole"
    bounds, start = {"CORE": 0}, in_process
    bounds |= {"AS": limits.memory, "CPU": math.ceil(limits.seconds) + 1}
    bounds |= {"NOFILE": limits.files, "FSIZE": limits.scratch}  # RLIMIT_...
    if isolation == "bubblewrap":  # elsewhere NPROC counts the grader's processes, too
        bounds, start = bounds | {"NPROC": limits.processes}, in_bubblewrap
    line = json.dumps({"task": vars(task), "limits": bounds}).encode() + b"\n"
    with start(limits, helpers) as process:
        raw, ended = converse(process, line, limits)
    first, _, _ = raw.partition(b"\n")
    # Counting brackets and commas limits the number of values before JSON is parsed.
    if sum(map(first.count, (b",", b"[", b"{"))) > MOST_VALUES:
        return "output"
    try:
        return typed(Reply, json.loads(first))
    except (ValueError, RecursionError):
        return "crash" if ended == "done" else ended


@contextlib.contextmanager
def in_process(limits, helpers):
    """Start runner.py as a plain process with limits, which can see all files."""

    def kill(process):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()

    with tempfile.TemporaryDirectory(prefix="grade-") as folder:
        scratch = pathlib.Path(folder, "tmp")
        scratch.mkdir()
        for place, path in places(helpers).items():
            link = pathlib.Path(folder, place)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
        env = {"OPENBLAS_NUM_THREADS": "1", "HOME": str(scratch)}
        how = {"env": env, "cwd": scratch, "start_new_session": True}
        with started(program(folder, helpers), kill, **how) as process:
            yield process


def converse(process, line, limits):
    """Send one line to a process; return its output (bytes) and why reading ended."""

    def send():  # in a thread, since the process may never read the line
        with contextlib.suppress(OSError, ValueError), process.stdin as stream:
            stream.write(line)

    threading.Thread(target=send, daemon=True).start()
    end = min(time.monotonic() + limits.seconds, limits.end)
    raw, ended = received(process.stdout.fileno(), end, limits.output)
    return raw, "whole" if ended == "time" and end == limits.end else ended


def received(pipe, end, most):
    """Return the bytes from a pipe, and why reading ended: 'done', 'time', 'output'."""
    parts, size = [], 0
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    while size <= most:
        left = end - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return b"".join(parts), "time"
        part = os.read(pipe, CHUNK)
        if not part:
            return b"".join(parts), "done"
        parts.append(part)
        size += len(part)
    return b"".join(parts), "output"


def probe():
    """Run a trivial job in bubblewrap; raise NoSandbox with advice if it fails."""
    if not sys.platform.startswith("linux") or shutil.which("bwrap") is None:
        raise NoSandbox(f"bubblewrap is missing. {ADVICE}")
    reply = run(Task("softmax", "softmax", (), []), Limits(), helpers=True)
    if isinstance(reply, str):
        reason = "it took too long" if reply == "time" else obstacle(Limits())
        user = f"as the user {getpass.getuser()}"
        raise NoSandbox(f"bubblewrap does not work here {user}: {reason}. {ADVICE}")
