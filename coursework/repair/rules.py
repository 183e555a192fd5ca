"""Read the rules of `rules.txt`, and say which form of code they fit."""

import ast
import copy
import pathlib
import re

from coursework.repair.edits import parsed

TEXT = pathlib.Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
RULE = re.compile(r"^([\d.]+) ([\w ]+?)(?: \[(\w+)\])?: (.*?) -> (.*)$", re.MULTILINE)
KINDS = {kind: pair for kind, *pair in re.findall(r"\[(.+)\] (.+) => (.+)", TEXT)}
FAMILIES = re.search("^related: (.+)$", TEXT, re.MULTILINE)[1].split(", ")


def matches(pattern, node, found):
    """Return whether a node has a pattern's form; note in `found` what A, B, C are."""
    if isinstance(pattern, ast.Name) and pattern.id in ("A", "B", "C"):
        return isinstance(node, ast.expr) and found.setdefault(pattern.id, node) is node
    if type(pattern) is not type(node):
        return False
    if isinstance(pattern, list):
        return len(pattern) == len(node) and all(
            matches(p, n, found) for p, n in zip(pattern, node, strict=True)
        )
    if not isinstance(pattern, ast.AST):
        return pattern == node
    fields = (field for field in pattern._fields if field not in ("ctx", "kind"))
    return all(matches(getattr(pattern, f), getattr(node, f), found) for f in fields)


class Filled(ast.NodeTransformer):
    """The transformer that puts what A, B and C are into what a rule says."""

    def __init__(self, given):
        self.given = given

    def visit_Name(self, node):
        new = copy.copy(self.given.get(node.id, node))
        if hasattr(new, "ctx"):
            new.ctx = node.ctx
        return new

    def visit_Attribute(self, node):  # what is transposed twice is not transposed
        node.value = self.visit(node.value)
        twice = node.attr == "T" == getattr(node.value, "attr", "")
        return node.value.value if twice else node


def read_rules():
    """Yield rank, kind, scope, pattern and the texts of what may be meant."""
    for rank, kind, scope, left, right in RULE.findall(TEXT):
        ways = [right] if "&" in left else right.split(" | ")
        for one in [left] if " or " in right else left.split(" or "):
            yield float(rank), kind, scope, parsed(one), ways


RULES = list(read_rules())
