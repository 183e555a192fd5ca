"""What a check says: one status, one score, one sentence."""

import dataclasses
import html

MARKS = {"correct": "✔", "incorrect": "✘", "not attempted": "…"}


@dataclasses.dataclass(frozen=True)
class Report:
    """The verdict on one answer.

    Attributes
    ----------
    question : str
        Name of the question.
    status : str
        'correct', 'incorrect' or 'not attempted'.
    score : float
        From 0 to 1: 0.25 for an answer that runs and returns the right type and
        shape, 0.5 for right mathematics, 0.25 for the fine print.
    mistake : str or None
        Identifier in the catalogue of known mistakes, if the answer makes one of them.
    message : str
        The first thing to mend, as a teacher would say it.
    hints : tuple of str
        From a nudge to nearly the answer.
    notes : tuple of str
        Warnings that the answer raised: worth knowing, no failure.
    """

    question: str
    status: str
    score: float
    mistake: str | None
    message: str
    hints: tuple = ()
    notes: tuple = ()

    def hint(self, n=1):
        """Return hint number `n`, counted from 1.

        Raises
        ------
        ValueError
            If there is no such hint.
        """
        if not isinstance(n, int) or not 1 <= n <= len(self.hints):
            raise ValueError(f"there are {len(self.hints)} hints, got n={n!r}")
        return self.hints[n - 1]

    def _lines(self):
        """Return the head and the lines below it."""
        head = f"{MARKS[self.status]} {self.question}: {self.status}"
        if self.status == "not attempted":
            head += " yet"
        below = [self.message, *(f"Note: {note}" for note in self.notes)]
        if self.status == "incorrect" and self.hints:
            below.append(f"(score {self.score:.2f}; more help: .hint(1), .hint(2))")
        return head, [line for line in below if line]

    def __repr__(self):
        head, below = self._lines()
        return "\n".join([head, *("  " + line for line in below)])

    def _repr_html_(self):
        head, below = self._lines()
        color = {"correct": "#009E73", "incorrect": "#D55E00"}.get(
            self.status, "#797979"
        )
        text = "<br>".join(html.escape(line) for line in below)
        return (
            f'<div style="border-left:4px solid {color};padding:.3em .8em;'
            f'color:inherit"><strong>{html.escape(head)}</strong><br>{text}</div>'
        )
