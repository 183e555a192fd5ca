"""Running a stranger's functions: bubblewrap around a plain interpreter.

No network, a process space of its own, a read-only system, 16 MB of memory as the only
place to write, no environment, a user id that owns nothing, and limits. What is inside
gets inputs and sends values (`wire`); verdicts are made outside.
"""

import contextlib
import dataclasses
import getpass
import json
import math
import os
import secrets
import select
import shutil
import sys
import threading
import time

from coursework.grading.sandbox.bubblewrap import in_bubblewrap, obstacle
from coursework.grading.sandbox.process import in_process

CHUNK = 2**20
# Values in one line of a reply: three bytes of JSON become an object of 60 or more.
MOST_VALUES = 500_000
WHOLE = 4  # sandboxes that may take all of their time, in one hand-in
OUR_LOAD = 2  # waiting processes on each core, which a run of ours may be itself
START = 3.0  # seconds in which Python and NumPy start, also on a busy machine

ADVICE = (
    "Grading runs code of strangers, so it needs bubblewrap on Linux: apt-get install "
    "bubblewrap. In a container, or on Ubuntu with restricted user namespaces, it may "
    "be installed and still be forbidden. For your own tests, and for nothing else, "
    "there is --isolation=process."
)


@dataclasses.dataclass(frozen=True)
class Limits:
    """What one sandbox may use."""

    seconds: float = 15.0  # on the clock, and of each process on a processor
    # Bytes of address space of each process; where there are cgroups, of all together.
    memory: int = 1_500_000_000
    processes: int = 24
    files: int = 64
    output: int = 2**25  # bytes that may come out
    scratch: int = 2**24  # bytes that may be written to /tmp
    end: float = math.inf  # of the hand-in as a whole, on the clock `time.monotonic`

    @property
    def whole(self):
        """The seconds that all sandboxes of one hand-in may take together."""
        return WHOLE * max(self.seconds, START)

    def started(self):
        """Return these limits for a hand-in that begins now.

        Where others keep the processors busy, all takes longer, and so may it.
        """
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        busy = round(load / (os.cpu_count() or 1) / OUR_LOAD)
        longer = dataclasses.replace(self, seconds=self.seconds * min(max(busy, 1), 4))
        return dataclasses.replace(longer, end=time.monotonic() + longer.whole)

    def hurried(self):
        """Return these limits for what comes after an answer that had to be stopped."""
        seconds = min(self.seconds, max(self.seconds / 3, START))
        return dataclasses.replace(self, seconds=seconds)

    def resources(self):
        """Return the limits by their names in the module resource."""
        return {
            "AS": self.memory,
            "CPU": math.ceil(self.seconds) + 1,
            "NPROC": self.processes,
            "NOFILE": self.files,
            "FSIZE": self.scratch,
            "CORE": 0,
        }


class NoSandbox(RuntimeError):
    """Bubblewrap does not work here."""


def run(job, limits, helpers=False, isolation="bubblewrap"):
    """Run a job (questions and luck, see `inside`) in a sandbox of its own.

    `helpers` says whether `neuralnet` with its three functions can be imported;
    `isolation` is 'bubblewrap', or 'process' for a plain process with limits.

    Returns
    -------
    frames : list of dict
        What came out, line by line, of the expected form or not.
    ended : str
        'done', or why it was stopped: 'time', 'whole' (that of the hand-in was over),
        'output', 'crash'.
    """
    if time.monotonic() >= limits.end:
        return [], "whole"
    nonce = secrets.token_hex(16)
    bounds = limits.resources()
    if isolation != "bubblewrap":
        del bounds["NPROC"]  # it would count the grader's own processes, too
    line = json.dumps(job | {"nonce": nonce, "limits": bounds}).encode() + b"\n"
    start = in_bubblewrap if isolation == "bubblewrap" else in_process
    with start(limits, helpers) as process:
        raw, ended = converse(process, line, limits)
    # A line a question and the nonce: millions of empty lines would take minutes.
    most = len(job["questions"]) + 1
    lines = raw.split(b"\n", most)[:most]
    # Brackets and commas bound the number of values, before a line is read.
    if any(sum(map(line.count, (b",", b"[", b"{"))) > MOST_VALUES for line in lines):
        return [], "output"
    frames = [frame for frame in map(_parse, lines) if frame is not None]
    if ended == "done" and {"nonce": nonce} not in frames:
        ended = "crash"
    return frames, ended


def _parse(line):
    """Return a line as JSON; None if it is none."""
    try:
        frame = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return frame if isinstance(frame, dict) else None


def converse(process, line, limits):
    """Send one line, collect what comes; bytes, and how it ended."""

    def send():  # beside the reading: who does not read it must not stop us
        with contextlib.suppress(OSError, ValueError), process.stdin as stream:
            stream.write(line)

    threading.Thread(target=send, daemon=True).start()
    end = min(time.monotonic() + limits.seconds, limits.end)
    raw, ended = received(process.stdout.fileno(), end, limits.output)
    return raw, "whole" if ended == "time" and end == limits.end else ended


def received(pipe, end, most):
    """Return what comes through a pipe until it closes, as bytes, and how it ended.

    That is 'done', or 'time' if it was still open at `end` on the clock
    `time.monotonic`, or 'output' if there were more than `most` bytes.
    """
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
    """Run a trivial job in bubblewrap; if that fails, NoSandbox says what to do."""
    if not sys.platform.startswith("linux") or shutil.which("bwrap") is None:
        raise NoSandbox(f"bubblewrap is missing. {ADVICE}")
    job = {"questions": [], "luck": 0}
    _, ended = run(job, Limits(), helpers=True)
    if ended != "done":
        reason = "it took too long" if ended == "time" else obstacle(Limits())
        user = f"as the user {getpass.getuser()}"
        raise NoSandbox(f"bubblewrap does not work here {user}: {reason}. {ADVICE}")
