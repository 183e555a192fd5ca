"""Which names a piece of source needs, at once and when it is called; by symtable."""

import ast
import dataclasses
import symtable
import warnings

INNER = ("listcomp", "setcomp", "dictcomp", "genexpr")  # run where they stand
NOTHING = (None, Ellipsis)
PLACEHOLDERS = ast.Expr | ast.Return | ast.Assign | ast.AnnAssign | ast.Raise | ast.Pass
PLACEHOLDERS |= ast.Global | ast.Nonlocal
MUTATORS = ("append", "extend", "insert", "update", "setdefault", "add")


@dataclasses.dataclass
class Uses:
    """Global names in use.

    Attributes
    ----------
    now : set of str
        Needed when the statement runs: defaults, decorators, bases, right-hand sides.
    later : dict of str to set of str
        Needed when something is called: by method for a class, else under "".
    """

    now: set = dataclasses.field(default_factory=set)
    later: dict = dataclasses.field(default_factory=dict)


def uses(source):
    """Return the Uses of the source of one statement; none if Python refuses it."""
    found = Uses()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            table = symtable.symtable(source, "<cell>", "exec")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return found
    waiting = [(table, None, "")]
    while waiting:
        table, called, method = waiting.pop()
        names = found.now if called is None else found.later.setdefault(called, set())
        names |= set(_globals(table))
        for child in table.get_children():
            is_function = child.get_type() == "function"
            key, inside = called, method
            if table.get_type() == "class" and called is None and is_function:
                inside = child.get_name()
            if is_function and called is None and child.get_name() not in INNER:
                key = inside
            waiting.append((child, key, inside))
    return found


def _globals(table):
    outermost = table.get_type() == "module"
    for symbol in table.get_symbols():
        is_read = symbol.is_referenced() and (outermost or symbol.is_global())
        if is_read or (symbol.is_declared_global() and not outermost):
            yield symbol.get_name()


def stored(node):
    """Return the names that a statement binds at its own level, in order."""
    names, waiting = {}, [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names[node.name] = None
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = None
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] = None
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names[node.name] = None
            waiting += node.body
        elif not isinstance(node, ast.Lambda | ast.ListComp | ast.GeneratorExp):
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


def attributes(node):
    """Return the attributes that are used below a node, and texts that may be some."""
    if not hasattr(node, "attributes_used"):  # a walk for each question is slow
        node.attributes_used = frozenset(_attributes(node))
    return node.attributes_used


def _attributes(node):
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute):
            yield each.attr
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value  # getattr(self, "forward")


def is_written(node):
    """Tell whether a def or lambda does anything; placeholders do not.

    Placeholders are a docstring, pass, ..., raise NotImplementedError, and variables
    that are set to None and returned; `course.answers.is_attempted` for source.
    """
    if isinstance(node, ast.Lambda):
        return not _is_nothing(node.body, {arg.arg for arg in node.args.args})
    if not all(isinstance(step, PLACEHOLDERS) for step in node.body):
        return True
    local = set(stored(ast.Module(node.body, [])))
    local |= {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
    return not all(_does_nothing(step, local) for step in node.body)


def _does_nothing(step, local):
    if isinstance(step, ast.Raise):
        raised = step.exc.func if isinstance(step.exc, ast.Call) else step.exc
        return getattr(raised, "id", "").startswith("NotImplemented")
    value = getattr(step, "value", None)  # pass, global and return have none
    return value is None or _is_nothing(value, local)


def _is_nothing(value, local):
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) or value.value in NOTHING
    if isinstance(value, ast.Name):
        return value.id in local or value.id == "NotImplemented"
    if isinstance(value, ast.Dict):
        return all(_is_nothing(each, local) for each in value.values)
    if isinstance(value, ast.Tuple | ast.List):
        return all(_is_nothing(each, local) for each in value.elts)
    return False
