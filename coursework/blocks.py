"""Read blocks of text: a line `== title | field | ...` and the text below it.

What stands above the first of these lines says what the file holds.
"""

import dataclasses
import re


@dataclasses.dataclass(frozen=True)
class Block:
    """A title, its fields, and the text below."""

    title: str
    fields: tuple
    text: str
    line: int  # of the title in the file

    @property
    def lines(self):
        """The lines of the text that are not empty."""
        return [line for line in self.text.splitlines() if line.strip()]


def read(path):
    """Return the blocks of a text file."""
    begin, *parts = re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.M)
    blocks, line = [], begin.count("\n") + 1
    for part in parts:
        head, _, text = part.partition("\n")
        title, *fields = head.split(" | ")
        blocks.append(Block(title, tuple(fields), text.rstrip("\n") + "\n", line))
        line += part.count("\n")
    return blocks
