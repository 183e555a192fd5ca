"""Names of functions in students' notebooks, and what they usually do."""

import ast
import re

LOADS = re.compile(
    r"load_(data|mnist|fashion\w*)|(get|read|fetch|prepare)_(mnist|data)"
)
READS = re.compile(r"load|read|open|imread|fromfile|genfromtxt|fetch", re.IGNORECASE)
TEST_FILE = re.compile(r"t10k|(?<![a-z])test(?!ing|ed)", re.IGNORECASE)
TRAINS = re.compile(
    r"(^|_)(train|fit|partial_fit|backward|backprop\w*|sgd|minibatch_gd)(_|$)"
    r"|^update_(param|weight)\w*$|^step$"
)
NO_TRAINING = re.compile(r"split|load|get_|read|plot|show|print|eval|test_train|acc")
SCORES = re.compile(
    r"eval|acc(?!ept|ess|um)|accuracy|loss|score|(^|_)err|metric|cross_entropy|nll"
    r"|(^|_)test(_|$)",
    re.IGNORECASE,
)
REDUCES = {"mean", "sum", "average", "count_nonzero", "nanmean", "item"}
PREDICTS = re.compile(r"forward|predict|infer|^apply$|__call__|classify|feed_?forward")
FORGETS = {
    *("len", "type", "isinstance", "range", "isnan", "isfinite", "isinf", "id"),
    *("hasattr", "shape", "hash", "repr", "assert_allclose", "isclose"),
}
JOINS = {"concatenate", "vstack", "hstack", "stack", "append", "concat", "row_stack"}
MUTATES = {"append", "add", "extend", "insert", "appendleft", "update", "appendright"}
MODULES = {"np", "numpy", "torch", "tf", "jnp", "heapq", "xp", "cp", "pd", "math"}
MAPS = {"map", "starmap", "imap", "submit", "apply_async", "imap_unordered"}
OPTIMIZES = re.compile(r"optimi[sz]e|minimi[sz]e|maximi[sz]e|fmin|tune|bayes")
DRAWS = re.compile(
    r"plot|lim$|ax[hv]line|text$|annotate|imshow|show|set$|set_|ticks|legend|hist$|bar$"
    r"|scatter|title|label|fill_between|vlines|hlines|linspace|savefig|errorbar"
)
STOPS = re.compile(r"patience|early_?stop", re.IGNORECASE)


def callee(node):
    """Return (base, name) of a call: (None, 'f'), (X, 'mean'); ('' if unknown)."""
    function = node.func
    if isinstance(function, ast.Call) and len(function.args) == 1:
        function = function.args[0]  # delayed(run)(lr)
    if isinstance(function, ast.Name):
        return None, function.id
    if isinstance(function, ast.Attribute):
        return function.value, function.attr
    return None, ""


def is_constant(node):
    """Tell whether `node` is a typed number or string."""
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant)


def constant_key(node):
    """Return the constant of a subscript, the last one of [:, k], or None."""
    if isinstance(node, ast.Tuple) and node.elts:
        node = node.elts[-1]
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
        return node.value
    return None


def is_load(node):
    """Tell whether `node` is a call such as load_data()."""
    return isinstance(node, ast.Call) and bool(LOADS.fullmatch(callee(node)[1]))


def is_slice(node):
    """Tell whether `node` takes rows out of something."""
    if isinstance(node, ast.Tuple):
        return all(is_slice(item) for item in node.elts)
    return isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Constant)


def is_invented(node):
    """Tell whether `node` makes an array of typed or random numbers, not of data."""
    nodes = list(ast.walk(node))
    names = {n.id for n in nodes if isinstance(n, ast.Name)} - MODULES - {"rng"}
    values = [n.value for n in nodes if isinstance(n, ast.Constant)]
    return bool(values) and not names and not any(isinstance(v, str) for v in values)


def seed_like(target):
    """Tell whether a loop runs over seeds or repetitions."""
    names = [n.id for n in ast.walk(target) if isinstance(n, ast.Name)]
    return any(re.search(r"seed|rep(eat)?s?$|^run$", name) for name in names)


def is_module(node):
    return isinstance(node, ast.Name) and node.id in MODULES


class Call:
    """A call and the Values of its parts; `stars` tells which are *args."""

    def __init__(self, node, base, name, receiver, args, named, stars=()):
        self.node, self.base, self.name, self.stars = node, base, name, list(stars)
        self.receiver, self.args, self.named = receiver, args, named


def trains_by_name(name):
    """Tell whether a function of this name trains a model."""
    return bool(TRAINS.search(name)) and not NO_TRAINING.search(name)


def has_axis(call):
    """Tell whether the result of a reduction is an array: axis=1, mean(y, 1)."""
    if {"axis", "dim", "keepdims"} & set(call.named):
        return True
    return len(call.args) > (1 if is_module(call.base) or call.base is None else 0)
