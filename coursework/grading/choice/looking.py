"""Where a notebook looks at the test set while it still trains or chooses.

A flag, shown to the instructor with the cell quoted; no verdict, and it costs nothing.
The code is read by `ast`, never run, and names are taken by their word: what is not
understood is taken to be innocent, and an honest name may be a misleading one.
"""

import ast

from coursework.grading.choice import names

MOST_LINES, LONGEST_LINE = 6, 160
ORDERS = {"max", "min", "sorted", "sort", "nlargest", "nsmallest"}
MESSAGES = {
    "test_in_loop": (
        "A loop that trains also uses the test set. Ask what its numbers were for: "
        "settings or an epoch chosen by them make the result too good."
    ),
    "test_in_training": (
        "Test data are handed to a training, as data to learn from or to validate on."
    ),
    "chooses_by_test": "A choice is made by what was measured on the test set.",
}


class Look:
    """One look through the cells of a notebook.

    Attributes
    ----------
    flags : list of dict
        kind, cell, quote and message; the first of each cell.
    """

    def __init__(self, parsed):
        self.functions = names.functions_in(tree for _, tree in parsed)
        self.test, self.innocent, self.scores = set(), set(), set()
        for _ in range(2):
            for _, tree in parsed:
                self._learn(tree)
        self.flags = []
        for cell, tree in parsed:
            for node, given in _nodes(tree):
                if kind := self._kind(node, given):
                    self._flag(kind, cell, node)

    def is_test(self, found):
        """Return whether any of some names stands for test data."""
        plain = (name for name in found if names.TEST.fullmatch(name))
        return bool(self.test & found or set(plain) - self.innocent)

    def _learn(self, tree):
        """Learn other names of test data, and names that only sound like them."""
        for node in (n for n in ast.walk(tree) if isinstance(n, ast.Assign)):
            for target, value in _pairs(node.targets[0], node.value):
                bound, used = names.names_in(target), names.names_in(_core(value))
                known, called = self.is_test(used), isinstance(value, ast.Call)
                if known and (not called or "open_test" in used):
                    self.test |= bound
                elif known and names.SCORES.search(" ".join(used)):
                    self.scores |= bound
                elif not called and any(map(names.TRAIN.search, used)):
                    self.innocent |= bound

    def _kind(self, node, given):
        """Return the kind of flag for a node in a function that is given some names."""
        if isinstance(node, names.LOOPS):
            used, trained = self._inside(node)
            return "test_in_loop" if trained and self.is_test(used - given) else None
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Gt | ast.Lt):
            both = node.left, node.comparators[0]
            scored = all(getattr(each, "id", None) in self.scores for each in both)
            return "chooses_by_test" if scored else None
        if not isinstance(node, ast.Call):
            return None
        values = [*node.args, *(word.value for word in node.keywords)]
        used, name = set().union(*map(names.names_in, values)), names.called(node)
        if names.trains(name) and "back" not in name and self.is_test(used - given):
            return "test_in_training"
        for each in values:
            own = getattr(each, "id", None) in self.functions
            if own or isinstance(each, ast.Lambda):
                used, trained = self._inside(each)
                scored = name in ORDERS and names.SCORES.search(" ".join(used))
                if (trained or scored) and self.is_test(used - given):
                    return "chooses_by_test"
        return None

    def _inside(self, node):
        """Return the names in use in code, own functions included, and if it trains."""
        found, trained, waiting, seen = set(), False, [node], set()
        while waiting:
            code = waiting.pop()
            used = names.names_in(code)
            for each in ast.walk(code):
                name = names.called(each) if isinstance(each, ast.Call) else ""
                trained = trained or names.trains(name) or _is_step(each)
                if name in ("exec", "eval"):
                    used |= _executed(each)
            own = used & self.functions.keys() - seen
            seen |= own
            waiting += [self.functions[name] for name in sorted(own)]
            if isinstance(code, ast.FunctionDef | ast.Lambda):
                used -= _parameters(code)
            found |= used
        return found, trained

    def _flag(self, kind, cell, node):
        if all(flag["cell"] != cell.number for flag in self.flags):
            lines = cell.source.splitlines()[node.lineno - 1 : node.end_lineno]
            lines = [line[:LONGEST_LINE] for line in lines if line.strip()]
            if len(lines) > MOST_LINES:
                lines = [*lines[: MOST_LINES - 1], "..."]
            flag = {"kind": kind, "cell": cell.number, "quote": "\n".join(lines)}
            self.flags.append(flag | {"message": MESSAGES[kind]})


def _nodes(tree):
    """Yield each node, outer ones first, and the parameters of functions around it."""
    waiting = [(tree, frozenset())]
    while waiting:
        node, given = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.Lambda):
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
    while isinstance(value, ast.Subscript) and not isinstance(
        value.slice, ast.Constant
    ):
        value = value.value
    return value


def _is_step(node):
    """Return whether this is a step downhill: W1 -= lr * dW1."""
    if not (isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Sub)):
        return False
    return any(n == "lr" or n[:1] in "dg" for n in names.names_in(node.value))


def _executed(call):
    """Return the names in the text that exec or eval gets; unknown, it may be any."""
    try:
        return names.names_in(ast.parse(ast.literal_eval(call.args[0])))
    except (SyntaxError, ValueError, TypeError, IndexError, RecursionError):
        return {"open_test"}
