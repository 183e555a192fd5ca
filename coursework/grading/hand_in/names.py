"""Which names a statement binds, changes and needs; nothing is run."""

import ast
import collections
import symtable
import warnings

RUN_THERE = ("listcomp", "setcomp", "dictcomp", "genexpr", "lambda")
DEFS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
INNER = ast.Lambda | ast.ListComp | ast.GeneratorExp
MUTATORS = ("append", "extend", "insert", "update", "setdefault", "add")
PLACEHOLDERS = ast.Expr | ast.Return | ast.Assign | ast.AnnAssign | ast.Raise | ast.Pass


def uses(source):
    """Return the global names in use in a source, by method of a class, else under ''.

    Names in the bodies of methods count apart: nobody may call them.
    """
    found = collections.defaultdict(set)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        waiting = [(symtable.symtable(source, "<cell>", "exec"), "")]
    while waiting:
        table, part = waiting.pop()
        outermost = table.get_type() == "module"
        for symbol in table.get_symbols():
            is_read = symbol.is_referenced() and (outermost or symbol.is_global())
            if is_read or (symbol.is_declared_global() and not outermost):
                found[part].add(symbol.get_name())
        for child in table.get_children():
            name = child.get_name()
            is_method = table.get_type() == "class" and child.get_type() == "function"
            is_part = is_method and not part and name not in RUN_THERE
            waiting.append((child, name if is_part else part))
    return found


def attributes(node):
    """Return the attributes in use, by method of a class as in `uses`.

    Texts count, too: getattr(self, "forward").
    """
    found = collections.defaultdict(set)
    for part in node.body if isinstance(node, ast.ClassDef) else [node]:
        name = getattr(part, "name", "") if part is not node else ""
        for each in ast.walk(part):
            found[name].add(getattr(each, "attr", getattr(each, "value", None)))
    return found


def stored(node):
    """Return the names that a statement binds at its own level, in order."""
    names, waiting = {}, [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, DEFS):
            names[node.name] = None
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = None
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] = None
        elif not isinstance(node, INNER):
            if isinstance(node, ast.ExceptHandler) and node.name:
                names[node.name] = None
            waiting += list(ast.iter_child_nodes(node))[::-1]
    return list(names)


def changed(node):
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
    if getattr(function, "id", "") == "setattr" and len(call.args) == 3:
        root = _root(call.args[0])
        return (root[0], getattr(call.args[1], "value", None)) if root else ()
    return ()


def _root(target):
    attribute = None
    while isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
        attribute = getattr(target, "attr", None)
        target = target.value
    return (target.id, attribute) if isinstance(target, ast.Name) else ()


def is_written(node):
    """Return whether a def or lambda does anything; placeholders do not.

    Placeholders are a docstring, pass, ..., raise NotImplementedError, and variables
    that are set to None and returned; `coursework.answers.is_attempted` for source.
    """
    arguments = {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
    if isinstance(node, ast.Lambda):
        return not _is_nothing(node.body, arguments)
    if not all(isinstance(step, PLACEHOLDERS) for step in node.body):
        return True
    local = arguments | set(stored(ast.Module(node.body, [])))
    return not all(_does_nothing(step, local) for step in node.body)


def _does_nothing(step, local):
    if isinstance(step, ast.Raise):
        raised = step.exc.func if isinstance(step.exc, ast.Call) else step.exc
        return getattr(raised, "id", "").startswith("NotImplemented")
    value = getattr(step, "value", None)  # pass and return have none
    return value is None or _is_nothing(value, local)


def _is_nothing(value, local):
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) or value.value in (None, Ellipsis)
    if isinstance(value, ast.Name):
        return value.id in local or value.id == "NotImplemented"
    parts = getattr(value, "values", getattr(value, "elts", None))
    is_display = isinstance(value, ast.Dict | ast.Tuple | ast.List)
    return is_display and all(_is_nothing(each, local) for each in parts)
