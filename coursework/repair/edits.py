"""Define an edit of a program, and read the rules of `rules.txt` that write edits."""

import ast
import functools
import pathlib
import re
from typing import NamedTuple

from coursework import blocks

BLOCKS = blocks.read(pathlib.Path(__file__).with_name("rules.txt"))
RULE = re.compile(r"([\d.]+)(?: \[(\w+)\])?: (.*?) -> (.*)")
RECORDED = "_recorded"  # the name of a list, in edited programs
# Functions and methods of which one may stand in place of the other.
_RELATED = (
    "sum mean, amax amin, max min mean, amax max, max sum, maximum minimum, "
    "argmax argmin, argmax max, argmin min, all any, exp log, exp exp2, expm1 exp, "
    "sqrt square, multiply outer dot, zeros ones, "
    "zeros_like ones_like, empty zeros ones, empty_like zeros_like ones_like, "
    "log2 log, log1p log, log10 log, leaky_relu deriv_leaky_relu softmax, int float, "
    "item copy"
)
RELATED = _RELATED.split(", ")


class Kind(NamedTuple):
    """A kind of edits."""

    about: str
    question: str  # about the line; {before} is what stands there


class Rule(NamedTuple):
    """A rule that writes edits of one kind."""

    rank: float
    kind: str
    scope: str  # "", "value" or "line"
    pattern: ast.AST
    ways: list  # what may be meant


KINDS = {block.title: Kind(*block.fields, block.lines[0]) for block in BLOCKS}


class Change(NamedTuple):
    """What may be meant in place of an expression or a line."""

    kind: str  # what the change is about
    rank: float  # how far-fetched it is
    new: str | list  # an expression, or the lines in place of one
    groups: tuple = ()  # the same change elsewhere shares a group
    old: ast.AST | None = None  # the part of a line that it is about


class Edit(NamedTuple):
    """A change of a program, in one place or in several."""

    kind: str
    rank: float
    lines: tuple
    before: str  # the text in the first place
    slots: tuple  # (holder, key, new node or text) of each place

    def apply(self):
        """Make the change in the tree; return the Edit that undoes this change."""
        undo, nodes = [], [parsed(new) for *_, new in self.slots]
        for (holder, key, _), node in zip(self.slots, nodes, strict=True):
            # The holder is a node with fields, or a list of nodes.
            fields = vars(holder) if isinstance(holder, ast.AST) else holder
            undo.insert(0, (fields, key, fields[key]))
            fields[key] = node
        return self._replace(slots=tuple(undo))

    @property
    def treated(self):
        """The code whose values tell whether the edit makes sense, or ""."""
        (_, _, after), *_ = self.slots
        if self.kind == "comparison":
            return code_of(parsed(self.before).left)
        if self.kind == "activation":
            return code_of(parsed(after).args[0])
        return {"sum": self.before, "constant": after}.get(self.kind, "")

    @property
    def recording(self):
        """An edit that only appends the values of `treated` to a list."""
        (holder, key, _), *_ = self.slots
        text = f"[{RECORDED}.append({self.treated}), {self.before}][1]"
        return self._replace(slots=((holder, key, text),))


def parsed(code):
    """Return the syntax node of a text, or the list of nodes of a list of texts."""
    if isinstance(code, list):
        return [*map(parsed, code)]
    if not isinstance(code, str):
        return code
    line = ast.parse(code).body[0]
    return line.value if isinstance(line, ast.Expr) else line


@functools.lru_cache(1000)
def code_of(node):
    """Return a node as one line of text."""
    return " ".join(ast.unparse(node).split()).replace("'", '"')


def matches(pattern, node, node_of):
    """Return whether a node fits a pattern; set `node_of` to {"A": node, ...}.

    A, B, C and D stand for any expression, each only once in a pattern.
    """
    if isinstance(pattern, ast.Name) and pattern.id in ("A", "B", "C", "D"):
        is_expression = isinstance(node, ast.expr)
        return is_expression and node_of.setdefault(pattern.id, node) is node
    if type(pattern) is not type(node):
        return False
    if isinstance(pattern, list):
        return len(pattern) == len(node) and all(
            matches(p, n, node_of) for p, n in zip(pattern, node, strict=True)
        )
    if not isinstance(pattern, ast.AST):
        return pattern == node
    fields = (field for field in pattern._fields if field not in ("ctx", "kind"))
    return all(matches(getattr(pattern, f), getattr(node, f), node_of) for f in fields)


def filled(code, node_of):
    """Return the right side of a rule, with the program's code for A, B, C and D."""

    def text(match):
        node = node_of[match[1]]
        if match[2] and getattr(node, "attr", "") == "T":
            return f"({code_of(node.value)})"  # transposing twice changes nothing
        return f"({code_of(node)}){match[2] or ''}"

    return re.sub(r"\b([ABCD])(\.T)?\b", text, code)


def _rules():
    """Yield the Rules of all blocks: `A or B -> C | D` is one for A and one for B."""
    for block in BLOCKS:
        for line in block.lines[1:]:  # the first asks what the block is about
            rank, scope, left, right = RULE.fullmatch(line).groups("")
            for one in left.split(" or "):
                ways = right.split(" | ")
                yield Rule(float(rank), block.title, scope, parsed(one), ways)


RULES = [*_rules()]
