"""Whose file is it? One hand-in for each student, by folders, platforms and a roster.

A student's files are versions of one hand-in: the latest is graded, and the others are
named; `owners` tells whose they are.
"""

import collections
import pathlib
import re
from typing import NamedTuple

from coursework.grading.hand_in import owners
from coursework.grading.hand_in.files import files, printable
from coursework.grading.hand_in.opening import UnreadableError, open_file
from coursework.grading.hand_in.roster import Roster

NUMBERED = re.compile(r"(?P<stem>.*?)(?:\s*\(|[-_ ]*v|[-_ ])(?P<number>\d{1,3})\)?")
NOTHING = "No hand-in of yours was found."
HELPER = "a script of helpers, perhaps; its name tells no student"
NO_NOTEBOOK = "No notebook of yours was found. What was handed in: {}."


class Row(NamedTuple):
    """A student, and the file to grade, as `File` describes it; None is no file."""

    student: str  # unlike all others
    file: str = ""
    path: pathlib.Path | None = None
    members: tuple = ()
    id: str = ""  # it and the name: from the roster, else from the learning platform
    name: str = ""
    problem: str | None = None  # why there is nothing to grade


def hand_ins(submissions, roster=None, out=None, names=()):
    """Return a Row for each student, and every other file with the reason; both sorted.

    Parameters
    ----------
    submissions : path
        A folder or a zip archive, also as Moodle or Canvas give it.
    roster : path, optional
        CSV with the columns ID and name, see `roster`: who has handed nothing in gets
        a row, too.
    out : path, optional
        A folder to pass over, that of the results.
    names : sequence of str
        The functions that are asked for: of a student's notebooks with different names
        those with most of them count.
    """
    found, known = files(submissions, out), Roster(roster) if roster else None
    places = owners.by_place([file.name for file in found if file.reason is None])
    theirs = collections.defaultdict(list)
    for file in found:
        owner = owners.named(file.name, known) or places.get(file.name)
        theirs[owner].append(file)
    rows, ungraded = {}, []
    for owner, handed_in in theirs.items():
        row, others = _graded(owner, handed_in, names)
        ungraded += others
        if row:
            rows[owner] = row
    for student in known.students.values() if known else ():
        owner = owners.Owner(student.name or student.id, student.id, True)
        rows.setdefault(owner, Row("", problem=NOTHING))
    ungraded = sorted((printable(name), reason) for name, reason in ungraded)
    rows = sorted(_named(rows))
    if known:  # a platform's number is no ID of the roster
        rows = [r if r.id in known.students else r._replace(id="") for r in rows]
    return rows, ungraded


def _graded(owner, handed_in, names):
    """Return a student's row, None if there is none, and the other files."""
    files = [file for file in handed_in if file.reason is None]
    others = [(file.name, file.reason) for file in handed_in if file.reason]
    if owner is None:
        return None, others + [(file.name, HELPER) for file in files]
    if not files:
        told = (f"{name.rpartition('/')[2]} ({reason})" for name, reason in others)
        problem = NO_NOTEBOOK.format(printable("; ".join(told)))
        return Row("", problem=problem), others
    answers = dict.fromkeys(files, 0)
    if len({_base(file) for file in files}) > 1 and names:
        answers = {file: _answers(file, names) for file in files}
    most = max(answers.values())
    *rest, last = sorted(files, key=lambda f: (2 * answers[f] >= most + 1, *_age(f)))
    for file in rest:
        reason = "another file of the same student"
        if _base(file) == _base(last):
            reason = "an earlier version"
        if _is_script(file.name) and not _is_script(last.name):
            reason = "a script beside the notebook"
        others.append((file.name, f"{reason}; {printable(last.name)} is graded"))
    return Row("", last.name, last.path, last.members), others


def _version(file):
    """Return a file's name without what tells its versions apart, and two numbers."""
    stem = pathlib.PurePosixPath(file.name).stem
    canvas = owners.CANVAS.fullmatch(stem)
    stem = canvas["file"] if canvas else stem
    copy = NUMBERED.fullmatch(stem)
    version = int(canvas["version"]) if canvas else 0
    return (copy["stem"], version, int(copy["number"])) if copy else (stem, version, 0)


def _base(file):
    return _version(file)[0]


def _answers(file, names):
    """Return how many of some functions a file seems to hold."""
    words = rb"\bdef\s+(%b)\s*\(" % "|".join(map(re.escape, names)).encode()
    try:
        with open_file(file.path, file.members) as opened:
            return len({*re.findall(words, opened.read())})
    except (UnreadableError, OSError, ValueError):
        return 0


def _age(file):
    """Return what sorts the files of a student: the last one is graded."""
    path, is_book = pathlib.PurePosixPath(file.name), not _is_script(file.name)
    is_main = not owners.HELPERS.fullmatch(path.stem)
    return is_book, is_main, -len(path.parts), *_version(file)[1:], file.time, file.name


def _is_script(name):
    return name.lower().endswith(".py")


def _named(rows):
    """Yield the rows with names of students, each one unlike the others."""
    counts = collections.Counter(owner.name for owner in rows)
    for owner, row in rows.items():
        student = owner.name
        if counts[student] > 1 and owner.id:
            student = f"{student} ({owner.id})"
        name = owner.name if owner.is_sure else ""
        yield row._replace(student=student, id=owner.id, name=name)
