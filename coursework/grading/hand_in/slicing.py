"""Which statement of a notebook answers a question, and what belongs to its program.

A program is every statement that binds a name which the answer needs, directly or not,
in the notebook's order. Functions and classes count as they are in the end, and values
as they are above the answer. Whoever runs the statements leaves out what fails, and
then runs all of them once more: cells are moved about.
"""

import ast
import builtins
import collections
from typing import NamedTuple

from coursework.grading.hand_in.names import stored
from coursework.grading.hand_in.steps import IMPORTS, Step, does

NETWORK = "TwoLayerNN"
DYNAMIC = ("eval", "exec", "globals", "locals", "vars")  # may use any import


class Found(NamedTuple):
    """A definition of an answer, and the name to look up for it."""

    step: Step
    node: ast.AST
    owner: str  # the class that has it, "" for a free function
    answer: str = ""
    attached: bool = False  # to the class: a free function that takes self


class Notebook:
    """What the statements of a notebook bind, define and build on, by name."""

    def __init__(self, steps):
        self.by_name, self.bases = collections.defaultdict(list), {}
        self.codes = collections.defaultdict(dict)  # of a name, the nodes by step
        self.found = collections.defaultdict(list)
        for step in steps:
            is_import = isinstance(step.node, IMPORTS)
            for name in {*step.binds, *(DYNAMIC if is_import else ())}:
                self.by_name[name].append(step)
            if step.attribute and self._is_code(step.value):
                self.found[step.attribute].append(Found(step, step.value, *step.binds))
            for name, node in step.codes.items():
                self._define(name, node, step)

    def _define(self, name, node, step):
        if isinstance(node, ast.ClassDef):
            bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
            self.bases[name] = self.bases.get(name, []) + bases
            for part in node.body:
                for method in stored(part):
                    code = getattr(part, "value", part)
                    self.found[method].append(Found(step, code, name))
        elif isinstance(node, ast.Name) and node.id in self.bases:
            self.bases[name] = [node.id]
        elif self._is_code(node):
            self.found[name].append(Found(step, node, ""))
        else:
            return
        self.codes[name][step] = node

    def _is_code(self, value):
        """Return whether a value is a function, or a call that may wrap one."""
        if isinstance(value, ast.Call):
            return any(map(self._is_code, value.args))
        if isinstance(value, ast.Name):
            return value.id in self.codes and value.id not in self.bases
        return isinstance(value, ast.FunctionDef | ast.Lambda)

    def find(self, name):
        """Return the definition of an answer to grade: the last one that is written.

        A placeholder, if nothing is written; None if there is nothing at all.
        """
        titles = [t for t in self.bases if t.replace("_", "").lower()[:8] == "twolayer"]
        for title in (NETWORK, *reversed(titles)):
            owners = self._family(title)
            if any(each.owner in owners for each in self.found[name]):
                break
        options = [f for f in self.found[name] if f.owner in {"", *owners}]
        if not options:
            return None
        last = max(options, key=lambda f: (does(f.node), f.step.position))
        # A cell of its own for each method, outside of the class, is what some hand in.
        arguments = getattr(last.node, "args", None)
        takes_self = [a.arg for a in getattr(arguments, "args", ())][:1] == ["self"]
        attached = not last.owner and takes_self and NETWORK in self.bases
        answer = NETWORK if attached else title if last.owner else name
        return last._replace(answer=answer, attached=attached)

    def _family(self, title):
        """Return the names of a class and of those it is built on."""
        family, waiting = set(), [title]
        while waiting:
            if (each := waiting.pop()) not in family:
                family.add(each)
                waiting += self.bases.get(each, [])
        return family

    def cell(self, found):
        """Return the cell of an answer, of f for TwoLayerNN.forward = f."""
        name = getattr(found.node, "id", "") if found.step.attribute else ""
        return [found.step, *self.codes.get(name, ())][-1].cell


class Slice:
    """Collects what the answer that was found to a question needs."""

    def __init__(self, notebook, found, name):
        self.notebook, self.found, self.name = notebook, found, name
        self.reach = {name}

    def statements(self):
        """Return the sources, in the order in which they run."""
        needed, kept, reach = set(), {}, None
        waiting = [self.found.answer, *[self.name] * self.found.attached]
        while reach != self.reach:
            reach = set(self.reach)
            while waiting:
                if (name := waiting.pop()) not in needed:
                    needed.add(name)
                    taken = dict.fromkeys(self._taken(name))
                    kept |= taken
                    waiting += (n for step in taken for n in self._called(step.uses))
            for step in kept:
                self.reach |= self._called(step.attributes)
            waiting = [n for step in kept for n in self._called(step.uses)]
        known = self.notebook.by_name
        is_loose = any(not known[n] and not hasattr(builtins, n) for n in needed)
        steps = sorted(kept, key=lambda step: step.position)
        sources = [step.source for step in [*known["*"] * is_loose, *steps]]
        if self.found.attached:
            sources.append(f"{NETWORK}.{self.name} = {self.name}")
        return sources

    def _called(self, parts):
        """Return what is said of a statement; of a method only if it can be called."""
        called = [p for p in parts if p in self.reach or p[:2] in ("", "__")]
        return set().union(*(parts[part] for part in called))

    def _taken(self, name):
        """Return the steps of a name that belong to the program."""
        end, codes = self.found.step.position, self.notebook.codes[name]
        steps = self.notebook.by_name[name]
        if self.found.step in steps:
            steps = [s for s in steps if s.position <= end or s.changes]
        own = [s for s in steps if s in codes]
        own = [s for s in own if does(codes[s]) or s is self.found.step] or own
        others = [s for s in steps if s not in codes]
        above = [s for s in others if s.position <= end]
        below = [s for s in others if s.position > end]
        if own or any(not s.changes for s in above):  # below, methods are set at most
            below = [s for s in below if self._sets(name, s)]
        else:
            first = [s for s in below if not s.changes][:1]
            below = first + [s for s in below if s.changes]
        return own + above + below

    def _sets(self, name, step):
        """Return whether a step below the answer changes what has the answer."""
        if step.attribute == self.name:  # the answer itself is the last that is written
            return not isinstance(step.value, ast.Constant) and does(step.value)
        return step.attribute or name == self.found.answer == NETWORK
