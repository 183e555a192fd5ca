"""Define the question train_network (on training): repair what does not learn.

Students are given the right program with three mistakes. Each one that they repair
earns a third, whatever is wrong with the others. As given, the function counts as not
attempted. If a statement raises an exception, the line that was given takes its place,
so that the other two places show.
"""

import collections
import dataclasses
import itertools

import numpy as np

from coursework.judging.question import Question
from coursework.judging.report import not_attempted
from coursework.mistakes.catalogue import outcome
from coursework.questions.shared.from_text import from_text
from coursework.running.outcomes import MATHEMATICS, Call, run, same, same_outcome

GIVEN = (
    "X = images.astype(float)",
    "W2 = W2 + rate * A1.T @ dZ2",
    "X, Y = X[order], Y",
)
PLACES = {"X =", "X, Y =", "W2 ="}  # the starts of these lines


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

    def calls(self, rng):
        """Return the calls, and some again for each line that may take a place."""
        calls = super().calls(rng)
        again = [call for call in calls if call.stage == MATHEMATICS][:2]
        more = (dataclasses.replace(c, update=line) for line in GIVEN for c in again)
        return [*more, *calls]

    def judge(self, calls, outcomes):
        """Return the Report; of an answer that raises, the other lines count, too."""
        pairs_of = collections.defaultdict(list)  # {line that takes a place: its pairs}
        for call, got in zip(calls, outcomes, strict=True):
            pairs_of[call.update].append((call, got))
        report = self.judged(pairs_of.pop(""))
        if not outcomes[-1].raised:
            return report
        scores = [report.score]
        for pairs in pairs_of.values():
            if not any(got.raised for _, got in pairs):
                scores.append(self.judged(pairs).score)
        return dataclasses.replace(report, score=min(max(scores), round(2 / 3, 4)))

    def judged(self, pairs):
        """Return the Report on (call, outcome) pairs: a third for each repaired place.

        An answer that still does what was given counts as not attempted.
        """
        program, said = self.catalogue.program, self.catalogue.said["nothing_yet"]
        as_given = program.changed(program.way(" ;; ".join(GIVEN), program.where))
        with np.errstate(all="ignore"):
            if behaves_like(as_given, pairs):
                return dataclasses.replace(not_attempted(self), message=said)
        calls, outcomes = zip(*pairs, strict=True)
        report = super().judge(calls, outcomes)
        if report.status == "correct" or report.mistake == "changes_argument":
            return report  # an argument changes in none of the three places
        repaired = self.repaired(report.mistake, pairs)
        report = dataclasses.replace(report, score=round(repaired / 3, 4))
        if repaired == 2 and not str(report.mistake).endswith("_left"):
            hint = self.catalogue.said["another_line"]
            return dataclasses.replace(report, hints=(hint, *self.hints[1:]))
        return report

    def repaired(self, mistake, pairs):
        """Return how many of the three places are repaired.

        A known mistake says it, since all its ways change the same places. Without one,
        a right first loss needs right pixels and labels. Otherwise two known mistakes,
        in different places, may do together what the answer does.
        """
        if mistake in self.catalogue.mistakes:
            return 3 - len(wrong(self.catalogue.mistakes[mistake].ways[0]))
        if any(got.raised for _, got in pairs):
            return 0
        right = [outcome(self.reference, call).value for call, _ in pairs]
        if all(map(has_first_loss, [got.value for _, got in pairs], right)):
            return 2
        ways = [way for mistake in self.catalogue for way in mistake.ways]
        in_one_place = [way for way in ways if len(wrong(way)) == 1]
        for one, other in itertools.combinations(in_one_place, 2):
            if wrong(one) != wrong(other):
                both = self.catalogue.program.changed(one + other)
                if behaves_like(both, pairs):
                    return 1
        return 0


def behaves_like(function, pairs):
    """Return whether a function has the outcome of each (call, outcome) pair."""
    return all(same_outcome(run(function, call), got) for call, got in pairs)


def wrong(way):
    """Return the places that a way to go wrong changes; another line is of the step."""
    return {start for start, _ in way} & PLACES or {"W2 ="}


def has_first_loss(got, right):
    """Return whether an answer's value holds the right loss of the first batch."""
    losses = got[1] if isinstance(got, tuple) and len(got) == 2 else None
    return np.ndim(losses) == 1 and len(losses) > 0 and same(losses[0], right[1][0])


QUESTION = Repair(
    **from_text("train_network"), draw=draw_train_network, results=("params", "losses")
)
