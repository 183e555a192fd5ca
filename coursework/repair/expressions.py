"""Write the edits of expressions: calls, names, numbers, tuples and dictionaries."""

import ast
import copy
import difflib
import itertools
import re

import numpy as np

from coursework.repair.edits import parsed, written
from coursework.repair.rules import FAMILIES, RULES, Filled, matches

REDUCERS = "sum mean max min amax amin argmax argmin std var all any cumsum prod"
TYPED = "zeros_like ones_like empty_like full_like array asarray zeros vectorize"
KEYS = (("W1", "b1", "W2", "b2"), ("dW1", "db1", "dW2", "db2"), ("Z1", "A1", "Z2", "y"))
RESPELLED = (str.strip, str.lower, str.title, "d{}".format, lambda key: key[1:])
HELPERS = ("leaky_relu", "softmax", "deriv_leaky_relu")
NUMBERS = (0, 1, -1, 2, 0.01, 0.5)
EACH_ITS_OWN = ("scale", "root")  # the same change has other names in each place


def respelled(key, change):
    """Return a key in another spelling, if it is not one that a task names."""
    return key if any(key in family for family in KEYS[1:]) else change(key)


class Expressions:
    """The edits of one expression. A Writer knows what the names of rules stand for.

    Each method yields kind, rank, the new node or a function that makes it, and what
    tells the same change in other places.
    """

    def of_expression(self, holder, key, node):
        """Yield kind, rank, new node, and what tells the same change elsewhere."""
        is_part = isinstance(holder, ast.Subscript | ast.Attribute)
        is_value = isinstance(holder, list) or (key == "value" and not is_part)
        is_value = is_value and not isinstance(node, ast.Constant)
        is_atom = isinstance(node, ast.Name | ast.Subscript)
        is_atom = is_atom and getattr(node, "id", "") not in ("np", "self", *HELPERS)
        scopes = ("", "value") if is_value else ("",)
        yield from self.by_rules(node, scopes, is_value or is_atom)
        yield from getattr(self, f"of_{type(node).__name__}", lambda _: ())(node)

    def by_rules(self, node, scopes, bare):
        """Yield what the rules make of a node; `bare`: also rules about A alone."""
        for rank, kind, scope, left, ways in RULES:
            found, is_bare = {}, isinstance(left, ast.Name)
            if scope in scopes and (bare or not is_bare) and matches(left, node, found):
                rest = [written(found[k]) for k in found if k != "A"]
                rest = [] if kind in EACH_ITS_OWN else rest
                for code in (code for way in ways for code in self.choices(way)):

                    def new(code=code, found=found):
                        return Filled(found).visit(parsed(code))

                    yield kind, rank - 0.05 * ("Z1" in code), new, code, *rest

    def choices(self, code):
        """Return a text with each of the names that its first $word stands for."""
        if not (mark := re.search(r"\$\w+", code)):
            return [code]
        texts = [code.replace(mark[0], each, 1) for each in self.fill[mark[0]]]
        return [code for text in texts for code in self.choices(text)]

    def of_Call(self, node):
        """Yield other functions, fewer calls and arguments, and other types."""
        f, args, kw = node.func, node.args, node.keywords
        key = "attr" if isinstance(f, ast.Attribute) else "id"
        name, of = getattr(f, key, ""), getattr(getattr(f, "value", None), "id", "")
        others = {o: 0.7 for words in FAMILIES if name in words.split()
                  for o in words.split()}  # fmt: skip
        if of in ("np", "numpy") and not hasattr(np, name):
            others = dict.fromkeys(difflib.get_close_matches(name.lower(), dir(np)), 0)
        for other, rank in others.items():
            new = copy.copy(f)
            setattr(new, key, other)
            yield "function", rank, ast.Call(new, args, kw), name, other
        is_method = key == "attr" and of not in ("np", "numpy")
        if is_method:
            yield "extra call", 0.8, f.value, name
        if name in REDUCERS.split():
            yield from self.of_reduction(node, args if is_method else args[1:])
        for k in range(len(kw)):
            yield "argument", 1.5, ast.Call(f, args, kw[:k] + kw[k + 1 :])
        if name in TYPED.split():
            typed = "f(otypes=[float])" if name == "vectorize" else "f(dtype=float)"
            kept = [k for k in kw if k.arg != "dtype"]
            yield "type", 1, ast.Call(f, args, kept + parsed(typed).keywords)

    def of_reduction(self, node, args):
        """Yield other axes and keepdims of a sum; `args` are those from the axis on."""
        given = {k.arg: written(k.value) for k in node.keywords}
        axis = given.get("axis", written(args[0]) if args else "None")
        now = axis, given.get("keepdims", "False")
        first = node.args[: len(node.args) - len(args)]
        rest = [k for k in node.keywords if k.arg not in ("axis", "keepdims")]
        for new in [
            (a, k) for a in ("None", "0", "1", "-1") for k in ("False", "True")
        ]:
            if new == now:
                continue
            more = [f"axis={new[0]}"] * (new[0] != "None")
            more += ["keepdims=True"] * (new[1] == "True")
            both = new[0] != now[0] and new[1] != now[1]
            kind = "keepdims" if new[0] == now[0] else "axis"
            call = f"f({', '.join(more)})"
            call = ast.Call(node.func, first, rest + parsed(call).keywords)
            yield "axis and keepdims" if both else kind, 0.2 * both, call, *new

    def of_Name(self, node):
        """Yield other names, the nearest first."""
        for atom in self.atoms if node.id not in ("np", "self", "range", "len") else ():
            near = difflib.SequenceMatcher(None, atom.lower(), node.id.lower()).ratio()
            rank = (0.9 if near >= 0.5 else 1.3) - 0.05 * ("Z1" in atom)
            if atom != node.id:
                yield "name", rank, parsed(atom), node.id, atom
        for of in self.dicts:
            yield "name", 1, parsed(f'{of}["{node.id}"]'), node.id, of

    def of_Attribute(self, node):
        """Yield a variable of the same name in place of self.name."""
        if getattr(node.value, "id", "") == "self":
            yield "name", 1.5, parsed(node.attr), node.attr

    def of_Constant(self, node):
        """Yield other keys of dictionaries, other numbers, and variables for them."""
        value = node.value
        if isinstance(value, bool):
            yield "constant", 1, ast.Constant(not value)
        elif isinstance(value, str):
            for key in self.keys:
                yield "key", 1, ast.Constant(key), value, key
        elif isinstance(value, int | float):
            others = (*NUMBERS, value + 1, value - 1, -value, 1 - value, float(value))
            for other in others:
                is_far = other < 0 or (other == 0 and isinstance(value, float))
                yield "constant", 1 + 0.4 * is_far, ast.Constant(other)
            for atom in self.atoms:
                yield "constant", 1.2, parsed(atom), value, atom

    def of_Tuple(self, node):
        """Yield two neighbors swapped, one result alone, or a dictionary."""
        parts, load = node.elts, ast.Load()
        for k in range(len(parts) - 1):
            new = [*parts[:k], parts[k + 1], parts[k], *parts[k + 2 :]]
            yield "order", 0.7, ast.Tuple(new, load)
        for part in parts:
            yield "result", 1.5, part
        names = [getattr(part, "id", "") for part in parts]
        if len(parts) > 1 and {*names} <= {*self.keys}:
            yield "result", 0.7, ast.Dict([ast.Constant(n) for n in names], parts)

    def of_Dict(self, node):
        """Yield two values swapped, keys that are missing, and keys spelled anew."""
        keys, values = node.keys, node.values
        there = [getattr(key, "value", None) for key in keys]
        for j, k in itertools.combinations(range(len(values)), 2):
            new = [*values]
            new[k], new[j] = new[j], new[k]
            yield "order", 1.2, ast.Dict(keys, new)
        families = [[key for key in family if key not in there] for family in KEYS]
        for some in [[key] for key in self.keys if key not in there] + families:
            if some and {*some} <= {*self.names}:
                both = [*map(ast.Constant, some)], [*map(parsed, some)]
                yield "key", 1, ast.Dict(keys + both[0], values + both[1])
        for change in RESPELLED if all(isinstance(k, str) for k in there) else ():
            if (other := [respelled(key, change) for key in there]) != there:
                yield "key", 0.9, ast.Dict([*map(ast.Constant, other)], values)
