"""Make one small program for each question from the cells of a submission.

`notebook` chooses the statements. The sandbox runs them one by one, leaves out those
that fail, and runs all of them again, since students move cells about.
"""

import dataclasses
import re

from coursework.grading.submissions import forked, parsing
from coursework.grading.submissions.cells import read
from coursework.grading.submissions.nodes import IMPORTS, does
from coursework.grading.submissions.notebook import NETWORK, Notebook, Program
from coursework.grading.submissions.statements import Step, steps_of
from coursework.grading.submissions.written import nearest
from coursework.words import say


def extract(cells, names):
    """Yield the Program for each named function or method; never raise.

    `names` may be a dict from names to signatures, which help to find an answer that
    has another name.
    """
    steps, lost = [], []
    signatures = names if isinstance(names, dict) else {}
    for cell in cells:
        pairs, unread = parsing.parse_cell(cell)
        lost += unread
        for node, text in pairs:
            try:
                new = list(steps_of(cell.number, node, text))
                steps += [Step(len(steps) + n, *each) for n, each in enumerate(new)]
            except parsing.UNREADABLE as error:
                where = node.lineno, parsing.segment(text, node)
                lost.append(parsing.broken(cell.number, error, *where))
    notebook = Notebook(steps)
    for name in names:
        try:
            found = notebook.find(name)
            nothing = None if found else _nothing(notebook, lost, name)
            program = nothing or notebook.program(name, found)
            if nothing or not does(found.node):
                near = nearest(notebook, name, signatures.get(name, ""))
                program = dataclasses.replace(program, near=near)
            yield program
        except parsing.UNREADABLE as error:
            says = parsing.broken(None, error, 1, "").says
            yield Program(name, problem=say("code_unread", reason=says))


def _nothing(notebook, lost, name):
    """Return a Program without statements, whose problem says why it has none."""
    own = rf"\bdef\s+{re.escape(name)}\b|\b{re.escape(name)}\s*=\s*lambda"
    for pattern in (own, rf"(def|class)\s+{NETWORK}\b"):
        for lines in reversed(lost):
            if re.search(pattern, lines.text):
                where = {"cell": lines.cell, "line": lines.line, "says": lines.says}
                problem = say("line_unread", name=name, **where)
                return Program(name, cell=lines.cell, problem=problem)
    problem = say("no_function", name=name, owner=NETWORK)
    if steps := notebook.by_name[name]:
        cell = steps[-1].cell
        problem += " " + say("set_otherwise", cell=cell, name=name)
        if isinstance(steps[-1].node, IMPORTS):
            problem = say("imported_in_cell", name=name, cell=cell)
    elif lost:
        cells = ", ".join(str(n) for n in sorted({lines.cell for lines in lost})[:5])
        problem += " " + say("lines_left_out", cells=cells)
    return Program(name, problem=problem)


def read_safely(path, names, *where, also=None):
    """Read a submission (see `read`) and extract its programs, in a child with limits.

    Return why the file cannot be read, or None; the programs by name; and the plain
    values that `also` returns for the Submission, or None if it did not finish.
    """

    def work():  # nothing is run, but code can crash Python's parser, or keep it busy
        submission = read(path, *where)
        yield submission.problem
        if submission.problem is None:
            yield from map(dataclasses.asdict, extract(submission.cells, names))
            yield also and also(submission)

    problem, *rows = forked.results(work) or [forked.too_heavy("file_unread")]
    unread = problem or forked.too_heavy("code_unread")
    programs = {name: Program(name, problem=unread) for name in names}
    for fields in rows[: len(names)]:
        fields["statements"] = tuple(fields["statements"])
        programs[fields["name"]] = Program(**fields)
    return problem, programs, (rows[len(names) :] or [None])[0]
