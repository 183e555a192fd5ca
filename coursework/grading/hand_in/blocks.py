"""Statements that hold others: if, try, with, for. What they bind, and how."""

import ast
import dataclasses

from coursework.grading.hand_in.names import changed, stored, uses

DEFS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
BLOCKS = ast.If | ast.Try | ast.TryStar | ast.With | ast.For | ast.While | ast.Match


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
    altered = changed(step) or stored(step)
    return leaves or any(name in wanted for name in altered if name)


def values(node):
    """Return the names that a block binds, those of a def or a single import aside."""
    plain, imported, waiting = {}, {}, [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.Import | ast.ImportFrom):
            for name in stored(each):
                (plain if name in imported else imported)[name] = None
        elif isinstance(each, DEFS | ast.Expr):
            continue
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
