"""For instructors who grade with nbgrader: its cell metadata, and points to read.

nbgrader runs an answer and its test in one process and trusts both. For a grade that
nobody can forge, there is `coursework grade`.
"""

import dataclasses
import re

from coursework.authoring.reference_cells import QUESTION, has_tag
from coursework.judging.report import Report

ANSWER = re.compile(r"^[ \t]*### BEGIN SOLUTION$", flags=re.MULTILINE)
CHECKED = re.compile(r"""^check\(\s*["'](\w+)["'].*\)$""")  # the last line of a check


def metadata(cell, number=0, points=None):
    """Return what nbgrader wants to know of a cell of a solution (its schema 3).

    Parameters
    ----------
    cell : nbformat.NotebookNode
    number : int
        Its place, which names it if it has no id.
    points : dict of float, optional
        By the name of the question; 1 for those that are not there.

    Returns
    -------
    dict or None
        Answers are solution cells, checks below them tests that are worth points, the
        cell that makes a question known is locked, and the others are None.
    """
    if cell.cell_type != "code":
        return None
    facts = {
        "schema_version": 3,
        "grade_id": cell.get("id") or f"cell-{number}",
        "solution": bool(ANSWER.search(cell.source)),
        "grade": False,
        "locked": False,
        "task": False,
    }
    if facts["solution"]:
        return facts
    check = CHECKED.match(cell.source.rstrip().rpartition("\n")[2])
    if check:
        worth = (points or {}).get(check[1], 1.0)
        return facts | {"grade": True, "locked": True, "points": worth}
    return facts | {"locked": True} if has_tag(cell, QUESTION) else None


@dataclasses.dataclass(frozen=True, repr=False)
class Points(Report):
    """A report whose text is its points, as nbgrader reads them below a test cell."""

    out_of: float = 1.0

    def _said(self):
        return f"{self.message} {self.fix}".strip()  # nobody asks for hints there

    def __repr__(self):
        return f"{self.score * self.out_of:g}"
