"""Where a notebook looks at the test set while it still trains or chooses.

A flag, shown to the instructor with the cell quoted; no verdict, and it costs nothing.
The code is read by `ast`, never run, and names are taken by their word: what is not
understood is taken to be innocent, and an honest name may be a misleading one.

Four things are a look: a loop that trains and uses test data, a training that is given
test data, a function of test data that something is sorted by, or that trains, and code
in a text, which no reader can see.
"""

import ast
import collections
import re

from coursework.grading.choice import names

MOST_LINES, LONGEST_LINE = 6, 160
WORDS = re.compile(r"\w+").findall
ORDERS = {"max", "min", "sorted", "sort", "nlargest", "nsmallest"}
TEXTS = {"exec", "eval"}
LOADER = "load_data"  # it returns the training data, and then the test data
KIND = "uses_test"
MESSAGE = (
    "The test set is used here while a model is trained or chosen, or a text is run, "
    "which may hide it. Ask what the result was used for: settings or an epoch chosen "
    "by the test set make the test accuracy too good."
)


class Look:
    """One look through the cells of a notebook, pairs of a cell and its tree.

    Attributes
    ----------
    flags : list of dict
        kind, cell, quote and message; the first look of each cell.
    """

    def __init__(self, parsed):
        trees = [tree for _, tree in parsed]
        self.functions = names.functions_in(trees)
        self.test, self.innocent, self.flags = set(), set(), []
        bound = collections.Counter(each for tree in trees for each in _bound(tree))
        for _ in range(2):
            known = collections.Counter(n for tree in trees for n in self._learn(tree))
            # A name that stands for something else, too, is innocent: X, Y in batches.
            self.test = {name for name in known if known[name] == bound[name]}
        for cell, tree in parsed:
            looks = (node for node, given in _nodes(tree) if self._looks(node, given))
            if (node := next(looks, None)) is None:
                continue
            first, *rest = cell.source.splitlines()[node.lineno - 1 : node.end_lineno]
            told = [line for line in rest if self.is_test({*WORDS(line)})] or rest
            lines = [line[:LONGEST_LINE] for line in [first, *told][:MOST_LINES]]
            flag = {"kind": KIND, "cell": cell.number, "quote": "\n".join(lines)}
            self.flags.append(flag | {"message": MESSAGE})

    def is_test(self, found):
        """Return whether any of some names stands for test data."""
        plain = {name for name in found if names.TEST.fullmatch(name)}
        return bool(self.test & found or plain - self.innocent)

    def _learn(self, tree):
        """Yield other names of test data; learn those that only sound like them."""
        for node in (n for n in ast.walk(tree) if isinstance(n, ast.Assign)):
            whole = node.targets[0], node.value
            targets, values = (getattr(each, "elts", []) for each in whole)
            pairs = [whole]
            if len(targets) == len(values) > 0:  # of two tuples entry by entry
                pairs = zip(targets, values, strict=True)
            for target, value in pairs:
                used, called = names.names_in(value), isinstance(value, ast.Call)
                if names.called(value) == LOADER and LOADER not in self.functions:
                    for last in getattr(target, "elts", [])[2:]:  # called X_val, say
                        yield from _bound(last)
                elif self.is_test(used):
                    if not called or names.OPENED in used:
                        yield from _bound(target)
                elif any(map(names.TRAIN.search, used)):
                    self.innocent.update(_bound(target))

    def _looks(self, node, given):
        """Return whether a node in a function that is given some names is a look."""
        if isinstance(node, names.LOOPS):
            used, _, trained = self._inside(node)
            return trained and self.is_test(used - given)
        values, name = names.arguments(node), names.called(node)
        if isinstance(getattr(node, "func", None), ast.Name) and name in TEXTS:
            return True
        used = set().union(*map(names.names_in, values))
        if names.trains(name) and "back" not in name and self.is_test(used - given):
            return True
        for each in values:
            function = self.functions.get(getattr(each, "id", None), each)
            if isinstance(function, names.FUNCTIONS):
                used, given_there, trained = self._inside(function)
                chooses = trained or (name in ORDERS and self.is_test(given_there))
                if chooses and self.is_test(used - given):
                    return True
        return False

    def _inside(self, node):
        """Return the names in use, those that calls are given, and if code trains.

        The functions of the notebook that it may call are looked into, too.
        """
        parts = names.reached(node, self.functions)
        used = (names.names_in(part) - _parameters(part) for part in parts)
        given = (n for p in parts for c in ast.walk(p) for n in names.arguments(c))
        given = set().union(*map(names.names_in, given))
        return set().union(*used), given, any(map(_trains, parts))


def _bound(tree):
    """Yield the names, attributes and parameters that a tree binds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(getattr(node, "ctx", None), ast.Store):
            yield getattr(node, "id", getattr(node, "attr", None))


def _nodes(tree):
    """Yield each node, outer ones first, and the parameters of functions around it."""
    waiting = [(tree, frozenset())]
    while waiting:
        node, given = waiting.pop()
        given |= _parameters(node)
        yield node, given
        waiting += [(n, given) for n in reversed([*ast.iter_child_nodes(node)])]


def _parameters(node):
    is_function = isinstance(node, names.FUNCTIONS)
    return {argument.arg for argument in node.args.args} if is_function else set()


def _trains(tree):
    """Return whether a tree calls a training or holds a step: W1 -= lr * dW1."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Sub):
            if any(n == "lr" or n[:1] in "dg" for n in names.names_in(node.value)):
                return True
        elif names.trains(names.called(node)):
            return True
    return False
