"""Running a stranger's functions: inputs go in, plain values come out.

`running` starts and stops; `bubblewrap` (with `cgroups` and `syscalls`) builds the
walls, `process` does without; `contents` is what lies in the sandbox: `inside`, the
program that asks, `wire`, how values travel, and `helpers`.
"""

from coursework.grading.sandbox.running import Limits, NoSandbox, probe, run

__all__ = ["Limits", "NoSandbox", "probe", "run"]
