"""Follow the names of a notebook from statement to statement, without running it.

A small abstract interpreter: it knows for each name what `taint.Value` says, enters
the notebook's own functions and methods where they are called, and goes twice through
each loop. See `peeking` for what it is for.
"""

import ast

from coursework.grading.tuning.following import taint, words
from coursework.grading.tuning.following.calls import Calls
from coursework.grading.tuning.following.choosing import Choosing
from coursework.grading.tuning.following.expressions import Expressions
from coursework.grading.tuning.following.functions import Functions
from coursework.grading.tuning.following.taint import (
    CLEAN,
    DATA,
    SCORE,
    TEST,
    TRIAL,
    VARIES,
    Value,
    join,
)

MOST_NODES = 100_000  # expressions looked at, calls of own functions included
DEEPEST_CALL = 8


class TooMuch(Exception):
    """The notebook needs more steps than any that was written by hand."""


class Follower(Expressions, Calls, Functions, Choosing):
    """State on the way through a notebook.

    Attributes
    ----------
    found : list of (kind, places)
        What was seen; places are (cell, first line, last line), the outermost first.
    opened : set of int
        Cells in which a value from the test set occurs.
    """

    most_nodes, deepest_call, too_much = MOST_NODES, DEEPEST_CALL, TooMuch

    def __init__(self):
        self.found = []
        self.opened = set()
        self.cell = 0
        self.scopes = [{}]
        self.overviews = {}  # node -> whether it trains, what it calls
        self.stoppers = set()  # names of callbacks that end a training
        self.functions = {}  # name -> (node, cell)
        self.frames = []  # own functions being followed: (name, cell and line of call)
        self.loops = []  # one dict a loop: trains, frame, seed
        self.tested = self.trained_since = False
        self.nodes = 0
        self.statement = None
        self.returned = CLEAN
        self.quiet = 0  # inside a call that only draws or prints

    # -- statements ---------------------------------------------------------------
    def statements(self, body):
        for node in body:
            outer, self.statement = self.statement, node
            handler = getattr(self, "do_" + type(node).__name__, None)
            if handler:
                handler(node)
            else:
                self.all_of(ast.iter_child_nodes(node))
            self.statement = outer

    def do_FunctionDef(self, node):
        self.functions[node.name] = (node, self.cell)

    do_AsyncFunctionDef = do_FunctionDef

    def do_ClassDef(self, node):
        for item in node.body:
            if isinstance(item, ast.FunctionDef):
                self.functions["." + item.name] = (item, self.cell)
                if item.name == "__init__":
                    self.functions[node.name] = (item, self.cell)

    def do_Assign(self, node):
        if isinstance(node.value, ast.Lambda) and isinstance(node.targets[0], ast.Name):
            self.functions[node.targets[0].id] = (node.value, self.cell)
        value = self.value(node.value)
        if isinstance(node.value, ast.Call) and "EarlyStop" in ast.unparse(node.value):
            names = (n.id for n in node.targets if isinstance(n, ast.Name))
            self.stoppers.update(names)
        for target in node.targets:
            self.assign(target, value, node.value)

    def do_AnnAssign(self, node):
        if node.value:
            self.assign(node.target, self.value(node.value), node.value)

    def do_AugAssign(self, node):
        value = join(self.value(node.target), self.value(node.value))
        self.assign(node.target, value, node.value)

    def do_Expr(self, node):
        self.value(node.value)

    def do_Return(self, node):
        value = self.value(node.value) if node.value else CLEAN
        self.returned = join(self.returned, value) if self.frames else CLEAN

    def do_If(self, node):
        test = self.value(node.test)
        self.choice(node, test, [*node.body, *node.orelse])
        self.branches(node.body, node.orelse)

    def do_With(self, node):
        for item in node.items:
            value = self.value(item.context_expr)
            if item.optional_vars:
                self.assign(item.optional_vars, value, item.context_expr)
        self.statements(node.body)

    def do_Try(self, node):
        self.statements(node.body)
        for handler in node.handlers:
            self.statements(handler.body)
        self.statements(node.orelse)
        self.statements(node.finalbody)

    def do_For(self, node):
        def turn():
            self.bind(node.target, taint.elements(self.value(node.iter)), node.iter)
            self.statements(node.body)

        self.loop(node, words.seed_like(node.target), turn)
        self.statements(node.orelse)

    def do_While(self, node):
        def turn():
            test = self.value(node.test)
            if test.bits & SCORE and test.bits & TRIAL:
                self.flag("selects_by_test", node.test)
            self.statements(node.body)

        self.loop(node, False, turn)

    def do_Delete(self, node):
        pass

    do_Import = do_ImportFrom = do_Global = do_Nonlocal = do_Pass = do_Delete
    do_Break = do_Continue = do_Delete

    # -- loops, branches, choices ----------------------------------------------------
    def loop(self, node, seed, turn):
        trains = self.trains(node)
        before = set(self.scopes[-1])
        self.loops.append({"trains": trains, "frame": len(self.frames), "seed": seed})
        try:
            turn()
            turn()  # now it knows what the first turn left behind: the best so far
        finally:
            self.loops.pop()
        if not self.loops:
            for name in [*before, *self.scopes[-1]]:
                if name in self.scopes[-1]:
                    value = self.scopes[-1][name]
                    self.scopes[-1][name] = taint.drop(value, VARIES)

    def bind(self, target, value, source):
        """Assign to the target of a loop; what is no test data varies."""
        self.assign(target, value, source, in_loop=True)
        for node in ast.walk(target):
            if isinstance(node, ast.Name):
                old = self.scopes[-1].get(node.id, CLEAN)
                if not taint.total(old) & DATA:
                    self.scopes[-1][node.id] = join(old, Value(VARIES))

    def branches(self, *bodies):
        start = self.scopes[-1]
        ends = []
        for body in bodies:
            self.scopes[-1] = dict(start)
            self.statements(body)
            ends.append(self.scopes[-1])
        names = dict.fromkeys(name for end in ends for name in end)
        self.scopes[-1] = {
            name: join(*(end[name] for end in ends if name in end)) for name in names
        }

    def flag(self, kind, *nodes):
        flat = []
        for node in nodes:
            flat += node if isinstance(node, list) else [node]
        first = min(node.lineno for node in flat)
        last = max(node.end_lineno for node in flat)
        place = (self.code_cell(), first, last)
        ways = [frame[1] for frame in self.frames[:1]]
        self.found.append((kind, [*ways, place]))

    def give_up(self):
        """Say that nothing more is followed, from this cell on."""
        self.frames = []
        self.found.append(("not_followed", [(self.cell, 1, 1)]))

    def code_cell(self):
        return self.frames[-1][2] if self.frames else self.cell

    # -- names ---------------------------------------------------------------------
    def assign(self, target, value, source, in_loop=False):
        if isinstance(target, ast.Tuple | ast.List):
            self.unpack(target.elts, value, source, in_loop)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, value, source, in_loop)
        elif isinstance(target, ast.Subscript):
            key = words.constant_key(target.slice)
            value = self.as_trial(value)
            if isinstance(target.value, ast.Name):
                old = self.read(target.value.id)
                self.write(target.value.id, taint.put(old, key, value))
        elif isinstance(target, ast.Attribute):
            self.write(ast.unparse(target)[:200], value)
        elif isinstance(target, ast.Name):
            self.write(target.id, self.named(target.id, value, source, in_loop))

    def unpack(self, targets, value, source, in_loop):
        sources = [source] * len(targets)
        if isinstance(source, ast.Tuple | ast.List) and len(source.elts) == len(
            targets
        ):
            sources = source.elts
        loads = words.is_load(source)
        for k, target in enumerate(targets):
            item = taint.part(value, k)
            if loads and k >= len(targets) - max(1, len(targets) // 3):
                item = join(item, Value(DATA))  # the last of a load is the test set
            if loads and len(targets) == 4 and k == 2:
                item = join(item, Value(DATA))
            self.assign(target, item, sources[k], in_loop)

    def named(self, name, value, source, in_loop):
        """Return `value` for `name`: a name like X_test says what it holds."""
        says = taint.is_test_name(name) and not words.is_invented(source)
        if says and not taint.total(value) & TEST and not in_loop:
            if not (self.frames or self.loops) and not self.from_training(source):
                return join(value, Value(DATA))
            if isinstance(source, ast.Call) and not self.from_training(source):
                return join(value, Value(DATA))
        held_out = taint.is_held_out_name(name)
        if held_out and taint.total(value) & DATA and words.is_slice(source):
            self.flag("test_part_as_validation", self.statement)
            return CLEAN
        return value

    def from_training(self, source):
        """Tell whether `source` takes rows of training or validation data."""
        names = [n.id for n in ast.walk(source) if isinstance(n, ast.Name)]
        split = isinstance(source, ast.Call) and "split" in words.callee(source)[1]
        return (
            not split
            and any(taint.is_train_name(n) or taint.is_held_out_name(n) for n in names)
            and not any(taint.is_test_name(n) for n in names)
        )

    def read(self, name):
        for scope in (self.scopes[-1], self.scopes[0]):
            if name in scope:
                return scope[name]
        known = name in self.functions
        return Value(DATA) if taint.is_test_name(name) and not known else CLEAN

    def write(self, name, value):
        self.scopes[-1][name] = value

    def as_trial(self, value):
        """Return `value`, a score among several if the loop around it trains."""
        outer = [loop for loop in self.loops if loop["trains"]]
        if not outer:
            return value
        return taint.add(value, TRIAL | (taint.SEED if outer[0]["seed"] else 0))
