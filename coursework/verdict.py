"""Define what travels from a judge to a report: a fault, and the points it leaves."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Verdict:
    """The score of an answer, from 0 to 1, and what is wrong with it."""

    score: float
    mistake: str | None  # the identifier; None for a mistake without a name
    message: str  # what is wrong, as a teacher would say it
    fix: str = ""  # how to mend it, which is told later


@dataclasses.dataclass(frozen=True)
class Fault:
    """What is wrong with an answer, before it is known how many points that costs."""

    mistake: str | None
    message: str
    fix: str = ""

    def scored(self, score):
        """Return the Verdict on an answer that has this fault."""
        return Verdict(score, self.mistake, self.message, self.fix)

    def saying(self, message):
        """Return the same fault with another message."""
        return dataclasses.replace(self, message=message)
