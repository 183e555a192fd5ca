"""The catalogue of known mistakes.

A mistake is an identifier, the sentence that a good teacher would say, and a function
that makes it. An answer that behaves like the function on fresh inputs makes that
mistake. Within a question the catalogue runs from the most basic to the subtlest:
where several fit, the first is named.

Each entry is three things at once: a diagnosis, a wrong answer planted in the tests,
and material for a 'break it' exercise.
"""

import dataclasses
from collections.abc import Callable


@dataclasses.dataclass(frozen=True)
class Mistake:
    """One known mistake.

    `lines` names what it changes, where an answer is built of lines (forward,
    backward): two mistakes on different lines can be made together. `variants` are
    other functions of which the same sentence is true.
    """

    name: str
    sentence: str
    function: Callable
    lines: dict = dataclasses.field(default_factory=dict)
    variants: tuple = ()

    @property
    def functions(self):
        """All functions that make this mistake."""
        return (self.function, *self.variants)


class Catalogue:
    """The known mistakes of one question, the most basic first."""

    def __init__(self, question):
        self.question = question
        self.mistakes = []

    def file(self, name, sentence, function, *variants):
        """File a function, and others like it, as the mistake `name`."""
        self.append(Mistake(name, sentence, function, variants=variants))

    def add(self, name, sentence):
        """Return a decorator that files a function as the mistake `name`."""

        def file(function):
            self.append(Mistake(name, sentence, function))
            return function

        return file

    def append(self, mistake):
        """File a mistake; each name once."""
        if mistake.name in self.names():
            raise ValueError(f"{self.question}: {mistake.name} is filed twice")
        self.mistakes.append(mistake)

    def names(self):
        """Return the identifiers in order."""
        return [mistake.name for mistake in self.mistakes]

    def __iter__(self):
        return iter(self.mistakes)

    def __len__(self):
        return len(self.mistakes)
