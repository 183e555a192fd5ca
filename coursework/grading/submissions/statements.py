"""The statements of a cell, and what each of them binds, changes and needs.

Nothing is run. A broken cell is cut where lines begin without indentation, and a broken
class where its methods begin; what Python cannot read of it is left out. What only runs
(training, drawing, seeding) is no step of a program, and no loop is run again.
"""

import ast
import collections
import copy
import dataclasses
import functools
import re
import symtable
import textwrap
import warnings
from typing import NamedTuple

from coursework.running.answers import does_something

LONGEST = 300_000  # characters of a cell; a homework has 20,000 in all
LONGEST_BROKEN = 50_000
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
ODD_SPACES = str.maketrans(dict.fromkeys("\u00a0\u3000\u2007\u202f", " "))
ODD_SPACES |= dict.fromkeys(map(ord, "\u200b\ufeff\u2060"))  # no width: nothing
START = re.compile(r"(?!(else|elif|except|finally)\b)[^\s)\]}#]")
MOST = 20  # lines without indentation that a statement may have
RUN_THERE = ("listcomp", "setcomp", "dictcomp", "genexpr", "lambda")
DEFS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
INNER = ast.Lambda | ast.ListComp | ast.GeneratorExp
MUTATORS = ("append", "extend", "insert", "update", "setdefault", "add")
NAMES_OF_CODE = ("answer", "<lambda>")
REFUSAL = re.compile(r"raise NotImplemented")
BLOCKS = ast.If | ast.Try | ast.With
LOOPS = ast.For | ast.While | ast.TryStar | ast.Match  # these are not run either
IMPORTS = ast.Import | ast.ImportFrom
ASSIGNS = ast.Assign | ast.AnnAssign
KEPT = BLOCKS | IMPORTS | DEFS | ASSIGNS | ast.AugAssign | ast.Raise | ast.Pass
NOT_RUN = "raise type('A_{}_statement_is_not_run', (Exception,), {{'name': 'cell_{}'}})"


class Broken(NamedTuple):
    """Lines that Python cannot read."""

    cell: int
    line: int
    says: str  # by Python
    text: str


@functools.lru_cache(maxsize=256)  # asked twice for each cell of a notebook
def parse_cell(cell):
    """Return the statements of a cell, and a list of what is Broken.

    Each statement comes with the text that its positions refer to, whose lines have
    the numbers of the cell.
    """
    error = ValueError(f"it has {len(cell.source):,} characters, too many to read")
    if len(cell.source) <= LONGEST:
        plain = cell.source.translate(ODD_SPACES)
        meant = [plain, textwrap.dedent(plain), *map(plain.expandtabs, (4, 8))]
        for source in dict.fromkeys([cell.source, *meant]):
            nodes, error = parse(source)
            if not error:
                return [(node, source) for node in nodes], []
    if len(cell.source) > LONGEST_BROKEN:
        return [], [broken(cell.number, error, 1, cell.source[:LONGEST])]
    pairs, lost = [], []
    for line, text, error in _pieces(textwrap.dedent(plain).split("\n")):
        unread = [(line, text, error)] if error else []
        if error and text.startswith("class "):
            text, unread = _without_methods(line, text, error)
        text = "\n" * (line - 1) + text
        pairs += [(node, text) for node in parse(text)[0]]
        lost += [broken(cell.number, e, n, part) for n, part, e in unread]
    return pairs, lost


def parse(source):
    """Return the statements of a source, and None; or none, and why it is no Python."""
    try:
        with warnings.catch_warnings(action="ignore"):  # they are the student's affair
            tree = ast.parse(source)
            compile(tree, "<cell>", "exec", dont_inherit=True)  # more: def f(x, x)
    except UNREADABLE as error:
        return [], error
    return tree.body, None


def broken(cell, error, line, text):
    """Return a Broken with what Python says of a text that begins in a line."""
    says = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    if isinstance(error, SyntaxError):
        says = str(error.msg)
    elif isinstance(error, RecursionError | MemoryError):
        says = "too deeply nested"
    below = (getattr(error, "lineno", None) or 1) - 1
    return Broken(cell, line + min(below, text.rstrip().count("\n")), says, text)


