"""Run a stranger's functions in a sandbox, and get back plain values.

`launch` starts the sandbox; `bubblewrap` and `syscalls` isolate it.
`contents` lists its files: `runner` calls an answer, and `codec` encodes values.
"""

from grader.sandbox.launch import Limits, NoSandbox, probe, run

__all__ = ["Limits", "NoSandbox", "probe", "run"]
