"""Inspect nodes of Python's syntax tree: what do they bind, change and do?"""

import ast
import re
from typing import NamedTuple

from coursework.running.answers import does_something

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
DEFS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
INNER = ast.Lambda | ast.ListComp | ast.GeneratorExp
BLOCKS = ast.If | ast.Try | ast.With
IMPORTS = ast.Import | ast.ImportFrom
ASSIGNS = ast.Assign | ast.AnnAssign
MUTATORS = ("append", "extend", "insert", "update", "setdefault", "add")
NAMES_OF_CODE = ("answer", "<lambda>")
REFUSAL = re.compile(r"raise NotImplemented")


def bound_names(node):
    """Return the names that a statement binds at its own level, in order."""
    names, waiting = {}, [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, DEFS):
            names[node.name] = None
        elif isinstance(node, IMPORTS):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = None
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] = None
        elif not isinstance(node, INNER):
            if isinstance(node, ast.ExceptHandler) and node.name:
                names[node.name] = None
            waiting += list(ast.iter_child_nodes(node))[::-1]
    return list(names)


class Changed(NamedTuple):
    """What a statement changes: a value, and perhaps which attribute of the value."""

    name: str
    attribute: str | None


def changed_value(node):
    """Return what a statement such as x += 1, A.f[0] = 1 or x.append(1) has Changed.

    Return None for any other statement.
    """
    if isinstance(node, ast.AugAssign):
        return _root(node.target)
    if isinstance(node, ast.Assign) and not bound_names(node):
        return _root(node.targets[0])
    called = getattr(node.value, "func", None) if isinstance(node, ast.Expr) else None
    if isinstance(called, ast.Attribute) and called.attr in MUTATORS:
        return _root(called.value)
    return None


def _root(target):
    """Return what a target names, as A and forward for A.forward[0], or None."""
    attribute = None
    while isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
        attribute = getattr(target, "attr", None)
        target = target.value
    return Changed(target.id, attribute) if isinstance(target, ast.Name) else None


def does(node):
    """Return False for a function that is only a placeholder, True for other nodes."""
    if not isinstance(node, ast.FunctionDef | ast.Lambda):
        return True
    # Compile the function, without `raise NotImplementedError`, to look at its code.
    statement = ast.Expr(node)
    if isinstance(node, ast.FunctionDef):
        raised = [s for s in node.body if isinstance(s, ast.Raise)]
        refusals = [s for s in raised if REFUSAL.match(ast.unparse(s))]
        body = [s for s in node.body if s not in refusals] or [ast.Pass()]
        statement = ast.FunctionDef("answer", node.args, body, [])
    tree = ast.fix_missing_locations(ast.Module([statement], []))
    code = compile(tree, "<cell>", "exec")
    own = [c for c in code.co_consts if getattr(c, "co_name", "") in NAMES_OF_CODE]
    return any(map(does_something, own[-1:]))  # before it are lambdas in its defaults
