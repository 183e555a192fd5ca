"""The statements of a cell, also of one that Python as a whole cannot read.

Nothing is run: `ast` reads, and what it cannot read is left out, line by line of the
outermost level, and by methods in a class.
"""

import ast
import dataclasses
import itertools
import re
import textwrap
import warnings

from coursework.grading.hand_in.magics import NEVER_INSIDE, scan

LONGEST = 300_000  # characters of a cell; a homework has 20,000 in all
WORK = 1_000_000  # characters read in attempts to recover one cell
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
ODD_SPACES = str.maketrans(dict.fromkeys("\u00a0\u3000\u2007\u202f", " "))
ODD_SPACES |= dict.fromkeys(map(ord, "\u200b\ufeff\u2060"))  # no width: nothing
GOES_ON = re.compile(r"(else|elif|except|finally)\b|[)\]}]")
HEADER = re.compile(r"(async|def|class|if|for|while|with|try|match)\b")


@dataclasses.dataclass(frozen=True)
class Broken:
    """Lines that Python cannot read: where, their text and what Python says."""

    cell: int
    line: int
    says: str
    text: str


def parse_cell(cell):
    """Return the statements of a cell, their lines, and what could not be read.

    Parameters
    ----------
    cell : Cell

    Returns
    -------
    pairs : list of (ast.stmt, list of str)
        Each statement with the lines that its positions refer to.
    broken : list of Broken
    """
    if len(cell.source) > LONGEST:
        says = f"the cell has {len(cell.source):,} characters, too many to read"
        return [], [Broken(cell.number, 1, says, cell.source[:LONGEST])]
    for source in _readings(cell.source):
        try:
            lines = source.split("\n")
            return [(node, lines) for node in parse(source).body], []
        except UNREADABLE:
            continue
    lines = textwrap.dedent(cell.source.translate(ODD_SPACES)).split("\n")
    recovery = _Recovery(cell.number, len(lines), WORK)
    recovery.block(lines, 0)
    return [(node, recovery.lines) for node in recovery.nodes], recovery.broken


def parse(source):
    """Return the tree of a source; warnings about it are the student's affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


def says(error):
    """Return what Python says about a source that it cannot read."""
    if isinstance(error, SyntaxError):
        return str(error.msg)
    if isinstance(error, RecursionError | MemoryError):
        return "too deeply nested"
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__


def _readings(source):
    """Yield the source, and as it was meant where white space has gone wrong."""
    yield source
    plain = source.translate(ODD_SPACES)
    if plain != source:
        yield plain
    if textwrap.dedent(plain) != plain:
        yield textwrap.dedent(plain)
    if "\t" in plain:
        yield plain.expandtabs(4)
        yield plain.expandtabs(8)


class _Recovery:
    """Statements out of lines that do not parse as a whole."""

    def __init__(self, number, size, work):
        self.number, self.left = number, work
        self.lines = [""] * size  # of the cell, as they were read
        self.nodes, self.broken = [], []

    def block(self, lines, above):
        """Read lines at one level; `above` lines of the cell come before them."""
        waiting = _pieces(lines, above)
        while waiting:
            piece, above = waiting.pop()
            error = self._keep(piece, above)
            if error and not self._class(piece, above):
                waiting += self._rescue(piece, above, error)

    def _keep(self, lines, above):
        """Take the lines if they parse, else return the error."""
        text = "\n".join(lines)
        self.left -= len(text)
        if self.left < 0:
            return SyntaxError("too much of the cell cannot be read")
        try:
            nodes = parse(text).body
        except UNREADABLE as error:
            if getattr(error, "lineno", None):
                error.lineno += above
            return error
        self.lines[above : above + len(lines)] = lines
        self.nodes += [ast.increment_lineno(node, above) for node in nodes]
        return None

    def _rescue(self, lines, above, error):
        """Leave out the first statement, or line; return the pieces after it."""
        line = getattr(error, "lineno", None) or above + 1
        end = next((i for i in range(1, len(lines)) if _is_outer(lines[i])), len(lines))
        text = "\n".join(lines[:end])
        self.broken.append(Broken(self.number, line, says(error), text))
        if self.left < 0:
            return []
        pieces = _pieces(lines[end:], above + end)
        if not HEADER.match(lines[0]):
            self._keep(lines[:1], above)  # what follows was copied with its indent
            pieces += _pieces(_undented(lines[1:end]), above + 1)
        return pieces

    def _class(self, lines, above):
        """Read a class without the methods that do not parse; tell whether it went."""
        header = lines[0].rstrip()
        if not header.startswith("class") or not header.endswith(":"):
            return False
        inner = _Recovery(self.number, len(self.lines), self.left)
        inner.block(_undented(lines[1:]), above + 1)
        kept = [header] + [""] * (len(lines) - 1)
        for node in inner.nodes:
            part = slice(start_line(node) - 1 - above, node.end_lineno - above)
            kept[part] = lines[part]
        if not inner.nodes:
            kept[0] += " pass"
        self.left = inner.left
        if self._keep(kept, above):
            return False
        self.broken += [
            dataclasses.replace(each, text=f"{header}\n{each.text}")
            for each in inner.broken
        ]
        return True


def start_line(node):
    """Return the first line of a statement, its decorators included."""
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _pieces(lines, above):
    """Return the statements as pairs of lines and number of lines above, last first."""
    bounds = [*_starts(lines), len(lines)]
    pieces = [(lines[a:b], above + a) for a, b in itertools.pairwise(bounds)][::-1]
    first = lines[: bounds[0]]
    if _undented(first) != first:  # indented lines at the top
        pieces += _pieces(_undented(first), above)
    return pieces


def _starts(lines):
    """Return the indices of the lines with which a statement begins."""
    starts, decorated, quote, depth, goes_on = [], False, "", 0, False
    for index, line in enumerate(lines):
        if NEVER_INSIDE.match(line) and not quote:
            depth, goes_on = 0, False  # a bracket further up was never closed
        if _is_outer(line) and not quote and not depth and not goes_on:
            if not decorated:
                starts.append(index)
            decorated = line.startswith("@")
        quote, depth, commented = scan(line, quote, depth)
        goes_on = not quote and not commented and line.endswith("\\")
    return starts


def _is_outer(line):
    """Tell whether a line may begin a statement of the outermost level."""
    return bool(line.strip()) and line[0] not in " \t\f#" and not GOES_ON.match(line)


def _undented(lines):
    """Return the lines without the indent of the first one that is not blank."""
    code = (line for line in lines if line.strip() and line.lstrip()[0] != "#")
    first = next(code, "")
    indent = first[: len(first) - len(first.lstrip())]
    return [line.removeprefix(indent) for line in lines]
