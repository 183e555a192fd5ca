"""Where in a notebook the answer to a question is."""

import ast
import dataclasses

from coursework.grading.hand_in.blocks import bodies
from coursework.grading.hand_in.names import is_written
from coursework.grading.hand_in.scope import FUNCTIONS
from coursework.grading.hand_in.units import Unit

NETWORK = "TwoLayerNN"
METHOD = ast.FunctionDef | ast.Assign | ast.AnnAssign


@dataclasses.dataclass
class Found:
    """A definition of an answer.

    Attributes
    ----------
    unit : Unit
        The statement that makes `answer` what it is.
    answer : str
        The name to look up, of the function or of the class.
    cell : int
        The cell in which the answer stands, say that of a base class.
    written : bool
        False for a placeholder.
    owner : Unit or None
        The class, of a method.
    function : Unit or None
        A free function that `unit`, which nobody wrote, makes a method.
    """

    unit: Unit
    answer: str
    cell: int
    written: bool
    owner: Unit | None = None
    function: Unit | None = None


def find(scope, name):
    """Return all definitions of an answer, the one to grade first.

    That is the last one that is written; a placeholder, if there is nothing else.
    """
    found = [*_free(scope, name), *_patches(scope, name)]
    for title in (NETWORK, *_similar(scope)):
        methods = list(_methods(scope, title, name))
        found += methods
        if methods:
            break
    return sorted(found, key=lambda f: (f.written, f.unit.order), reverse=True)


def _free(scope, name):
    """Yield the free functions; one with `self` belongs to the class, if there is one.

    A cell of its own for each method, outside of the class, is what some hand in.
    """
    for unit in scope.bindings[name]:
        node = scope.defined(unit)
        if node is None or isinstance(node, ast.ClassDef | ast.AsyncFunctionDef):
            continue
        written, owner = scope.written(unit), None
        if isinstance(node, ast.FunctionDef) and _takes_self(node):
            owner = class_of(scope, NETWORK, float("inf"))
        if owner is not None:
            yield _attached(unit, name, written, owner)
        else:
            yield Found(unit, name, unit.cell, written)


def _takes_self(node):
    return [arg.arg for arg in (node.args.posonlyargs + node.args.args)[:1]] == ["self"]


def _attached(unit, name, written, owner):
    source = f"{NETWORK}.{name} = {name}"
    order = max(unit.order, owner.order) + 0.5
    patch = Unit(order, unit.cell, unit.node, "change", [NETWORK], source, name)
    return Found(patch, NETWORK, unit.cell, written, owner, unit)


def _patches(scope, name):
    """Yield what is set on the class after it: TwoLayerNN.forward = forward."""
    for unit in scope.changes[NETWORK]:
        value = getattr(unit.node, "value", None)
        if isinstance(unit.node, ast.Expr):  # setattr(TwoLayerNN, "forward", forward)
            value = unit.node.value.args[-1]
        node = scope.callable_node(value, unit.order) if value is not None else None
        owner = class_of(scope, NETWORK, unit.order)
        if unit.attribute != name or node is None or owner is None:
            continue
        written = is_written(node) if isinstance(node, FUNCTIONS) else True
        cell = unit.cell
        if isinstance(value, ast.Name):
            cell = scope.reaching(value.id, unit.order).cell
        yield Found(unit, NETWORK, cell, written, owner)


def _similar(scope):
    """Return the names of classes that are the network under another name."""
    titles = [
        unit.binds[0] for unit in scope.units if isinstance(unit.node, ast.ClassDef)
    ]
    plain = {title: title.replace("_", "").lower() for title in titles}
    return [t for t in reversed(plain) if plain[t].startswith("twolayer")]


def _methods(scope, title, name):
    for unit in scope.bindings[title]:
        owner = class_of(scope, title, unit.order, exact=unit)
        method = owner and method_of(scope, owner, name)
        if method:
            node, holder = method
            yield Found(unit, title, holder.cell, _written(scope, node, holder), owner)


def _written(scope, node, holder):
    if isinstance(node, ast.FunctionDef):
        return is_written(node)
    inner = scope.callable_node(node.value, holder.order)
    return is_written(inner) if isinstance(inner, FUNCTIONS) else True


def class_of(scope, name, order, exact=None):
    """Return the class that a name stands for; `TwoLayerNN = Net` counts."""
    for _ in range(20):
        unit = exact or scope.reaching(name, order)
        if unit is None or isinstance(unit.node, ast.ClassDef):
            return unit
        value = getattr(unit.node, "value", None)
        if not isinstance(value, ast.Name):
            return None
        name, order, exact = value.id, unit.order, None
    return None


def bases(scope, unit):
    """Return the classes that a class is built on, itself first, in Python's order."""
    found, waiting = [], [unit]
    while waiting and len(found) < 50:
        each = waiting.pop(0)
        if each is None or each in found:
            continue
        found.append(each)
        names = [base.id for base in each.node.bases if isinstance(base, ast.Name)]
        waiting[:0] = [class_of(scope, name, each.order) for name in names]
    return found


def method_of(scope, unit, name):
    """Return a method of a class or its bases, and the class it stands in, or None."""
    for each in bases(scope, unit):
        if node := methods(each.node).get(name):
            return node, each
    return None


def methods(node):
    """Return what a class defines, by name: defs, lambdas and `forward = other`."""
    found, waiting = {}, list(node.body)
    while waiting:
        step = waiting.pop(0)
        if isinstance(step, ast.FunctionDef):
            found[step.name] = step
        elif isinstance(step, ast.Assign):
            is_code = isinstance(step.value, ast.Lambda | ast.Name | ast.Call)
            names = [t.id for t in step.targets if isinstance(t, ast.Name)]
            found |= dict.fromkeys(names, step) if is_code else {}
        elif isinstance(step, ast.If | ast.Try | ast.With | ast.For):
            waiting[:0] = [inner for body in bodies(step) for inner in body]
    return found
