"""Write all edits of a program: the small changes that undo a beginner's fault.

Most are rules of `rules.txt`. `expressions` writes those that need a look at names, and
this module those of whole lines.
"""

import ast
import copy

from coursework.repair.edits import Change, Edit, code_of, parsed
from coursework.repair.expressions import (
    NOT_NAMES,
    Names,
    by_rules,
    of_expression,
)

EVERYWHERE = 0.25  # how much more far-fetched the same change in several places is
# Methods that change their object.
CHANGING = "sort", "fill", "put", "pop", "popitem", "update", "clear", "append"
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
    names, edits_found, groups = Names(functions, question), [], {}
    for function in functions:
        edits_found += of_function(function, names)
        for holder, key, node, line in [(None, "", function, 0), *places(function)]:
            for field in ("body", "orelse") if isinstance(node, ast.stmt) else ():
                edits_found += of_body(node, field, names)
            if isinstance(node, ast.expr) and holder:
                for change in of_place(holder, key, node, names):
                    slots = ((holder, key, change.new),)
                    told = change.kind, change.rank, (line,), code_of(node)
                    edit = Edit(*told, slots)
                    edits_found.append(edit)
                    for group in change.groups:
                        groups.setdefault((edit.kind, *group), []).append(edit)
    edits_found += filter(None, map(everywhere, groups.values()))
    return sorted(edits_found, key=lambda edit: edit.rank)


def everywhere(edits):
    """Return one Edit that makes equal edits together, or None if they are too few.

    In a single line, only the same text is changed in several places, or keys are.
    """
    first, lines = edits[0], tuple(dict.fromkeys(edit.lines[0] for edit in edits))
    is_one = first.kind == "key" or len({edit.before for edit in edits}) == 1
    if len(edits) < 2 or (len(lines) < 2 and not is_one):
        return None
    slots, rank = tuple(edit.slots[0] for edit in edits), first.rank + EVERYWHERE
    return first._replace(rank=rank, lines=lines, slots=slots)


def of_place(holder, key, node, names):
    """Yield each Change of an expression in its place."""
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
    of = id(holder) if is_list else code_of(getattr(holder, "value", holder))
    is_named_axis = getattr(holder, "arg", "") == "axis"
    is_axis = is_named_axis or any(node is each for each in names.axes)
    is_whole = isinstance(holder, ast.UnaryOp) or is_named_axis
    if isinstance(node, ast.Constant) and is_whole:
        return  # -1 and axis=1 are changed as a whole
    is_factor = isinstance(getattr(holder, "op", None), ast.Mult | ast.Div | ast.Pow)
    for change in of_expression(node, names, is_value, is_atom):
        if is_factor and change.kind == "constant" and change.new in ("0", "0.0"):
            continue  # a product with 0 is no product
        if is_axis and change.kind == "constant":
            change = change._replace(kind="axis")
        if change.kind == "key":
            change = change._replace(groups=tuple((of, *g) for g in change.groups))
        yield change


def of_body(holder, field, names):
    """Yield the edits of lines in a block: left out, moved, or of another form."""
    body = getattr(holder, field, [])
    for k, node in enumerate(body):
        if isinstance(node, ast.FunctionDef | SKIPPED):
            continue
        for change in of_line(node, names):
            old, lines = change.old or node, [*body[:k], *change.new, *body[k + 1 :]]
            if lines:  # no block is empty
                slots = ((holder, field, lines),)
                told = change.kind, change.rank, (old.lineno,), code_of(old)
                yield Edit(*told, slots)


def of_line(node, names):
    """Yield each Change of a line; `new` holds the lines in its place."""
    is_value = isinstance(node, ast.Expr)
    for line in [node.value, node] if is_value else [node]:
        for change in by_rules(line, names, ("line",), True):
            yield change._replace(new=[change.new])
    yield Change("extra line", 0.7 if is_value else 0.9, [])
    if isinstance(node, ast.For | ast.While | ast.If):
        less, last = copy.copy(node), node.body[-1]
        less.body = node.body[:-1] or [ast.Pass()]
        yield Change("indentation", 0.5, [less, last], old=last)
    if isinstance(node, ast.If):
        if not node.orelse:
            yield Change("condition", 0.6, node.body, old=node.test)
        turned = copy.copy(node)
        turned.test = parsed(f"not ({code_of(node.test)})")
        yield Change("branches", 0.5, [turned], old=node.test)


def of_function(node, names):
    """Yield first and last lines that are missing in a function."""
    if isinstance(node, ast.Lambda):
        return
    body, first, lines = node.body, int(ast.get_docstring(node) is not None), []
    # `lines` holds (kind, rank, text, its place, the statement that it is about);
    # `first` is below the docstring.
    for name in names.names if not isinstance(body[-1], ast.Return) else ():
        lines.append(("return", 0.7, f"return {name}", len(body), None))
    for name in (arg.arg for arg in node.args.args if arg.arg != "self"):
        copied = f"{{k: v.copy() for k, v in {name}.items()}}"
        copied = copied if name in ("params", "grads", "ff_dict") else f"{name}.copy()"
        about = next((n for n in statements(node) if changes(n, name)), None)
        lines.append(("argument", 1.2, f"{name} = {copied}", first, about))
        typed = f"{name} = np.array({name}, dtype=float)"
        lines.append(("type", 1.4, typed, first, None))
    for kind, rank, text, k, about in lines:
        new = [*body[:k], text, *body[k:]]
        line = (about or body[min(k, len(body) - 1)]).lineno
        before = code_of(about) if about else ""
        yield Edit(kind, rank, (line,), before, ((node, "body", new),))


def statements(function):
    """Return the statements of a function without a body of their own, in order."""
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.stmt)]
    simple = [node for node in nodes if not hasattr(node, "body")]
    return sorted(simple, key=lambda node: node.lineno)


def changes(statement, name):
    """Return whether a statement changes what a variable holds, as x[0] = 1 does."""
    for node in ast.walk(statement):
        target, is_changed = None, False
        if isinstance(node, ast.Subscript | ast.Attribute):
            target, is_changed = node, isinstance(node.ctx, ast.Store | ast.Del)
        elif isinstance(node, ast.AugAssign):
            target, is_changed = node.target, True
        elif isinstance(node, ast.keyword):
            target, is_changed = node.value, node.arg == "out"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            target, is_changed = node.func, node.func.attr in CHANGING
        while isinstance(target, ast.Subscript | ast.Attribute):
            target = target.value  # x of x["W1"][0]
        if is_changed and getattr(target, "id", "") == name:
            return True
    return False
