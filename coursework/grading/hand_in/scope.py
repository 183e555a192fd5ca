"""What a name of a notebook stands for, at a place in it and in the end."""

import ast
import bisect
import collections

from coursework.grading.hand_in.blocks import pruned
from coursework.grading.hand_in.names import is_written

FUNCTIONS = ast.FunctionDef | ast.Lambda
WRAPPERS = ("vectorize", "partial", "frompyfunc", "jit", "njit", "staticmethod")


class Scope:
    """The units of a notebook, by name.

    Parameters
    ----------
    units : list of Unit
    wanted : collection of str
        Names whose own definition goes before an import, wherever it stands.
    """

    def __init__(self, units, wanted=()):
        self.units, self.wanted = units, wanted
        self.bindings = collections.defaultdict(list)
        self.changes = collections.defaultdict(list)
        self._blocks, self._finals = {}, {}
        for unit in units:
            where = self.changes if unit.kind == "change" else self.bindings
            for name in unit.binds:
                where[name].append(unit)

    def reaching(self, name, order):
        """Return what `name` stands for where a statement runs, None if nothing.

        What is defined only later counts too: cells are moved about.
        """
        last = self.last(name, order)
        if last is not None:
            return self._exact(last, name)
        return self.final(name) or self._exact(self._first(name), name)

    def eventual(self, name, order):
        """Return what `name` stands for when a function defined at `order` is called.

        A function or class: its last version that is written. A value: the last one
        above the function, since further down names like lr are used for other
        things; the first one below if there is none.
        """
        last = self.last(name, order + 0.1)
        final = self.final(name)
        if last is not None and last.kind == "import" and final is not None:
            is_module = isinstance(last.node, ast.Import)
            later = final.order > last.order and not is_module
            final = final if later or name in self.wanted else None
        return final or self._exact(last or self._first(name), name)

    def final(self, name):
        """Return the last function or class of that name, written if there is one."""
        if name not in self._finals:
            self._finals[name] = self._final(name)
        return self._finals[name]

    def _final(self, name):
        defined = [u for u in self.bindings[name] if self.defined(u) is not None]
        written = [unit for unit in defined if self.written(unit)]
        return (written or defined or [None])[-1]

    def imports(self, name):
        """Return all imports that bind a name: `import a.b` and `import a.c` do."""
        return [unit for unit in self.bindings[name] if unit.kind == "import"]

    def defined(self, unit, seen=()):
        """Return the def, class or lambda that a unit binds, or what wraps one.

        None if the unit binds another thing.
        """
        if unit.kind == "def":
            return unit.node
        value = getattr(unit.node, "value", None)
        if unit.kind not in ("value", "change") or value is None or unit in seen:
            return None
        if unit.kind == "value" and not _is_plain(unit.node):
            return None
        return self.callable_node(value, unit.order, (*seen, unit))

    def callable_node(self, value, order, seen=()):
        """Return the def, class or lambda of an expression, or what wraps one."""
        if isinstance(value, ast.Name):
            unit = self.last(value.id, order) or self._first(value.id)
            return self.defined(unit, seen) if unit else None
        if isinstance(value, ast.Attribute):
            root = value.value
            while isinstance(root, ast.Attribute):
                root = root.value
            is_module = isinstance(root, ast.Name) and self.imports(root.id)
            return value if is_module else None
        if isinstance(value, ast.Call):
            return self._wrapped(value, order, seen)
        return value if isinstance(value, ast.Lambda) else None

    def _wrapped(self, call, order, seen):
        """Return what is called np.vectorize(g), or decorator(g) for a def g."""
        name = getattr(call.func, "attr", getattr(call.func, "id", None))
        if not call.args or name in ("", None):
            return None
        inner = self.callable_node(call.args[0], order, seen)
        is_plain = len(call.args) == 1 and isinstance(inner, FUNCTIONS)
        if name in WRAPPERS:
            return inner if isinstance(inner, FUNCTIONS) else call
        return inner if is_plain else None

    def written(self, unit):
        """Tell whether a unit that defines a function or class is more than a frame."""
        node = self.defined(unit)
        return is_written(node) if isinstance(node, FUNCTIONS) else node is not None

    def last(self, name, order):
        """Return the last unit before a place that binds a name, or None."""
        units = self.bindings[name]
        count = bisect.bisect_left(units, order, key=lambda unit: unit.order)
        return units[count - 1] if count else None

    def _first(self, name):
        return next(iter(self.bindings[name]), None)

    def _exact(self, unit, name):
        """Return a unit; of a block, the part that is about the name."""
        if unit is None or unit.source:
            return unit
        if (unit.order, name) not in self._blocks:
            self._blocks[unit.order, name] = pruned(unit, name)
        return self._blocks[unit.order, name]


def _is_plain(node):
    """Tell whether an assignment gives its value, and not a part of it, to names."""
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    return all(isinstance(target, ast.Name) for target in targets)
