"""Judge questions whose results are whole numbers: labels, epochs, counts."""

import dataclasses

import numpy as np

from coursework.judging.normalize import as_float
from coursework.judging.question import Question
from coursework.judging.report import report_on
from coursework.words import fault


@dataclasses.dataclass(frozen=True, eq=False)
class WholeNumbers(Question):
    """A question about whole numbers: 2.0 counts as 2, and True as 1."""

    index: bool = False  # whether the result is an index, so not a float

    def normal(self, outcome):
        """Return an outcome with floats in place of integers."""
        return dataclasses.replace(outcome, value=as_float(outcome.value))

    def judge(self, calls, outcomes):
        """Return the Report on the outcomes of `calls`."""
        whole = [self.normal(outcome) for outcome in outcomes]
        with_floats = dataclasses.replace(
            self, reference=lambda *args: as_float(self.reference(*args))
        )
        report = Question.judge(with_floats, calls, whole)
        any_float = any(np.asarray(o.value).dtype.kind == "f" for o in outcomes)
        if report.status == "correct" and self.index and any_float:
            return report_on(self, fault("float_returned").scored(0.75), report.notes)
        return report


def draw_labels(rng, N, C):
    """Draw N labels in which each of the C classes occurs."""
    return rng.permutation(
        np.concatenate([np.arange(C), rng.integers(0, C, N - C, np.intp)])
    )
