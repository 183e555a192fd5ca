"""Grade the submissions of a class on all cores, and resume an interrupted run.

A grade depends on the submission and on `Settings`. The key of a record is a hash of
both, but for the seed. A run keeps the earlier records with the same keys.
"""

import contextlib
import dataclasses
import functools
import hashlib
import json
import os
import pathlib

from tqdm import tqdm

import coursework
import grader
import neuralnet
from coursework.words import say
from grader import marking, sandbox, workers
from grader.assignment import Assignment
from grader.records import Mark, Record
from grader.submissions.programs import read_safely

RECORDS = "run.jsonl"
# {package: what of it decides a verdict}. A comment elsewhere regrades no class.
JUDGING = {
    coursework: ("authoring", "judging", "mistakes", "questions", "running")
    + ("blocks.py", "sentences.txt", "verdict.py", "words.py"),
    grader: ("sandbox", "submissions", "assignment.py", "marking.py", "verdicts.py"),
    neuralnet: ("activations.py", "metrics.py"),  # what the questions import
}


@dataclasses.dataclass(frozen=True)
class Settings:
    """All settings that change a grade."""

    seed: int
    isolation: str = "bubblewrap"
    limits: sandbox.Limits = dataclasses.field(default_factory=sandbox.Limits)
    assignment: Assignment = dataclasses.field(default_factory=Assignment)

    def digest(self):
        """Return a hash of all settings but the seed, and of the code that grades."""
        parts = [self.isolation, dataclasses.asdict(self.limits), checks_version()]
        files = map(pathlib.Path, self.assignment.notebooks)
        parts += [short_hash(path.read_bytes()) for path in files]
        parts += [self.assignment.points]
        return short_hash(json.dumps(parts).encode())


@functools.cache
def checks_version():
    """Return a hash of the files that decide a verdict, and of no others."""
    sources = [path.read_bytes() for path in judging_files()]
    return short_hash(b"".join(sources))


def judging_files():
    """Return the paths of JUDGING: the .py and .txt files in its folders, sorted."""
    paths = []
    for package, places in JUDGING.items():
        folder = pathlib.Path(package.__file__).parent
        for place in places:
            inside = (folder / place).rglob("*")
            paths += [folder / place] if "." in place else sorted(inside)
    return [path for path in paths if path.suffix in (".py", ".txt")]


def short_hash(content):
    """Return a hash of bytes with 32 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:32]


def run(rows, out, settings, jobs=-1, scheduler=None, progress=True):
    """Grade the submissions without a record; return those of all rows."""
    file = pathlib.Path(out) / RECORDS
    digest, earlier = settings.digest(), records_so_far(file)
    records, to_grade = {}, []
    for row in rows:
        what = f"{row.id} {row.name} {row.file} {row.content} {row.problem}"
        key = short_hash(f"{digest} {what}".encode(errors="surrogateescape"))
        if record := earlier.get((row.student, key)):
            records[row.student] = record
        else:
            to_grade.append((row, settings, key))
    with open(file, "ab", opener=lambda *how: os.open(*how, 0o600)) as log:
        new = workers.results(record_of, to_grade, jobs, scheduler, lost_record)
        bar = {"total": len(rows), "initial": len(records), "unit": "submission"}
        for record in tqdm(new, disable=not progress, **bar):
            log.write(record.to_line())
            log.flush()
            records[record.student] = record
    return [records[row.student].of_row(row) for row in rows]


def records_so_far(file):
    """Return {(student, key): record} of earlier runs.

    A run that was stopped may have left half a line. A line break then ends this line.
    """
    records, data = {}, file.read_bytes() if file.is_file() else b""
    for line in data.splitlines():
        with contextlib.suppress(ValueError, KeyError, TypeError):
            record = Record.from_line(line)
            records[record.student, record.key] = record
    if data and not data.endswith(b"\n"):
        with open(file, "ab") as log:
            log.write(b"\n")
    return records


def record_of(row, settings, key):
    """Grade one submission; return its record, also if the grading fails."""
    try:
        record = graded(row, settings)
    except Exception as error:  # an error of the grader must not stop the run
        problem = say("grader_failed", error=f"{type(error).__name__}: {error}")
        record = ungraded(row, problem[:500], settings, "grader_failed")
    return dataclasses.replace(record, key=key, seed=settings.seed).of_row(row)


def lost_record(row, settings, key):
    """Return the record of a submission on which the grader's process was killed."""
    record = ungraded(row, say("grader_killed"), settings, "grader_killed").of_row(row)
    return dataclasses.replace(record, key=key, seed=settings.seed)


def graded(row, settings):
    """Grade a submission; return its record."""
    if row.problem:
        return ungraded(row, row.problem, settings, "nothing_handed_in")
    questions = settings.assignment.questions()
    reading = read_safely(row.path, [*questions])
    if reading.problem:
        return ungraded(row, reading.problem, settings)
    programs = reading.programs
    if not reading.quotes and programs and all(p.is_absent for p in programs.values()):
        problem = say("nothing_of_this_assignment", names=", ".join(questions))
        return ungraded(row, problem, settings, "nothing_of_this_assignment")
    marks = marking.marks_of(programs, settings)
    for mark in marks:
        mark.out_of = settings.assignment.points[mark.question]
        mark.score *= mark.out_of
    return Record(row.student, marks=marks, quotes=reading.quotes)


def ungraded(row, problem, settings, mistake="unreadable_file"):
    """Return the record of a submission that cannot be graded."""
    marks = [
        Mark(name, worth, message=problem, mistake=mistake)
        for name, worth in settings.assignment.points.items()
    ]
    return Record(row.student, problem, marks)
