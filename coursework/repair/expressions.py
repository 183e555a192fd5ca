"""Write the edits of expressions: calls, names, numbers and tuples."""

import ast
import difflib
import itertools
import re

import numpy as np

from coursework.repair.edits import (
    RELATED,
    RULES,
    Change,
    code_of,
    filled,
    matches,
)

REDUCERS = re.compile("sum|mean|a?max|a?min|arg(max|min)|std|var|all|any")
TAKES_AXIS = re.compile(
    f"{REDUCERS.pattern}|(arg)?sort|cum(sum|prod)|stack|concatenate|take|flip"
)
OTHER_AXIS = {"axis=0": "axis=1", "axis=1": "axis=0"}
TYPED = re.compile("(zeros|ones|empty|full)_like|(as)?array|zeros")
MODULES = ("np", "numpy", "math", "self", "np.random")
KEYS = (("W1", "b1", "W2", "b2"), ("dW1", "db1", "dW2", "db2"), ("Z1", "A1", "Z2", "y"))
RESPELLED = (str.lower, str.title, "d{}".format, lambda key: key[1:])
SLOPE = "deriv_leaky_relu"
HELPERS = ("leaky_relu", "softmax", SLOPE)
FIXED = ("np", "self", "range", "len")
NOT_NAMES = (*FIXED, *HELPERS)
NUMBERS = (0, 1, -1, 2, 0.01, 0.5)


def is_item(node):
    """Return whether a node is d["key"]."""
    if not isinstance(node, ast.Subscript):
        return False
    return isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)


def takes_axis(function):
    """Return whether the last argument of a function may be an axis."""
    return TAKES_AXIS.fullmatch(code_of(function).rpartition(".")[2]) is not None


class Names:
    """The names of a program, and for each $word in rules its meanings."""

    def __init__(self, functions, question):
        nodes = [node for function in functions for node in ast.walk(function)]
        arguments = [node.arg for node in nodes if isinstance(node, ast.arg)]
        self.arguments = [name for name in dict.fromkeys(arguments) if name != "self"]
        self.lines = {}  # {name: the first line that sets it}
        for node in nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self.lines.setdefault(node.id, node.lineno)
        self.names = list(dict.fromkeys([*self.arguments, *self.lines]))
        calls = [n for n in nodes if isinstance(n, ast.Call) and n.args]
        # The nodes that say an axis by position: the 0 of y.max(0).
        self.axes = [n.args[-1] for n in calls if takes_axis(n.func)]
        keys_of = keys_in(nodes, self.arguments)
        self.keys = sorted({*itertools.chain(*keys_of.values(), *KEYS)})
        # Atoms are variables, and entries such as params["W1"].
        self.atoms = [*self.names]
        for name, keys in keys_of.items():
            self.atoms += [f'{name}["{key}"]' for key in dict.fromkeys(keys)]
        home = question.split(".")[0]  # backward.dZ2 is a step of backward
        self.words = {
            "$atom": self.atoms,
            "$name": self.names,
            "$arg": self.arguments,
            "$Z": [atom for atom in self.atoms if "Z" in atom.upper()],
            "$slope": [SLOPE] if home == "backward" else (),
            "$helper": HELPERS if home in ("forward", "backward") else (),
        }

    def choices(self, code):
        """Return all texts with names in place of the $words of a text."""
        if not (mark := re.search(r"\$\w+", code)):
            return [code]
        texts = [code.replace(mark[0], each, 1) for each in self.words[mark[0]]]
        return [done for text in texts for done in self.choices(text)]  # the next word


def keys_in(nodes, arguments):
    """Return {dictionary: its keys}, those of the course and those that nodes use."""
    usual = {"params": KEYS[0], "ff_dict": KEYS[2]}
    keys_of = {name: [*usual[name]] for name in usual if name in arguments}
    for node in filter(is_item, nodes):
        keys_of.setdefault(code_of(node.value), []).append(node.slice.value)
    for keys in keys_of.values():  # where W1 is, there are W2, b1 and b2
        for family in KEYS:
            if not {*family}.isdisjoint(keys):
                keys += family
    return keys_of


def of_expression(node, names, is_value, is_atom):
    """Yield each Change of a node, by rules and by the functions of WRITERS."""
    scopes = ("", "value") if is_value else ("",)
    yield from by_rules(node, names, scopes, fits_any=is_value or is_atom)
    if write := WRITERS.get(type(node)):
        yield from write(node, names)


def by_rules(node, names, scopes, fits_any):
    """Yield each Change by rules of these scopes.

    A pattern that is A alone fits any node; such rules count only with `fits_any`.
    """
    for rule in RULES:
        if rule.scope not in scopes:
            continue
        if isinstance(rule.pattern, ast.Name) and not fits_any:
            continue
        parts = {}  # A, B and C of the pattern
        if matches(rule.pattern, node, parts):
            for way in rule.ways:
                yield from by_rule(rule, way, parts, names)


