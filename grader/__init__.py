"""Grade a class: run strangers' functions in a sandbox, and judge what they return.

    coursework grade SUBMISSIONS --out DIR

`submissions` cuts the programs out of a student's file. `marking` has the `sandbox` run
them, and `verdicts` turns the values into marks, one a question. `run` keeps a record
of these for each submission, and `pages` writes what people read.
"""

from grader.pipeline import grade

__all__ = ["grade"]
