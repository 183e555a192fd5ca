"""What names in a student's code speak of, and how far a piece of code reaches."""

import ast
import re

_THINGS = "x|y|t|imgs?|images?|labels?|lbls?|data|features?|targets?|inputs?|digits?"
_AFTER = r"(?:_?(?:flat|norm|oh|onehot|one_hot|raw|new|std|scaled|np|all|full|\d+))*"
OPENED = "open_test"
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
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
LOOPS = ast.For | ast.While | ast.AsyncFor
LOOPS |= ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def called(node):
    """Return the last name of what a node calls, '' if it calls nothing by name."""
    function = getattr(node, "func", None)
    if isinstance(function, ast.Call) and len(function.args) == 1:
        function = function.args[0]  # delayed(run)(lr)
    return getattr(function, "attr", getattr(function, "id", ""))


def arguments(node):
    """Return what a call is given, in a list; [] if the node is no call."""
    keywords = (word.value for word in getattr(node, "keywords", []))
    return [*node.args, *keywords] if isinstance(node, ast.Call) else []


def trains(name):
    """Return whether a function of this name trains a model."""
    return bool(TRAINS.search(name)) and not NO_TRAINING.search(name)


def names_in(node, texts=True):
    """Return the names and attributes in a tree, and the texts, which may be names."""
    found = set()
    for each in ast.walk(node):
        text = each.value if texts and isinstance(each, ast.Constant) else None
        found.add(text if isinstance(text, str) else None)
        found.add(getattr(each, "id", None) or getattr(each, "attr", None))
    return found - {None, ""}


def functions_in(trees):
    """Return the functions, methods and lambdas of a notebook by name."""
    found = {}
    for node in (n for tree in trees for n in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            found |= {t.id: node.value for t in node.targets if isinstance(t, ast.Name)}
    return found


def reached(code, functions):
    """Return a list of some code and the functions that it may use, also indirectly."""
    found, waiting, seen = [], [code], set()
    while waiting:
        found.append(waiting.pop())
        new = names_in(found[-1]) & functions.keys() - seen
        seen |= new
        waiting += [functions[name] for name in sorted(new)]
    return found
