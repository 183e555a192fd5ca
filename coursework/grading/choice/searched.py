"""Was there a search? Signs that several settings were compared before the choice."""

import ast
import re

from coursework.grading.choice import names

ROW = re.compile(r"lr|learning|hidden|batch|\bh ?=|epochs?\b", re.IGNORECASE)
SHARE = re.compile(r"(?<![\d.])(?:0?\.\d{2,}|1\.0+\b|\d{2}\.\d+ ?%)")
EPOCH_LINE = re.compile(
    r"^\W*epoch\W*\d+\W*(?:/\s*\d+)?\W*-? *(?:train|loss|valid)", re.I
)
MEASURES = {"evaluate", "compute_loss", "accuracy", "loss_and_accuracy"}
SEARCHES = {"GridSearchCV", "RandomizedSearchCV"}
MAPS = {"map", "starmap", "optimize", "minimize"}
MOST_LINES, LONGEST_LINE = 2000, 400


def find_search(parsed, texts):
    """Return a sign that at least two settings were compared, and if anything ran.

    The sign is 'loop', 'training' (a loop that measures by the training data alone),
    'calls', 'output', 'text' or None. What `ran` left a share, such as an accuracy, in
    an output below it. Cells are pairs with their trees.
    """
    trees = [tree for _, tree in parsed]
    functions = names.functions_in(trees)
    loops = [[n for n in ast.walk(tree) if _searches(n, functions)] for tree in trees]
    calls = [[*_trainings(tree, functions)] for tree in trees]
    first = [k for k, pair in enumerate(zip(loops, calls, strict=True)) if any(pair)]
    below = parsed[first[0] if first else 0 :]
    shown = [line for cell, _ in below for line in _computed(cell)]
    found = {"sign": None, "ran": any(map(SHARE.search, shown))}
    if any(loops):
        validates = any(_validates(node, functions) for each in loops for node in each)
        return found | {"sign": "loop" if validates else "training"}
    if len({each for some in calls for each in some} - {()}) > 1:
        return found | {"sign": "calls"}
    if sum(_trials(_computed(cell)) for cell, _ in parsed) > 1:
        return {"sign": "output", "ran": True}
    is_text = sum(_trials(text.splitlines()) for text in texts) > 1
    return {"sign": "text" if is_text else None, "ran": False}


def _computed(cell):
    """Return the lines of a cell's output that do not stand in its source."""
    lines = cell.outputs.splitlines()[:MOST_LINES]
    return [line for line in lines if line.strip() not in cell.source]


def _searches(node, functions):
    """Return whether a node is a loop, or a call of a library, that trains anew."""
    name = names.called(node)
    given = {getattr(each, "id", 0) for each in names.arguments(node)}
    if isinstance(node, names.LOOPS) or (name in MAPS and given & functions.keys()):
        return _trains_anew(node, functions)
    return name in SEARCHES or (name in MAPS and bool(given & {"train", "fit"}))


def _trains_anew(code, functions):
    """Return whether code trains a model from its start: by name, or made and trained.

    A loop over epochs and batches within a function such as train makes no model.
    """
    for part in names.reached(code, functions):
        calls = {names.called(node) for node in ast.walk(part)}
        made = any(n[:1].isupper() and not n.endswith("Error") for n in calls)
        if calls & {"train", "fit"} or (made and any(map(names.trains, calls))):
            return True
    return False


def _validates(code, functions):
    """Return whether a search looks at anything but its training data.

    Only one that measures itself by names like X_train alone does not.
    """
    nodes = [n for part in names.reached(code, functions) for n in ast.walk(part)]
    calls = [(names.called(n), names.names_in(n)) for n in nodes if names.called(n)]
    if any(names.HELD_OUT.search(name) for _, used in calls for name in used):
        return True
    measured = [used for name, used in calls if name in MEASURES]
    return not measured or not all(any(map(names.TRAIN.search, u)) for u in measured)


def _trainings(tree, functions):
    """Yield the numbers, typed as such, in each call outside functions that trains."""
    outer = [n for n in tree.body if not isinstance(n, ast.FunctionDef | ast.ClassDef)]
    for call in (n for node in outer for n in ast.walk(node)):
        name = names.called(call)
        own = name in functions and _trains_anew(functions[name], functions)
        if own or name in ("train", "fit"):
            values = [getattr(each, "value", None) for each in names.arguments(call)]
            yield tuple(repr(v) for v in values if isinstance(v, int | float))


def _trials(lines):
    """Return how many lines look like a setting with its result."""
    lines = {line[:LONGEST_LINE] for line in lines[:MOST_LINES]}
    lines = {line for line in lines if ROW.search(line) and SHARE.search(line)}
    lines = {line for line in lines if not EPOCH_LINE.search(line)}
    return sum(len(re.findall(r"\d+", line)) > 2 for line in lines)
