"""Test data without its name: in a text that is run, by a name put together, by place.

`mark` says of such nodes that they stand for it, in an attribute that `names_in` reads.
"""

import ast
import re

from coursework.grading.choice import names

TEXTS = ("exec", "eval")
LOOKUPS = ("getattr", "vars", "attrgetter", "methodcaller", "__getattribute__")
SPACES, PLAIN = ("globals", "locals"), ast.Constant | ast.Name | None
DATA = re.compile(r"data|data_?set|mnist|ds")
LOADER = "load_data"  # returns the training data, and then the test data
LAST = (2, 3)  # their places there


def loader(functions):
    """Return a function that tells whether a node calls the course's load_data."""
    return lambda node: names.called(node) == LOADER and LOADER not in functions


def mark(nodes, loads):
    """Mark the nodes that stand for test data."""
    whole = set()
    for node in nodes:
        if isinstance(node, ast.Assign) and loads(node.value):
            whole.update(getattr(target, "id", None) for target in node.targets)
    for node in nodes:
        place = getattr(node, "slice", None)
        place = getattr(place, "lower", place)
        late = isinstance(place, ast.UnaryOp) or getattr(place, "value", 0) in LAST
        parts = getattr(node, "value", None)
        is_whole = loads(parts) or getattr(parts, "id", 0) in whole
        if (late and is_whole) or is_veiled(node):
            node.also = names.OPENED


def is_veiled(node):
    """Return whether a node runs a text, or looks data up by a name put together."""
    if names.called(getattr(node, "value", None)) in SPACES:
        return not isinstance(getattr(node, "slice", None), PLAIN)
    if not isinstance(node, ast.Call):
        return getattr(node, "attr", "") == "__dict__" and _is_data(node.value)
    name, values = names.called(node), names.arguments(node)
    if isinstance(node.func, ast.Name) and name in TEXTS:
        return True
    plain = len(values) > 1 and isinstance(values[1], ast.Constant)
    return name in LOOKUPS and not plain and any(map(_is_data, [node.func, *values]))


def is_told(node):
    """Return whether the name that is looked up is a variable, as in a loop."""
    values = names.arguments(node)
    told = values and isinstance(values[-1], ast.Name)
    return told and names.called(node) not in TEXTS


def _is_data(node):
    return any(map(DATA.fullmatch, names.names_in(node, texts=False)))
