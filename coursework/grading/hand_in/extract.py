"""From the cells of a hand-in to one small program for each question.

A program defines the answer and what it needs, and nothing else: the last definition
that is written, the imports, constants, functions and classes behind it. Nothing is
run here, and what only runs (training, drawing, seeding) is not in a program.
"""

import dataclasses
import re

from coursework.grading.hand_in import forked
from coursework.grading.hand_in.parsing import UNREADABLE, broken, parse_cell
from coursework.grading.hand_in.reading import read
from coursework.grading.hand_in.slicing import NETWORK, Notebook, Slice
from coursework.grading.hand_in.steps import IMPORTS, Step, segment, steps_of

UNREAD = f"The {{}} cannot be read: {forked.REASON}."


@dataclasses.dataclass(frozen=True)
class Program:
    """What to run in one fresh namespace to have the answer to a question.

    Its statements are run one after the other; if one fails, the next one is run all
    the same.
    """

    name: str  # of the question
    statements: tuple = ()  # sources; their lines have the numbers of the cell
    answer: str = ""  # the name to look up afterwards: the function's, or TwoLayerNN
    cell: int | None = None  # in which the answer stands
    problem: str | None = None  # why there are no statements: a sentence


def extract(cells, names):
    """Return the Program of each name, whatever the cells contain.

    Names are those of functions, free or methods of the class TwoLayerNN.
    """
    return {program.name: program for program in _programs(cells, names)}


def _programs(cells, names):
    steps, lost = [], []
    for cell in cells:
        pairs, unread = parse_cell(cell)
        lost += unread
        for node, text in pairs:
            try:
                new = list(steps_of(cell.number, node, text))
                steps += [Step(len(steps) + n, *each) for n, each in enumerate(new)]
            except UNREADABLE as error:
                lost.append(
                    broken(cell.number, error, node.lineno, segment(text, node))
                )
    notebook = Notebook(steps)
    for name in names:
        yield _program(notebook, lost, name)


def _program(notebook, lost, name):
    try:
        if found := notebook.find(name):
            statements = Slice(notebook, found, name).statements()
            return Program(name, tuple(statements), found.answer, notebook.cell(found))
    except UNREADABLE as error:
        says = broken(None, error, 1, "").says
        return Program(name, problem=f"The code cannot be read: {says}.")
    return _nothing(notebook, lost, name)


def _nothing(notebook, lost, name):
    """Return the program that is none, with the reason."""
    own = rf"\bdef\s+{re.escape(name)}\b|\b{re.escape(name)}\s*=\s*lambda"
    for pattern in (own, rf"(def|class)\s+{NETWORK}\b"):
        for lines in reversed(lost):
            if re.search(pattern, lines.text):
                problem = (
                    f"Python cannot read {name} in cell {lines.cell}, line "
                    f"{lines.line}: {lines.says}."
                )
                return Program(name, cell=lines.cell, problem=problem)
    problem = f"There is no function {name}, and no class {NETWORK} that has it."
    if steps := notebook.by_name[name]:
        cell = steps[-1].cell
        problem += f" Cell {cell} sets {name} without def and lambda: this is not read."
        if isinstance(steps[-1].node, IMPORTS):
            problem = f"{name} is imported in cell {cell}, not written."
    elif lost:
        cells = ", ".join(str(n) for n in sorted({lines.cell for lines in lost})[:5])
        problem += f" Some lines are no Python and were left out, in cell {cells}."
    return Program(name, problem=problem)


def read_safely(path, names, *where, also=None):
    """Read a hand-in and extract its programs, in a process with limits.

    Nothing of a hand-in is run, but Python's own parser can be crashed, or kept busy
    for minutes, by what it reads.

    Parameters
    ----------
    path, *where
        See `read`.
    names : sequence of str
    also : callable, optional
        What else to find out: from the HandIn to plain values.

    Returns
    -------
    problem : str or None
        Why the file cannot be read.
    programs : dict of str to Program
    told : object
        What `also` returned; None if it came to no end.
    """
    told = forked.results(lambda: _told(path, names, where, also))
    problem, *rows = told or [UNREAD.format("file")]
    programs = {
        name: Program(name, problem=problem or UNREAD.format("code")) for name in names
    }
    for fields in rows[: len(names)]:
        program = Program(**fields | {"statements": tuple(fields["statements"])})
        programs[program.name] = program
    return problem, programs, (rows[len(names) :] or [None])[0]


def _told(path, names, where, also):
    """Yield the problem of a hand-in, its programs, and what `also` returns of it."""
    hand_in = read(path, *where)
    yield hand_in.problem
    if hand_in.problem is None:
        yield from map(dataclasses.asdict, _programs(hand_in.cells, names))
        yield also and also(hand_in)
