"""The definitions of a notebook, one by one: imports, functions, classes, values.

Expression statements (training, drawing, seeding) are none, and so never run again.
"""

import ast
import dataclasses
import functools
import warnings

from neuralnet.grading.names import stored, uses
from neuralnet.grading.parsing import UNREADABLE, start_line

DEFS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
BLOCKS = ast.If | ast.Try | ast.With | ast.For | ast.While | ast.Match
MUTATORS = ("append", "extend", "insert", "update", "setdefault", "add")


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
    """

    order: float
    cell: int
    node: ast.AST
    kind: str
    binds: list
    source: str
    attribute: str | None = None

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
        elif isinstance(node, BLOCKS | getattr(ast, "TryStar", ast.Try)):
            self._block(cell, node, lines)
        elif changed := _changed(node):
            self._new(cell, node, "change", changed[:1], _segment(node, lines))
            self.units[-1].attribute = changed[1]
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
        for body in bodies(node):
            for inner in body:
                self.add(cell, inner, lines, hoisted=True)
        if not isinstance(node, ast.While) and (names := _block_values(node)):
            self._new(cell, node, "value", names, "")


def bodies(node):
    """Return the lists of statements of a block."""
    parts = [node, *getattr(node, "handlers", []), *getattr(node, "cases", [])]
    fields = ("body", "orelse", "finalbody")
    return [getattr(part, f) for part in parts for f in fields if hasattr(part, f)]


def pruned(unit, name):
    """Return a copy of a block's unit that keeps what `name` depends on."""
    wanted, size = {name}, 0
    while len(wanted) != size:
        size = len(wanted)
        kept = _prune(unit.node, wanted)
        wanted |= uses(ast.unparse(kept)).now
    source = "\n" * (unit.node.lineno - 1) + ast.unparse(kept)
    return dataclasses.replace(unit, binds=[name], source=source)


def _prune(node, wanted):
    """Return a copy of a block, or of a part of one, without needless statements."""
    new = type(node)(**{key: getattr(node, key, None) for key in node._fields})
    ast.copy_location(new, node)
    for field in ("handlers", "cases"):
        if hasattr(new, field):
            setattr(new, field, [_prune(part, wanted) for part in getattr(new, field)])
    for field in ("body", "orelse", "finalbody"):
        if isinstance(old := getattr(new, field, None), list):
            kept = [_prune(s, wanted) if isinstance(s, BLOCKS) else s for s in old]
            kept = [step for step in kept if _is_kept(step, wanted)]
            setattr(new, field, kept or ([ast.Pass()] if field == "body" else []))
    return new


def _is_kept(step, wanted):
    leaves = isinstance(step, ast.Break | ast.Continue | ast.Raise)
    changed = _changed(step) or stored(step)
    return leaves or any(name in wanted for name in changed if name)


def _block_values(node):
    """Return the names that are bound in a block by more than one def or import."""
    plain, defined, waiting = {}, {}, [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DEFS | ast.Import | ast.ImportFrom):
            for name in stored(each):
                (plain if name in defined else defined)[name] = None
        elif isinstance(each, BLOCKS):
            inner = [step for body in bodies(each) for step in body]
            waiting += inner
            plain |= dict.fromkeys(n for head in _heads(each) for n in stored(head))
        else:
            plain |= dict.fromkeys(stored(each))
    return list(plain)


def _heads(block):
    """Yield what binds names in the head of a block: a loop's target, `as file`."""
    if isinstance(block, ast.For):
        yield block.target
    elif isinstance(block, ast.With):
        yield from (item.optional_vars for item in block.items if item.optional_vars)
    elif isinstance(block, ast.If | ast.While):
        yield block.test  # :=


def _changed(node):
    """Return the name that a statement changes and the attribute, () if none."""
    if isinstance(node, ast.AugAssign):
        return _root(node.target)
    if isinstance(node, ast.Assign) and not stored(node):
        return _root(node.targets[0])
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call):
        return ()
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr in MUTATORS:
        return _root(function.value)
    if isinstance(function, ast.Name) and function.id == "setattr" and call.args:
        named = call.args[1] if len(call.args) == 3 else None
        attribute = named.value if isinstance(named, ast.Constant) else None
        return (*_root(call.args[0])[:1], attribute)[-2:]
    return ()


def _root(target):
    attribute = None
    while isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
        attribute = getattr(target, "attr", None)
        target = target.value
    return (target.id, attribute) if isinstance(target, ast.Name) else ()


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
