"""Grading a class: functions of strangers run in a sandbox, their values judged here.

    neuralnet grade SUBMISSIONS --out DIR

The way of a hand-in: `reading` (cells) -> `extract` (programs) -> `sandbox`, in it
`inside` and `wire` (values) -> `marking` and `choice` (entries) -> `folder` (records)
-> `table`, `feedback`, `summary`, `gradescope` (what people read).
"""

from neuralnet.grading.grade import grade

__all__ = ["grade"]