def _pieces(lines):
    """Yield the line, text and error of each statement that is not indented.

    It is a line with those indented below it, and as many more as it takes to make
    Python of it: those of an open bracket or text.
    """
    starts = [n for n, line in enumerate(lines) if not n or START.match(line)]
    ends, done = [*starts[1:], len(lines)], 0
    for k, (start, end) in enumerate(zip(starts, ends, strict=False), 1):
        if start < done:
            continue
        text = "\n".join(lines[start:end])
        if error := parse(text)[1]:
            longer = ("\n".join(lines[start:e]) for e in ends[k : k + MOST])
            if whole := next((t for t in longer if not parse(t)[1]), None):
                text, error, done = whole, None, start + whole.count("\n") + 1
        yield start + 1, text, error


def _without_methods(line, text, error):
    """Return a class without the methods that cannot be read, and these.

    The text as it is, if that does not help.
    """
    kept, lost = text.split("\n"), []
    head, body = kept[0], kept[1:]
    indent = min((len(x) - len(x.lstrip()) for x in body if x.strip()), default=0)
    for start, piece, why in _pieces([each[indent:] for each in body]):
        if why:
            end = start + piece.count("\n") + 1
            kept[start:end] = [" " * indent + "pass"] + [""] * (end - start - 1)
            lost.append((line + start, f"{piece}\n# of {head}", why))
    kept = "\n".join(kept)
    return (text, [(line, text, error)]) if parse(kept)[1] else (kept, lost)


def stored(node):
    """Return the names that a statement binds at its own level, in order."""
    names, waiting = {}, [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, DEFS):
            names[node.name] = None
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = None
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] = None
        elif not isinstance(node, INNER):
            if isinstance(node, ast.ExceptHandler) and node.name:
                names[node.name] = None
            waiting += list(ast.iter_child_nodes(node))[::-1]
    return list(names)


def changed(node):
    """Return the name that a statement changes and the attribute, () if none."""
    if isinstance(node, ast.AugAssign):
        return _root(node.target)
    if isinstance(node, ast.Assign) and not stored(node):
        return _root(node.targets[0])
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call):
        return ()
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr in MUTATORS:
        return _root(function.value)
    return ()


def _root(target):
    attribute = None
    while isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
        attribute = getattr(target, "attr", None)
        target = target.value
    return (target.id, attribute) if isinstance(target, ast.Name) else ()


def does(node):
    """Return whether code is more than a placeholder, as far as its source tells.

    The code is compiled and looked at, never run, as in `coursework.running.answers`.
    A line that raises NotImplementedError counts as nothing, too.
    """
    if not isinstance(node, ast.FunctionDef | ast.Lambda):
        return True
    if isinstance(node, ast.FunctionDef):
        refused = [s for s in node.body if isinstance(s, ast.Raise)]
        refused = [s for s in refused if REFUSAL.match(ast.unparse(s))]
        body = [s for s in node.body if s not in refused] or [ast.Pass()]
        tree = ast.Module([ast.FunctionDef("answer", node.args, body, [])], [])
    else:
        tree = ast.Module([ast.Expr(node)], [])
    code = compile(ast.fix_missing_locations(tree), "<cell>", "exec")
    own = [c for c in code.co_consts if getattr(c, "co_name", "") in NAMES_OF_CODE]
    return any(map(does_something, own[-1:]))


def returns_code(node):
    """Return whether a function returns one that it makes, as a decorator does."""
    if not isinstance(node, ast.FunctionDef):
        return False
    parts = list(ast.walk(node))
    inner = {part.name for part in parts if isinstance(part, ast.FunctionDef)}
    given = [part.value for part in parts if isinstance(part, ast.Return)]
    given = [getattr(each, "id", each) for each in given]
    return any(isinstance(each, ast.Lambda) or each in inner for each in given)


