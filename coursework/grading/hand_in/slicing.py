"""Which statement of a notebook answers a question, and what belongs to its program.

A program is every statement that binds a name which the answer needs, directly or not,
in the notebook's order. Functions and classes count as they are in the end, and values
as they are above the answer. Whoever runs the statements leaves out what fails, and
then runs all of them once more: cells are moved about.
"""

import ast
import builtins
import collections
import dataclasses

from coursework.grading.hand_in.steps import Step, does

NETWORK = "TwoLayerNN"


@dataclasses.dataclass
class Found:
    """A definition of an answer.

    Attributes
    ----------
    step : Step
    answer : str
        The name to look up, of the function or of the class.
    written : bool
        False for a placeholder.
    cell : int
    attached : bool
        Whether it is a free function that belongs to the class.
    """

    step: Step
    answer: str
    written: bool
    cell: int
    attached: bool = False


class Notebook:
    """The steps of a notebook, by name."""

    def __init__(self, steps):
        self.steps = steps
        self.by_name, self.classes = collections.defaultdict(list), {}
        functions = set()
        self.codes = collections.defaultdict(dict)
        for step in steps:
            for name in step.binds:
                self.by_name[name].append(step)
            for name, node in () if step.changes else step.codes.items():
                if isinstance(node, ast.ClassDef):
                    self.classes[name] = None
                elif _is_code(node, functions):
                    functions.add(name)
                elif not (isinstance(node, ast.Name) and node.id in self.classes):
                    continue
                self.codes[name][step] = node
        self.functions = functions

    def find(self, name):
        """Return the definition of an answer to grade: the last one that is written.

        A placeholder, if nothing is written; None if there is nothing at all.
        """
        found = [*self._free(name), *self._patches(name)]
        plain = {title: title.replace("_", "").lower() for title in self.classes}
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
        for step, node in self.codes[name].items():
            if isinstance(node, ast.ClassDef | ast.AsyncFunctionDef):
                continue
            first = ast.unparse(node.args) if isinstance(node, ast.FunctionDef) else ""
            owner = first.partition(",")[0] == "self" and bool(self.codes[NETWORK])
            answer = NETWORK if owner else name
            yield Found(step, answer, does(node), step.cell, owner)

    def _patches(self, name):
        """Yield what is set on the class after it: TwoLayerNN.forward = forward."""
        for step in self.by_name[NETWORK]:
            value = getattr(step.node, "value", None)
            if isinstance(step.node, ast.Expr):  # setattr(TwoLayerNN, "forward", f)
                value = value.args[-1]
            if step.attribute == name and _is_code(value, self.functions):
                source = list(self.codes[getattr(value, "id", "")])[-1:] or [step]
                yield Found(step, NETWORK, does(value), source[0].cell)

    def _methods(self, title, name):
        """Yield the methods of a class and of the classes it is built on."""
        family, waiting = set(), [title]
        while waiting:
            each = waiting.pop()
            for node in self.codes[each].values() if each not in family else ():
                built_on = getattr(node, "bases", [node])  # TwoLayerNN = Net
                waiting += [base.id for base in built_on if isinstance(base, ast.Name)]
            family.add(each)
        for each in family:
            for step, node in self.codes[each].items():
                for part in getattr(node, "body", ()):
                    if getattr(part, "name", None) == name:
                        yield Found(step, title, does(part), step.cell)
                    elif isinstance(part, ast.Assign) and name in {
                        getattr(target, "id", None) for target in part.targets
                    }:
                        yield Found(step, title, does(part.value), step.cell)


def _is_code(value, functions):
    """Return whether a value is a function, or a call that may wrap one."""
    if isinstance(value, ast.Call):
        return any(_is_code(argument, functions) for argument in value.args)
    is_name = isinstance(value, ast.Name) and value.id in functions
    return is_name or isinstance(value, ast.FunctionDef | ast.Lambda)


class Slice:
    """Collects what the answer that was found needs.

    Parameters
    ----------
    notebook : Notebook
    found : Found
    name : str
        The question.
    """

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
            below = [s for s in below if s.attribute and s.attribute != self.name]
        else:
            first = [s for s in below if not s.changes][:1]
            below = first + [s for s in below if s.changes]
        return own + above + below
