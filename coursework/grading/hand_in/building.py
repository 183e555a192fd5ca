"""The statements of a program: a definition and all that it needs, in their order."""

import ast
import builtins
import collections

from coursework.grading.hand_in.finding import NETWORK, bases, method_of, methods
from coursework.grading.hand_in.names import attributes, is_written
from coursework.grading.hand_in.units import Unit, undecorated

DYNAMIC = {"eval", "exec", "globals", "locals", "vars"}  # may use any import


class Builder:
    """Collects what the answer that was found needs.

    Of the network's class only the methods count that the wanted one can reach: the
    drawing and training in the others need not work here.
    """

    def __init__(self, scope, found, name):
        self.scope, self.found, self.name = scope, found, name
        self.units = {}  # by key; what is in the program
        self.links = {}  # by key: what it needs when it runs, and when it is called
        self.users = collections.defaultdict(lambda: -1)  # last order that needs it
        self.reach, self.missing = {name}, set()
        is_change = found.unit.kind == "change"
        self.pinned = {found.answer: found.owner if is_change else found.unit}
        if found.function:
            self.pinned[name] = found.function
        self.family = bases(scope, found.owner) if found.owner else []
        self.donors = self._donors()

    def statements(self):
        """Return the sources, in the order in which they run."""
        for unit in (*self.pinned.values(), self.found.owner, self.found.unit):
            if unit is not None:
                self._include(unit)
        size = None
        while size != (size := (len(self.units), len(self.reach))):
            self._link()
            self._change()
            self._adopt()
        stars = [unit for unit in self.scope.units if unit.kind == "star"]
        units = (stars if self.missing else []) + self._ordered()
        return [source for unit in units for source in self._sources(unit)]

    def _sources(self, unit):
        """Return the source; before it one without decorators that may not exist."""
        decorators = getattr(unit.node, "decorator_list", ())
        names = {
            each.id
            for d in decorators
            for each in ast.walk(d)
            if isinstance(each, ast.Name)
        }
        is_foreign = any(self.scope.imports(name) for name in names)
        if isinstance(unit.node, ast.FunctionDef) and is_foreign and not unit.instead:
            return [undecorated(unit), unit.source]
        return [unit.source]

    def _include(self, unit):
        for name, pinned in self.pinned.items():
            is_later = name in unit.binds and unit.order > pinned.order
            if is_later and unit.kind != "change":
                return  # it would take the answer's place
        for each in (*unit.instead, unit):
            self.units.setdefault(_key(each), each)

    def _link(self):
        """Include what the units need, and what that needs in turn."""
        waiting = list(self.units.values())
        while waiting:
            unit = waiting.pop()
            is_class = unit in self.family or unit in self.donors
            if _key(unit) in self.links and not is_class:
                continue
            size = len(self.units)
            self.reach |= self._attributes(unit, is_class)
            now = [self._now(name, unit) for name in sorted(unit.uses.now)]
            later = [self._later(n, unit) for n in sorted(self._called(unit, is_class))]
            links = [[u for u in some if u is not None] for some in (now, later)]
            self.links[_key(unit)] = links
            for needed in links[0] + links[1]:
                key = _key(needed)
                self.users[key] = max(self.users[key], unit.order)
                self._include(needed)
            waiting += list(self.units.values())[size:]

    def _called(self, unit, is_class):
        """Return the names that are needed when the unit is called."""
        own = methods(unit.node) if is_class else {}
        parts = unit.uses.later.items()
        return {n for m, names in parts if self._reaches(m, own) for n in names}

    def _reaches(self, method, own):
        return method not in own or method in self.reach or method.startswith("__")

    def _attributes(self, unit, is_class):
        if not is_class:
            return attributes(unit.node)
        own = methods(unit.node)
        reached = [node for name, node in own.items() if self._reaches(name, own)]
        return {attribute for node in reached for attribute in attributes(node)}

    def _now(self, name, unit):
        pinned = self.pinned.get(name)
        if pinned is not None and pinned.order < unit.order:
            return pinned
        return self._resolved(name, unit, self.scope.reaching(name, unit.order))

    def _later(self, name, unit):
        if name in self.pinned:
            return self.pinned[name]
        return self._resolved(name, unit, self.scope.eventual(name, unit.order))

    def _resolved(self, name, unit, needed):
        if name in DYNAMIC:
            for each in self.scope.units:
                if each.kind == "import" and each.binds[0] not in self.pinned:
                    self._include(each)
        if needed is None and not hasattr(builtins, name):
            self.missing.add(name)
        if needed is not None and needed.kind == "import":
            for each in self.scope.imports(name):
                if each.order <= needed.order or "." in each.node.names[0].name:
                    self._include(each)
        return None if needed is unit else needed

    def _change(self):
        """Include what alters what is included: CONST += 1, params["x"] = 1."""
        for unit in list(self.units.values()):
            if unit.kind in ("def", "value"):
                for name in unit.binds:
                    for change in self.scope.changes[name]:
                        if self._applies(change, unit, name):
                            self._include(change)

    def _applies(self, change, unit, name):
        last = self.scope.last(name, change.order)
        if last is None or last.order != unit.order:
            return False
        if unit in self.family or unit in self.donors:
            is_answer = change.attribute == self.name
            return change.attribute in self.reach and not is_answer
        node, user = change.node, self.users[_key(unit)]
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            return change.order < user or user < unit.order
        return True

    def _donors(self):
        """Return earlier versions of a class that was redefined without them."""
        if len(self.family) != 1:
            return []
        owner = self.found.owner
        earlier = self.scope.bindings[NETWORK][::-1]
        is_class = [isinstance(unit.node, ast.ClassDef) for unit in earlier]
        pairs = zip(earlier, is_class, strict=True)
        return [unit for unit, good in pairs if good and unit.order < owner.order]

    def _adopt(self):
        """Take methods that the class lacks from an earlier version of it."""
        for name in sorted(self.reach | {"__init__"}) if self.donors else ():
            own = method_of(self.scope, self.found.owner, name)
            if name == self.name or (own and _is_written(own[0])):
                continue
            for donor in self.donors:
                node = methods(donor.node).get(name)
                if node is not None and _is_written(node):
                    self._transplant(donor, name)
                    break

    def _transplant(self, donor, name):
        kept, owner = f"_earlier_{donor.order}", self.found.owner
        keep = f"{kept} = {donor.binds[0]}"
        take = f"{owner.binds[0]}.{name} = {kept}.__dict__[{name!r}]"
        self._include(donor)
        for order, binds, source in (
            (donor.order + 0.25, [kept], keep),
            (owner.order + 0.25, [owner.binds[0], name], take),
        ):
            unit = Unit(order, donor.cell, ast.Pass(), "change", binds, source)
            self.units.setdefault(_key(unit), unit)
            self.links.setdefault(_key(unit), [[], []])

    def _ordered(self):
        """Return the units in the notebook's order, but nothing before its needs."""
        done, ordered = set(), []

        def emit(unit, called):
            if (_key(unit), called) in done or _key(unit) not in self.units:
                return
            done.add((_key(unit), called))
            now, later = self.links[_key(unit)]
            if (_key(unit), "out") not in done:
                for needed in now:
                    emit(needed, called=True)
            if (_key(unit), "out") not in done:
                done.add((_key(unit), "out"))
                ordered.append(unit)
            for needed in later if called else ():
                emit(needed, called=True)

        for unit in sorted(self.units.values(), key=lambda each: each.order):
            emit(unit, called=False)
        return ordered


def _is_written(node):
    return is_written(node) if isinstance(node, ast.FunctionDef) else True


def _key(unit):
    return unit.order, tuple(unit.binds)
