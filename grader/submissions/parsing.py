"""Parse the statements of a cell, and leave out those that Python cannot read."""

import ast
import functools
import re
import textwrap
import warnings
from typing import NamedTuple

from coursework.words import say

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
ODD_SPACES = str.maketrans(dict.fromkeys("\u00a0\u3000\u2007\u202f", " "))
ODD_SPACES |= dict.fromkeys(map(ord, "\u200b\ufeff\u2060"))  # have no width
START = re.compile(r"(?!(else|elif|except|finally)\b)[^\s)\]}#]")  # of a statement
MOST = 20  # lines without indentation that a statement may have


class Broken(NamedTuple):
    """Lines that Python cannot read."""

    cell: int
    line: int
    says: str  # Python's message
    text: str


def parse_cell(cell):
    """Parse a cell into (statement, its text) pairs, and a list of Broken lines."""
    plain = cell.source.translate(ODD_SPACES)
    readings = [plain, textwrap.dedent(plain), *map(plain.expandtabs, (4, 8))]
    for source in dict.fromkeys([cell.source, *readings]):
        nodes, error = parse(source)
        if not error:
            return [(node, source) for node in nodes], []
    pairs, lost = [], []  # no reading of the whole cell does: read each statement alone
    for line, text, error in _pieces(textwrap.dedent(plain).split("\n")):
        unread = [(line, text, error)] if error else []
        if error and text.startswith("class "):
            text, unread = _without_methods(line, text, error)
        text = "\n" * (line - 1) + text
        pairs += [(node, text) for node in parse(text)[0]]
        lost += [broken(cell.number, e, n, part) for n, part, e in unread]
    return pairs, lost


def parse(source):
    """Parse a source; return (statements, None), or ([], the error)."""
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(source)
            compile(tree, "<cell>", "exec", dont_inherit=True)  # finds def f(x, x)
    except UNREADABLE as error:
        return [], error
    return tree.body, None


def broken(cell, error, line, text):
    """Return the Broken for an error in `text`, which begins at `line` of a cell."""
    says = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    if isinstance(error, SyntaxError):
        says = str(error.msg)
    elif isinstance(error, RecursionError | MemoryError):
        says = say("too_deep")
    lines_down = (getattr(error, "lineno", None) or 1) - 1
    return Broken(cell, line + min(lines_down, text.rstrip().count("\n")), says, text)


def _pieces(lines):
    """Split lines into statements; yield (first line, text, error or None) of each."""
    starts = [n for n, line in enumerate(lines) if not n or START.match(line)]
    ends, done = [*starts[1:], len(lines)], 0  # lines before `done` were yielded
    for k, (start, end) in enumerate(zip(starts, ends, strict=False), 1):
        if start < done:
            continue
        text = "\n".join(lines[start:end])
        if error := parse(text)[1]:  # as within brackets, where the statement goes on
            for later in ends[k : k + MOST]:
                longer = "\n".join(lines[start:later])
                if not parse(longer)[1]:
                    text, error, done = longer, None, later
                    break
        yield start + 1, text, error


def _without_methods(line, text, error):
    """Return a class with `pass` for broken methods, and their (line, text, error).

    A class that is broken elsewhere is returned as a whole, with its own error.
    """
    lines, lost = text.split("\n"), []
    head, body = lines[0], lines[1:]
    indent = min((len(x) - len(x.lstrip()) for x in body if x.strip()), default=0)
    for start, piece, problem in _pieces([each[indent:] for each in body]):
        if problem:
            end = start + piece.count("\n") + 1
            lines[start:end] = [" " * indent + "pass"] + [""] * (end - start - 1)
            # With the head, a search for the class finds its broken methods, too.
            lost.append((line + start, f"{piece}\n# of {head}", problem))
    rest = "\n".join(lines)
    return (text, [(line, text, error)]) if parse(rest)[1] else (rest, lost)


def start_line(node):
    """Return the number of a statement's first line, which may be a decorator's."""
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def segment(text, node, start=None):
    """Cut a statement out of `text`; empty lines before it keep its line numbers."""
    start = start or start_line(node)
    # Columns are counted in bytes. In a single line, the end must be cut off first.
    lines = [line.encode() for line in _lines(text)[start - 1 : node.end_lineno]]
    lines[-1] = lines[-1][: node.end_col_offset]
    lines[0] = lines[0][node.col_offset :]
    return "\n" * (start - 1) + b"\n".join(lines).decode()


@functools.lru_cache(maxsize=2)
def _lines(text):
    return text.split("\n")


def with_pass_for(nodes, text):
    """Replace statements in `text` by `pass`; empty lines keep the line numbers."""
    lines = [line.encode() for line in text.split("\n")]  # columns are counted in bytes
    # From the last statement to the first: a replacement moves only what follows it.
    for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset), reverse=True):
        first, last = start_line(node) - 1, node.end_lineno - 1
        before = lines[first][: node.col_offset]
        after = lines[last][node.end_col_offset :]
        lines[first : last + 1] = [before + b"pass" + after, *[b""] * (last - first)]
    return b"\n".join(lines).decode()
