"""The statements that a program is put together from.

What only runs (training, drawing, seeding) is no step, and no loop is run again.
"""

import ast
import copy
import dataclasses
import functools

from coursework.grading.hand_in.names import (
    DEFS,
    attributes,
    changed,
    is_written,
    stored,
    uses,
)

BLOCKS = ast.If | ast.Try | ast.With
LOOPS = ast.For | ast.While | ast.TryStar | ast.Match  # these are not run either
IMPORTS = ast.Import | ast.ImportFrom
ASSIGNS = ast.Assign | ast.AnnAssign
KEPT = BLOCKS | IMPORTS | DEFS | ASSIGNS | ast.AugAssign | ast.Raise | ast.Pass
NOT_RUN = "raise type('A_{}_statement_is_not_run', (Exception,), {{'name': 'cell_{}'}})"


@dataclasses.dataclass(eq=False)
class Step:
    """A statement."""

    position: int  # among those of the notebook
    cell: int
    node: ast.stmt
    source: str  # empty lines in front give its lines the numbers of the cell
    binds: tuple  # the names that it defines or changes; "*" for from x import *
    attribute: str | None = None  # that it changes: 'forward' in A.forward = f
    changes: bool = False  # what a name stands for, and does not bind it

    @functools.cached_property
    def uses(self):
        return uses(self.source.strip())

    @functools.cached_property
    def attributes(self):
        return attributes(self.node)

    @property
    def value(self):
        """The node that is assigned; None if there is none."""
        return getattr(self.node, "value", None)

    @functools.cached_property
    def codes(self):
        """The nodes that may define code, by name: def, class, and what is assigned."""
        if isinstance(self.node, ASSIGNS):
            targets = getattr(self.node, "targets", [getattr(self.node, "target", 0)])
            return {t.id: self.node.value for t in targets if isinstance(t, ast.Name)}
        found, waiting = {}, [self.node]
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, DEFS):
                if node.name not in found or does(node):
                    found[node.name] = node
            elif isinstance(node, BLOCKS | ast.ExceptHandler):
                waiting += ast.iter_child_nodes(node)
        return found


def does(node):
    """Return whether code is more than a placeholder, as far as its source tells."""
    return not isinstance(node, ast.FunctionDef | ast.Lambda) or is_written(node)


def steps_of(cell, node, text):
    """Yield the fields of the steps of a statement, from `cell` on.

    Imports come one name at a time: one that is missing takes no other along. A
    decorated function comes without its decorators first, for the case that they fail.
    """
    altered = changed(node)
    if isinstance(node, IMPORTS):
        for alias in node.names:
            one = copy.copy(node)
            one.names = [alias]
            source = "\n" * (node.lineno - 1) + ast.unparse(one)
            yield cell, one, source, tuple(stored(one))
    elif altered:
        yield cell, node, segment(text, node), altered[:1], altered[1], True
    elif isinstance(node, DEFS):
        if getattr(node, "decorator_list", ()) and isinstance(node, ast.FunctionDef):
            yield cell, node, segment(text, node, node.lineno), (node.name,)
        yield cell, node, segment(text, node), (node.name,)
    elif isinstance(node, ASSIGNS) and node.value:
        yield cell, node, segment(text, node), tuple(stored(node))
    elif isinstance(node, BLOCKS):
        needless = list(_needless(node))
        source = segment(without(text, needless), node)
        yield cell, node, source, tuple(_touched(node)), None, not stored(node)
        for loop in needless:
            if isinstance(loop, LOOPS):
                yield from steps_of(cell, loop, text)
    elif isinstance(node, LOOPS):
        source = NOT_RUN.format(type(node).__name__.lower(), cell)
        yield cell, node, source, tuple(_touched(node)), None, True


def _touched(node):
    """Return what a statement, and those inside of it, bind and change."""
    altered = (name for each in ast.walk(node) for name in changed(each)[:1])
    return dict.fromkeys([*stored(node), *altered])


def _needless(block):
    """Yield the statements of a block that only run."""
    for each in ast.iter_child_nodes(block):
        if isinstance(each, BLOCKS | ast.ExceptHandler):
            yield from _needless(each)
        elif isinstance(each, ast.stmt) and not changed(each):
            yield from [] if isinstance(each, KEPT) else [each]


def start_line(node):
    """Return the first line of a statement, its decorators included."""
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def segment(text, node, start=None):
    """Return the source of a statement at its lines, also where it shares them."""
    start = start or start_line(node)
    lines = [line.encode() for line in _lines(text)[start - 1 : node.end_lineno]]
    lines[-1] = lines[-1][: node.end_col_offset]
    lines[0] = lines[0][node.col_offset :]
    return "\n" * (start - 1) + b"\n".join(lines).decode()


@functools.lru_cache(maxsize=2)
def _lines(text):
    return text.split("\n")


def without(text, nodes):
    """Return a text with `pass` in the place of statements; lines keep their number."""
    lines = [line.encode() for line in text.split("\n")]
    for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset), reverse=True):
        first, last = start_line(node) - 1, node.end_lineno - 1
        rest = lines[last][node.end_col_offset :]
        lines[first : last + 1] = [
            lines[first][: node.col_offset] + b"pass" + rest,
            *[b""] * (last - first),
        ]
    return b"\n".join(lines).decode()
