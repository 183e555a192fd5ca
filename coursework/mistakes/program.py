"""The right program of a question, and the lines that may go wrong in it."""

import ast
import functools

import numpy as np

from coursework.mistakes import syntax
from coursework.mistakes.syntax import CatalogueError
from neuralnet.activations import deriv_leaky_relu, leaky_relu, softmax

MARK = "  # for mistakes alone"  # at a line that a right answer does not need
# What a program may use without a definition.
GIVEN = {
    "np": np,
    "leaky_relu": leaky_relu,
    "softmax": softmax,
    "deriv_leaky_relu": deriv_leaky_relu,
}


class RightProgram:
    """The right program of a question, whose lines can be changed."""

    def __init__(self, name, head, where):
        self.name, self.where, self.space = name, where, dict(GIVEN)
        place = head.rfind(f"def {name}(")
        if place < 0:
            raise CatalogueError(f"{where}:1: there is no function {name}.")
        self.helpers = head[:place]
        exec(compile(self.helpers, where, "exec"), self.space)
        lines = head[place:].rstrip().splitlines()
        self.shown = "\n".join(line for line in lines if MARK not in line)
        self.lines = [line.partition(MARK)[0] for line in lines]
        self.begins = [syntax.start_of(line) for line in self.lines]
        # The key of a line: its start, with a number if an earlier line begins alike.
        self.starts = []
        for k, start in enumerate(self.begins):
            is_first = start not in self.begins[:k]
            self.starts.append(start if is_first else f"{start} #{k}")
        body = [line for line in self.lines[1:] if line.strip()]
        # Flat means that all lines are indented alike: no loop and no condition.
        self.is_flat = all(line[:4].isspace() and line[4] != " " for line in body)

    @property
    def arguments(self):
        """The names of the program's arguments."""
        code = self.changed().__code__
        return code.co_varnames[: code.co_argcount]

    @property
    def text(self):
        """The text of a solution: the program and the helpers that it calls."""
        called = self.changed().__code__.co_names
        helpers = [
            ast.get_source_segment(self.helpers, node)
            for node in ast.parse(self.helpers).body
            if getattr(node, "name", "") in called
        ]
        return "\n\n\n".join([*helpers, self.shown])

    @functools.cache  # noqa: B019 - programs live as long as the questions
    def changed(self, way=()):
        """Return the result of `make`, which is compiled once and then kept."""
        return self.make(way)

    def lines_with(self, way):
        """Return the program's lines after the changes `way`, (start, line) pairs."""
        lines = list(self.lines)
        for start, line in way:
            k = self.starts.index(start)
            indent = len(lines[k]) - len(lines[k].lstrip())
            lines[k] = " " * indent + line
        return [*map(syntax.out_of_place, lines)] if self.is_flat else lines

    def source(self, way):
        """Return the program with the lines of `way` as text, helpers first."""
        return "\n".join([self.helpers, *self.lines_with(way)])

    def make(self, way):
        """Return the function of the program after the changes `way`."""
        lines, space = self.lines_with(way), dict(self.space)
        exec(compile("\n".join(lines), self.where, "exec"), space)
        return space[self.name]

    def way(self, line, where):
        """Parse a line of an entry; return its changes as (start, new line) pairs.

        A change says which line is replaced: the line with the same start, or with a
        text (`old -> new`). `;;` separates changes.
        """
        changes = []
        for part in map(str.strip, line.split(";;")):
            places, new = self.replaced(part)
            if len(places) != 1:
                raise CatalogueError(
                    f"{where}: {part!r} must replace exactly one line of {self.name}, "
                    f"and {len(places)} fit. Name the line that it replaces by all its "
                    "text, `old line -> new line`"
                )
            changes.append((self.starts[places[0]], new))
        return tuple(changes)

    def replaced(self, part):
        """Return the indices of lines that a change may replace, and the new line."""
        for old in {line.strip() for line in self.lines} - {""}:
            if part.startswith(f"{old} -> "):
                fits = [k for k, each in enumerate(self.lines) if each.strip() == old]
                return fits, part.removeprefix(f"{old} -> ")
        start = syntax.start_of(part)
        return [k for k, each in enumerate(self.begins) if each == start], part