def names_in(node):
    """Return the names that stand in a node."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


@dataclasses.dataclass(eq=False)
class Step:
    """A statement."""

    position: int  # among those of the notebook
    cell: int
    node: ast.stmt
    source: str  # empty lines in front give its lines the numbers of the cell
    binds: tuple  # the names that it defines or changes; "*" for from x import *
    attribute: str | None = None  # that it changes: 'forward' in A.forward = f
    changes: bool = False  # what a name stands for, and does not bind it

    @functools.cached_property
    def uses(self):
        """The global names in use, in sets by method of a class, else under ''.

        Names in the bodies of methods count apart: nobody may call them.
        """
        found = collections.defaultdict(set)
        with warnings.catch_warnings(action="ignore"):
            source = self.source.strip()
            waiting = [(symtable.symtable(source, "<cell>", "exec"), "")]
        while waiting:
            table, part = waiting.pop()
            outermost = table.get_type() == "module"
            for symbol in table.get_symbols():
                is_read = symbol.is_referenced() and (outermost or symbol.is_global())
                if is_read or (symbol.is_declared_global() and not outermost):
                    found[part].add(symbol.get_name())
            for child in table.get_children():
                name, kinds = child.get_name(), (table.get_type(), child.get_type())
                is_method = kinds == ("class", "function") and name not in RUN_THERE
                waiting.append((child, name if is_method and not part else part))
        return found

    @functools.cached_property
    def attributes(self):
        """The attributes in use, as `uses`; texts count, too: getattr(x, "forward")."""
        found, node = collections.defaultdict(set), self.node
        for part in node.body if isinstance(node, ast.ClassDef) else [node]:
            name = getattr(part, "name", "") if part is not node else ""
            for each in ast.walk(part):
                found[name].add(getattr(each, "attr", getattr(each, "value", None)))
        return found

    @property
    def value(self):
        """The node that is assigned; None if there is none."""
        return getattr(self.node, "value", None)

    @functools.cached_property
    def codes(self):
        """The nodes that may define code, by name: def, class, and what is assigned."""
        if isinstance(self.node, ASSIGNS):
            targets = getattr(self.node, "targets", [getattr(self.node, "target", 0)])
            return {t.id: self.node.value for t in targets if isinstance(t, ast.Name)}
        found, waiting = {}, [self.node]
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, DEFS):
                if node.name not in found or does(node):
                    found[node.name] = node
            elif isinstance(node, BLOCKS | ast.ExceptHandler):
                waiting += ast.iter_child_nodes(node)
        return found


def steps_of(cell, node, text):
    """Yield the fields of the steps of a statement, from `cell` on.

    Imports come one name at a time: one that is missing takes no other along. A
    decorated function comes without its decorators first, for the case that they fail.
    """
    altered = changed(node)
    if isinstance(node, IMPORTS):
        for alias in node.names:
            one = copy.copy(node)
            one.names = [alias]
            source = "\n" * (node.lineno - 1) + ast.unparse(one)
            yield cell, one, source, tuple(stored(one))
    elif altered:
        yield cell, node, segment(text, node), altered[:1], altered[1], True
    elif isinstance(node, DEFS):
        if getattr(node, "decorator_list", ()) and isinstance(node, ast.FunctionDef):
            yield cell, node, segment(text, node, node.lineno), (node.name,)
        yield cell, node, segment(text, node), (node.name,)
    elif isinstance(node, ASSIGNS) and node.value:
        yield cell, node, segment(text, node), tuple(stored(node))
    elif isinstance(node, BLOCKS):
        needless = list(_needless(node))
        source = segment(without(text, needless), node)
        yield cell, node, source, tuple(_touched(node)), None, not stored(node)
        for loop in needless:
            if isinstance(loop, LOOPS):
                yield from steps_of(cell, loop, text)
    elif isinstance(node, LOOPS):
        source = NOT_RUN.format(type(node).__name__.lower(), cell)
        yield cell, node, source, tuple(_touched(node)), None, True


def _touched(node):
    """Return what a statement, and those inside of it, bind and change."""
    altered = (name for each in ast.walk(node) for name in changed(each)[:1])
    return dict.fromkeys([*stored(node), *altered])


def _needless(block):
    """Yield the statements of a block that only run."""
    for each in ast.iter_child_nodes(block):
        if isinstance(each, BLOCKS | ast.ExceptHandler):
            yield from _needless(each)
        elif isinstance(each, ast.stmt) and not changed(each):
            yield from [] if isinstance(each, KEPT) else [each]


def start_line(node):
    """Return the first line of a statement, its decorators included."""
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def segment(text, node, start=None):
    """Return the source of a statement at its lines, also where it shares them."""
    start = start or start_line(node)
    lines = [line.encode() for line in _lines(text)[start - 1 : node.end_lineno]]
    lines[-1] = lines[-1][: node.end_col_offset]
    lines[0] = lines[0][node.col_offset :]
    return "\n" * (start - 1) + b"\n".join(lines).decode()


@functools.lru_cache(maxsize=2)
def _lines(text):
    return text.split("\n")


def without(text, nodes):
    """Return a text with `pass` in the place of statements; lines keep their number."""
    lines = [line.encode() for line in text.split("\n")]
    for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset), reverse=True):
        first, last = start_line(node) - 1, node.end_lineno - 1
        rest = lines[last][node.end_col_offset :]
        lines[first : last + 1] = [
            lines[first][: node.col_offset] + b"pass" + rest,
            *[b""] * (last - first),
        ]
    return b"\n".join(lines).decode()
