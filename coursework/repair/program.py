"""Read an answer as a program that can be edited, and run apart from the notebook.

The program holds the functions and classes that the answer uses. Other values are
copied, or made read-only: no edit changes a variable of the notebook.
"""

import ast
import copy
import inspect
import linecache
import re
import types

import numpy as np

from coursework.mistakes.program import GIVEN
from coursework.repair.edits import RECORDED
from coursework.running.signatures import unwrapped

EDITED = "<edited>"  # the name of the program's file
LIBRARIES = re.compile(  # not itertools: count and cycle have no end
    "numpy|c?math|scipy|_?functools|collections|_?operator|typing|copy|"
    "neuralnet|builtins"
)
REFUSED = re.compile(
    "open|input|exec|eval|compile|globals|vars|(set|del)attr|exit|quit|breakpoint|"
    "save[zt]*x*t*|load(txt)?|tofile|memmap|seterr|system|popen|sleep|display|"
    "get_ipython|__(import|builtins|dict|globals)__"
)
DEFINES = ast.FunctionDef | ast.ClassDef
OUTSIDE = ast.Global | ast.Nonlocal | ast.Await | ast.Yield | ast.YieldFrom
UNSAFE = OUTSIDE | ast.Import | ast.ImportFrom | ast.ExceptHandler
LOOPS = ast.For | ast.While | ast.comprehension
PLAIN = int | float | complex | str | bool | type(None) | np.generic
BITS = 100_000  # of a whole number that an edited program makes, at most


class NotEditable(Exception):
    """The answer must not be run with edits, or its text is unknown."""


class AnswerTree:
    """The syntax tree of an answer; `answer` runs the tree with its present edits.

    `body` holds definitions, `values` the other names, and `functions` what is edited.
    """

    def __init__(self, answer, question):
        self.question = question
        self.body, self.values, self.functions = [], {}, []
        self.recorded = []  # values in a run, see `Edit.recording`
        self.file, space = file_of(answer)
        self.name = self.add(answer)
        for name in {*GIVEN} - {*self.values}:  # an edit may call these
            self.values[name] = GIVEN[name]
            if name in space:
                self.use(name, space[name])
        self.tree = ast.Module(self.body, [])
        nodes = [*ast.walk(self.tree)]
        self.has_loop = any(isinstance(node, LOOPS) for node in nodes)
        self.has_power = any(isinstance(node, ast.Pow) for node in nodes)

    def add(self, value):
        """Add the definition of a function or class, and the definitions it uses."""
        file, space = file_of(value)
        body = tree_of(file).body
        definitions = [node for node in body if defines(node, value, space)]
        if getattr(value, "__closure__", None):
            raise NotEditable(value)
        if definitions[1:]:  # of several with one name, the one that runs
            first = functions_in(value)[0].__code__.co_firstlineno
            definitions = [node for node in definitions if first in lines_of(node)]
        if len(definitions) != 1:
            raise NotEditable(value)
        node, name = definitions[0], next(names_of(definitions[0]))
        if isinstance(node, ast.ClassDef):
            node.body = self.methods(node)
        self.values[name] = self  # a mark: running the program sets the value
        names = self.used(getattr(node, "value", node))  # of a lambda, its expression
        if name in names and not isinstance(node, ast.ClassDef):
            raise NotEditable(name)  # a call of itself may go on and on
        for used in names:
            if used in space and used not in self.values:
                self.use(used, space[used])
        self.body.append(node)
        if file == self.file:  # in the answer's own cell
            inner = node.body if isinstance(node, ast.ClassDef) else [node]
            inner = (getattr(each, "value", each) for each in inner)
            kinds = ast.FunctionDef | ast.Lambda
            self.functions += (each for each in inner if isinstance(each, kinds))
        return name

    def methods(self, node):
        """Return __init__ and the parts of a class that the question's method needs."""
        needed = {self.question, "__init__"}
        defined = {name: each for each in node.body for name in names_of(each)}
        for name in [*defined] * 3:  # calls within calls within calls
            if name in needed:
                needed |= {getattr(n, "attr", "") for n in ast.walk(defined[name])}
                needed -= {"initialize_parameters"}  # ours replaces it
        kept = [each for each in node.body if needed.intersection(names_of(each))]
        return kept or [ast.Pass()]

    def use(self, name, value):
        """Add the value of a name of the notebook."""
        is_code = isinstance(value, types.FunctionType | type)
        if is_code and not is_library(value) and value.__name__ == name:
            self.add(value)
        else:
            self.guarded(value)  # may raise NotEditable
            self.values[name] = value

    def used(self, node):
        """Return the names that a definition uses, as the keys of a dictionary.

        Raise NotEditable if a name or a kind of node is refused, or if an attribute of
        an object other than `self` is set.
        """
        names = {}
        for each in ast.walk(node):
            name = getattr(each, "id", getattr(each, "attr", None))
            names[name] = None
            refused = isinstance(each, UNSAFE) or REFUSED.fullmatch(str(name))
            if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store):
                refused = refused or getattr(each.value, "id", "") != "self"
            if refused or name == "random":
                raise NotEditable(name)
        return names

    def compiled(self):
        """Return the code of the present tree, whose powers of integers are bounded."""
        tree = self.tree
        if self.has_power:
            tree = Bounded().visit(copy.deepcopy(tree))
        return compile(tree, EDITED, "exec")

    def answer(self, code):
        """Run the definitions of the compiled program, and return the answer."""
        space = {"__name__": "edited", RECORDED: self.recorded, "__power__": power}
        for name, value in self.values.items():
            if value is not self:
                space[name] = self.guarded(value)
        exec(code, space)
        return space[self.name]

    def guarded(self, value):
        """Return a read-only value or a copy; raise NotEditable if there is none."""
        if isinstance(value, types.ModuleType):
            root = value.__name__.split(".")[0]
            if LIBRARIES.fullmatch(root):
                return value
        elif isinstance(value, PLAIN):
            return value
        elif isinstance(value, np.ndarray):
            view = value.view(np.ndarray)
            view.flags.writeable = False
            return view
        elif isinstance(value, dict):
            return {key: self.guarded(each) for key, each in value.items()}
        elif isinstance(value, list | tuple | set):
            return type(value)(self.guarded(each) for each in value)
        elif callable(value) and is_library(value):
            of = getattr(value, "__self__", np)  # a method might change its object
            if isinstance(of, types.ModuleType | type):
                return value
        raise NotEditable(value)


