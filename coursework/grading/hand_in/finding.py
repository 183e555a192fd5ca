"""Where in a notebook the answer to a question is."""

import ast
import collections
import dataclasses

from coursework.grading.hand_in.names import is_written
from coursework.grading.hand_in.steps import BLOCKS, IMPORTS, Step, inside

NETWORK = "TwoLayerNN"
FUNCTIONS = ast.FunctionDef | ast.Lambda
CODE = ast.Lambda | ast.Name | ast.Call | ast.Attribute
WRAPPERS = ("vectorize", "partial", "frompyfunc", "jit", "njit", "staticmethod")
MOST_BASES = 20


@dataclasses.dataclass
class Found:
    """A definition of an answer.

    Attributes
    ----------
    step : Step
        The last statement that makes the answer what it is.
    answer : str
        The name to look up, of the function or of the class.
    cell : int
        The cell in which the answer stands, say that of a base class.
    written : bool
        False for a placeholder.
    attached : bool
        Whether it is a free function that belongs to the class.
    """

    step: Step
    answer: str
    cell: int
    written: bool
    attached: bool = False


class Notebook:
    """The steps of a notebook, by name, and what the names stand for."""

    def __init__(self, steps):
        self.steps = steps
        self.by_name = collections.defaultdict(list)
        self._codes = {}
        for position, step in enumerate(steps):
            step.position = position
            for name in step.binds:
                self.by_name[name].append(step)

    def find(self, name):
        """Return all definitions of an answer, the one to grade first.

        That is the last one that is written; a placeholder, if nothing else is there.
        """
        titles = [s.node.name for s in self.steps if isinstance(s.node, ast.ClassDef)]
        plain = {title: title.replace("_", "").lower() for title in titles}
        similar = [t for t in reversed(plain) if plain[t].startswith("twolayer")]
        found = [*self._free(name), *self._patches(name)]
        for title in (NETWORK, *similar):
            if methods := list(self._methods(title, name)):
                found += methods
                break
        key = [(f.written, f.step.position) for f in found]
        order = sorted(range(len(found)), key=key.__getitem__, reverse=True)
        return [found[k] for k in order]

    def _free(self, name):
        """Yield the free functions; one with `self` belongs to the class, if any.

        A cell of its own for each method, outside of the class, is what some hand in.
        """
        has_class = any(self.class_of(s) for s in self.by_name[NETWORK])
        for step in self.by_name[name]:
            node = self.code(step)
            if node is None or isinstance(node, ast.ClassDef | ast.AsyncFunctionDef):
                continue
            first = isinstance(node, ast.FunctionDef) and ast.unparse(node.args)
            if first and has_class and first.partition(",")[0] == "self":
                yield Found(step, NETWORK, step.cell, self.written(step), True)
            else:
                yield Found(step, name, step.cell, self.written(step))

    def _patches(self, name):
        """Yield what is set on the class after it: TwoLayerNN.forward = forward."""
        for step in self.by_name[NETWORK]:
            value = getattr(step.node, "value", None)
            if isinstance(step.node, ast.Expr):  # setattr(TwoLayerNN, "forward", f)
                value = value.args[-1] if value.args else None
            node = self.value(value, step) if value is not None else None
            if step.attribute != name or node is None:
                continue
            written = is_written(node) if isinstance(node, FUNCTIONS) else True
            source = isinstance(value, ast.Name) and self.before(value.id, step)
            yield Found(step, NETWORK, (source or step).cell, written)

    def _methods(self, title, name):
        for step in self.by_name[title]:
            if held := self.method(step, name):
                node, holder = held
                if isinstance(node, ast.Assign):
                    node = self.value(node.value, holder)
                written = is_written(node) if isinstance(node, FUNCTIONS) else True
                yield Found(step, title, holder.cell, written)

    def method(self, step, name, seen=()):
        """Return a method of a class or its bases, and the class it stands in."""
        step = self.class_of(step)
        if step is None or step in seen or len(seen) > MOST_BASES:
            return None
        if node := methods(step.node).get(name):
            return node, step
        for base in step.node.bases:
            above = isinstance(base, ast.Name) and self.before(base.id, step)
            if held := above and self.method(above, name, (*seen, step)):
                return held
        return None

    def class_of(self, step):
        """Return the step of the class that a step binds; `TwoLayerNN = Net` counts."""
        for _ in range(MOST_BASES):
            if isinstance(step.node, ast.ClassDef):
                return step
            value = None if step.changes else getattr(step.node, "value", None)
            step = isinstance(value, ast.Name) and self.before(value.id, step)
            if not step:
                return None
        return None

    def before(self, name, step):
        """Return the last step before another that binds a name, else the first one."""
        bound = [s for s in self.by_name[name] if not s.changes and s is not step]
        earlier = [s for s in bound if s.position < step.position]
        return (earlier[-1:] or bound[:1] or [None])[0]

    def code(self, step):
        """Return the def, class or lambda that a step binds, or what wraps one.

        None if the step binds another thing.
        """
        if step not in self._codes:
            self._codes[step] = None  # for a circle
            self._codes[step] = self._code(step)
        return self._codes[step]

    def _code(self, step):
        node = step.node
        if isinstance(node, FUNCTIONS | ast.ClassDef | ast.AsyncFunctionDef):
            return node
        if step.changes or not isinstance(node, ast.Assign | ast.AnnAssign):
            return None
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        is_plain = all(isinstance(target, ast.Name) for target in targets)
        return self.value(node.value, step) if is_plain else None

    def value(self, value, step):
        """Return the def, class or lambda of an expression, or what wraps one."""
        if isinstance(value, ast.Name):
            above = self.before(value.id, step)
            return self.code(above) if above else None
        if isinstance(value, ast.Attribute):
            root = value
            while isinstance(root, ast.Attribute):
                root = root.value
            name = getattr(root, "id", None)
            is_module = any(isinstance(s.node, IMPORTS) for s in self.by_name[name])
            return value if is_module else None
        if isinstance(value, ast.Call) and value.args:
            function = value.func
            name = getattr(function, "attr", getattr(function, "id", None))
            inner = self.value(value.args[0], step)
            is_function = isinstance(inner, FUNCTIONS)
            if name in WRAPPERS:
                return inner if is_function else value
            return inner if name and is_function and len(value.args) == 1 else None
        return value if isinstance(value, ast.Lambda) else None

    def written(self, step):
        """Return whether a step that defines code is more than a placeholder."""
        node = self.code(step)
        return is_written(node) if isinstance(node, FUNCTIONS) else node is not None


def methods(node):
    """Return what a class defines, by name: defs, lambdas and `forward = other`."""
    found, waiting = {}, list(node.body)
    while waiting:
        step = waiting.pop(0)
        if isinstance(step, ast.FunctionDef):
            found[step.name] = step
        elif isinstance(step, ast.Assign) and isinstance(step.value, CODE):
            names = [t.id for t in step.targets if isinstance(t, ast.Name)]
            found |= dict.fromkeys(names, step)
        elif isinstance(step, BLOCKS):
            waiting[:0] = inside(step)
    return found
