"""Which names a statement binds, changes and needs; nothing is run."""

import ast
import collections
import re
import symtable
import warnings

from coursework.answers import does_something

RUN_THERE = ("listcomp", "setcomp", "dictcomp", "genexpr", "lambda")
DEFS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
INNER = ast.Lambda | ast.ListComp | ast.GeneratorExp
MUTATORS = ("append", "extend", "insert", "update", "setdefault", "add")
NAMES_OF_CODE = ("answer", "<lambda>")
REFUSAL = re.compile(r"raise NotImplemented")


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
    return ()


def _root(target):
    attribute = None
    while isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
        attribute = getattr(target, "attr", None)
        target = target.value
    return (target.id, attribute) if isinstance(target, ast.Name) else ()


def is_written(node):
    """Return whether a def or lambda does anything; placeholders do not.

    Its code is compiled and looked at, not run, as `coursework.answers` does it; to
    raise NotImplementedError is nothing, too.
    """
    if isinstance(node, ast.FunctionDef):
        refused = [s for s in node.body if isinstance(s, ast.Raise)]
        refused = [s for s in refused if REFUSAL.match(ast.unparse(s))]
        body = [s for s in node.body if s not in refused] or [ast.Pass()]
        tree = ast.Module([ast.FunctionDef("answer", node.args, body, [])], [])
    else:
        tree = ast.Module([ast.Expr(node)], [])
    code = compile(ast.fix_missing_locations(tree), "<cell>", "exec")
    own = [c for c in code.co_consts if getattr(c, "co_name", "") in NAMES_OF_CODE]
    return any(map(does_something, own[-1:]))
