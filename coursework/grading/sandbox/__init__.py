"""Running a stranger's functions: inputs go in, plain values come out.

`running` starts and stops; `bubblewrap` (with `cgroups` and `syscalls`) builds the
walls; `contents` is what lies in the sandbox: `inside`, the program that asks, and
`wire`, how values travel.
"""

from coursework.grading.sandbox.launch import Limits, NoSandbox, probe, run

__all__ = ["Limits", "NoSandbox", "probe", "run"]