class Bounded(ast.NodeTransformer):
    """Make calls of `power` from `**`.

    No limit of steps ends `2**n` in time if an edit has made n a billion.
    """

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Pow):
            return node
        function = ast.copy_location(ast.Name("__power__", ast.Load()), node)
        return ast.copy_location(ast.Call(function, [node.left, node.right], []), node)


def power(a, b):
    """Return a**b; OverflowError if it is an integer with more than BITS bits."""
    if isinstance(a, int) and isinstance(b, int) and a.bit_length() * b > BITS:
        raise OverflowError("an integer of too many bits")
    return a**b


def file_of(value):
    """Return the file of a function or a class, and the names that it can use."""
    if not (functions := functions_in(value)):
        raise NotEditable(value)
    return functions[0].__code__.co_filename, functions[0].__globals__


def functions_in(value):
    """Return the functions of a class, or a function itself, as a list."""
    inside = vars(value).values() if inspect.isclass(value) else [value]
    return [f for f in map(unwrapped, inside) if isinstance(f, types.FunctionType)]


def tree_of(file):
    """Return a new syntax tree of a file's text."""
    try:
        return ast.parse("".join(linecache.getlines(file)))
    except SyntaxError:
        raise NotEditable(file) from None


def names_of(node):
    """Yield the names that a statement defines."""
    if isinstance(node, DEFINES):
        yield node.name
    for target in getattr(node, "targets", ()):
        if isinstance(target, ast.Name):
            yield target.id


def defines(node, value, space):
    """Return whether a statement defines a function or class of the notebook."""
    if isinstance(node, DEFINES):
        return node.name == value.__name__
    is_lambda = isinstance(getattr(node, "value", None), ast.Lambda)
    return is_lambda and any(space.get(name) is value for name in names_of(node))


def lines_of(node):
    """Return the numbers of the lines of a statement, its decorators included."""
    above = (each.lineno for each in getattr(node, "decorator_list", ()))
    return range(min([node.lineno, *above]), node.end_lineno + 1)


def is_library(value):
    """Return whether a function or class comes from a library that has no state."""
    module = getattr(value, "__module__", None) or type(value).__module__
    return bool(LIBRARIES.fullmatch(module.split(".")[0]))
