"""Choosing the largest, the smallest, the first of a sorted list: see `peeking`."""

import ast

from coursework.grading.tuning.following import taint
from coursework.grading.tuning.following.taint import (
    CLEAN,
    SCORE,
    SEED,
    TEST,
    TRIAL,
    VARIES,
    Value,
    join,
)
from coursework.grading.tuning.following.words import callee, is_constant

EXTREMES = {"max", "min", "amax", "amin", "nanmax", "nanmin", "maximum", "minimum"}
WHERE = {"argmax", "argmin", "nanargmax", "nanargmin", "argsort", "idxmax", "idxmin"}
SORTS = {"sorted", "sort", "nlargest", "nsmallest", "sort_values"}
KEEPS = {"append", "save", "savez", "update", "extend", "insert", "copy", "deepcopy"}
CHOOSES = EXTREMES | WHERE | SORTS
MODULES = {"np", "numpy", "torch", "tf", "jnp", "heapq", "xp", "cp"}


class Choosing:
    """The rules for what chooses; part of `follower.Follower`."""

    def selecting(self, call):
        """Return the value of a choice, after a look at what it is made by."""
        if call.name not in CHOOSES or call.name in self.functions:
            return None
        module = isinstance(call.base, ast.Name) and call.base.id in MODULES
        function = call.base is None or module
        subjects = call.args if function else [call.receiver]
        if call.name in ("nlargest", "nsmallest") and function:
            subjects = call.args[1:]
        if not subjects:
            return CLEAN
        if self.over_axis(call, function):
            return taint.drop(self.settled(subjects), SCORE | TRIAL)
        by = self.compared(call, subjects, function)
        if self.is_choice(call, by):
            self.flag("selects_by_test", self.smallest(call.node))
        return self.chosen(call, subjects)

    def over_axis(self, call, function):
        """Tell whether the maximum of every row is asked for: no choice of a model."""
        if {"axis", "dim"} & set(call.named) and call.name != "sort_values":
            return True
        if call.name in SORTS or call.base is None:
            return False
        return len(call.args) > (1 if function else 0) and call.name not in (
            "maximum",
            "minimum",
        )

    def compared(self, call, subjects, function):
        """Return the Values that are compared with each other."""
        words = {word.arg: word.value for word in call.node.keywords}
        if "key" in words:
            return [self.by_key(words["key"], self.each_of(subjects))]
        if call.name == "sort_values" or (not function and call.name in SORTS):
            columns = words.get("by") or (call.node.args or [None])[-1]
            keys = getattr(columns, "elts", [columns])
            keys = [k.value for k in keys if isinstance(k, ast.Constant)]
            keys = [k for k in keys if isinstance(k, str)]
            if keys:
                return [taint.elements(taint.part(subjects[0], keys[0]))]
        if len(subjects) > 1:
            return subjects
        elem = self.each_of(subjects)
        if elem.fields and 0 in elem.fields:  # tuples are compared by their first part
            return [elem.fields[0]]
        return [elem]

    def each_of(self, subjects):
        if len(subjects) > 1:
            return join(*subjects)
        subject = subjects[0]
        return taint.elements(subject)

    def by_key(self, key, elem):
        """Return what the function `key` says about one of the things compared."""
        if isinstance(key, ast.Lambda):
            names = [arg.arg for arg in key.args.args]
            old = dict(self.scopes[-1])
            self.scopes[-1] |= {n: join(elem, Value(VARIES)) for n in names}
            self.loops.append(self.key_loop(self.trains(key)))
            try:
                return self.as_trial(self.value(key.body))
            finally:
                self.loops.pop()
                self.scopes[-1] = old
        if isinstance(key, ast.Name) and key.id in self.functions:
            return self.each(key.id, key)
        if isinstance(key, ast.Attribute) and key.attr in ("get", "__getitem__"):
            return taint.elements(self.value(key.value))
        if isinstance(key, ast.Call) and key.args:  # itemgetter("test_acc")
            constant = getattr(key.args[0], "value", None)
            if isinstance(constant, str | int):
                return taint.part(elem, constant)
        return CLEAN

    def key_loop(self, trains):
        return {"trains": trains, "frame": len(self.frames), "seed": False}

    def is_choice(self, call, by):
        """Tell whether several scores on the test set are compared."""
        bits = [taint.total(value) for value in by]
        scores = [b for b in bits if b & SCORE]
        if not scores or self.quiet:
            return False
        if len(by) > 1:
            several = len(scores) > 1 or (scores[0] & TRIAL and self.in_trials())
        else:
            several = scores[0] & TRIAL
        # The spread over seeds, or from the lowest to the highest, is a report.
        spread = any(b & SEED for b in scores) or self.shows_range()
        if call.name in EXTREMES and len(by) == 1 and spread:
            return False
        return bool(several)

    def in_trials(self):
        return any(loop["trains"] for loop in self.loops)

    def shows_range(self):
        names = set()
        for node in ast.walk(self.statement):
            if isinstance(node, ast.Call):
                function = node.func
                names.add(getattr(function, "id", getattr(function, "attr", "")))
        return self.printing() and {"max", "min"} <= names

    def printing(self):
        """Tell whether the statement only prints."""
        node = self.statement
        call = node.value if isinstance(node, ast.Expr) else None
        return isinstance(call, ast.Call) and getattr(call.func, "id", "") == "print"

    def smallest(self, node):
        simple = isinstance(self.statement, ast.Assign | ast.Expr | ast.Return)
        return self.statement if simple else node

    def chosen(self, call, subjects):
        if call.name in WHERE:
            pick = subjects[0] if subjects else CLEAN
            return Value(taint.total(pick) & TEST & ~SCORE)
        if call.name in SORTS:
            return subjects[0]
        if len(subjects) > 1:
            return join(*subjects)
        return taint.elements(subjects[0])

    # -- an if that keeps something ------------------------------------------------
    def choice(self, node, test, body):
        """Flag an `if` on a test score whose branches keep something or stop."""
        if not test.bits & SCORE or self.quiet:
            return
        several = test.bits & TRIAL and self.loops
        if not several and not self.two_scores(node.test):
            return
        against_constant = self.against_constant(node.test)
        if any(self.consequence(item, against_constant) for item in body):
            self.flag("selects_by_test", node.test, body)

    def consequence(self, node, stops_only):
        here = any(loop["frame"] == len(self.frames) for loop in self.loops)
        if isinstance(node, ast.Break) or (isinstance(node, ast.Return) and here):
            return True
        if isinstance(node, ast.If):
            return any(
                self.consequence(item, stops_only)
                for item in [*node.body, *node.orelse]
            )
        if stops_only:
            return False
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Continue):
            return True
        call = node.value if isinstance(node, ast.Expr) else None
        return isinstance(call, ast.Call) and callee(call)[1] in KEEPS

    def against_constant(self, test):
        """Tell whether all comparisons with a test score are with a typed number."""
        compares = [node for node in ast.walk(test) if isinstance(node, ast.Compare)]
        if not compares:
            return False
        for node in compares:
            sides = [node.left, *node.comparators]
            scores = [self.value(side).bits & SCORE for side in sides]
            if any(scores) and not any(is_constant(side) for side in sides):
                return False
        return True

    def two_scores(self, test):
        for node in ast.walk(test):
            if isinstance(node, ast.Compare):
                sides = [self.value(side) for side in (node.left, *node.comparators)]
                if all(side.bits & SCORE for side in sides):
                    return True
        return False
