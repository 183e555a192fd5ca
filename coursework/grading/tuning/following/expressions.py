"""What an expression of a notebook knows about the test set: see `peeking`."""

import ast

from coursework.grading.tuning.following import taint
from coursework.grading.tuning.following.taint import (
    CLEAN,
    DATA,
    PREDICTED,
    SCORE,
    TEST,
    TRIAL,
    VARIES,
    Value,
    join,
)
from coursework.grading.tuning.following.words import (
    SCORES,
    constant_key,
    seed_like,
)


class Expressions:
    """Values of expressions; part of `follower.Follower`."""

    def value(self, node):
        """Return the Value of an expression."""
        self.nodes += 1
        if self.nodes > self.most_nodes:
            raise self.too_much
        handler = getattr(self, "of_" + type(node).__name__, None)
        value = handler(node) if handler else self.all_of(ast.iter_child_nodes(node))
        if isinstance(node, ast.Tuple | ast.List | ast.Dict):
            value = taint.shallow(value)
        if value is not CLEAN and taint.total(value) & TEST:
            self.opened.add(self.cell)
        return value

    def all_of(self, nodes):
        """Return what all expressions below have in common, as one Value."""
        values = []
        for node in nodes:
            if isinstance(node, ast.expr):
                values.append(self.value(node))
            elif isinstance(node, ast.stmt):
                self.statements([node])
            else:
                values.append(self.all_of(ast.iter_child_nodes(node)))
        return self.settled(values)

    def settled(self, values):
        """Join; a class or a chunk of test data that varies is no varying model."""
        value = join(*values)
        return taint.drop(value, VARIES) if value.bits & TEST else value

    # -- expressions -------------------------------------------------------------
    def of_Constant(self, node):
        return CLEAN

    def of_Name(self, node):
        return self.read(node.id)

    def of_Attribute(self, node):
        if node.attr in ("shape", "dtype", "ndim", "size"):
            return CLEAN
        dotted = ast.unparse(node)[:200]
        if dotted in self.scopes[-1]:
            return self.scopes[-1][dotted]
        base = self.value(node.value)
        if taint.is_test_name(node.attr) or node.attr == "test":
            return join(base, Value(DATA))
        if taint.is_train_name(node.attr) or taint.is_held_out_name(node.attr):
            return CLEAN
        named = {k: v for k, v in (base.fields or {}).items() if isinstance(k, str)}
        return Value(base.bits, named or None, base.elem)

    def of_Subscript(self, node):
        base, index = self.value(node.value), self.value(node.slice)
        if isinstance(node.slice, ast.Slice):
            return self.sliced(base, node.slice)
        key = constant_key(node.slice)
        value = taint.part(base, key)
        if isinstance(key, str) and taint.is_test_name(key) and value == CLEAN:
            return Value(DATA)
        if index.bits & VARIES and not taint.total(value) & TEST:
            value = join(value, Value(VARIES))
        return value

    def sliced(self, base, piece):
        """Return a piece of a list, or of the arrays that load_data returns."""
        fields = base.fields or {}
        if set(fields) != {2, 3}:
            return base
        if isinstance(piece.upper, ast.Constant) and piece.upper.value == 2:
            return CLEAN
        if isinstance(piece.lower, ast.Constant) and piece.lower.value == 2:
            return Value(0, {0: fields[2], 1: fields[3]})
        return base

    def of_Tuple(self, node):
        values = [self.value(item) for item in node.elts]
        return Value(0, dict(enumerate(values)))

    def of_List(self, node):
        values = [self.value(item) for item in node.elts]
        elem = join(*values)
        if sum(bool(value.bits & SCORE) for value in values) > 1:
            elem = taint.add(elem, TRIAL)  # [acc_a, acc_b]
        return Value(0, None, elem)

    of_Set = of_List

    def of_Dict(self, node):
        value = CLEAN
        scores = 0
        for key, item in zip(node.keys, node.values, strict=True):
            new = self.value(item)
            if key is None:  # {**row, ...}
                value = join(value, new)
                continue
            self.value(key)
            name = constant_key(key)
            value = taint.put(value, name, new)
            scores += bool(new.bits & SCORE) and not SCORES.search(str(name))
        return taint.add(value, TRIAL) if scores > 1 else value

    def of_BinOp(self, node):
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(node.op, ast.MatMult):
            return self.product(left, right)
        if isinstance(node.op, ast.BitOr | ast.Add) and (left.fields or left.elem):
            return join(left, right)
        return self.settled([left, right])

    def product(self, left, right):
        bits = taint.total(left) | taint.total(right)
        return Value(bits | PREDICTED) if bits & TEST else Value(bits)

    def of_BoolOp(self, node):
        return self.settled([self.value(item) for item in node.values])

    def of_Compare(self, node):
        values = [self.value(item) for item in (node.left, *node.comparators)]
        value = self.settled([Value(taint.total(value)) for value in values])
        return value

    def of_IfExp(self, node):
        test = self.value(node.test)
        value = join(self.value(node.body), self.value(node.orelse))
        several = test.bits & SCORE and test.bits & TRIAL and self.loops
        shown = self.quiet or self.printing()
        chosen = (several or self.two_scores(node.test)) and not shown
        if chosen and not self.against_constant(node.test):
            self.flag("selects_by_test", node)
        return value

    def of_NamedExpr(self, node):
        value = self.value(node.value)
        self.assign(node.target, value, node.value)
        return value

    def of_JoinedStr(self, node):
        return self.all_of(node.values)

    def of_Lambda(self, node):
        return CLEAN

    def of_ListComp(self, node):
        return self.comprehension(node, lambda: self.value(node.elt))

    of_GeneratorExp = of_SetComp = of_ListComp

    def of_DictComp(self, node):
        def both():
            self.value(node.key)
            return self.value(node.value)

        return self.comprehension(node, both)

    def comprehension(self, node, turn):
        result = []

        def whole():
            for part in node.generators:
                items = taint.elements(self.value(part.iter))
                self.bind(part.target, items, part.iter)
                for condition in part.ifs:
                    self.value(condition)
            result.append(self.as_trial(turn()))

        self.loop(node, seed_like(node.generators[0].target), whole)
        return Value(0, None, join(*result))
