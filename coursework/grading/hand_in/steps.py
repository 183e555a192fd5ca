"""The statements of a notebook that bind or change a name: what a program is cut from.

Expression statements (training, drawing, seeding) are none, and so never run again.
"""

import ast
import dataclasses
import functools

from coursework.grading.hand_in.names import DEFS, attributes, changed, stored, uses

BLOCKS = ast.If | ast.Try | ast.TryStar | ast.With | ast.For | ast.While | ast.Match
IMPORTS = ast.Import | ast.ImportFrom
LEAVES = ast.Break | ast.Continue | ast.Raise


@dataclasses.dataclass(eq=False)
class Step:
    """A statement.

    Attributes
    ----------
    order : int
        Its place among the outermost statements of the notebook.
    cell : int
    node : ast.stmt
    text : str
        What the positions of the node refer to.
    binds : tuple of str
        The names that it defines or changes; "*" for from x import *.
    attribute : str or None
        What it changes of the one name it changes: 'forward' in Net.forward = f.
    changes : bool
        Whether it changes what a name stands for, and does not bind it.
    """

    order: int
    cell: int
    node: ast.stmt
    text: str
    binds: tuple
    attribute: str | None = None
    changes: bool = False

    def __post_init__(self):
        self._sources, self._needs = {}, {}

    def source(self, wanted):
        """Return the source, of a block without what is not about wanted names.

        Empty lines in front give its lines the numbers that they have in the cell.
        """
        names = frozenset(self.binds).intersection(wanted)
        if names not in self._sources:
            self._sources[names] = self._source(names)
        return self._sources[names]

    def needs(self, wanted):
        """Return the names in use, by method of a class, else under ''."""
        source = self.source(wanted)
        if source not in self._needs:
            self._needs[source] = uses(source)
        return self._needs[source]

    @functools.cached_property
    def attributes(self):
        return attributes(self.node)

    def bare(self):
        """Return the source of a function without its decorators."""
        return segment(self.text, self.node, self.node.lineno)

    def _source(self, names):
        if isinstance(self.node, IMPORTS):
            return "\n" * (self.node.lineno - 1) + ast.unparse(self.node)
        if isinstance(self.node, BLOCKS):
            needless = _needless(self.node, names)
            return segment(without(self.text, needless), self.node)
        return segment(self.text, self.node)


def steps_of(order, cell, node, text, hoisted=False):
    """Yield the steps of a statement.

    Imports come one name at a time: one that is missing takes no other along. What a
    block defines comes first as if it had no condition, for the case that it fails.
    """
    new = functools.partial(Step, order, cell)
    if isinstance(node, IMPORTS):
        if getattr(node, "module", None) != "__future__":
            for alias in node.names:
                fields = {key: getattr(node, key) for key in node._fields}
                one = type(node)(**fields | {"names": [alias]})
                one = ast.copy_location(one, node)
                yield new(one, text, tuple(stored(one)))
    elif isinstance(node, BLOCKS):
        is_if = isinstance(node, ast.If) and isinstance(node.test, ast.Constant)
        dead = node.body if is_if and not node.test.value else []
        for inner in inside(node):
            if inner not in dead:
                yield from steps_of(order, cell, inner, text, hoisted=True)
        if not hoisted and not isinstance(node, ast.While):  # it may not end
            yield new(node, text, tuple(_touched(node)))
    elif altered := changed(node):
        if not hoisted or altered[1]:  # C += 1 must not run twice
            yield new(node, text, altered[:1], altered[1], changes=True)
    elif isinstance(node, DEFS):
        yield new(node, text, (node.name,))
    elif not isinstance(node, ast.Assign | ast.AnnAssign):
        return
    elif isinstance(node.value, ast.Lambda) or (node.value and not hoisted):
        yield new(node, text, tuple(stored(node)))


def inside(block):
    """Return the statements right inside of a block, whatever its parts."""
    parts = [block, *getattr(block, "handlers", []), *getattr(block, "cases", [])]
    fields = ("body", "orelse", "finalbody")
    bodies = [getattr(part, f) for part in parts for f in fields if hasattr(part, f)]
    return [step for body in bodies for step in body]


def _touched(node):
    """Return what a statement binds and changes, and all statements inside of it."""
    inner = inside(node) if isinstance(node, BLOCKS) else []
    names = [*stored(node), *changed(node)[:1]]
    return dict.fromkeys([*names, *(name for each in inner for name in _touched(each))])


def _needless(block, names):
    """Yield the statements of a block that neither bind wanted names nor leave it."""
    for step in inside(block):
        if isinstance(step, LEAVES):
            continue
        if not names.intersection(_touched(step)):
            yield step
        elif isinstance(step, BLOCKS):
            yield from _needless(step, names)


def start_line(node):
    """Return the first line of a statement, its decorators included."""
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def segment(text, node, start=None):
    """Return the source of a statement at its lines, also where it shares them."""
    start = start or start_line(node)
    lines = [line.encode() for line in text.split("\n")[start - 1 : node.end_lineno]]
    lines[-1] = lines[-1][: node.end_col_offset]
    indent = lines[0][: node.col_offset].strip(b"\f")
    if isinstance(node, DEFS | BLOCKS) and indent:
        return "\n" * (start - 2) + "if 1:\n" + b"\n".join(lines).decode()
    lines[0] = lines[0][node.col_offset :]
    return "\n" * (start - 1) + b"\n".join(lines).decode()


def without(text, nodes):
    """Return a text with `pass` in the place of statements; lines keep their number."""
    lines = [line.encode() for line in text.split("\n")]
    for node in sorted(nodes, key=start_line, reverse=True):
        first, last = start_line(node) - 1, node.end_lineno - 1
        rest = lines[last][node.end_col_offset :]
        lines[first : last + 1] = [
            lines[first][: node.col_offset] + b"pass" + rest,
            *[b""] * (last - first),
        ]
    return b"\n".join(lines).decode()
