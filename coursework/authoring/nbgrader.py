"""Add nbgrader's cell metadata, and show points in the form that nbgrader reads.

nbgrader runs an answer and its test in one process and trusts both. `coursework grade`
gives a grade that nobody can forge.
"""

import dataclasses
import re

from coursework.authoring.reference_cells import QUESTION, has_tag
from coursework.judging.report import Report

ANSWER = re.compile(r"^[ \t]*### BEGIN SOLUTION$", flags=re.MULTILINE)
CHECKED = re.compile(r"""^check\(\s*["'](\w+)["'].*\)$""")  # the last line of a check


def metadata(cell, number=0, points=None):
    """Return nbgrader's metadata (schema 3) for a cell of a solution, otherwise None.

    An answer is a solution cell, a check is a test with points, and the cell that makes
    a question known is locked; other cells get none. A cell without an id is named by
    `number`, its place. `points` maps questions to points; other questions have 1.
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
    """A report that shows its points, which nbgrader reads below a test cell."""

    out_of: float = 1.0

    def _message(self):
        return f"{self.message} {self.fix}".strip()  # nbgrader shows no hints

    def __repr__(self):
        return f"{self.score * self.out_of:g}"
