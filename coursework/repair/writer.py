"""Write all edits of a program: the small changes that undo a beginner's fault.

Most are rules of `rules.txt`. `expressions` writes those that need a look at names, and
this module those of whole lines.
"""

import ast
import copy

from coursework.repair.edits import Edit, parsed, written
from coursework.repair.expressions import (
    NOT_NAMES,
    Names,
    by_rules,
    is_item,
    of_expression,
)
from coursework.words import say

EVERYWHERE = 0.25  # how much more far-fetched the same change in several places is
FIXED = ("annotation", "returns", "decorator_list")  # fields that are not edited
SKIPPED = ast.JoinedStr | ast.Import | ast.ImportFrom


def places(tree, line=0):
    """Yield holder, key, node and line of everything in a tree that may be edited."""
    for field, value in ast.iter_fields(tree):
        if field in FIXED or (field == "test" and isinstance(tree, ast.While)):
            continue  # another condition of a loop may never end
        many = isinstance(value, list)
        for key, node in enumerate(value) if many else [(field, value)]:
            if isinstance(node, ast.AST) and not isinstance(node, SKIPPED):
                here = getattr(node, "lineno", line)
                yield value if many else tree, key, node, here
                yield from places(node, here)


def edits_of(functions, question):
    """Return all edits of functions, the most plausible first."""
    names, found, groups = Names(functions, question), [], {}
    for function in functions:
        found += of_function(function, names, question)
        for holder, key, node, line in [(None, "", function, 0), *places(function)]:
            for field in ("body", "orelse") if isinstance(node, ast.stmt) else ():
                found += of_body(node, field, names)
            if isinstance(node, ast.expr) and holder:
                for edit, keys in of_place(holder, key, node, line, names):
                    found.append(edit)
                    for group in keys:
                        groups.setdefault((edit.kind, *group), []).append(edit)
    found += filter(None, map(everywhere, groups.values()))
    return sorted(found, key=lambda edit: edit.rank)


def everywhere(edits):
    """Return one Edit that makes equal edits together, or None if they are too few.

    In a single line, only the same text is changed in several places, or keys are.
    """
    first, lines = edits[0], tuple(dict.fromkeys(edit.lines[0] for edit in edits))
    is_one = first.kind == "key" or len({edit.before for edit in edits}) == 1
    if len(edits) < 2 or (len(lines) < 2 and not is_one):
        return None
    slots, rank = tuple(edit.slots[0] for edit in edits), first.rank + EVERYWHERE
    edit = first._replace(rank=rank, lines=lines, slots=slots)
    if edit.kind == "key":
        both = ([e.before for e in edits], [e.after for e in edits])
        before, after = (f"({', '.join(dict.fromkeys(keys))})" for keys in both)
        edit = edit._replace(before=before, after=after)
    return edit


def of_place(holder, key, node, line, names):
    """Yield (edit of an expression, groups); equal edits elsewhere share a group."""
    if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
        return
    is_part = isinstance(holder, ast.Subscript | ast.Attribute)
    # A value is assigned, returned or given as an argument; an atom is x or d["key"].
    is_value = isinstance(holder, list) or (key == "value" and not is_part)
    is_value = is_value and not isinstance(node, ast.Constant)
    is_atom = isinstance(node, ast.Name | ast.Subscript)
    is_atom = is_atom and getattr(node, "id", "") not in NOT_NAMES
    # A key is changed only in the same dictionary: {"a": 1, "b": 2}, or d of d["a"].
    is_list = isinstance(holder, list)
    of = id(holder) if is_list else written(getattr(holder, "value", holder))
    is_whole = isinstance(holder, ast.UnaryOp) or getattr(holder, "arg", "") == "axis"
    if isinstance(node, ast.Constant) and is_whole:
        return  # -1 and axis=1 are changed as a whole
    is_factor = isinstance(getattr(holder, "op", None), ast.Mult | ast.Div | ast.Pow)
    for kind, rank, text, *groups in of_expression(node, names, is_value, is_atom):
        if is_factor and kind == "constant" and text in ("0", "0.0"):
            continue  # a product with 0 is no product
        groups = [(of, *group) for group in groups] if kind == "key" else groups
        slots = ((holder, key, text),)
        column = getattr(node, "col_offset", -1)
        yield Edit(kind, rank, (line,), written(node), text, slots, column), groups


def of_body(holder, field, names):
    """Yield the edits of lines in a block: left out, moved, or of another form."""
    body = getattr(holder, field, [])
    yield from of_stores(holder, field, body)
    for k, node in enumerate(body):
        if isinstance(node, ast.FunctionDef | SKIPPED):
            continue
        for kind, rank, new, old, after in of_line(node, names):
            if lines := [*body[:k], *new, *body[k + 1 :]]:  # no block is empty
                slots = ((holder, field, lines),)
                yield Edit(kind, rank, (old.lineno,), written(old), after, slots)


def of_stores(holder, field, body):
    """Yield the edit that leaves out all lines of a block that change a parameter."""
    steps = [
        node
        for node in body
        if isinstance(node, ast.AugAssign)
        and is_item(node.target)
        and written(node.target.value) in ("params", "self.params")
    ]
    rest = [node for node in body if node not in steps]
    if steps and rest:
        lines, slots = tuple(node.lineno for node in steps), ((holder, field, rest),)
        yield Edit("step", 0.5, lines, written(steps[0]), "", slots)


def of_line(node, names):
    """Yield (kind, rank, the lines in its place, the old node, the new text)."""
    is_value = isinstance(node, ast.Expr)
    for line in [node.value, node] if is_value else [node]:
        for kind, rank, text, *_ in by_rules(line, names, ("line",), True):
            yield kind, rank, [text], node, text
    yield "extra line", 0.7 if is_value else 0.9, [], node, ""
    if isinstance(node, ast.For | ast.While | ast.If):
        less, last = copy.copy(node), node.body[-1]
        less.body = node.body[:-1] or [ast.Pass()]
        said = say("move", line=f"`{written(last)}`")
        yield "indentation", 0.5, [less, last], last, said
    if isinstance(node, ast.If):
        if not node.orelse:
            yield "condition", 0.6, node.body, node.test, ""
        turned = copy.copy(node)
        turned.test = parsed(f"not ({written(node.test)})")
        yield "branches", 0.5, [turned], node.test, written(turned.test)


def of_function(node, names, question):
    """Yield first and last lines that are missing in a function."""
    if isinstance(node, ast.Lambda):
        return
    body, first, lines = node.body, int(ast.get_docstring(node) is not None), []
    # `lines` holds (kind, rank, text, its place); `first` is below the docstring.
    for name in names.names if not isinstance(body[-1], ast.Return) else ():
        lines.append(("return", 0.7, f"return {name}", len(body)))
    for name in (arg.arg for arg in node.args.args if arg.arg != "self"):
        copied = f"{{k: v.copy() for k, v in {name}.items()}}"
        copied = copied if name in ("params", "grads", "ff_dict") else f"{name}.copy()"
        lines.append(("argument", 1.2, f"{name} = {copied}", first))
        lines.append(("type", 1.4, f"{name} = np.array({name}, dtype=float)", first))
        if question == "softmax":
            shift = f"{name} = {name} - {name}.max(axis=1, keepdims=True)"
            lines.append(("shift", 1.35, shift, first))
    for kind, rank, text, k in lines:
        new = [*body[:k], text, *body[k:]]
        line = (body[min(k, len(body) - 1)].lineno,)
        yield Edit(kind, rank, line, "", text, ((node, "body", new),))
