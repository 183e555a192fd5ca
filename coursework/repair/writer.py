"""Write all edits of a program: the small changes that undo a beginner's fault.

Most are rules of `rules.txt`. What needs a look at names or types is done by methods
that are named after the node of the tree.
"""

import ast
import copy

from coursework.repair.edits import Edit, located, parsed, written
from coursework.repair.expressions import (
    HELPERS,
    KEYS,
    RESPELLED,
    Expressions,
    respelled,
)

EVERYWHERE = 0.25  # how much more far-fetched the same change in several places is
FIXED = ("annotation", "returns", "decorator_list")  # fields that are not edited
SKIPPED = ast.JoinedStr | ast.Import | ast.ImportFrom


def places(tree, line=0):
    """Yield holder, key, node and line of everything in a tree that may be edited."""
    for field, value in ast.iter_fields(tree):
        if field in FIXED or (field == "test" and isinstance(tree, ast.While)):
            continue  # another condition of a loop may never end
        many = isinstance(value, list)
        for key, node in enumerate(value) if many else [(field, value)]:
            if isinstance(node, ast.AST) and not isinstance(node, SKIPPED):
                here = getattr(node, "lineno", line)
                yield value if many else tree, key, node, here
                yield from places(node, here)


def is_item(node):
    """Return whether a node is d["key"]."""
    is_one = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
    return is_one and isinstance(node.slice.value, str)


