"""What names in a student's code speak of: the test set, validation, training."""

import ast
import re

_THINGS = "x|y|t|imgs?|images?|labels?|lbls?|data|features?|targets?|inputs?|digits?"
_AFTER = r"(?:_?(?:flat|norm|oh|onehot|one_hot|raw|new|std|scaled|np|all|full|\d+))*"
TEST = re.compile(
    rf"(?:(?:{_THINGS})_?(?:test|tst|te)|open_test"
    rf"|(?:test|tst|te)_?(?:{_THINGS}|set|dataset|loader|ds)){_AFTER}",
    re.IGNORECASE,
)
HELD_OUT = re.compile(  # but not evaluate, values, interval, device
    r"(?:(?<![a-z])|(?<=[xy]))(?:val(?!u)|dev(?![a-z])|cv(?![a-z])|hold_?out|held)"
    r"|k_?folds?",
    re.IGNORECASE,
)
TRAIN = re.compile(r"train|(^|_)tr(_|$)|(?<=^[xy])tr$", re.IGNORECASE)
TRAINS = re.compile(
    r"(^|_)(train|fit|partial_fit|backward|backprop\w*|sgd|minibatch_gd)(_|$)"
    r"|^update_(param|weight)\w*$|^step$"
)
NO_TRAINING = re.compile(r"split|load|get_|read|plot|show|print|eval|test_train|acc")
SCORES = re.compile(
    r"eval|acc(?!ept|ess|um)|loss|score|(^|_)err|metric|entropy|nll|^test(_|$)",
    re.IGNORECASE,
)
LOOPS = ast.For | ast.While | ast.AsyncFor
LOOPS |= ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def called(call):
    """Return the last name of what is called, '' if it has none."""
    function = call.func
    if isinstance(function, ast.Call) and len(function.args) == 1:
        function = function.args[0]  # delayed(run)(lr)
    return getattr(function, "attr", getattr(function, "id", ""))


def trains(name):
    """Return whether a function of this name trains a model."""
    return bool(TRAINS.search(name)) and not NO_TRAINING.search(name)


def names_in(node, texts=True):
    """Return the names and attributes in a tree, and the texts, which may be names."""
    found = set()
    for each in ast.walk(node):
        found.add(getattr(each, "id", None) or getattr(each, "attr", None))
        found.add(_text(each) if texts else None)
    return found - {None, ""}


def _text(node):
    """Return the text that a constant, or a sum of such, stands for, or None."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = _text(node.left), _text(node.right)
        return "".join(parts) if None not in parts else None
    value = getattr(node, "value", None)
    return value if isinstance(node, ast.Constant) and type(value) is str else None


def functions_in(trees):
    """Return the functions, methods and lambdas of a notebook by name."""
    found = {}
    for node in (n for tree in trees for n in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            found |= {t.id: node.value for t in node.targets if isinstance(t, ast.Name)}
    return found
