"""Running a stranger's functions: inputs go in, plain values come out.

`launch` starts a sandbox that `bubblewrap` isolates, with `cgroups` and `syscalls`. Of
its `contents`, `inside` calls an answer, and `wire` encodes values.
"""

from coursework.grading.sandbox.launch import Limits, NoSandbox, probe, run

__all__ = ["Limits", "NoSandbox", "probe", "run"]
