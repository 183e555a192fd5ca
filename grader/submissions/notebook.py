"""Choose the definition of an answer to grade, and the statements that it needs.

The last definition with a body counts, or else the last value of the answer's name.
The answer gets the functions and classes that it needs as they are at the end of the
notebook, and values as they are above the answer.
"""

import ast
import builtins
import collections
import dataclasses
import difflib
from typing import NamedTuple

from coursework.questions import QUESTIONS
from grader.submissions import nodes
from grader.submissions.nodes import ASSIGNS, FUNCTIONS, does
from grader.submissions.statements import Step

NETWORK = "TwoLayerNN"


@dataclasses.dataclass(frozen=True)
class Extract:
    """The statements that define the answer to a question when they are run."""

    name: str  # the question
    statements: tuple = ()  # sources, with the line numbers of the cell
    answer: str = ""  # the name that is looked up at the end: a function or TwoLayerNN
    cell: int | None = None  # the cell that defines the answer
    problem: str | None = None  # why there are no statements: a sentence
    near: str = ""  # a definition of another name that may be meant
    is_absent: bool = False  # the notebook has nothing of this name, and nothing near


class Definition(NamedTuple):
    """A definition of an answer, and the name to look up for it."""

    step: Step
    node: ast.AST
    owner: str  # the class of a method, "" for a function outside of classes
    answer: str = ""
    attached: bool = False  # to the class: it takes self, but stands outside


def is_network(title):
    """Return whether the name of a class is close to that of the homework's network."""
    return title.replace("_", "").lower()[:8] == "twolayer"


