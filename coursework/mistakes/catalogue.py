"""Read known mistakes from a text: a right program, and wrong lines for it.

A catalogue is a file `questions/NAME.txt`. It begins with Python: helpers, and last the
right program, a function of the question's name. Each later paragraph is an entry:

    no_leak: This is ReLU: below zero you return 0.
    => There the value is alpha * z.
        out = np.maximum(z, 0)

These are an identifier, what is wrong, how to fix it (shown later; it may hold code),
and indented lines. Each line is a way to make the mistake: it replaces the line of the
program with the same beginning (`out =`, `Z1 +=`, `return`, `def`). If several lines
have this beginning, the entry names the old one: `v = v / n -> v = v`. `;;` joins lines
that go wrong together. A line with deeper indentation continues the line above. Entries
go from the most basic to the subtlest: if several fit an answer, the first is named.
A program line with `# for mistakes alone` is not shown in a solution. See `syntax` for
braces: choices in a line, and families of entries.

Below a line `---` are the signature, the edge cases in the order of judging, the hints
and other sentences, as `coursework.words` reads them.

A line `include NAME` stands for the entries and helpers of `questions/shared/NAME.txt`.
A comment `# {word}: text` above the program makes {word} mean that text in all entries.
"""

import dataclasses
import functools
import pathlib
import pickle
import re

import numpy as np

from coursework.mistakes import syntax
from coursework.mistakes.program import RightProgram
from coursework.running.objects import leaves
from coursework.running.outcomes import attempt, run
from coursework.verdict import Fault
from coursework.words import sentences_in

FOLDER = pathlib.Path(__file__).parents[1] / "questions"
WORD = re.compile(r"^# (\{\w+\}): ?(.*)$", re.MULTILINE)
INCLUDE = re.compile(r"^include (\w+)$", re.MULTILINE)


@dataclasses.dataclass(frozen=True, eq=False)
class KnownMistake:
    """One known mistake."""

    name: str  # the identifier
    sentence: str  # what is wrong
    fix: str  # how to mend it

    @property
    def fault(self):
        """What is wrong with an answer that makes this mistake."""
        return Fault(self.name, self.sentence, self.fix)

    def is_about(self, names):
        """Return whether the mistake concerns the value of one of these variables."""
        words = (rf"(?<!\w){re.escape(name)}(?!\w)" for name in names)
        return any(re.search(word, self.sentence) for word in words)


@dataclasses.dataclass(frozen=True, eq=False)
class Mistake(KnownMistake):
    """A known mistake in the lines of a right program."""

    ways: tuple  # tuples of (start, line): `line` replaces the line with this start
    program: object = dataclasses.field(repr=False)  # the right RightProgram

    def is_about(self, names):
        """Return whether the sentence names one, or the first way sets one."""
        changed = {syntax.variable(start) for start, _ in self.ways[0]}
        return not changed.isdisjoint(names) or super().is_about(names)

    @property
    def functions(self):
        """All functions that make this mistake, compiled one by one."""
        return (self.program.changed(way) for way in self.ways)


class Catalogue:
    """The known mistakes of the question `name`, the most basic first.

    `where` is the file's name; CatalogueError says where a text cannot be read.
    """

    def __init__(self, name, text, where=None):
        self.question, self.where = name, where or f"{name}.txt"
        text, _, said = text.partition("\n---\n")
        self.said = sentences_in(said)
        head = text[: syntax.beginning(text)]
        self.program = RightProgram(name, head, self.where)
        self.mistakes, self.words = {}, WORD.findall(head)
        self.read(text, self.where)

    def read(self, text, where):
        """Add the mistakes of a text, and of the texts that it includes."""
        begin = syntax.beginning(text)
        line, text = text.count("\n", 0, begin) + 1, text[begin:]
        for word, meaning in self.words:
            text = text.replace(word, meaning)
        for k, part in enumerate(INCLUDE.split(text)):
            if k % 2:  # texts and the names of shared ones alternate
                self.include(part)
            else:
                self.add(part, line, where)
            line += part.count("\n")

    def include(self, name):
        """Add the mistakes of a shared text, and its helpers to the program's."""
        path = FOLDER / "shared" / f"{name}.txt"
        text = path.read_text(encoding="utf-8")
        helpers = text[: syntax.beginning(text)]
        exec(compile(helpers, path.name, "exec"), self.program.space)
        self.read(text, path.name)

    def add(self, text, line, where):
        """Add the mistakes of a text that begins at `line` of the file `where`."""
        for entry in syntax.read_entries(text, line, self.program, where, load):
            if entry.name in self.mistakes:
                raise entry.error(f"{entry.name} is filed twice.")
            ways = (self.program.way(each, entry.where) for each in entry.lines)
            self.mistakes[entry.name] = Mistake(
                entry.name,
                entry.sentence,
                entry.fix,
                tuple(dict.fromkeys(ways)),
                self.program,
            )

    @property
    def right(self):
        """The right answer, as a function."""
        return self.program.changed()

    def __iter__(self):
        return iter(self.mistakes.values())


def outcome(function, call):
    """Return the outcome of a known mistake's function, kept for other answers."""
    if call.pickled is None:  # an argument is a function
        return run(function, call, watch=False)
    return _outcome(function, call.pickled)


@functools.lru_cache(2000)
def _outcome(function, pickled):
    """Return the outcome for these arguments; its arrays are read-only."""
    result = attempt(function, *pickle.loads(pickled))
    for each in leaves(result.value):
        if isinstance(each, np.ndarray):
            each.setflags(write=False)
    return result


@functools.cache
def load(name):
    """Read the Catalogue of a question of the course from its text file."""
    path = FOLDER / f"{name}.txt"
    return Catalogue(name, path.read_text(encoding="utf-8"), path.name)
