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
    """What to run, one statement after the other, to have the answer to a question."""

    name: str  # of the question
    statements: tuple = ()  # sources; their lines have the numbers of the cell
    answer: str = ""  # the name to look up afterwards: the function's, or TwoLayerNN
    cell: int | None = None  # in which the answer stands
    problem: str | None = None  # why there are no statements: a sentence


def extract(cells, names):
    """Yield the Program of each name, whatever the cells contain.

    Names are those of functions, free or methods of the class TwoLayerNN.
    """
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
        try:
            found = notebook.find(name)
            if found is None:
                yield _nothing(notebook, lost, name)
                continue
            statements = tuple(Slice(notebook, found, name).statements())
            yield Program(name, statements, found.answer, notebook.cell(found))
        except UNREADABLE as error:
            says = broken(None, error, 1, "").says
            yield Program(name, problem=f"The code cannot be read: {says}.")


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
    """Read a hand-in (see `read`) and extract its programs, in a process with limits.

    Nothing of a hand-in is run, but Python's own parser can be crashed, or kept busy
    for minutes, by what it reads. Returned are the reason why it cannot be read, or
    None; a dict of the programs by their names; and what `also` makes of the HandIn, in
    plain values, None if it came to no end.
    """

    def work():
        hand_in = read(path, *where)
        yield hand_in.problem
        if hand_in.problem is None:
            yield from map(dataclasses.asdict, extract(hand_in.cells, names))
            yield also and also(hand_in)

    problem, *rows = forked.results(work) or [UNREAD.format("file")]
    unread = problem or UNREAD.format("code")
    programs = {name: Program(name, problem=unread) for name in names}
    for fields in rows[: len(names)]:
        fields["statements"] = tuple(fields["statements"])
        programs[fields["name"]] = Program(**fields)
    return problem, programs, (rows[len(names) :] or [None])[0]