class Notebook:
    """What the statements of a notebook bind, define and build on, by name."""

    def __init__(self, steps):
        self.by_name, self.bases = collections.defaultdict(list), {}
        self.codes = collections.defaultdict(dict)  # {name: {step: node}}
        self.definitions = collections.defaultdict(list)  # {name: its definitions}
        self.values = collections.defaultdict(list)  # they may become functions
        for step in steps:
            for name in step.binds:
                self.by_name[name].append(step)
            if step.attribute and self._is_code(step.value):  # as in A.forward = f
                self.definitions[step.attribute].append(
                    Definition(step, step.value, *step.binds)
                )
            for name, node in step.codes.items():
                self._define(name, node, step)

    def _define(self, name, node, step):
        """Enter the class, function or value, a node, that a step gives to a name."""
        if isinstance(node, ast.ClassDef):
            bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
            self.bases[name] = self.bases.get(name, []) + bases
            for part in node.body:
                for method in nodes.bound_names(part):
                    code = getattr(part, "value", part)
                    self.definitions[method].append(Definition(step, code, name))
        elif isinstance(node, ast.Name) and node.id in self.bases:  # B = A, a class
            self.bases[name] = [node.id]
            self.values[name].append(Definition(step, node, ""))
        elif self._is_code(node):
            self.definitions[name].append(Definition(step, node, ""))
        else:
            uses_itself = name in {getattr(part, "id", "") for part in ast.walk(node)}
            is_constant = isinstance(node, ast.Constant)
            if isinstance(step.node, ASSIGNS) and not (is_constant or uses_itself):
                self.values[name].append(Definition(step, node, ""))
            return  # a value is no code
        self.codes[name][step] = node

    def _is_code(self, value):
        """Return whether a node is a function, its name, or a call that may wrap it."""
        if isinstance(value, ast.Call):
            return any(map(self._is_code, value.args))
        if isinstance(value, ast.Name):
            return value.id in self.codes and value.id not in self.bases
        return isinstance(value, FUNCTIONS)

    def find(self, name):
        """Return the Definition to grade, or None; it may be only a placeholder."""
        title = self._class_with(name)
        owners = {"", *self._family(title)}
        options = [each for each in self.definitions[name] if each.owner in owners]
        if not any(does(each.node) for each in options):
            options += self.values[name]
        if not options:
            return None
        last = max(options, key=lambda each: (does(each.node), each.step.position))
        if last.owner:
            return last._replace(answer=title, attached=False)
        # Some students write each method in a cell of its own, outside the class.
        arguments = getattr(last.node, "args", None)
        takes_self = [a.arg for a in getattr(arguments, "args", ())][:1] == ["self"]
        if takes_self and NETWORK in self.bases:
            return last._replace(answer=NETWORK, attached=True)
        return last._replace(answer=name, attached=False)

    def _class_with(self, method):
        """Return the network's class that has a method: NETWORK, or the last such."""
        titles = [NETWORK, *reversed([each for each in self.bases if is_network(each)])]
        owners = {each.owner for each in self.definitions[method]}
        has_it = (each for each in titles if owners & self._family(each))
        return next(has_it, NETWORK)

    def nearest(self, name):
        """Return the name and cell of what may answer a question, as a text, or "".

        That is a method of this name in a class of another name, or what has a similar
        name. The last one counts.
        """
        near = {}  # {(whether the name is exact, position): text}
        for other, definitions in self.definitions.items():
            is_similar = looks_like(other, name) and other not in QUESTIONS
            for owner, node, step in ((d.owner, d.node, d.step) for d in definitions):
                of_class = f"{owner[:60]}." if owner else ""
                if (is_similar or (other == name and of_class)) and does(node):
                    text = f"{of_class}{other[:60]} in cell {step.cell}"
                    near[other == name, step.position] = text
        return near[max(near)] if near else ""

    def _family(self, title):
        """Return the set of names of a class and of all its bases."""
        family, waiting = set(), [title]
        while waiting:
            if (each := waiting.pop()) not in family:
                family.add(each)
                waiting += self.bases.get(each, [])
        return family

    def program(self, name, definition):
        """Return the Extract of a definition: its step, and all steps that it needs."""
        needed = set()  # global names
        chosen = {}  # the steps that bind them, as keys
        reachable = {name}  # names of methods
        waiting = [definition.answer]
        if definition.attached:
            waiting.append(name)

        def used(names_in):  # the names in "", in __init__ ..., in methods in reach
            methods = [m for m in names_in if m in reachable or m[:2] in ("", "__")]
            return set().union(*(names_in[method] for method in methods))

        before = None
        while before != reachable:  # a method that is reached may need more names
            before = set(reachable)
            while waiting:
                each = waiting.pop()
                if each in needed:
                    continue
                needed.add(each)
                for step in self._steps_for(each, name, definition):
                    chosen[step] = None
                    waiting += used(step.uses)
            for step in chosen:
                reachable |= used(step.attributes)
            waiting = [n for step in chosen for n in used(step.uses)]
        unbound = any(not self.by_name[n] and not hasattr(builtins, n) for n in needed)
        steps = sorted(chosen, key=lambda step: step.position)
        # An unbound name may come from a `from x import *`.
        sources = [step.source for step in [*self.by_name["*"] * unbound, *steps]]
        if definition.attached:
            sources.append(f"{NETWORK}.{name} = {name}")
        # For TwoLayerNN.forward = f the cell is the one that defines f.
        set_by = getattr(definition.node, "id", "") if definition.step.attribute else ""
        cell = [definition.step, *self.codes.get(set_by, ())][-1].cell
        return Extract(name, tuple(sources), definition.answer, cell)

    def _steps_for(self, each, name, definition):
        """Return the steps that bind or change `each`, a name that the answer needs."""
        answer, codes = definition.step, self.codes[each]
        steps = self.by_name[each]
        is_own_name = answer in steps

        def sets(step):  # whether a step below the answer sets an attribute
            if step.attribute == name:  # the answer, unless it is a placeholder
                return not isinstance(step.value, ast.Constant) and does(step.value)
            return step.attribute or each == definition.answer == NETWORK

        defining, placeholders, above, below = [], [], [], []
        for step in steps:
            is_below = step.position > answer.position
            if is_own_name and is_below and not step.changes:
                continue  # later bindings of the answer's name do not count
            if step not in codes:
                (below if is_below else above).append(step)
            elif step is answer or does(codes[step]):
                defining.append(step)
            else:
                placeholders.append(step)
        defining = defining or placeholders
        if defining or not all(step.changes for step in above):
            below = [step for step in below if sets(step)]
        else:  # the name is bound only below: take the first binding, and all changes
            first = [step for step in below if not step.changes][:1]
            below = first + [step for step in below if step.changes]
        return defining + above + below


def looks_like(other, name):
    """Return whether a student may have written `other` in place of `name`."""
    a, b = (text.lower().replace("_", "") for text in (other, name))
    near = difflib.get_close_matches(a, [b], n=1, cutoff=0.8)
    is_planted = a.startswith("wrong")  # a mistake made on purpose: wrong_softmax
    return not is_planted and (b in a or bool(near))
