"""The results of a run: a Record of each submission, with a Mark of each question."""

import collections
import dataclasses
import json

from coursework.judging.report import MARKS
from coursework.words import say
from grader.submissions.cells import Cell
from grader.submissions.files import how_many

RENAMED = "Written, but not found: perhaps {} under another name ({})."
UNMARKED = "{}: {} without points yet, so their total lacks it (overrides.csv)."
STATUSES = MARKS | {"by hand": "✎"}
# What a Record and a Row of `students` both say of a submission.
SHARED = ("student", "id", "name", "email", "file", "content", "is_stranger")
SHARED += ("may_be", "moodle_name", "moodle_number")


@dataclasses.dataclass
class Mark:
    """The result of one question; without an answer, `message` says why."""

    question: str
    out_of: float = 1.0  # points for a right answer
    score: float = 0.0  # points
    status: str = "not attempted"  # one of STATUSES
    mistake: str | None = None  # its identifier
    message: str = ""
    hints: list = dataclasses.field(default_factory=list)
    notes: list = dataclasses.field(default_factory=list)
    cell: int | None = None  # which holds the answer
    near: str = ""  # a definition of another name that may be the answer
    comment: str = ""  # of the teacher
    checked: float | None = None  # the points of the checks, if a teacher gave others
    is_by_hand: bool = False  # no program marks the question
    is_given: bool = False  # the points are a teacher's

    @property
    def by_checks(self):
        """The points that the checks give; None if no program marks the question."""
        if self.is_by_hand:
            return None
        return self.score if self.checked is None else self.checked

    def give(self, points):
        """Take the points of a teacher in place of those of the checks."""
        self.checked, self.score, self.is_given = self.by_checks, points, True
        if points >= self.out_of:
            self.status, self.mistake = "correct", None
            self.message, self.notes = "", []
        elif self.status == "correct":
            self.status = "incorrect"


def mark_by_hand(question, out_of=1.0):
    """Return the mark of a question that no program marks."""
    said = {"status": "by hand", "message": say("by_hand")}
    return Mark(question, out_of, **said, is_by_hand=True)


@dataclasses.dataclass
class Record:
    """The result of one submission; each is a line of run.jsonl."""

    student: str
    problem: str | None = None  # why it cannot be graded
    marks: list = dataclasses.field(default_factory=list)  # a Mark of each question
    quotes: list = dataclasses.field(default_factory=list)  # Cells of question (e)
    key: str = ""  # a hash of the submission and of all settings but the seed
    seed: int = 0  # which drew the inputs
    comment: str = ""  # of the teacher
    # The others come anew in each run from the Row.
    id: str = ""
    name: str = ""
    email: str = ""
    file: str = ""
    content: str = ""
    is_stranger: bool = False
    may_be: str = ""
    moodle_name: str = ""
    moodle_number: str = ""

    @classmethod
    def from_line(cls, line):
        """Read a record from a line of run.jsonl."""
        fields = json.loads(line)
        fields["marks"] = [Mark(**each) for each in fields["marks"]]
        fields["quotes"] = [Cell(**each) for each in fields["quotes"]]
        return cls(**fields)

    def to_line(self):
        """Return the record as a line of run.jsonl."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=True).encode() + b"\n"

    def of_row(self, row):
        """Return this record with what the row now says of the student."""
        now = {part: getattr(row, part) for part in SHARED}
        return dataclasses.replace(self, **now)

    @property
    def marked(self):
        """The marks that have points: an unreadable file earns none, not even 0."""
        marks = self.marks
        if self.problem:
            return [mark for mark in marks if mark.is_given]
        return [mark for mark in marks if mark.is_given or not mark.is_by_hand]

    @property
    def score(self):
        """The points of the submission."""
        return sum(mark.score for mark in self.marks)

    @property
    def out_of(self):
        """The points that a submission can get."""
        return sum(mark.out_of for mark in self.marks)


def unmarked(records):
    """Return a sentence for each question that waits for points of a teacher."""
    counts = collections.Counter(
        mark.question
        for record in records
        for mark in record.marks
        if not record.problem and mark.is_by_hand and not mark.is_given
    )
    return [UNMARKED.format(name, how_many(n, "student")) for name, n in counts.items()]


def renamed(records):
    """Return a sentence for each question whose answers may have another name."""
    near_of = collections.defaultdict(list)
    for record in records:
        for mark in record.marks:
            if mark.near and mark.checked is None:  # no points of a teacher
                near_of[mark.question].append(f"{record.student}: {mark.near}")
    return [RENAMED.format(name, "; ".join(each)) for name, each in near_of.items()]
