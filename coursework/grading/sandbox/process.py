"""No sandbox: a plain process with limits, for one's own tests.

It ends loops and floods; nothing is hidden from the code. Here too values come back,
not verdicts.
"""

import contextlib
import os
import pathlib
import signal
import tempfile

from coursework.grading.sandbox.contents import (
    DESK,
    HELPERS,
    HERE,
    PACKAGE,
    interpreter,
    libraries,
    started,
)


@contextlib.contextmanager
def in_process(limits, helpers):
    """Start the program as a plain process: limits, but nothing is hidden."""
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:
        root = pathlib.Path(folder)
        for name, place in libraries().items():
            _link(place, root / "packages" / name)
        for name in DESK:
            _link(PACKAGE / name, root / "desk" / "coursework" / name)
        for name, file in HELPERS.items():
            _link(file, root / "helpers" / "neuralnet" / name)
        (root / "tmp").mkdir()
        command = [interpreter(), "-I", "-S", str(HERE / "inside.py")]
        command += [str(root / "desk"), str(root / "packages")]
        command += [str(root / "helpers")] if helpers else []
        how = {"cwd": root / "tmp", "start_new_session": True}
        how["env"] = {"OPENBLAS_NUM_THREADS": "1", "HOME": str(root / "tmp")}
        with started(command, _kill, **how) as process:
            yield process


def _kill(process):
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _link(target, link):
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)
