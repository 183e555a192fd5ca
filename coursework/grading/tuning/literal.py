"""The statement `final = dict(...)`: its values, worked out without running it."""

import ast
import dataclasses
import math
import re

KEYS = ("num_hiddens", "batch_size", "lr", "n_epochs")
LARGEST = 1e15
MOST_ENTRIES = 100
_FINAL = re.compile(r"^\s*final\s*(?::[^=]*)?=(?!=)", re.MULTILINE)
_NUMBERS = {"int": int, "float": float, "round": round}
_NUMPY = {"int32": int, "int64": int, "float32": float, "float64": float}


class NotLiteral(Exception):
    """An expression whose value would have to be computed by running the notebook."""


@dataclasses.dataclass(frozen=True)
class Final:
    """What was found.

    Attributes
    ----------
    values : dict
        The entries that are numbers or texts.
    cell : int or None
    problem : str or None
        'final_not_literal' or 'final_syntax'.
    absent : bool
        Whether there is no `final`, or nothing but None.
    """

    values: dict = dataclasses.field(default_factory=dict)
    cell: int | None = None
    problem: str | None = None
    absent: bool = False

    @property
    def wrong_types(self):
        return [key for key in KEYS if key in self.values and not self._fits(key)]

    @property
    def complete(self):
        """Whether all four keys are there, with numbers of the right type."""
        there = all(key in self.values for key in KEYS)
        return there and not self.wrong_types

    def _fits(self, key):
        value = self.values[key]
        if type(value) is int:
            return True
        return key == "lr" and type(value) is float and math.isfinite(value)


def find_final(parsed):
    """Return the Final of the last statement that assigns a literal to `final`.

    A cell that Python cannot read and assigns to `final`, or a `final` that would have
    to be computed, is a problem only if no literal is found.

    Parameters
    ----------
    parsed : list of tuple
        Cells with their trees, from `peeking.parse`.

    Returns
    -------
    Final
    """
    best, problem, names = None, None, {}
    for cell, tree in parsed:
        if tree is None:
            if _FINAL.search(cell.source):
                problem = Final(cell=cell.number, problem="final_syntax")
            continue
        for target, value in _assignments(tree.body):
            names.pop(target, None)
            if target == "final" and value is not None:
                found = _settings(value, names)
                if found and set(found.values()) == {None}:
                    continue  # the template as it is
                if found is not None:
                    best = Final(values=found, cell=cell.number)
                elif not _is_other(value):
                    problem = Final(cell=cell.number, problem="final_not_literal")
            _remember(target, value, names)
    return best or problem or Final(absent=True)


def _assignments(body):
    """Yield (name, expression or None) in order; functions and classes are left out."""
    waiting = list(reversed(body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _pairs(target, node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.value
        elif isinstance(node, ast.AugAssign | ast.For):
            for item in ast.walk(node.target):
                if isinstance(item, ast.Name):
                    yield item.id, None
        below = [n for n in ast.iter_child_nodes(node) if isinstance(n, ast.stmt)]
        for handler in getattr(node, "handlers", []):
            below += handler.body
        waiting += reversed(below)


def _pairs(target, value):
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple | ast.List):
        same = isinstance(value, ast.Tuple | ast.List)
        same = same and len(value.elts) == len(target.elts)
        for k, item in enumerate(target.elts):
            if isinstance(item, ast.Name):
                yield item.id, value.elts[k] if same else None


def _settings(node, names):
    """Return the entries of a dictionary in numbers, or None if it is none."""
    if isinstance(node, ast.Dict):
        pairs = list(zip(node.keys, node.values, strict=True))
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "dict":
        pairs = [(ast.Constant(word.arg), word.value) for word in node.keywords]
        if node.args:
            start = _settings(node.args[0], names)
            if start is None:
                return None
            pairs = [(ast.Constant(k), ast.Constant(v)) for k, v in start.items()]
            pairs += [(ast.Constant(w.arg), w.value) for w in node.keywords]
    elif isinstance(node, ast.Name) and isinstance(names.get(node.id), dict):
        return names[node.id]
    else:
        return None
    values = {}
    for key, value in pairs[:MOST_ENTRIES]:
        key = key.value if isinstance(key, ast.Constant) else None
        if not isinstance(key, str):
            return None
        try:
            values[key] = number(value, names)
        except NotLiteral:
            if key in KEYS:
                return None
    return values


def _is_other(node):
    """Tell whether `final` is None, or a model and no choice at all."""
    if isinstance(node, ast.Constant):
        return node.value is None
    blank = [n for n in ast.walk(node) if getattr(n, "value", 0) in (None, ...)]
    if len(blank) >= len(KEYS):  # the template, dict(num_hiddens=..., ...), as it is
        return True
    name = getattr(getattr(node, "func", None), "id", "")
    return name[:1].isupper()


def _remember(target, value, names):
    if value is None:
        return
    try:
        names[target] = number(value, names)
    except NotLiteral:
        settings = _settings(value, names) if isinstance(value, ast.Dict) else None
        if settings is not None:
            names[target] = settings


def number(node, names):
    """Return the number or text that an expression of typed numbers stands for.

    Parameters
    ----------
    node : ast.expr
    names : dict
        Names to which a number was assigned before.

    Raises
    ------
    NotLiteral
        If it is anything else, or too large to be a setting.
    """
    try:
        value = _number(node, names)
    except (ArithmeticError, ValueError, TypeError, RecursionError):
        raise NotLiteral from None
    if isinstance(value, int | float) and abs(value) > LARGEST:
        raise NotLiteral
    return value


def _number(node, names):
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            return node.value[:100]
        if node.value is None or isinstance(node.value, bool | int | float):
            return node.value
    elif isinstance(node, ast.Name) and node.id in names:
        if isinstance(names[node.id], int | float):
            return names[node.id]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = number(node.operand, names)
        return -value if isinstance(node.op, ast.USub) else +value
    elif isinstance(node, ast.BinOp):
        return _arithmetic(node, number(node.left, names), number(node.right, names))
    elif isinstance(node, ast.Call) and len(node.args) in (1, 2) and not node.keywords:
        name, table = getattr(node.func, "id", None), _NUMBERS
        if isinstance(node.func, ast.Attribute):
            name, table = node.func.attr, _NUMPY
        args = [number(arg, names) for arg in node.args]
        if name in table and all(isinstance(a, int | float) for a in args):
            return table[name](*args)
    raise NotLiteral


def _arithmetic(node, left, right):
    if not all(isinstance(side, int | float) for side in (left, right)):
        raise NotLiteral
    match node.op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
        case ast.FloorDiv():
            return left // right
        case ast.Mod():
            return left % right
        case ast.Pow() if abs(right) <= 64 and abs(left) <= 1e6:
            value = left**right
            if isinstance(value, int | float):  # (-8) ** 0.5 is complex
                return value
    raise NotLiteral
