"""Make a Step of each statement: what does it bind, change and need?

Statements that only run (training, drawing, seeding) and loops are left out.
"""

import ast
import collections
import copy
import dataclasses
import functools
import symtable
import warnings

from grader.submissions import nodes
from grader.submissions.nodes import ASSIGNS, BLOCKS, DEFS, IMPORTS
from grader.submissions.parsing import segment, with_pass_for

RUN_THERE = ("listcomp", "setcomp", "dictcomp", "genexpr", "lambda")  # no methods
LOOPS = ast.For | ast.While | ast.TryStar | ast.Match  # these are not run either
KEPT = BLOCKS | IMPORTS | DEFS | ASSIGNS | ast.AugAssign | ast.Raise | ast.Pass
NOT_RUN = "raise type('A_{}_statement_is_not_run', (Exception,), {{'name': 'cell_{}'}})"


@dataclasses.dataclass(eq=False)
class Step:
    """A statement of a notebook that a program may contain."""

    cell: int
    node: ast.stmt
    source: str  # empty lines in front keep the line numbers of the cell
    binds: tuple  # the names that are defined or changed; "*" for from x import *
    attribute: str | None = None  # that is set, as 'forward' in A.forward = f
    changes: bool = False  # whether values are changed and no name is bound
    position: int = -1  # among the steps of the notebook

    @functools.cached_property
    def uses(self):
        """The global names that are read: {method of a class: set, "": all others}."""
        names_of = collections.defaultdict(set)
        with warnings.catch_warnings(action="ignore"):
            module = symtable.symtable(self.source.strip(), "<cell>", "exec")
        waiting = [(module, "")]
        while waiting:
            scope, method = waiting.pop()
            names_of[method] |= _globals_read(scope)
            for inner in scope.get_children():
                kinds, name = (scope.get_type(), inner.get_type()), inner.get_name()
                is_method = kinds == ("class", "function") and name not in RUN_THERE
                # What is inside a method belongs to this method.
                waiting.append((inner, method or (name if is_method else "")))
        return names_of

    @functools.cached_property
    def attributes(self):
        """The attributes, and constants (for getattr), that are read, as in `uses`."""
        names_of, node = collections.defaultdict(set), self.node
        for part in node.body if isinstance(node, ast.ClassDef) else [node]:
            method = getattr(part, "name", "") if part is not node else ""
            for each in ast.walk(part):
                constant = getattr(each, "value", None)
                names_of[method].add(getattr(each, "attr", constant))
        return names_of

    @property
    def value(self):
        """The node on the right of an assignment, or None."""
        return getattr(self.node, "value", None)

    @functools.cached_property
    def codes(self):
        """The nodes that may define code, by name: def, class and assigned values."""
        if isinstance(self.node, ASSIGNS):
            is_plain = isinstance(self.node, ast.Assign)  # a = b = value
            targets = self.node.targets if is_plain else [self.node.target]
            return {t.id: self.node.value for t in targets if isinstance(t, ast.Name)}
        methods, waiting = {}, [self.node]
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, DEFS):
                if node.name not in methods or nodes.does(node):  # no placeholder
                    methods[node.name] = node
            elif isinstance(node, BLOCKS | ast.ExceptHandler):
                waiting += ast.iter_child_nodes(node)
        return methods


def _globals_read(scope):
    """Return the global names that a scope, a symbol table, reads or declares."""
    symbols = scope.get_symbols()
    if scope.get_type() == "module":
        return {each.get_name() for each in symbols if each.is_referenced()}
    return {
        each.get_name()
        for each in symbols
        if each.is_declared_global() or (each.is_referenced() and each.is_global())
    }


def steps_of(cell, node, text):
    """Yield the Steps for a statement in `text`, whose positions come later."""
    changed = nodes.changed_value(node)
    if isinstance(node, IMPORTS):
        for alias in node.names:  # one statement each, since any module may be missing
            one = copy.copy(node)
            one.names = [alias]
            source = "\n" * (node.lineno - 1) + ast.unparse(one)
            yield Step(cell, one, source, tuple(nodes.bound_names(one)))
    elif changed:
        source = segment(text, node)
        yield Step(cell, node, source, (changed.name,), changed.attribute, True)
    elif isinstance(node, DEFS):
        if node.decorator_list and isinstance(node, ast.FunctionDef):
            # First without the decorators, which may fail.
            yield Step(cell, node, segment(text, node, node.lineno), (node.name,))
        yield Step(cell, node, segment(text, node), (node.name,))
    elif isinstance(node, ASSIGNS) and node.value:
        yield Step(cell, node, segment(text, node), tuple(nodes.bound_names(node)))
    elif isinstance(node, BLOCKS):
        needless = list(_needless(node))
        source = segment(with_pass_for(needless, text), node)
        binds_nothing = not nodes.bound_names(node)
        yield Step(cell, node, source, tuple(_touched(node)), None, binds_nothing)
        for statement in needless:
            if isinstance(statement, LOOPS):
                yield from steps_of(cell, statement, text)
    elif isinstance(node, LOOPS):  # an exception in its place says what is missing
        source = NOT_RUN.format(type(node).__name__.lower(), cell)
        yield Step(cell, node, source, tuple(_touched(node)), None, True)


def _touched(node):
    """Return a dict whose keys are all names that a statement binds or changes."""
    changed = filter(None, map(nodes.changed_value, ast.walk(node)))
    return dict.fromkeys([*nodes.bound_names(node), *(each.name for each in changed)])


def _needless(block):
    """Yield the statements inside a block that define nothing, such as training."""
    for each in ast.iter_child_nodes(block):
        is_kept = isinstance(each, KEPT) or nodes.changed_value(each)
        if isinstance(each, BLOCKS | ast.ExceptHandler):
            yield from _needless(each)
        elif isinstance(each, ast.stmt) and not is_kept:
            yield each
