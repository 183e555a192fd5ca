"""Define the question train_network (on training): repair what does not learn.

Students are given the right program with three mistakes. Each one that they repair
earns a third, and what is left is an entry of the catalogue. As given, the function
counts as not attempted.
"""

import dataclasses

import numpy as np

from coursework.judging.question import Question
from coursework.judging.report import not_attempted
from coursework.questions.shared.from_text import from_text
from coursework.running.outcomes import MATHEMATICS, Call, run, same_outcome

PLANTED = (
    "X = images.astype(float) ;; W2 = W2 + rate * A1.T @ dZ2 ;; X, Y = X[order], Y"
)
LEFT = "_left"


def draw_train_network(rng):
    """Draw small sets of images in bytes, whose labels are not in order."""
    calls = []
    for N, D, H, C, size in [(9, 6, 4, 3, 2), (13, 5, 3, 4, 4), (8, 7, 5, 2, 3)] * 2:
        images = rng.integers(0, 250, (N, D)).astype(np.uint8)  # no pixel of 255
        Y = np.eye(C)[rng.permutation(np.arange(N) % C)]
        lr, seed = float(rng.choice([0.07, 0.13])), int(rng.integers(1000))
        calls.append(Call(MATHEMATICS, (images, Y, H, size, lr, 2, seed)))
    return calls


@dataclasses.dataclass(frozen=True, eq=False)
class Repair(Question):
    """A question about a program with planted mistakes, for the student to find."""

    looks_for_lines = False

    def judge(self, calls, outcomes):
        """Return the Report on the outcomes of `calls`."""
        program, said = self.catalogue.program, self.catalogue.said["nothing_yet"]
        given = program.changed(program.way(PLANTED, program.where))
        pairs = zip(calls, outcomes, strict=True)
        with np.errstate(all="ignore"):
            if all(same_outcome(run(given, call), got) for call, got in pairs):
                return dataclasses.replace(not_attempted(self), message=said)
        report = super().judge(calls, outcomes)
        if not str(report.mistake).endswith(LEFT):
            return report
        left = report.mistake.removesuffix(LEFT).count("_and_") + 1
        return dataclasses.replace(report, score=round(1 - left / 3, 4))


QUESTION = Repair(
    **from_text("train_network"), draw=draw_train_network, results=("params", "losses")
)
