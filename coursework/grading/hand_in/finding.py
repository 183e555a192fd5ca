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


@dataclasses.dataclass
class Found:
    """A definition of an answer.

    Attributes
    ----------
    step : Step
    answer : str
        The name to look up, of the function or of the class.
    cell : int
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
        self.steps, self._codes = steps, {}
        self.by_name = collections.defaultdict(list)
        for position, step in enumerate(steps):
            step.position = position
            for name in step.binds:
                self.by_name[name].append(step)

    def find(self, name):
        """Return the definition of an answer to grade: the last one that is written.

        A placeholder, if nothing is written; None if there is nothing at all.
        """
        found = [*self._free(name), *self._patches(name)]
        titles = [s.node.name for s in self.steps if isinstance(s.node, ast.ClassDef)]
        plain = {title: title.replace("_", "").lower() for title in titles}
        similar = [t for t in reversed(plain) if plain[t].startswith("twolayer")]
        for title in (NETWORK, *similar):
            if methods := list(self._methods(title, name)):
                found += methods
                break
        return max(found, key=lambda f: (f.written, f.step.position), default=None)

    def _free(self, name):
        """Yield the free functions; one with `self` belongs to the class, if any.

        A cell of its own for each method, outside of the class, is what some hand in.
        """
        for step in self.by_name[name]:
            node = self.code(step)
            if node is None or isinstance(node, ast.ClassDef | ast.AsyncFunctionDef):
                continue
            first = ast.unparse(node.args) if isinstance(node, ast.FunctionDef) else ""
            owner = first.partition(",")[0] == "self" and self.has_class(NETWORK)
            answer = NETWORK if owner else name
            yield Found(step, answer, step.cell, self.written(step), owner)

    def _patches(self, name):
        """Yield what is set on the class after it: TwoLayerNN.forward = forward."""
        for step in self.by_name[NETWORK]:
            value = getattr(step.node, "value", None)
            if isinstance(step.node, ast.Expr):  # setattr(TwoLayerNN, "forward", f)
                value = value.args[-1] if value.args else None
            node = self.value(value, step)
            if step.attribute == name and node is not None:
                source = isinstance(value, ast.Name) and self.before(value.id, step)
                yield Found(step, NETWORK, (source or step).cell, _does(node))

    def _methods(self, title, name):
        """Yield the methods of a class and of the classes it is built on."""
        family, waiting = set(), [title]
        while waiting:
            each = waiting.pop()
            for step in self.by_name[each] if each not in family else ():
                built_on = getattr(step.node, "bases", [getattr(step.node, "value", 0)])
                waiting += [base.id for base in built_on if isinstance(base, ast.Name)]
            family.add(each)
        classes = [s for s in self.steps if isinstance(s.node, ast.ClassDef)]
        for step in classes:
            node = step.node.name in family and methods(step.node).get(name)
            if node:
                node = getattr(node, "value", node)
                node = self.value(node, step) if isinstance(node, CODE) else node
                yield Found(step, title, step.cell, node is None or _does(node))

    def has_class(self, title):
        """Return whether a class has that name; `TwoLayerNN = Net` counts."""
        return any(isinstance(self.code(s), ast.ClassDef) for s in self.by_name[title])

    def before(self, name, step):
        """Return the last step before another that binds a name, else the first one."""
        bound = [s for s in self.by_name[name] if not s.changes and s is not step]
        earlier = [s for s in bound if s.position < step.position]
        return (earlier[-1:] or bound[:1] or [None])[0]

    def code(self, step):
        """Return the def, class or lambda that a step binds, or what wraps one.

        None if the step binds another thing.
        """
        node = step.node
        if isinstance(node, FUNCTIONS | ast.ClassDef | ast.AsyncFunctionDef):
            return node
        if step not in self._codes:
            self._codes[step] = None  # for a circle
            targets = getattr(node, "targets", [getattr(node, "target", None)])
            if all(isinstance(t, ast.Name) for t in targets) and not step.changes:
                self._codes[step] = self.value(getattr(node, "value", None), step)
        return self._codes[step]

    def value(self, value, step):
        """Return the def, class or lambda of an expression, or what wraps one."""
        if isinstance(value, ast.Name):
            above = self.before(value.id, step)
            return self.code(above) if above else None
        if isinstance(value, ast.Attribute):  # of a module
            root = ast.unparse(value).partition(".")[0]
            imports = [s for s in self.by_name[root] if isinstance(s.node, IMPORTS)]
            return value if imports else None
        if isinstance(value, ast.Call) and value.args:
            name = getattr(value.func, "attr", getattr(value.func, "id", None))
            inner = self.value(value.args[0], step)
            if isinstance(inner, FUNCTIONS) and (
                name in WRAPPERS or not value.args[1:]
            ):
                return inner
            return value if name in WRAPPERS else None
        return value if isinstance(value, ast.Lambda) else None

    def written(self, step):
        """Return whether a step that defines code is more than a placeholder."""
        node = self.code(step)
        return node is not None and _does(node)


def _does(node):
    return is_written(node) if isinstance(node, FUNCTIONS) else True


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


def written_methods(node):
    """Return the names of the methods of a class that are more than placeholders."""
    return [name for name, method in methods(node).items() if _does(method)]
