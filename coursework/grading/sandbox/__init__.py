"""Running a stranger's functions: inputs go in, plain values come out.

`launch` starts and stops a sandbox, and `bubblewrap` isolates it, with `cgroups` and
`syscalls`. `contents` says which files are in it: `inside` is the program that calls an
answer, and `wire` encodes the values.
"""

from coursework.grading.sandbox.launch import Limits, NoSandbox, probe, run

__all__ = ["Limits", "NoSandbox", "probe", "run"]
