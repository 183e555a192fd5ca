"""The statements of a cell, also of one that Python as a whole cannot read.

Nothing is run. parso cuts a broken cell into statements, and a class into methods; what
`ast` cannot read of them is left out.
"""

import ast
import dataclasses
import re
import textwrap
import warnings

import parso

LONGEST = 300_000  # characters of a cell; a homework has 20,000 in all
LONGEST_BROKEN = 50_000  # parso takes a second for these
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
ODD_SPACES = str.maketrans(dict.fromkeys("\u00a0\u3000\u2007\u202f", " "))
ODD_SPACES |= dict.fromkeys(map(ord, "\u200b\ufeff\u2060"))  # no width: nothing
HEADER = re.compile(r"(async|def|class|if|for|while|with|try|match)\b")


@dataclasses.dataclass(frozen=True)
class Broken:
    """Lines that Python cannot read: where, their text and what Python says."""

    cell: int
    line: int
    says: str
    text: str


def parse_cell(cell):
    """Return the statements of a cell, and what could not be read.

    Parameters
    ----------
    cell : Cell

    Returns
    -------
    pairs : list of (ast.stmt, str)
        Each statement with the text that its positions refer to; its lines have the
        numbers of the cell.
    broken : list of Broken
    """
    error = ValueError(f"it has {len(cell.source):,} characters, too many to read")
    if len(cell.source) <= LONGEST:
        for source in _readings(cell.source):
            try:
                return [(node, source) for node in parse(source).body], []
            except UNREADABLE as refused:
                error = refused
    if len(cell.source) > LONGEST_BROKEN:
        return [], [broken(cell.number, error, 1, cell.source[:LONGEST])]
    plain = textwrap.dedent(cell.source.translate(ODD_SPACES))
    return _recovered(cell.number, parso.parse(plain).children)


def parse(source):
    """Return the tree of a source; warnings about it are the student's affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
        compile(tree, "<cell>", "exec", dont_inherit=True)  # finds more: def f(x, x)
    return tree


def broken(cell, error, line, text):
    """Return a Broken with what Python says."""
    says = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    if isinstance(error, SyntaxError):
        says = str(error.msg)
    elif isinstance(error, RecursionError | MemoryError):
        says = "too deeply nested"
    last = line + text.rstrip().count("\n")
    return Broken(cell, min(getattr(error, "lineno", None) or line, last), says, text)


def _readings(source):
    """Yield the source, and as it was meant where white space has gone wrong."""
    yield source
    plain = source.translate(ODD_SPACES)
    for meant in (plain, textwrap.dedent(plain)):
        if meant != source:
            yield meant
    if "\t" in plain:
        yield plain.expandtabs(4)
        yield plain.expandtabs(8)


def _recovered(number, children):
    """Return pairs and what is broken of the children of a module of parso's."""
    pairs, lost = [], []
    for child, text, error in _tried(children):
        if error is not None and child.type == "classdef":
            kept, without = _without_methods(number, child)
            text, error = kept, _refused(kept)
            lost += without if error is None else []
        if error is not None:
            code = child.get_code(include_prefix=False)
            lost.append(broken(number, error, child.start_pos[0], code))
            continue
        body = parse(text).body
        body = body[0].body if text.lstrip("\n").startswith("if 1:\n") else body
        pairs += [(node, text) for node in body]
    return pairs, lost


def _tried(children):
    """Yield (child, its code at its place, what Python says against it or None).

    What is indented below a header that cannot be read is left out with it.
    """
    outside = None
    for child in children:
        line, column = child.start_pos
        code = child.get_code(include_prefix=False)
        if outside is not None and (column > outside or not code.strip()):
            continue
        indented = "if 1:\n" + " " * column if column else "\n"
        text = "\n" * (line - 2) + indented + code if line > 1 else code
        error = _refused(text) if code.strip() else None
        if child.type in ("error_node", "error_leaf"):
            error = error or SyntaxError("invalid syntax")
        outside = column if error is not None and HEADER.match(code) else None
        if code.strip():
            yield child, text, error


def _refused(text):
    try:
        parse(text)
    except UNREADABLE as error:
        return error
    return None


def _without_methods(number, node):
    """Return the code of a class without what cannot be read of it, and that."""
    suite = node.children[-1]
    children = getattr(suite, "children", [])
    bad = {child: error for child, _, error in _tried(children) if error is not None}
    head = "".join(c.get_code(include_prefix=False) + " " for c in node.children[:-1])
    text, lost = "\n" * (node.start_pos[0] - 1) + head, []
    for child in children:
        code = child.get_code(include_prefix=False)
        lines = code.count("\n")
        keep = child.get_code()
        if child in bad:
            keep = keep.removesuffix(code) + "pass" + "\n" * lines
            line = child.start_pos[0]
            lost.append(broken(number, bad[child], line, f"{head}\n{code}"))
        text += keep
    return text, lost