class Writer(Expressions):
    """The writer of all edits of some functions; `wanted` are the task's arguments."""

    def __init__(self, functions, question, wanted):
        self.question = question
        self.functions, self.wanted, self.found, self.groups = functions, wanted, [], {}
        nodes = [node for function in functions for node in ast.walk(function)]
        names = [n.arg for n in nodes if isinstance(n, ast.arg) and n.arg != "self"]
        self.arguments = list(dict.fromkeys(names))
        names += [n.id for n in nodes if isinstance(getattr(n, "ctx", 0), ast.Store)
                  and isinstance(n, ast.Name)]  # fmt: skip
        self.names = list(dict.fromkeys(names))
        held = {
            name: [*KEYS[0 if name == "params" else 2]]
            for name in self.arguments
            if name in ("params", "ff_dict")
        }
        for n in filter(is_item, nodes):
            held.setdefault(written(n.value), []).append(n.slice.value)
        for keys in held.values():
            keys += [k for family in KEYS if {*family} & {*keys} for k in family]
        self.dicts = list(held)
        self.keys = sorted({k for keys in (*held.values(), *KEYS) for k in keys})
        items = [f'{d}["{k}"]' for d in held for k in dict.fromkeys(held[d])]
        self.atoms = self.names + items
        used = question.split(".")[0] in ("forward", "backward")
        self.fill = {"$atom": self.atoms, "$name": self.names, "$arg": self.arguments}
        self.fill["$helper"] = HELPERS if used else ()
        self.fill["$Z"] = [atom for atom in self.atoms if "Z" in atom.upper()]

    def edits(self):
        """Return all edits, the most plausible first."""
        for function in self.functions:
            self.of_function(function)
            for place in places(function, function.lineno):
                self.at(*place)
        for edits in self.groups.values():
            if len(edits) > 1:  # the same change everywhere
                slots = tuple(edit.slots[0] for edit in edits)
                rank = edits[0].rank + EVERYWHERE
                lines = tuple(dict.fromkeys(edit.lines[0] for edit in edits))
                edit = edits[0]._replace(rank=rank, lines=lines, slots=slots)
                self.found.append(edit)
        return sorted(self.found, key=lambda edit: edit.rank)

    def at(self, holder, key, node, line):
        """Add the edits of one node."""
        is_target = isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)
        if isinstance(node, ast.expr) and not is_target:
            for kind, rank, new, *group in self.of_expression(holder, key, node):
                edit = Edit(kind, rank, (line,), node, ((holder, key, new),))
                self.found.append(edit)
                if group:
                    self.groups.setdefault((kind, *group), []).append(edit)
        if is_item(node):
            for k, change in enumerate(RESPELLED):
                new = ast.Constant(respelled(node.slice.value, change))
                edit = Edit("key", 1, (line,), node.slice, ((node, "slice", new),))
                self.groups.setdefault(("key", k, written(node.value)), []).append(edit)
        if isinstance(node, ast.stmt) and isinstance(getattr(node, "body", 0), list):
            self.of_body(node, "body")
            self.of_body(node, "orelse")

    def of_body(self, holder, field):
        """Add the edits of lines in a block: left out, moved, or of another form."""
        body = getattr(holder, field, [])
        for k, node in enumerate(body):
            if isinstance(node, ast.FunctionDef | SKIPPED):
                continue
            for kind, rank, new, many, *moved in self.of_line(node, body[k + 1 :]):
                lines = [*body[:k], *new, *body[k + many :]]
                if lines:
                    before, after = moved or (node, new)
                    slot = holder, field, lines
                    self.add(kind, rank, before.lineno, before, slot, after)

    def of_line(self, node, after):
        """Yield kind, rank, the lines in place of so many, and perhaps what moved."""
        is_value = isinstance(node, ast.Expr)
        for line in [node.value, node] if is_value else [node]:
            for kind, rank, new, *_ in self.by_rules(line, ("line",), True):
                yield kind, rank, [located(new(), node.lineno)], 1
        yield "extra line", 0.7 if is_value else 0.9, [], 1
        if after:
            yield "order of lines", 1.8, [after[0], node], 2
        if isinstance(node, ast.For | ast.While | ast.If):
            less, more = copy.copy(node), copy.copy(node)
            less.body, more.body = node.body[:-1] or [ast.Pass()], node.body + after[:1]
            last, lines = node.body[-1], [located(less, node.lineno), node.body[-1]]
            said = f"move `{written(last)}` to the left, behind the block"
            yield "indentation", 0.5, lines, 1, last, said
            if after:
                said = f"move `{written(after[0])}` to the right, into the block"
                yield "indentation", 1.2, [more], 2, after[0], said
            for lines in filter(None, (node.body, node.orelse)):
                yield "condition", 2, lines, 1
            if isinstance(node, ast.If):
                turned = copy.copy(node)
                turned.test = ast.UnaryOp(ast.Not(), node.test)
                yield "branches", 0.5, [located(turned, node.lineno)], 1

    def of_function(self, node):
        """Add the edits of the def line, and first and last lines that are missing."""
        args, line = node.args.args, node.lineno
        for k, arg in enumerate(args):
            swapped = [*args[:k], *args[k : k + 2][::-1], *args[k + 2 :]]
            self.add("def line", 2, line, node.args, (node.args, "args", swapped))
            for name in self.wanted:
                self.add("def line", 1.5, line, arg, (arg, "arg", name))
        for k, name in enumerate(self.wanted):
            more = [*args[:k], ast.arg(name), *args[k:]]
            self.add("def line", 2, line, node.args, (node.args, "args", more))
        if isinstance(node, ast.Lambda):
            return
        self.of_body(node, "body")
        body, first = node.body, int(ast.get_docstring(node) is not None)
        for name in self.names[::-1] if not isinstance(body[-1], ast.Return) else ():
            self.insert("return", 0.7, node, f"return {name}", len(body))
        for name in (a.arg for a in args if a.arg != "self"):
            self.insert("copy", 1.2, node, f"{name} = {name}.copy()", first)
            text = f"{name} = np.array({name}, dtype=float)"
            self.insert("type", 1.3, node, text, first)
            if name in ("params", "grads", "ff_dict"):
                text = f"{name} = {{k: v.copy() for k, v in {name}.items()}}"
                self.insert("copy", 1.2, node, text, first)
            if self.question == "softmax":
                text = f"{name} = {name} - {name}.max(axis=1, keepdims=True)"
                self.insert("shift", 1.35, node, text, first)

    def insert(self, kind, rank, node, code, k):
        """Add the edit that inserts a line before line k of a function's body."""
        body = node.body
        line = body[min(k, len(body) - 1)].lineno
        lines = [*body[:k], located(parsed(code), line), *body[k:]]
        self.add(kind, rank, line, None, (node, "body", lines), code)

    def add(self, kind, rank, line, before, slot, after=None):
        """Add an edit of one place."""
        self.found.append(Edit(kind, rank, (line,), before, (slot,), after))
