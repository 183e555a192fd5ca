"""What a call in a notebook gives, as far as the test set is concerned."""

import ast

from coursework.grading.tuning.following import taint
from coursework.grading.tuning.following.taint import (
    AS_VALIDATION,
    CLEAN,
    DATA,
    PREDICTED,
    SCORE,
    SEED,
    TEST,
    TRIAL,
    VARIES,
    Value,
    join,
)
from coursework.grading.tuning.following.words import (
    DRAWS,
    FORGETS,
    JOINS,
    LOADS,
    MAPS,
    MUTATES,
    OPTIMIZES,
    PREDICTS,
    READS,
    REDUCES,
    SCORES,
    STOPS,
    TEST_FILE,
    Call,
    callee,
    constant_key,
    has_axis,
    is_module,
    trains_by_name,
)


class Calls:
    """Rules for calls, by the name of what is called; part of `follower.Follower`."""

    def of_Call(self, node):
        base, name = callee(node)
        drawing = bool(DRAWS.search(name))
        self.quiet += drawing
        receiver = CLEAN if base is None or is_module(base) else self.value(base)
        args = [self.value(arg) for arg in node.args]
        named = {word.arg: self.value(word.value) for word in node.keywords}
        self.quiet -= drawing
        stars = [isinstance(arg, ast.Starred) for arg in node.args]
        call = Call(node, base, name, receiver, args, named, stars)
        for rule in (
            self.loading,
            self.forgetting,
            self.mutating,
            self.selecting,
            self.own_function,
            self.mapping,
            self.training,
        ):
            value = rule(call)
            if value is not None:
                return value
        return self.scoring(call, self.everything(call))

    def everything(self, call):
        values = [call.receiver, *call.args, *call.named.values()]
        if call.base is None and call.name in ("enumerate", "zip"):
            items = [taint.elements(value) for value in call.args]
            items = [CLEAN, *items] if call.name == "enumerate" else items
            return Value(0, None, Value(0, dict(enumerate(items))))
        if call.name == "items" and not call.args:
            pair = {0: CLEAN, 1: taint.elements(call.receiver)}
            return Value(0, None, Value(0, pair))
        if call.name in ("values", "get") and call.receiver != CLEAN:
            return Value(0, None, taint.elements(call.receiver))
        if call.name == "dict" and call.named and None not in call.named:
            return join(*call.args, Value(0, dict(call.named)))
        return self.settled(values)

    def loading(self, call):
        if call.name == "open_test":
            return Value(DATA, {0: Value(DATA), 1: Value(DATA)})
        if LOADS.fullmatch(call.name) and call.name not in self.functions:
            return Value(0, {2: Value(DATA), 3: Value(DATA)})
        if READS.search(call.name):
            texts = [a.value for a in call.node.args if isinstance(a, ast.Constant)]
            if any(isinstance(t, str) and TEST_FILE.search(t) for t in texts):
                return Value(DATA)
        return None

    def forgetting(self, call):
        if call.name in FORGETS:
            return CLEAN
        if call.name in JOINS and (is_module(call.base) or call.base is None):
            parts = [taint.elements(value) for value in call.args[:1]]
            names = [n.id for n in ast.walk(call.node) if isinstance(n, ast.Name)]
            train = any(taint.is_train_name(n) for n in names)
            if train and parts and taint.total(parts[0]) & DATA:
                return CLEAN  # all images together, to be split anew
        if call.name == "confusion_matrix":
            return taint.drop(self.settled(call.args), SCORE)
        return None

    def mutating(self, call):
        if call.name not in MUTATES or call.base is None or is_module(call.base):
            return None
        new = self.as_trial(join(*call.args, *call.named.values()))
        if call.name == "update":
            grown = join(call.receiver, new, Value(0, dict(call.named) or None))
        else:
            new = taint.elements(new) if call.name == "extend" else new
            grown = join(call.receiver, Value(0, None, new))
        target = call.base
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            old = self.read(target.value.id)
            key = constant_key(target.slice)
            self.write(target.value.id, taint.put(old, key, grown))
        elif isinstance(target, ast.Name):
            self.write(target.id, grown)
        elif isinstance(target, ast.Attribute):
            self.write(ast.unparse(target)[:200], grown)
        return CLEAN

    def mapping(self, call):
        """Follow own functions that are handed over: map(run, lrs)."""
        given = [
            a.id
            for a in call.node.args
            if isinstance(a, ast.Name) and a.id in self.functions
        ]
        if not given or not (call.name in MAPS or OPTIMIZES.search(call.name)):
            return None
        result = self.each(given[0], call.node)
        if OPTIMIZES.search(call.name) and taint.total(result) & SCORE:
            self.flag("selects_by_test", call.node)
        return Value(0, None, result)

    def training(self, call):
        """Look at what a function of some library is given to train with."""
        if not trains_by_name(call.name):
            return None
        self.trained_since = True
        held = [bool(taint.total(value) & DATA) for value in call.args]
        others = [bool(taint.total(value) & DATA) for value in call.named.values()]
        if not any(held + others):
            return None
        method = call.base is not None and not is_module(call.base)
        start = held.index(True) if True in held else 9
        if call.name not in ("train", "fit", "train_step", "partial_fit"):
            return None
        if start <= (0 if method else 1) and len(held) > 1 and not self.earlier(call):
            self.flag("trains_on_test", call.node)
            return CLEAN
        if call.name not in ("train", "fit"):
            return None
        self.flag("evaluates_test_in_loop", call.node)
        words = [str(word.arg) for word in call.node.keywords]
        words += [n.id for n in ast.walk(call.node) if isinstance(n, ast.Name)]
        if any(STOPS.search(word) or word in self.stoppers for word in words):
            self.flag("selects_by_test", call.node)
        return Value(0, None, Value(PREDICTED | SCORE | TRIAL | AS_VALIDATION))

    def earlier(self, call):
        names = [n.id for n in ast.walk(call.node) if isinstance(n, ast.Name)]
        return any(taint.is_train_name(name) for name in names[1:])

    def scoring(self, call, value):
        """Return what a prediction or a score is: by the name of the function."""
        bits = taint.total(value)
        model = call.receiver if call.base is not None else join(*call.args[:1])
        varies = bool(taint.total(model) & VARIES) or bool(
            any(taint.total(v) & VARIES for v in call.args) and bits & PREDICTED
        )
        if not bits & TEST:
            return value
        known = self.scopes[0].get(call.name) if call.base is None else None
        if PREDICTS.search(call.name) or (known is not None and not known.bits & TEST):
            return Value(PREDICTED | (VARIES if varies else 0))
        if call.name in ("dot", "matmul", "einsum"):
            return Value(bits | PREDICTED)
        reduces = call.name in REDUCES and bits & PREDICTED and not has_axis(call)
        if not reduces and not SCORES.search(call.name):
            return value
        return self.score(call.node, bits, varies)

    def score(self, node, bits, varies):
        """Note that the test set was evaluated here, and return the score."""
        score = Value(PREDICTED | SCORE | (bits & (TRIAL | SEED | AS_VALIDATION)))
        if varies and self.loops:
            score = taint.add(score, TRIAL)
        score = self.as_trial(score)
        if score.bits & TRIAL and self.loops and not bits & SCORE:
            self.flag("evaluates_test_in_loop", self.statement_at(node))
        elif self.tested and self.trained_since and not bits & (SCORE | TRIAL):
            self.flag("evaluates_test_again", self.statement_at(node))
        self.tested, self.trained_since = True, False
        return score

    def statement_at(self, node):
        simple = isinstance(self.statement, ast.Assign | ast.Expr | ast.AugAssign)
        return self.statement if simple else node
