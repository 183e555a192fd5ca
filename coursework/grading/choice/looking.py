"""Where a notebook looks at the test set while it still trains or chooses.

A flag, shown to the instructor with the cell quoted; no verdict, and it costs nothing.
The code is read by `ast`, never run, and names are taken by their word: what is not
understood is taken to be innocent, and an honest name may be a misleading one.
"""

import ast
import collections
import re

from coursework.grading.choice import names

MOST_LINES, LONGEST_LINE = 6, 160
FUNCTIONS, NAMED = ast.FunctionDef | ast.Lambda, ast.Name | ast.Attribute
WORDS = re.compile(r"\w+").findall
ORDERS = {"max", "min", "sorted", "sort", "nlargest", "nsmallest"}
KIND = "uses_test"
MESSAGE = (
    "The test set is used here while a model is trained or chosen. Ask what the result "
    "was used for: settings or an epoch chosen by it make the test accuracy too good."
)


class Look:
    """One look through the cells of a notebook.

    Attributes
    ----------
    flags : list of dict
        kind, cell, quote and message; the first look of each cell.
    """

    def __init__(self, parsed):
        trees = [tree for _, tree in parsed]
        self.functions = names.functions_in(trees)
        self.test, self.innocent, self.scores = set(), set(), set()
        bound = collections.Counter(each for tree in trees for each in _bound(tree))
        for _ in range(2):
            known = collections.Counter(n for tree in trees for n in self._learn(tree))
            # A name that stands for something else, too, is innocent: X, Y in batches.
            self.test = {name for name in known if known[name] == bound[name]}
        self.flags = []
        for cell, tree in parsed:
            looks = (node for node, given in _nodes(tree) if self._looks(node, given))
            if (node := next(looks, None)) is not None:
                self.flags.append(self._flag(cell, node))

    def is_test(self, found):
        """Return whether any of some names stands for test data."""
        plain = (name for name in found if names.TEST.fullmatch(name))
        return bool(self.test & found or set(plain) - self.innocent)

    def _learn(self, tree):
        """Yield other names of test data; learn those that only sound like them."""
        for node in (n for n in ast.walk(tree) if isinstance(n, ast.Assign)):
            for target, value in _pairs(node.targets[0], node.value):
                bound, used = list(_bound(target)), names.names_in(_core(value))
                known, called = self.is_test(used), isinstance(value, ast.Call)
                if known and (not called or "open_test" in used):
                    yield from bound
                elif known and names.SCORES.search(" ".join(used)):
                    self.scores.update(bound)
                elif not called and any(map(names.TRAIN.search, used)):
                    self.innocent.update(bound)

    def _looks(self, node, given):
        """Return whether a node in a function that is given some names is a look."""
        if isinstance(node, names.LOOPS):  # it trains and tests
            used, trained = self._inside(node)
            return trained and self.is_test(used - given)
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Gt | ast.Lt):
            both = node.left, node.comparators[0]
            return all(getattr(each, "id", None) in self.scores for each in both)
        if not isinstance(node, ast.Call):
            return False
        values = [*node.args, *(word.value for word in node.keywords)]
        used, name = set().union(*map(names.names_in, values)), names.called(node)
        if names.trains(name) and "back" not in name and self.is_test(used - given):
            return True  # it trains with test data
        for each in values:  # by a function that tests something is sorted or searched
            function = self.functions.get(getattr(each, "id", None), each)
            if isinstance(function, FUNCTIONS):
                used, trained = self._inside(function)
                scored = name in ORDERS and names.SCORES.search(" ".join(used))
                if (trained or scored) and self.is_test(used - given):
                    return True
        return False

    def _inside(self, node):
        """Return the names in use in code, own functions included, and if it trains."""
        found, trained, waiting, seen = set(), False, [node], set()
        while waiting:
            code = waiting.pop()
            used = names.names_in(code)
            for each in ast.walk(code):
                trained = trained or _is_training(each)
                used |= _executed(each)
            own = used & self.functions.keys() - seen
            seen |= own
            waiting += [self.functions[name] for name in sorted(own)]
            if isinstance(code, FUNCTIONS):
                used -= _parameters(code)
            found |= used
        return found, trained

    def _flag(self, cell, node):
        first, *rest = cell.source.splitlines()[node.lineno - 1 : node.end_lineno]
        told = [line for line in rest if self.is_test(set(WORDS(line)))] or rest
        lines = [line[:LONGEST_LINE] for line in [first, *told][:MOST_LINES]]
        flag = {"kind": KIND, "cell": cell.number, "quote": "\n".join(lines)}
        return flag | {"message": MESSAGE}


def _bound(tree):
    """Yield the names, attributes and parameters that a tree binds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, NAMED) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


def _nodes(tree):
    """Yield each node, outer ones first, and the parameters of functions around it."""
    waiting = [(tree, frozenset())]
    while waiting:
        node, given = waiting.pop()
        if isinstance(node, FUNCTIONS):
            given |= _parameters(node)
        yield node, given
        waiting += [(n, given) for n in reversed([*ast.iter_child_nodes(node)])]


def _parameters(function):
    return {argument.arg for argument in function.args.args}


def _pairs(target, value):
    """Yield what is assigned to what, entry by entry where both are tuples."""
    both = isinstance(target, ast.Tuple), isinstance(value, ast.Tuple)
    if all(both) and len(target.elts) == len(value.elts):
        yield from zip(target.elts, value.elts, strict=True)
    else:
        yield target, value


def _core(value):
    """Return what is indexed, without the index: X_train[test_index] is X_train."""
    if not isinstance(value, ast.Subscript) or isinstance(value.slice, ast.Constant):
        return value
    return _core(value.value)


def _is_training(node):
    """Return whether a node calls a training or is a step: W1 -= lr * dW1."""
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Sub):
        return any(n == "lr" or n[:1] in "dg" for n in names.names_in(node.value))
    return isinstance(node, ast.Call) and names.trains(names.called(node))


def _executed(node):
    """Return the names in the text that exec or eval gets; unknown, it may be any."""
    if getattr(getattr(node, "func", None), "id", "") not in ("exec", "eval"):
        return set()
    try:
        return names.names_in(ast.parse(ast.literal_eval(node.args[0])))
    except (SyntaxError, ValueError, TypeError, IndexError, RecursionError):
        return {"open_test"}
