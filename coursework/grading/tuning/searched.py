"""Was there a search? Signs that several settings were compared before the choice."""

import ast
import re

from coursework.grading.tuning.following import taint
from coursework.grading.tuning.following.words import callee, trains_by_name

_ROW = re.compile(r"lr|learning|hidden|batch|\bh ?=|epochs?\b", re.IGNORECASE)
_SHARE = re.compile(r"(?<![\d.])(?:0?\.\d{2,}|1\.0+\b|\d{2}\.\d+ ?%)")
_EPOCH_LINE = re.compile(
    r"^\W*epoch\W*\d+\W*(?:/\s*\d+)?\W*-? *(?:train|loss|valid)", re.I
)
_SETTING = re.compile(r"lr|rate|hidden|batch|epoch|size", re.IGNORECASE)
MOST_LINES = 2000
LONGEST_LINE = 400


def find_search(parsed, texts=()):
    """Return what shows that at least two settings were compared.

    Parameters
    ----------
    parsed : list of tuple
        Cells with their trees, from `peeking.parse`.
    texts : sequence of str
        Sources of Markdown cells, if they are known.

    Returns
    -------
    str or None
        'loop', 'calls', 'output', 'table' or 'text'; None if nothing shows it.
    validates : bool
        Whether validation data are named in the search, where there is a loop.
    """
    trees = [tree for _, tree in parsed if tree is not None]
    functions = {
        node.name: node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }
    training = _training_functions(functions)
    loops = [node for tree in trees for node in _search_loops(tree, training)]
    if loops:
        return "loop", any(_validates(node, functions) for node in loops)
    if len(_distinct_calls(trees, training)) > 1:
        return "calls", True
    if sum(_trial_lines(cell.outputs) for cell, _ in parsed) > 1:
        return "output", True
    if any(_typed_table(tree) for tree in trees):
        return "table", True
    if sum(_trial_lines(text) for text in texts) > 1:
        return "text", True
    return None, True


def _training_functions(functions):
    """Return the names of own functions that train, also through each other."""
    training = {"train", "fit"}
    for _ in range(4):
        for name, node in functions.items():
            calls = [callee(n)[1] for n in ast.walk(node) if isinstance(n, ast.Call)]
            made = any(call[:1].isupper() for call in calls)
            steps = made and any(trains_by_name(call) for call in calls)
            if steps or training & set(calls):
                training.add(name)
    return training


def _search_loops(tree, training):
    """Yield loops that train a new model, or train it anew, in each turn.

    A loop over epochs and batches within a function such as train makes no model.
    """
    loops = ast.For, ast.While, ast.ListComp, ast.DictComp, ast.GeneratorExp
    for node in ast.walk(tree):
        if isinstance(node, loops):
            names = [callee(n)[1] for n in ast.walk(node) if isinstance(n, ast.Call)]
            made = any(name[:1].isupper() for name in names)
            if training & set(names) or (made and any(map(trains_by_name, names))):
                yield node
        elif isinstance(node, ast.Call):
            given = {a.id for a in node.args if isinstance(a, ast.Name)}
            names = {callee(node)[1]} & {"map", "starmap", "optimize", "minimize"}
            library = callee(node)[1] in ("GridSearchCV", "RandomizedSearchCV")
            if library or (names and given & training):
                yield node


def _validates(node, functions, depth=0):
    """Tell whether a search looks at anything but its training data and the test set.

    Only a search that measures itself by a name like X_train, and by no other, is
    taken to do without validation.
    """
    measured = []
    for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
        name = callee(call)[1]
        names = [n.id for n in ast.walk(call) if isinstance(n, ast.Name)]
        names += [n.attr for n in ast.walk(call) if isinstance(n, ast.Attribute)]
        if any(map(taint.is_held_out_name, names)):
            return True
        own = functions.get(name) if depth < 4 else None
        if own and _validates(own, functions, depth + 1):
            return True
        if name in ("evaluate", "compute_loss", "accuracy", "loss_and_accuracy"):
            measured.append(any(map(taint.is_train_name, names)))
    text = ast.unparse(node)
    return bool(taint.is_held_out_name(text)) or not (measured and all(measured))


def _distinct_calls(trees, training):
    """Return the settings, typed as numbers, of calls that train."""
    found = set()
    for tree in trees:
        for statement in tree.body:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                continue
            for call in (n for n in ast.walk(statement) if isinstance(n, ast.Call)):
                words = [*call.args, *(word.value for word in call.keywords)]
                numbers = [
                    repr(word.value)
                    for word in words
                    if isinstance(word, ast.Constant)
                    and isinstance(word.value, int | float)
                ]
                if callee(call)[1] in training and numbers:
                    found.add(tuple(numbers))
    return found


def _trial_lines(text):
    """Return how many lines look like a setting with its result."""
    lines = {line[:LONGEST_LINE] for line in text.splitlines()[:MOST_LINES]}
    return sum(
        bool(_ROW.search(line) and _SHARE.search(line))
        and not _EPOCH_LINE.search(line)
        and len(re.findall(r"\d+", line)) > 2
        for line in lines
    )


def _typed_table(tree):
    """Tell whether results were typed in: a list of two rows or more with settings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
            rows = [
                row
                for row in node.value.elts
                if isinstance(row, ast.Tuple | ast.Dict | ast.List | ast.Call)
                and len(ast.unparse(row)) < 1000
                and _SHARE.search(ast.unparse(row))
                and _SETTING.search(ast.unparse(row))
            ]
            if len(rows) > 1:
                return True
    return False
