"""Define a proof: an edit that makes an answer right, and how sure its cause is."""

from typing import NamedTuple

PLAIN = 1.35  # the rank up to which an edit is plain
ALIKE = (  # kinds that mean the same in one place
    ("axis", "keepdims", "axis and keepdims", "sum"),
    ("sign", "order", "extra operand"),
    ("branches", "comparison"),
    ("extra operand", "extra division", "constant", "key"),
    ("copy", "alias", "argument"),
)
COPIES = ("copy", "alias", "argument")
WIDE = ("extra line", "shift", "type", "activation", *COPIES)  # may mend any mistake


class Proof(NamedTuple):
    """An edit that makes an answer right."""

    kind: str
    lines: tuple
    rank: float
    before: str
    after: str
    is_whole: bool  # whether edge cases are right, too
    others: tuple = ()  # (kind, lines) of other plain edits with the same effect
    column: int = -1  # where `before` begins in the first line
    count: int = 1  # places of the edit

    @property
    def is_line_sure(self):
        """Whether no plain edit of another line makes the answer right."""
        return not any(
            {*self.lines}.isdisjoint(lines)
            for kind, lines in self.others
            if kind not in WIDE
        )

    @property
    def is_cause_sure(self):
        """Whether the edit is plain, and all other plain edits are of the same kind."""
        alike = next((kinds for kinds in ALIKE if self.kind in kinds), (self.kind,))
        is_one = all(kind in (*alike, *WIDE) for kind, _ in self.others)
        return self.is_line_sure and is_one and self.rank <= PLAIN