def by_rule(rule, way, parts, names):
    """Yield each Change that one of a rule's ways makes of a node with these parts."""
    rest = [code_of(parts[letter]) for letter in parts if letter != "A"]
    texts = names.choices(filled(way, parts))
    for code, text in zip(names.choices(way), texts, strict=True):
        # Equal edits form a group with the same B and C, and one with any.
        groups = (code, *rest), (code,)
        yield Change(rule.kind, rule.rank, text, groups)


def of_call(node, names):
    """Yield other functions, fewer calls, and other types."""
    words = [*map(code_of, (node.func, *node.args, *node.keywords))]
    function, args = words[0], words[1:]
    owner, dot, name = function.rpartition(".")
    families = [line.split() for line in RELATED if name in line.split()]
    # `name` itself is among the others: the program stays as it is, so it stays wrong.
    for other in dict.fromkeys(o for family in families for o in family):
        kind = "empty" if name.startswith("empty") else "function"
        text = f"{owner}{dot}{other}({', '.join(args)})"
        yield Change(kind, 0.7, text, ((name, other),))
    is_method = bool(dot) and owner not in MODULES
    if is_method:
        yield Change("extra call", 0.8, owner, ((name,),))
    if REDUCERS.fullmatch(name):
        n = 0 if is_method else 1  # X.sum(axis=1) has no array among its arguments
        yield from of_reduction(function, args[:n], args[n:])
        if name in ("std", "var") and "ddof" not in code_of(node):
            yield Change("ddof", 0.3, f"{function}({', '.join([*args, 'ddof=1'])})")
    elif {*args} & {*OTHER_AXIS}:
        new = [OTHER_AXIS.get(arg, arg) for arg in args]
        yield Change("axis", 0.3, f"{function}({', '.join(new)})")
    if TYPED.fullmatch(name):
        n = 2 if name.startswith("full") else 1  # then comes the type
        kept = args[:n] + [arg for arg in args[n:] if re.match(r"(?!dtype)\w+=", arg)]
        typed = ", ".join([*kept, "dtype=float"])
        yield Change("type", 1, f"{function}({typed})")


def of_reduction(function, first, rest):
    """Yield other axes and keepdims of a sum; `first` is its array, `rest` its options.

    To change one of the two has the rank 0, and to change both 0.2. The text as it was
    is among them: the program stays as it is, so it stays wrong.
    """
    usual = {"axis": "None", "keepdims": "False"}
    given = dict(arg.split("=", 1) if "=" in arg else ("axis", arg) for arg in rest)
    before = {name: given.pop(name, usual[name]) for name in usual}
    others = [f"{name}={value}" for name, value in given.items()]
    for values in itertools.product(("None", "0", "1"), ("False", "True")):
        after = dict(zip(usual, values, strict=True))
        unusual = [f"{n}={after[n]}" for n in usual if after[n] != usual[n]]
        changed = [name for name in usual if after[name] != before[name]]
        kind = " and ".join(changed) or "keepdims"
        text = f"{function}({', '.join(first + unusual + others)})"
        yield Change(kind, 0.2 if len(changed) == 2 else 0, text, (values,))


def of_name(node, names):
    """Yield a Change to each other variable; those of like spelling rank first."""
    name, line = node.id, getattr(node, "lineno", 0)
    if name in FIXED:
        return
    for other in names.atoms:
        if other == name:
            continue
        likeness = difflib.SequenceMatcher(None, other.lower(), name.lower()).ratio()
        rank = 0.9 if likeness >= 0.5 else 1.3
        # The same change may be meant everywhere, or only below the line that sets it.
        is_below = line > names.lines.get(other, np.inf)
        groups = (name, other), (name, other, is_below)
        yield Change("name", rank, other, groups)


def of_constant(node, names):
    """Yield other keys of dictionaries, other numbers, and variables for them."""
    value = node.value
    if isinstance(value, str):
        for key in names.keys:
            yield Change("key", 1, repr(key), ((value, key),))
        is_right = any(value in family for family in KEYS[1:])  # spelled as wanted
        for k, change in enumerate(() if is_right else RESPELLED):
            yield Change("key", 0.65, repr(change(value)), ((k,),))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        for other in (*NUMBERS, value + 1, value - 1, -value, 1 - value, float(value)):
            if other != 0 or isinstance(value, int):  # a rate of 0 ends the training
                rank = 1.4 if other < 0 else 1
                yield Change("constant", rank, repr(other), ((value, other),))
        for atom in names.atoms:
            rank = 0.95 if atom in names.arguments[1:] else 1.2
            yield Change("constant", rank, atom, ((value, atom),))


def of_unary(node, names):
    """Yield other numbers in place of a negative one."""
    if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        yield from of_constant(ast.Constant(-node.operand.value), names)


def of_tuple(node, names):
    """Yield two neighbors swapped."""
    parts = [*map(code_of, node.elts)]
    for k in range(len(parts) - 1):
        new = [*parts[:k], parts[k + 1], parts[k], *parts[k + 2 :]]
        yield Change("places", 0.7, f"({', '.join(new)})")


WRITERS = {  # what else is written for these nodes
    ast.Call: of_call,
    ast.Name: of_name,
    ast.Constant: of_constant,
    ast.UnaryOp: of_unary,
    ast.Tuple: of_tuple,
}
