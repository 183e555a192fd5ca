"""From the cells of a hand-in to one small program for each question.

A program is the last definition of the answer that is written, or else the last value
of its name, and every statement that binds a name which it needs, directly or not, in
the notebook's order. Functions and classes count as they are in the end, and values as
they are above the answer. Whoever runs the statements leaves out what fails, and then
runs all of them once more: cells are moved about.
"""

import ast
import builtins
import collections
import dataclasses
import re
from typing import NamedTuple

from coursework.grading.submissions import forked
from coursework.grading.submissions.cells import read
from coursework.grading.submissions.statements import (
    ASSIGNS,
    IMPORTS,
    UNREADABLE,
    Step,
    broken,
    does,
    names_in,
    parse_cell,
    returns_code,
    segment,
    steps_of,
    stored,
)

NETWORK = "TwoLayerNN"
DYNAMIC = ("eval", "exec", "globals", "locals", "vars")  # may use any import
UNREAD = f"The {{}} cannot be read: {forked.REASON}."


@dataclasses.dataclass(frozen=True)
class Program:
    """What to run, one statement after the other, to have the answer to a question."""

    name: str  # of the question
    statements: tuple = ()  # sources; their lines have the numbers of the cell
    answer: str = ""  # the name to look up afterwards: the function's, or TwoLayerNN
    cell: int | None = None  # in which the answer stands
    problem: str | None = None  # why there are no statements: a sentence


class Found(NamedTuple):
    """A definition of an answer, and the name to look up for it."""

    step: Step
    node: ast.AST
    owner: str  # the class that has it, "" for a free function
    answer: str = ""
    attached: bool = False  # to the class: a free function that takes self


def is_network(title):
    """Return whether a class is called as the network of the homework, about."""
    return title.replace("_", "").lower()[:8] == "twolayer"


