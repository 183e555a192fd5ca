"""Make one small program for each question from the cells of a submission.

`notebook` chooses the statements. The sandbox runs the statements one by one, leaves
out those that fail, and runs all again, since students move cells about.
"""

import dataclasses
import re

from coursework.words import say
from grader import forked
from grader.submissions import parsing
from grader.submissions.cells import Cell, read_cells
from grader.submissions.nodes import IMPORTS, does
from grader.submissions.notebook import NETWORK, Extract, Notebook
from grader.submissions.statements import steps_of


def extract(cells, names):
    """Yield the Extract for each named function or method; never raise."""
    steps, unreadable = [], []
    for cell in cells:
        pairs, broken = parsing.parse_cell(cell)
        unreadable += broken
        for node, text in pairs:
            try:
                steps += [*steps_of(cell.number, node, text)]
            except parsing.UNREADABLE as error:
                where = node.lineno, parsing.segment(text, node)
                unreadable.append(parsing.broken(cell.number, error, *where))
    for position, step in enumerate(steps):
        step.position = position
    notebook = Notebook(steps)
    for name in names:
        try:
            if definition := notebook.find(name):
                program = notebook.program(name, definition)
            else:
                program = _without_answer(notebook, unreadable, name)
            if not definition or not does(definition.node):
                near = notebook.nearest(name)
                is_absent = program.is_absent and not near
                program = dataclasses.replace(program, near=near, is_absent=is_absent)
            yield program
        except parsing.UNREADABLE as error:
            says = parsing.broken(None, error, 1, "").says
            yield Extract(name, problem=say("code_unread", reason=says))


def _without_answer(notebook, unreadable, name):
    """Return a Extract without statements; its problem says why there are none."""
    defined = rf"\bdef\s+{re.escape(name)}\b|\b{re.escape(name)}\s*=\s*lambda"
    for pattern in (defined, rf"(def|class)\s+{NETWORK}\b"):
        for broken in reversed(unreadable):
            if re.search(pattern, broken.text):
                where = {"cell": broken.cell, "line": broken.line, "says": broken.says}
                problem = say("line_unread", name=name, **where)
                return Extract(name, cell=broken.cell, problem=problem)
    problem = say("no_function", name=name, owner=NETWORK)
    steps = notebook.by_name[name]  # bound to something else
    if steps and isinstance(steps[-1].node, IMPORTS):
        problem = say("imported_in_cell", name=name, cell=steps[-1].cell)
    elif unreadable:
        numbers = sorted({broken.cell for broken in unreadable})[:5]
        problem += " " + say("lines_left_out", cells=", ".join(map(str, numbers)))
    return Extract(name, problem=problem, is_absent=not steps)


# Cells of question (e), which a teacher marks by hand, have one of these names.
OF_TUNING = re.compile(r"\b(?:trials|final|open_test)\b")
MOST_QUOTED, LONGEST_QUOTE = 8, 2000  # cells; characters of a cell


@dataclasses.dataclass(frozen=True)
class Reading:
    """What is read in a submission."""

    problem: str | None  # why it cannot be read
    programs: dict  # {name: Extract}
    quotes: list  # the last Cells of question (e)


def quoted(submission):
    """Return the last Cells that belong to question (e), cut."""
    cells = [cell for cell in submission.cells if OF_TUNING.search(cell.source)]
    return [
        dataclasses.replace(cell, source=cell.source[:LONGEST_QUOTE])
        for cell in cells[-MOST_QUOTED:]
    ]


def read_safely(path, names):
    """Return the Reading of a submission, made in a child with limits."""

    def work():  # runs no code, but code can crash Python's parser, or keep it busy
        submission = read_cells(path)
        yield submission.problem
        if submission.problem is None:
            yield from map(dataclasses.asdict, extract(submission.cells, names))
            yield [dataclasses.asdict(cell) for cell in quoted(submission)]

    problem, *rows = forked.results(work) or [forked.too_heavy("file_unread")]
    reason = problem or forked.too_heavy("code_unread")  # for programs not in `rows`
    programs = {name: Extract(name, problem=reason) for name in names}
    for fields in rows[: len(names)]:
        fields["statements"] = tuple(fields["statements"])
        programs[fields["name"]] = Extract(**fields)
    quotes = [Cell(**fields) for last in rows[len(names) :] for fields in last]
    return Reading(problem, programs, quotes)
