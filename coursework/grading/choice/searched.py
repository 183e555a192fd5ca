"""Was there a search? Signs that several settings were compared before the choice."""

import ast
import re

from coursework.grading.choice import names

ROW = re.compile(r"lr|learning|hidden|batch|\bh ?=|epochs?\b", re.IGNORECASE)
SHARE = re.compile(r"(?<![\d.])(?:0?\.\d{2,}|1\.0+\b|\d{2}\.\d+ ?%)")
EPOCH_LINE = re.compile(
    r"^\W*epoch\W*\d+\W*(?:/\s*\d+)?\W*-? *(?:train|loss|valid)", re.I
)
SETTING = re.compile(r"lr|rate|hidden|batch|epoch|size", re.IGNORECASE)
MEASURES = ("evaluate", "compute_loss", "accuracy", "loss_and_accuracy")
SEARCHES = ("GridSearchCV", "RandomizedSearchCV")
MAPS = {"map", "starmap", "optimize", "minimize"}
ROWS = ast.Tuple | ast.Dict | ast.List | ast.Call
MOST_LINES, LONGEST_LINE = 2000, 400


def find_search(parsed, texts):
    """Return a sign that at least two settings were compared, and if by validation.

    The sign is 'loop', 'calls', 'output', 'table' or 'text', None if there is none.
    Whether validation data are named in the search can be told of a loop alone.
    """
    trees = [tree for _, tree in parsed]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    functions = names.functions_in(trees)
    training = _training_functions(functions)
    if loops := [node for node in nodes if _searches(node, training)]:
        return "loop", any(_validates(node, functions) for node in loops)
    if len(_trainings(trees, training)) > 1:
        return "calls", True
    if sum(_trials(cell.outputs) for cell, _ in parsed) > 1:
        return "output", True
    if any(map(_is_table, nodes)):
        return "table", True
    return ("text" if sum(map(_trials, texts)) > 1 else None), True


def _trains_anew(node, training):
    """Return whether a model is trained from its start: made and trained, or by name.

    A loop over epochs and batches within a function such as train makes no model.
    """
    calls = {names.called(n) for n in ast.walk(node) if isinstance(n, ast.Call)}
    made = any(name[:1].isupper() for name in calls)
    return bool(training & calls) or (made and any(map(names.trains, calls)))


def _training_functions(functions):
    """Return the names of own functions that train, also through each other."""
    training = {"train", "fit"}
    for _ in range(4):
        training |= {n for n, f in functions.items() if _trains_anew(f, training)}
    return training


def _searches(node, training):
    """Return whether a node is a loop, or a call of a library, that trains anew."""
    if isinstance(node, names.LOOPS):
        return _trains_anew(node, training)
    if not isinstance(node, ast.Call):
        return False
    given = {getattr(each, "id", None) for each in node.args}
    name = names.called(node)
    return name in SEARCHES or (name in MAPS and bool(given & training))


def _validates(node, functions, depth=0):
    """Return whether a search looks at anything but its training data.

    Only one that measures itself by names like X_train alone does not.
    """
    measured = []
    for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
        name, used = names.called(call), names.names_in(call)
        own = functions.get(name) if depth < 4 else None
        if any(map(names.HELD_OUT.search, used)):
            return True
        if own and _validates(own, functions, depth + 1):
            return True
        if name in MEASURES:
            measured.append(any(map(names.TRAIN.search, used)))
    return not (measured and all(measured))


def _trainings(trees, training):
    """Return the settings, typed as numbers, of calls that train."""
    found = set()
    outer = [n for tree in trees for n in tree.body]
    outer = [n for n in outer if not isinstance(n, ast.FunctionDef | ast.ClassDef)]
    for call in (n for node in outer for n in ast.walk(node)):
        if isinstance(call, ast.Call) and names.called(call) in training:
            given = [*call.args, *(word.value for word in call.keywords)]
            values = [getattr(each, "value", None) for each in given]
            found.add(tuple(repr(v) for v in values if isinstance(v, int | float)))
    return found - {()}


def _trials(text):
    """Return how many lines look like a setting with its result."""
    lines = {line[:LONGEST_LINE] for line in text.splitlines()[:MOST_LINES]}
    lines = {line for line in lines if ROW.search(line) and SHARE.search(line)}
    lines = {line for line in lines if not EPOCH_LINE.search(line)}
    return sum(len(re.findall(r"\d+", line)) > 2 for line in lines)


def _is_table(node):
    """Return whether results were typed in: a list of rows with settings."""
    if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.List)):
        return False
    rows = [ast.unparse(row)[:1000] for row in node.value.elts if isinstance(row, ROWS)]
    return sum(bool(SHARE.search(row) and SETTING.search(row)) for row in rows) > 1
