"""Find the student of a file by the learning platform's or the roster's names.

A platform's folder decides alone, since students choose the names inside. Two owners on
a platform are two students. A file whose name only contains a student's, such as
`ana v2`, does not count if the student has another file.
"""

import collections
import pathlib
import re
import unicodedata
from typing import NamedTuple

from coursework.grading.submissions import places
from coursework.grading.submissions.roster import Owner, tokens

MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d{1,15})_assignsubmission_[a-z]+(_.*)?")
CANVAS = re.compile(
    r"(?P<name>[^\W_][^_]*?)(_LATE)?_(?P<id>\d{3,15})_(?P<version>\d{3,15})_(?P<file>.+)"
)


class Platform(NamedTuple):
    """The owner whom a platform names in a path, and which part of the path does so."""

    owner: Owner
    depth: int  # the number of the part, from 0


def owners(files, known=None):
    """Return {name of a File: Owner, or None}, and {student: Owners} in doubt.

    The second dict needs a Roster, `known`. It holds the students for whom a platform
    has several submissions, and the Owners of these submissions.
    """
    names = [file.name for file in files]
    gradable = {file.name: file for file in files if file.reason is None}
    paths = {name: _parts(name) for name in names}
    platforms = by_platform(paths)
    placed = places.by_place(gradable)
    found = {n: platforms[n].owner if n in platforms else placed.get(n) for n in names}
    if not known:
        return found, {}
    exact, partly = by_names(paths, platforms, known)
    claimed = {exact[name] for name in exact.keys() & gradable}  # who has a file
    unnamed = {p.owner for name, p in platforms.items() if not exact.get(name)}
    students, unclear = matched(unnamed, known, claimed)
    with_file = [platforms[name].owner for name in platforms.keys() & gradable]
    claimed |= {students.get(owner) for owner in with_file}
    for name in names:
        student = exact.get(name) or partly.get(name)
        if name in platforms and not student:
            student = students.get(platforms[name].owner)
            # If the student is in doubt, or has another file, the path names the owner.
            if not student and found[name] in known.students.values():
                found[name] = Owner("/".join(paths[name][: platforms[name].depth + 1]))
        # The student has another file, and this name only contains the student's.
        elif student in claimed and name in partly and not places.is_script(name):
            student = None if name in gradable else student
        found[name] = student or found[name]
    return found, unclear


def by_names(paths, platforms, known):
    """Return two dicts {file: student}: a part of its path is, or contains, the name.

    The outermost part that names a student decides. In the path of a platform, only the
    folders above the platform's count, and only if they hold files of one owner alone.
    """
    exact, partly = {}, {}
    for name, parts in paths.items():
        if name in platforms:
            top = name.split("/")[0]
            below = {p.owner for n, p in platforms.items() if n.split("/")[0] == top}
            if len(below) > 1:
                continue
            parts = parts[: platforms[name].depth]
        for part in parts:
            bare = places.without_copy(part.removesuffix(".zip"))
            if student := known.exact(part) or known.exact(bare):
                exact[name] = student
                break
            if student := known.within(part):
                (exact if name in platforms else partly)[name] = student
                break
    return exact, partly


def by_platform(paths):
    """Return a dict from each file name to the outermost Platform in its path.

    Canvas makes no folders: it names files and archives. A single archive at the top
    may be that of the whole class, so it names no owner.
    """
    tops = {parts[0] for parts in paths.values() if _canvas(*parts[:1])}
    found = {}
    for name, parts in paths.items():
        for k, part in enumerate(parts):
            is_file = k == len(parts) - 1
            is_archive = part.lower().endswith(".zip") and (k or len(tops) > 1)
            match = MOODLE.fullmatch(part)
            if not match and (is_file or is_archive):
                match = _canvas(part)
            if match:
                found[name] = Platform(Owner(match["name"], match["id"], True), k)
                break
    return found


def addresses(files):
    """Return {file name: (platform, number, name, version)} for a platform's files.

    The number and the name are the student's. Only Canvas has versions of a file.
    """
    paths, found = {file.name: _parts(file.name) for file in files}, {}
    for name, (owner, depth) in by_platform(paths).items():
        if MOODLE.fullmatch(part := paths[name][depth]):
            found[name] = "moodle", owner.id, owner.name, ""
        else:
            found[name] = "canvas", owner.id, owner.name, _canvas(part)["version"]
    return found


def _parts(name):
    """Return the parts of a path, the last one without its ending."""
    path = pathlib.PurePosixPath(unicodedata.normalize("NFC", name))
    return (*path.parts[:-1], path.stem) if path.parts else ()


def _canvas(part=""):
    """Match a part of a path that Canvas has named; otherwise return None."""
    match = CANVAS.fullmatch(part)
    return None if match and places.GENERIC.fullmatch(tokens(match["name"])) else match


def matched(owners, known, claimed):
    """Return {owner: student} for a platform's owners, and {student: owners} in doubt.

    A student gets the owner who fits best. A name counts more than an ID alone, and
    more if the ID or the spelling fits, too. The platform's numbers are taken for IDs
    if they fit at least half of the names. Students in `claimed` are left out.
    """
    named = {owner: known.exact(owner.name) for owner in owners}
    fits = [owner.id == student.id for owner, student in named.items() if student]
    numbers = known.students if 2 * sum(fits) >= len(fits) else {}
    ranked = collections.defaultdict(list)  # (name, ID, spelling) fit, owner
    for owner, student in named.items():
        by_id = numbers.get(owner.id)
        if student:
            last, _, first = student.name.partition(", ")
            is_spelled = owner.name in (student.name, f"{first} {last}")
            ranked[student].append(((1, by_id == student, is_spelled), owner))
        elif by_id:
            ranked[by_id].append(((0, True, False), owner))
    found, unclear = {}, {}
    for student, pairs in ranked.items():
        best = [owner for rank, owner in pairs if rank == max(pairs)[0]]
        if student in claimed:
            continue
        if len(best) == 1:
            found[best[0]] = student
        else:
            unclear[student] = sorted(best)
    return found, unclear
