"""The functions and methods of a notebook, followed where they are called."""

import ast
import re

from coursework.grading.tuning.following import taint
from coursework.grading.tuning.following.taint import (
    AS_VALIDATION,
    CLEAN,
    DATA,
    PREDICTED,
    SCORE,
    TEST,
    VARIES,
    Value,
    join,
)
from coursework.grading.tuning.following.words import (
    PREDICTS,
    SCORES,
    Call,
    callee,
    is_module,
    trains_by_name,
)


class Functions:
    """Own functions are followed where they are called; part of `follower.Follower`."""

    def own_function(self, call):
        name = call.name if call.base is None else "." + call.name
        if name not in self.functions or is_module(call.base):
            return None
        value = self.enter(name, call)
        given = taint.total(self.settled(call.args)) | taint.combine(
            call.named.values()
        )
        if trains_by_name(call.name) or self.trains_inside(name):
            self.trained_since = True
            held_out = [v for v in (*call.args, *call.named.values()) if v.bits & DATA]
            value = taint.add(value, AS_VALIDATION) if held_out else value
            return value
        if taint.total(value) & TEST and value.fields is None and value.elem is None:
            if PREDICTS.search(call.name) and not value.bits & SCORE:
                return Value(PREDICTED | value.bits & VARIES)
            if given & TEST and SCORES.search(call.name) and not value.bits & SCORE:
                return self.score(call.node, value.bits, bool(value.bits & VARIES))
        return value

    def enter(self, name, call):
        """Follow the body of an own function with the arguments of this call."""
        node, cell = self.functions[name]
        busy = [frame[0] for frame in self.frames]
        if name in busy or len(busy) >= self.deepest_call:
            return self.settled([call.receiver, *call.args, *call.named.values()])
        made = name[0] != "." and getattr(node, "name", "") == "__init__"
        local = self.parameters(node, call, name[0] == "." or made)
        place = (self.code_cell(), call.node.lineno, call.node.end_lineno)
        outer, outer_statement = self.returned, self.statement
        self.returned = CLEAN
        self.frames.append((name, place, cell))
        self.scopes.append(local)
        try:
            if isinstance(node, ast.Lambda):
                self.returned = self.value(node.body)
            else:
                self.statements(node.body)
            result = self.returned
        finally:
            self.scopes.pop()
            self.frames.pop()
            self.returned, self.statement = outer, outer_statement
        varies = taint.combine(call.named.values()) | taint.total(join(*call.args))
        return Value(varies & VARIES) if made else result

    def parameters(self, node, call, method):
        """Return the names that the function starts with."""
        spec = node.args
        names = [a.arg for a in (*spec.posonlyargs, *spec.args)]
        local = dict.fromkeys([*names, *(a.arg for a in spec.kwonlyargs)], CLEAN)
        for arg, default in zip(
            names[len(names) - len(spec.defaults) :], spec.defaults, strict=True
        ):
            local[arg] = self.value(default)
        values = [call.receiver, *call.args] if method else list(call.args)
        stars = call.stars
        local |= dict(zip(names, values, strict=False))
        if any(stars):
            both = join(*(taint.elements(value) for value in call.args))
            local |= dict.fromkeys(names[stars.index(True) + method :], both)
        local |= {key: v for key, v in call.named.items() if key in local}
        return local

    def each(self, name, node):
        """Return what an own function gives, called for each of many settings."""
        function = self.functions[name][0]
        count = len(function.args.args)
        call = Call(node, None, name, CLEAN, [Value(VARIES)] * count, {})
        result = []
        trains = self.trains_inside(name)
        frame = len(self.frames)
        self.loops.append({"trains": trains, "frame": frame, "seed": False})
        try:
            result.append(self.as_trial(self.enter(name, call)))
        finally:
            self.loops.pop()
        return result[0]

    def trains(self, node):
        """Tell whether a model is trained below `node`, or in what is called there."""
        waiting, seen = [node], set()
        while waiting:
            steps, names = self.overview(waiting.pop())
            if steps:
                return True
            new = [name for name in names - seen if name in self.functions]
            seen |= names
            waiting += [self.functions[name][0] for name in new]
        return False

    def trains_inside(self, name):
        return name in self.functions and self.trains(self.functions[name][0])

    def overview(self, node):
        """Return (does it train by itself, names of what it calls), once worked out."""
        if node not in self.overviews:
            self.overviews[node] = overview(node)
        return self.overviews[node]


def overview(node):
    """Tell whether code trains, by the names in it, and what it calls."""
    steps, names = False, set()
    for item in ast.walk(node):
        if isinstance(item, ast.AugAssign) and isinstance(item.op, ast.Sub):
            targets = [n.id for n in ast.walk(item.target) if hasattr(n, "id")]
            steps |= any(re.fullmatch(r"[Wb]\d?|params|weights?", n) for n in targets)
        if isinstance(item, ast.Call):
            base, name = callee(item)
            names.add(name if base is None else "." + name)
            steps |= trains_by_name(name)
    return steps, names
