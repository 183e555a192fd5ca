"""No sandbox: a plain process with limits, for one's own tests.

It ends loops and floods; nothing is hidden from the code. Here too values come back,
not verdicts.
"""

import contextlib
import os
import pathlib
import signal
import tempfile

from coursework.grading.sandbox.contents import places, program, started


@contextlib.contextmanager
def in_process(limits, helpers):
    """Start the program as a plain process: limits, but nothing is hidden."""
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:
        home = pathlib.Path(folder, "tmp")
        home.mkdir()
        for place, path in places(helpers).items():
            link = pathlib.Path(folder, place)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
        how = {"cwd": home, "start_new_session": True}
        how["env"] = {"OPENBLAS_NUM_THREADS": "1", "HOME": str(home)}
        with started(program(folder, helpers), _kill, **how) as process:
            yield process


def _kill(process):
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
