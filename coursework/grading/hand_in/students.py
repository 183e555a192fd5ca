"""Whose file is it? One hand-in for each student, by folders, platforms and a roster.

Learning platforms and a roster name the student. Otherwise the student is the path
below the folder; but a folder that holds one notebook and a heap of scripts, or names
that say nothing (homework, Untitled1), is one student's as a whole. A student's files
are versions of one hand-in: the latest is graded, and the others are named.
"""

import collections
import itertools
import pathlib
import re
import unicodedata
from typing import NamedTuple

from coursework.grading.hand_in.files import (
    UnreadableError,
    files,
    open_file,
    printable,
)
from coursework.grading.hand_in.roster import Owner, Roster, tokens

MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d{1,15})_assignsubmission_[a-z]+(_.*)?")
CANVAS = re.compile(
    r"(?P<name>[^\W_][^_]*?)(_LATE)?_(?P<id>\d{3,15})_(?P<version>\d{3,15})_(?P<file>.+)"
)
GENERIC = re.compile(  # in words as `tokens` makes them
    unicodedata.normalize(
        "NFKD",
        r" (copy of )?(home ?works?|hw|assignments?|exercises?|tasks?|problem ?sets?|ps"
        r"|notebooks?|untitled|solutions?|submissions?|final|project|labs?|mnist|src"
        r"|code|main|과제|숙제)(의? ?사본)?( copy| final)?( \d\d?)* | \d\d [a-z ]+ ",
    )
)
MOST_FOLDERS = 2  # with notebooks, in what one student hands in
HELPERS = re.compile(r"(__init__|setup|conftest|utils?|helpers?|functions?|models?)")
COPY = re.compile(r"(?P<stem>.*?)(?:\s*\(|[-_ ]*v)\d{1,3}\)?")
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
    places = by_place([file.name for file in found if file.reason is None])
    theirs = collections.defaultdict(list)
    for file in found:
        theirs[named(file.name, known) or places.get(file.name)].append(file)
    graded, ungraded = {}, []
    for owner, handed_in in theirs.items():
        row, others = _graded(owner, handed_in, names)
        graded |= {owner: row} if row else {}
        ungraded += [(printable(name), reason) for name, reason in others]
    for owner in known.students.values() if known else ():
        graded.setdefault(owner, Row("", problem=NOTHING))
    counts = collections.Counter(owner.name for owner in graded)
    rows = []
    for owner, row in graded.items():
        is_one = counts[owner.name] == 1 or not owner.id
        student = owner.name if is_one else f"{owner.name} ({owner.id})"
        # A platform's number is no ID of the roster.
        number = owner.id if not known or owner.id in known.students else ""
        name = owner.name if owner.is_sure else ""
        rows.append(row._replace(student=student, id=number, name=name))
    return sorted(rows), sorted(ungraded)


def named(name, known):
    """Return the student whom a platform or the roster names, None if nobody."""
    path = pathlib.PurePosixPath(unicodedata.normalize("NFC", name))
    parts = [*path.parts[:-1], path.stem] if path.parts else []
    platform = None
    for part in parts:
        found = MOODLE.fullmatch(part)
        canvas = CANVAS.fullmatch(part) if part is parts[-1] else None
        if canvas and not found and not GENERIC.fullmatch(tokens(canvas["name"])):
            found = canvas
        says = (found["name"], found["id"]) if found else (part,)
        if student := known and known.find(*says):
            return student
        if found and not platform:
            platform = Owner(*says, True)
    return platform