class Notebook:
    """What the statements of a notebook bind, define and build on, by name."""

    def __init__(self, steps):
        self.by_name, self.bases = collections.defaultdict(list), {}
        self.codes = collections.defaultdict(dict)  # of a name, the nodes by step
        self.found = collections.defaultdict(list)
        self.values = collections.defaultdict(list)  # that may be functions, if run
        for step in steps:
            is_import = isinstance(step.node, IMPORTS)
            for name in {*step.binds, *(DYNAMIC if is_import else ())}:
                self.by_name[name].append(step)
            if step.attribute and self._is_code(step.value):
                self.found[step.attribute].append(Found(step, step.value, *step.binds))
            for name, node in step.codes.items():
                self._define(name, node, step)

    def _define(self, name, node, step):
        if isinstance(node, ast.ClassDef):
            bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
            self.bases[name] = self.bases.get(name, []) + bases
            for part in node.body:
                for method in stored(part):
                    code = getattr(part, "value", part)
                    self.found[method].append(Found(step, code, name))
        elif isinstance(node, ast.Name) and node.id in self.bases:
            self.bases[name] = [node.id]
            self.values[name].append(Found(step, node, ""))
        elif self._is_code(node):
            self.found[name].append(Found(step, node, ""))
        else:
            self._value(name, node, step)
            return
        self.codes[name][step] = node

    def _value(self, name, node, step):
        """Keep a value that is a function, or may be one."""
        if self._gives_code(node):
            self.found[name].append(Found(step, node, ""))
        elif isinstance(step.node, ASSIGNS) and name not in names_in(node):
            kept = [] if isinstance(node, ast.Constant) else [Found(step, node, "")]
            self.values[name] += kept

    def _is_code(self, value):
        """Return whether a value is a function, or a call that may wrap one."""
        if isinstance(value, ast.Call):
            return any(map(self._is_code, value.args))
        if isinstance(value, ast.Name):
            return value.id in self.codes and value.id not in self.bases
        return isinstance(value, ast.FunctionDef | ast.Lambda)

    def _gives_code(self, value):
        """Return whether a value is surely a function that the notebook has written.

        That is what its own functions make and return, a method of its own classes, or
        an object of a class that can be called.
        """
        if isinstance(value, ast.Attribute):
            made = getattr(value.value, "func", value.value)
            return self._is_method(value.attr, getattr(made, "id", ""))
        name = getattr(getattr(value, "func", None), "id", "")
        is_made = any(map(returns_code, self.codes.get(name, {}).values()))
        return is_made or self._is_method("__call__", name)

    def _is_method(self, method, owner):
        """Return whether a class has a method; those of the network are found as is."""
        family = self._family(owner) if owner in self.bases else set()
        found = any(each.owner in family for each in self.found[method])
        return found and not is_network(owner)

    def find(self, name):
        """Return the definition of an answer to grade: the last one that is written.

        A placeholder, if nothing is written; None if there is nothing at all.
        """
        titles = [title for title in self.bases if is_network(title)]
        for title in (NETWORK, *reversed(titles)):
            owners = self._family(title)
            if any(each.owner in owners for each in self.found[name]):
                break
        options = [f for f in self.found[name] if f.owner in {"", *owners}]
        if not any(does(each.node) for each in options):
            options += self.values[name]
        if not options:
            return None
        last = max(options, key=lambda f: (does(f.node), f.step.position))
        # A cell of its own for each method, outside of the class, is what some hand in.
        arguments = getattr(last.node, "args", None)
        takes_self = [a.arg for a in getattr(arguments, "args", ())][:1] == ["self"]
        attached = not last.owner and takes_self and NETWORK in self.bases
        answer = NETWORK if attached else title if last.owner else name
        return last._replace(answer=answer, attached=attached)

    def _family(self, title):
        """Return the names of a class and of those it is built on."""
        family, waiting = set(), [title]
        while waiting:
            if (each := waiting.pop()) not in family:
                family.add(each)
                waiting += self.bases.get(each, [])
        return family

    def program(self, name, found):
        """Return the Program of an answer that was found: it, and what it needs."""
        needed, kept, reach, before = set(), {}, {name}, None
        waiting = [found.answer, *[name] * found.attached]

        def called(parts):  # what is said of a method counts if it can be called
            names = [p for p in parts if p in reach or p[:2] in ("", "__")]
            return set().union(*(parts[each] for each in names))

        while before != reach:
            before = set(reach)
            while waiting:
                if (each := waiting.pop()) not in needed:
                    needed.add(each)
                    taken = dict.fromkeys(self._taken(each, name, found))
                    kept |= taken
                    waiting += (n for step in taken for n in called(step.uses))
            for step in kept:
                reach |= called(step.attributes)
            waiting = [n for step in kept for n in called(step.uses)]
        is_loose = any(not self.by_name[n] and not hasattr(builtins, n) for n in needed)
        steps = sorted(kept, key=lambda step: step.position)
        sources = [step.source for step in [*self.by_name["*"] * is_loose, *steps]]
        if found.attached:
            sources.append(f"{NETWORK}.{name} = {name}")
        # Of TwoLayerNN.forward = f the cell is that of f.
        set_by = getattr(found.node, "id", "") if found.step.attribute else ""
        cell = [found.step, *self.codes.get(set_by, ())][-1].cell
        return Program(name, tuple(sources), found.answer, cell)

    def _taken(self, each, name, found):
        """Return the steps of a name that belong to the program of an answer."""
        end, codes, steps = found.step.position, self.codes[each], self.by_name[each]

        def sets(step):  # below the answer, and changes what has it
            if step.attribute == name:  # the answer itself is the last that is written
                return not isinstance(step.value, ast.Constant) and does(step.value)
            return step.attribute or each == found.answer == NETWORK

        if found.step in steps:
            steps = [s for s in steps if s.position <= end or s.changes]
        own = [s for s in steps if s in codes]
        own = [s for s in own if does(codes[s]) or s is found.step] or own
        others = [s for s in steps if s not in codes]
        above = [s for s in others if s.position <= end]
        below = [s for s in others if s.position > end]
        if own or any(not s.changes for s in above):  # below, methods are set at most
            below = [s for s in below if sets(s)]
        else:
            first = [s for s in below if not s.changes][:1]
            below = first + [s for s in below if s.changes]
        return own + above + below


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
            yield notebook.program(name, found)
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
