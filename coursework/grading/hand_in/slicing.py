"""A program for one question: every statement that binds a name the answer needs.

The statements stand in the notebook's order. Whoever runs them leaves out what fails,
and then runs all of them once more: cells are moved about.
"""

import ast
import builtins

from coursework.grading.hand_in.finding import NETWORK, methods, written_methods
from coursework.grading.hand_in.steps import IMPORTS

DYNAMIC = {"eval", "exec", "globals", "locals", "vars"}  # may use any import
EARLIER = "_earlier_class"  # in a program, a class before it is redefined


class Slice:
    """Collects what the answer that was found needs.

    Parameters
    ----------
    notebook : Notebook
    found : Found
    name : str
        The question.
    questions : collection of str
        All of them: what a student has written goes before what is imported.
    """

    def __init__(self, notebook, found, name, questions):
        self.notebook, self.found, self.name = notebook, found, name
        self.questions = questions
        self.kept, self.reach = set(), {name}
        self.users = {}  # by name: the last place that needs it
        self.end = found.step.order
        self.is_free = found.attached or found.answer == name

    def statements(self):
        """Return the sources, in the order in which they run."""
        names = {self.found.answer, self.name if self.is_free else self.found.answer}
        answers = [(name, self.end) for name in names]
        size = None
        while size != (size := (len(self.kept), len(self.reach), len(self.users))):
            needs = [need for step in self.kept for need in self._needs(step)]
            self.users.clear()
            self._follow(answers + needs)
            for step in self.kept:
                self.reach |= self._reached(step.attributes)
        sources = [*self._stars(), *self._ordered()]
        if self.found.attached:
            sources.append(f"{NETWORK}.{self.name} = {self.name}")
        return sources

    def _follow(self, waiting):
        """Keep what binds the names, and what that needs in turn."""
        while waiting:
            name, order = waiting.pop()
            if self.users.get(name, -1) >= order:
                continue
            self.users[name] = order
            for step in self._taken(name, order):
                if step not in self.kept:
                    self.kept.add(step)
                    waiting += self._needs(step)
            if name in DYNAMIC:
                steps = self.notebook.steps
                imports = [s for s in steps if isinstance(s.node, IMPORTS)]
                waiting += [(n, order) for s in imports for n in s.binds]

    def _needs(self, step):
        names = self._reached(step.needs(self.users))
        return [(name, step.order) for name in names]

    def _reached(self, parts):
        """Return what is said of a statement; of a method only if it can be called."""
        return set().union(*(parts[part] for part in parts if self._is_called(part)))

    def _is_called(self, part):
        return not part or part in self.reach or part.startswith("__")

    def _taken(self, name, last):
        """Return the steps of a name that a program needs whose last user is known.

        Functions and classes count as they are in the end, if they are written; values
        and imports as they are above the last user, or below if there are none above.
        """
        steps = self.notebook.by_name[name]
        is_answer = self.is_free and name == self.name
        end = self.end if is_answer else float("inf")
        codes = {step for step in steps if self.notebook.code(step)}
        own = {step for step in codes if self.notebook.written(step)} or codes
        orders = {step.order for step in own if step.order <= end}
        kept = {s for s in steps if s.order in orders and s not in codes - own}
        if not own or name not in self.questions:
            values = [s for s in steps if s not in kept | codes and not s.changes]
            kept.update([s for s in values if s.order < last] or values[:1])
        is_kept = not codes
        for step in steps:
            if not step.changes:
                is_kept = step in kept
            elif is_kept and self._alters(step, name, last):
                kept.add(step)
        kept.update({self.found.step}.intersection(steps))
        return sorted(kept, key=lambda step: step.position)

    def _alters(self, step, name, last):
        """Return whether a change of what a name stands for belongs to the program."""
        if step.attribute and self.notebook.has_class(name):
            if step.attribute == self.name:
                return step.order <= self.end
            return step.attribute in self.reach
        target = getattr(step.node, "target", None)  # C += 1
        return step.order < last or not isinstance(target, ast.Name)

    def _stars(self):
        """Yield the star imports, where a name comes from nowhere else."""
        known = self.notebook.by_name
        if any(not known[n] and not hasattr(builtins, n) for n in list(self.users)):
            yield from (step.source(()) for step in known["*"])

    def _ordered(self):
        """Yield the sources; a class that is redefined keeps the methods it lost."""
        title, available = self.found.answer, {}
        for step in sorted(self.kept, key=lambda step: step.position):
            node, lost = step.node, []
            if step.attribute and title in step.binds:
                available[step.attribute] = None
            if isinstance(node, ast.ClassDef) and node.name == title:
                own = written_methods(node)
                lost = [n for n in available if n not in own and self._is_called(n)]
                available |= dict.fromkeys(own)
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                yield step.bare()
            if lost:
                yield f"{EARLIER} = {title}"
            yield step.source(self.users)
            yield from (_given_back(title, method, node) for method in lost)


def _given_back(title, method, node):
    """Return a statement that gives a class the method of its earlier version."""
    is_blank = method in methods(node)
    inherits = f"if not hasattr({title}, {method!r}): " * bool(node.bases)
    found = f"vars(c)[{method!r}] for c in {EARLIER}.__mro__ if {method!r} in vars(c)"
    return f"{'' if is_blank else inherits}{title}.{method} = next({found})"
