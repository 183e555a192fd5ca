"""The statements of a cell, also of one that Python as a whole cannot read.

Nothing is run. A broken cell is cut where lines begin without indentation, and a broken
class where its methods begin; what Python cannot read of it is left out.
"""

import ast
import dataclasses
import functools
import re
import textwrap
import warnings

LONGEST = 300_000  # characters of a cell; a homework has 20,000 in all
LONGEST_BROKEN = 50_000
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
ODD_SPACES = str.maketrans(dict.fromkeys("\u00a0\u3000\u2007\u202f", " "))
ODD_SPACES |= dict.fromkeys(map(ord, "\u200b\ufeff\u2060"))  # no width: nothing
START = re.compile(r"(?!(else|elif|except|finally)\b)[^\s)\]}#]")
MOST = 20  # lines without indentation that a statement may have


@dataclasses.dataclass(frozen=True)
class Broken:
    """Lines that Python cannot read: where, their text and what Python says."""

    cell: int
    line: int
    says: str
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
            try:
                return [(node, source) for node in parse(source).body], []
            except UNREADABLE as refused:
                error = refused
    if len(cell.source) > LONGEST_BROKEN:
        return [], [broken(cell.number, error, 1, cell.source[:LONGEST])]
    pairs, lost = [], []
    for line, text, error in _pieces(textwrap.dedent(plain).split("\n")):
        unread = [(line, text, error)] if error else []
        if error and text.startswith("class "):
            text, unread = _without_methods(line, text, error)
        if not _refused(text):
            text = "\n" * (line - 1) + text
            pairs += [(node, text) for node in parse(text).body]
        lost += [broken(cell.number, e, n, part) for n, part, e in unread]
    return pairs, lost


def parse(source):
    """Return the tree of a source; warnings about it are the student's affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
        compile(tree, "<cell>", "exec", dont_inherit=True)  # finds more: def f(x, x)
    return tree


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
        if error := _refused(text):
            longer = ("\n".join(lines[start:e]) for e in ends[k : k + MOST])
            if whole := next((t for t in longer if not _refused(t)), None):
                text, error, done = whole, None, start + whole.count("\n") + 1
        yield start + 1, text, error


def _refused(text):
    try:
        parse(text)
    except UNREADABLE as error:
        return error
    return None


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
    return (text, [(line, text, error)]) if _refused(kept) else (kept, lost)
