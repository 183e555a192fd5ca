"""Make of a chapter the cells that run on its page.

The visible code of a chapter becomes cells that a reader can change and run. Folded
code runs unseen, because visible cells need its names; what only draws a figure or a
table there is left out, since the page shows the stored one. Before a cell run those
that it needs: earlier ones that set one of its names, or may change what it stands for.
"""

import ast
import symtable
from typing import NamedTuple

from _ext import folds

DRAW = {"plots", "plt", "diagram", "table", "display", "print"}
DEFINES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try)  # may not set what they set


class PageCell(NamedTuple):
    """A cell of a page; `source` of a hidden one is what later cells need."""

    source: str
    shown: bool
    needs: frozenset = frozenset()  # places of the cells that run before this one


def is_shown(cell):
    """Return whether the page shows the code of this cell outside a fold of code."""
    tags = cell["metadata"].get("tags", [])
    if {"remove-cell", "remove-input"} & {*tags}:
        return False
    return "hide-input" not in tags or folds.kind(cell) == "second-reading"


def cells_to_run(cells):
    """Return the `PageCell`s of a chapter, in order."""
    found, needed = [], set()  # names that the later cells read
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    functions = _drawing_functions(cell for cell in code if not is_shown(cell))
    for cell in reversed(code):
        shown = is_shown(cell)
        statements, kept = ast.parse(cell["source"]).body, []
        drawn = functions | _drawn(statements)
        for statement in reversed(statements):
            if shown or _is_needed(statement, needed, drawn):
                if not shown and isinstance(statement, ast.Import | ast.ImportFrom):
                    statement.names = [n for n in statement.names if _name(n) in needed]
                if not isinstance(statement, BLOCKS):
                    needed -= _sets(statement)
                needed |= _uses(statement)
                kept.insert(0, statement)
        source = cell["source"] if shown else "\n".join(map(ast.unparse, kept))
        if source:
            found.insert(0, PageCell(source, shown))
    return with_needs(found)


def with_needs(cells):
    """Return the cells, each with the places of all that it needs."""
    done, touched = [], []
    for cell in cells:
        reads = names_read(cell.source)
        touches = set().union(*map(_touches, ast.parse(cell.source).body))
        needs = {k for k, names in enumerate(touched) if names & reads}
        needs.update(*(done[k].needs for k in needs))
        done.append(cell._replace(needs=frozenset(needs)))
        touched.append(touches)
    return done


def names_read(source):
    """Return the names that a cell reads before it sets them."""
    reads = set()
    for statement in reversed(ast.parse(source).body):
        if not isinstance(statement, BLOCKS):
            reads -= all_set(statement)
        reads |= _uses(statement) - _own(statement)
    return reads


def _drawn(statements):
    """Return the names of figures and axes, and of what makes them."""
    drawn = {*DRAW}
    for statement in statements:
        if isinstance(statement, ast.Assign) and _uses(statement) & drawn:
            drawn |= _sets(statement)
    return drawn


def _drawing_functions(cells):
    """Return the names of the functions that read a figure that a cell has made."""
    programs = [ast.parse(cell["source"]).body for cell in cells]
    drawn = set().union(*map(_drawn, programs))
    functions = [f for program in programs for f in program if hasattr(f, "args")]
    return {f.name for f in functions if _uses(f) & drawn}


def _is_needed(statement, needed, drawn):
    """Return whether a hidden statement gives later code a value."""
    if _sets(statement) & needed:
        return True
    targets = getattr(statement, "targets", [])
    if isinstance(statement, DEFINES) or (targets and all(map(_is_name, targets))):
        return False
    uses = _uses(statement)  # it may change one of these in place
    return bool(uses & needed) and not uses & drawn


def _touches(statement):
    """Return the names that a statement sets, or whose objects it may change."""
    found = _sets(statement)
    for node in ast.walk(statement):
        parts = getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(node, ast.Expr):  # a call for its effect
            names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            found |= names if not names & DRAW else set()
        elif isinstance(node, ast.Assign | ast.AugAssign):
            named = (n for part in parts for n in ast.walk(part))
            found |= {n.id for n in named if isinstance(n, ast.Name)}
    # A generator changes whenever it is used.
    return found | {name for name in _uses(statement) if "rng" in name}


def _is_name(target):
    """Return whether a target is a name or several names, and no part of an object."""
    if parts := getattr(target, "elts", None):
        return all(map(_is_name, parts))
    return isinstance(target, ast.Name)


def _name(alias):
    """Return the name that an import defines."""
    return alias.asname or alias.name.partition(".")[0]


def _table(statement):
    return symtable.symtable(ast.unparse(statement), "cell", "exec")


def all_set(statement):
    """Return the global names to which a statement gives a value."""
    symbols = _table(statement).get_symbols()
    return {one.get_name() for one in symbols if one.is_assigned() or one.is_imported()}


def _sets(statement):
    """Return what `all_set` returns, but none of a loop's own names."""
    return all_set(statement) - _own(statement)


def _own(statement):
    """Return the names that a loop gives its values to, or that `with` opens."""
    target = getattr(statement, "target", None)
    if not isinstance(statement, ast.For):
        return set()
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def _uses(statement):
    """Return the global names that a statement reads, also in its functions."""
    waiting, found = [_table(statement)], set()
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        for one in table.get_symbols():
            if one.is_referenced() and (
                one.is_global() or table.get_type() == "module"
            ):
                found.add(one.get_name())
    if isinstance(statement, ast.AugAssign):  # x += 1 reads x
        found |= _sets(statement)
    return found
