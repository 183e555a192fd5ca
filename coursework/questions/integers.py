"""Questions about whole numbers: labels, epochs, counts."""

import dataclasses

import numpy as np

from coursework.judging.normalize import as_float
from coursework.judging.question import Question

CHANGES_ARGUMENT = (
    "The numbers are right, but your function changes what it was given: the caller's "
    "data are different afterwards. => Work on new arrays (or lists) instead."
)


@dataclasses.dataclass(frozen=True, eq=False)
class WholeNumbers(Question):
    """A question about whole numbers: 2 is as good as 2.0, and True as 1.

    Attributes
    ----------
    index : bool
        Whether the result is an index, which no float can be.
    """

    index: bool = False

    def judge(self, calls, outcomes):
        """Return the Report on what `calls` brought about."""
        whole = [dataclasses.replace(o, value=as_float(o.value)) for o in outcomes]
        asked = dataclasses.replace(self, reference=as_whole(self.reference))
        report = Question.judge(asked, calls, whole)
        floats = any(np.asarray(o.value).dtype.kind == "f" for o in outcomes)
        if report.status == "correct" and self.index and floats:
            return dataclasses.replace(
                report,
                status="incorrect",
                score=0.75,
                mistake="float_returned",
                message="The number is right, but it comes back as a float, and a "
                "float cannot be an index: return an int.",
            )
        return report


def as_whole(function):
    """Return a function whose whole numbers come back as floats."""
    return lambda *args: as_float(function(*args))


def draw_labels(rng, N, C):
    """Labels in which every class occurs."""
    return rng.permutation(
        np.concatenate([np.arange(C), rng.integers(0, C, N - C, np.intp)])
    )
