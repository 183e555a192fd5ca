"""The definitions of a notebook, one by one: imports, functions, classes, values.

Expression statements (training, drawing, seeding) are none, and so never run again.
"""

import ast
import collections
import dataclasses
import functools
import warnings

from coursework.grading.hand_in.blocks import BLOCKS, DEFS, bodies, pruned, values
from coursework.grading.hand_in.names import changed, stored, uses
from coursework.grading.hand_in.parsing import UNREADABLE, start_line


@dataclasses.dataclass(eq=False)
class Unit:
    """A statement that defines something.

    Attributes
    ----------
    kind : str
        'def' (function or class), 'import', 'star' (from x import *), 'value' (an
        assignment or a block with some), 'change' (alters what a name stands for).
    binds : list of str
        The names that it defines or changes.
    source : str
        With empty lines in front, so that its lines have the numbers of the cell.
    attribute : str or None
        Of a change, 'forward' in `TwoLayerNN.forward = ...`.
    instead : list of Unit
        Run before, for the case that this one fails.
    """

    order: float
    cell: int
    node: ast.AST
    kind: str
    binds: list
    source: str
    attribute: str | None = None
    instead: list = dataclasses.field(default_factory=list)

    @functools.cached_property
    def uses(self):
        return uses(self.source)

    @functools.cached_property
    def refused(self):
        """The error of a definition that parses and still is no Python, or None."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(self.source, "<cell>", "exec", dont_inherit=True)
        except UNREADABLE as error:
            return error
        return None


class Collector:
    """Turns statements into units, in the order of the notebook."""

    def __init__(self):
        self.units = []

    def add(self, cell, node, lines, hoisted=False):
        """Add the units of a statement, `hoisted` if it stands in a block."""
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._imports(cell, node)
        elif isinstance(node, DEFS):
            source = _block_source(node, lines, hoisted)
            self._new(cell, node, "def", [node.name], source)
        elif isinstance(node, BLOCKS):
            self._block(cell, node, lines)
        elif altered := changed(node):
            self._new(cell, node, "change", altered[:1], _segment(node, lines))
            self.units[-1].attribute = altered[1]
        elif (
            isinstance(node, ast.Assign | ast.AnnAssign) and not hoisted and node.value
        ):
            self._new(cell, node, "value", stored(node), _segment(node, lines))

    def _new(self, cell, node, kind, binds, source):
        self.units.append(Unit(len(self.units), cell, node, kind, binds, source))

    def _imports(self, cell, node):
        """Add one unit for each name: one that is missing takes no other along."""
        start = "\n" * (node.lineno - 1)
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            source = start + ast.unparse(_with_names(node, [alias]))
            if alias.name == "*":
                self._new(cell, node, "star", [], source)
            elif getattr(node, "module", None) != "__future__":
                self._new(cell, node, "import", [name], source)

    def _block(self, cell, node, lines):
        """Add what a block defines whether it runs or not, and then its values."""
        is_if = isinstance(node, ast.If) and isinstance(node.test, ast.Constant)
        if is_if and not node.test.value:  # `if False:` is a way to delete
            for inner in node.orelse:
                self.add(cell, inner, lines, hoisted=True)
            return
        first = len(self.units)
        for inner in (step for body in bodies(node) for step in body):
            self.add(cell, inner, lines, hoisted=True)
        versions = collections.defaultdict(list)
        for unit in self.units[first:]:
            if unit.kind == "def" and unit.source:
                versions[unit.binds[0]].append(unit)
        if isinstance(node, ast.While):  # it may not end
            return
        if names := values(node):
            self._new(cell, node, "value", names, "")
        for name, units in versions.items():
            if len(units) > 1:  # if FAST: def ... else: def ...: the block knows which
                block = dataclasses.replace(self.units[first], node=node)
                source = pruned(block, name).source
                self._new(cell, units[-1].node, "def", [name], source)
                self.units[-1].instead = units


def _with_names(node, names):
    fields = {key: getattr(node, key) for key in node._fields}
    return type(node)(**{**fields, "names": names})


def _segment(node, lines):
    """Return the source of a simple statement, which may share its lines."""
    part = [line.encode() for line in lines[node.lineno - 1 : node.end_lineno]]
    part[-1] = part[-1][: node.end_col_offset]
    part[0] = part[0][node.col_offset :]
    return "\n" * (node.lineno - 1) + b"\n".join(part).decode()


def _block_source(node, lines, hoisted):
    """Return the source of a def or class; out of a block, with its indentation.

    Annotations do nothing, but need imports that may not exist where this runs.
    """
    start = start_line(node)
    part = [line.encode() for line in lines[start - 1 : node.end_lineno]]
    part[-1] = part[-1][: node.end_col_offset]
    for note in sorted(_annotations(node), key=lambda n: (n.lineno, n.col_offset))[
        ::-1
    ]:
        first, last = note.lineno - start, note.end_lineno - start
        rest = b")" + part[last][note.end_col_offset :]
        part[first : last + 1] = [part[first][: note.col_offset] + b"(0"] + [b""] * (
            last - first
        )
        part[last] += rest
    text = b"\n".join(part).decode()
    if hoisted and part[0][:1].isspace():
        return "\n" * (start - 2) + "if 1:\n" + text
    return "\n" * (start - 1) + text


def _annotations(node):
    for each in ast.walk(node):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.returns:
            yield each.returns
        elif isinstance(each, ast.arg) and each.annotation:
            yield each.annotation


def undecorated(unit):
    """Return the source of a function's unit without its decorators."""
    lines = unit.source.split("\n")
    first = start_line(unit.node) - 1
    lines[first : unit.node.lineno - 1] = [""] * (unit.node.lineno - 1 - first)
    return "\n".join(lines)
