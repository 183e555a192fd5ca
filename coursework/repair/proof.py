"""Define a proof: what an edit that makes an answer right says, and how surely."""

from typing import NamedTuple

PLAIN = 1.35  # the rank up to which an edit is plain
ALIKE = (  # kinds that say the same of one place
    ("axis", "keepdims", "axis and keepdims", "sum"),
    ("sign", "order", "extra operand"),
    ("branches", "comparison"),
    ("extra operand", "extra division", "constant", "key"),
)
# Kinds that also mend other mistakes:
WIDE = ("extra line", "shift", "copy", "type", "activation")


class Proof(NamedTuple):
    """An edit that makes an answer right."""

    kind: str
    lines: tuple  # of its places
    rank: float
    before: str
    after: str
    is_whole: bool  # whether the check accepts it; otherwise edge cases are still wrong
    others: tuple = ()  # (kind, lines) of other plain edits that do it, too

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
        """Whether the edit is plain, and no other one is of another kind."""
        alike = next((kinds for kinds in ALIKE if self.kind in kinds), (self.kind,))
        is_one = all(kind in (*alike, *WIDE) for kind, _ in self.others)
        return self.is_line_sure and is_one and self.rank <= PLAIN
