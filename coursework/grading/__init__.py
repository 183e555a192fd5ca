"""Grading a class: functions of strangers run in a sandbox, their values judged here.

    coursework grade SUBMISSIONS --out DIR

The way of a hand-in: `hand_in` (its cells, its programs) -> `sandbox` (values) ->
`marking` and `choice` (entries) -> `run` (records) -> `pages` (what people read).
"""

from coursework.grading.pipeline import grade

__all__ = ["grade"]