def by_place(names):
    """Return the Owner of each file by its place; scripts of helpers have none."""
    paths = {name: pathlib.PurePosixPath(name) for name in names}
    direct, books, places, within, packed = (
        collections.defaultdict(set) for _ in range(5)
    )
    scripts = collections.Counter()
    for path in paths.values():
        direct[path.parent].add(path)
        places[tokens(path.stem)].add(path.parent)
        if not _is_script(path.name):
            books[path.parent].add(path)
            for inner, folder in itertools.pairwise(path.parents):
                within[folder].add(inner)
        for folder in path.parents:
            scripts[folder] += _is_script(path.name)
            if folder.suffix.lower() == ".zip":
                packed[folder.parent].add(folder)

    def is_one(folder):
        """Return whether what a folder holds is one student's."""
        stems = [tokens(path.stem) for path in books[folder] or direct[folder]]
        alike = stems and all(len(places[stem]) > 1 for stem in stems)
        heap = len(books[folder]) == 1 and scripts[folder]
        return len(within[folder]) <= MOST_FOLDERS and (
            any(map(GENERIC.fullmatch, stems))
            or ((alike or heap) and folder.parent not in groups)
            or any(path.stem == "__init__" for path in direct[folder])
            or (folder in packed[folder.parent] and len(packed[folder.parent]) > 1)
        )

    groups = set()  # that hold a folder with the notebooks of several students
    groups = {f.parent for f in [*books] if len(books[f]) > 1 and not is_one(f)}
    labels = {}
    for name, path in paths.items():
        owner = next((f for f in [*path.parents][-2::-1] if is_one(f)), None)
        if not owner and books[path.parent] and HELPERS.fullmatch(path.stem):
            continue
        parts = [part.removesuffix(".zip") for part in (owner or path.parent).parts]
        if not owner:
            copy = COPY.fullmatch(path.stem)
            stems = {other.stem for other in direct[path.parent]}
            is_copy = copy and copy["stem"] in stems
            parts.append(copy["stem"] if is_copy else path.stem)
        labels[name] = tuple(unicodedata.normalize("NFC", part) for part in parts)
    short = {label: _telling(label) for label in {*labels.values()}}
    counts = collections.Counter(short.values())
    short = {k: label if counts[label] == 1 else k for k, label in short.items()}
    while len(short) > 1 and (
        len({parts[0] for parts in short.values()}) == 1
        and all(len(parts) > 1 for parts in short.values())
    ):
        short = {label: parts[1:] for label, parts in short.items()}
    return {name: Owner("/".join(short[label])) for name, label in labels.items()}


def _telling(parts):
    """Return a path without the folders at its end that say nothing: ana/homework."""
    while len(parts) > 1 and GENERIC.fullmatch(tokens(parts[-1])):
        parts = parts[:-1]
    return parts


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
    ages, answers = {file: _age(file) for file in files}, dict.fromkeys(files, 0)
    if len({stem for stem, _ in ages.values()}) > 1 and names:
        answers = {file: _answers(file, names) for file in files}
    most = max(answers.values())
    *rest, last = sorted(files, key=lambda f: (2 * answers[f] >= most + 1, ages[f][1]))
    for file in rest:
        reason = "another file of the same student"
        if ages[file][0] == ages[last][0]:
            reason = "an earlier version"
        if _is_script(file.name) and not _is_script(last.name):
            reason = "a script beside the notebook"
        others.append((file.name, f"{reason}; {printable(last.name)} is graded"))
    return Row("", last.name, last.path, last.members), others


def _age(file):
    """Return a name without what tells versions apart, and what sorts them by age."""
    path = pathlib.PurePosixPath(file.name)
    canvas = CANVAS.fullmatch(path.stem)
    stem, version = (
        (canvas["file"], int(canvas["version"])) if canvas else (path.stem, 0)
    )
    copy = NUMBERED.fullmatch(stem)
    stem, number = (copy["stem"], int(copy["number"])) if copy else (stem, 0)
    is_main = not _is_script(file.name), not HELPERS.fullmatch(path.stem)
    age = *is_main, -len(path.parts), version, number, file.time, file.name
    return stem, age


def _answers(file, names):
    """Return how many of some functions a file seems to hold."""
    words = rb"\bdef\s+(%b)\s*\(" % "|".join(map(re.escape, names)).encode()
    try:
        with open_file(file.path, file.members) as opened:
            return len({*re.findall(words, opened.read())})
    except (UnreadableError, OSError, ValueError):
        return 0


def _is_script(name):
    return name.lower().endswith(".py")
