"""Whose is a file? What a learning platform or the roster says of its path.

A platform's folder decides alone: students choose the names inside. Two of its owners
are never one student, and one who is not on the roster has a row of their own. Nobody
is displaced by a file whose name only holds theirs, as `ana v2` holds `ana`.
"""

import collections
import pathlib
import re
import unicodedata
from typing import NamedTuple

from coursework.grading.submissions.places import (
    GENERIC,
    by_place,
    is_script,
    without_copy,
)
from coursework.grading.submissions.roster import Owner, tokens

MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d{1,15})_assignsubmission_[a-z]+(_.*)?")
CANVAS = re.compile(
    r"(?P<name>[^\W_][^_]*?)(_LATE)?_(?P<id>\d{3,15})_(?P<version>\d{3,15})_(?P<file>.+)"
)


class Platform(NamedTuple):
    """Whom a learning platform names in a path, and at which of its parts."""

    owner: Owner
    depth: int


def owners(files, known=None):
    """Return the Owner of each file by its name, None of those that tell nobody.

    Also returned are the students of the roster for whom a platform has several
    hand-ins, each with these.

    Parameters
    ----------
    files : list of File
    known : Roster, optional
    """
    names = [file.name for file in files]
    paths = {name: _parts(name) for name in names}
    platforms = by_platform(paths)
    places = by_place([file.name for file in files if file.reason is None])
    found = {n: platforms[n].owner if n in platforms else places.get(n) for n in names}
    if not known:
        return found, {}
    exact, partly = by_names(paths, platforms, known)
    fine = {file.name for file in files if file.reason is None}
    claimed = {exact[name] for name in exact.keys() & fine}
    theirs = {each.owner for name, each in platforms.items() if not exact.get(name)}
    students, unclear = matched(theirs, known, claimed)
    claimed |= {students.get(platforms[name].owner) for name in fine & platforms.keys()}
    for name in names:
        student = exact.get(name) or partly.get(name)
        if name in platforms and not student:
            student = students.get(platforms[name].owner)
            if not student and found[name] in known.students.values():
                found[name] = Owner("/".join(paths[name][: platforms[name].depth + 1]))
        elif student in claimed and name in partly and not is_script(name):
            student = None if name in fine else student
        found[name] = student or found[name]
    return found, unclear


def by_names(paths, platforms, known):
    """Return the students whose names files have, and those whose names they hold.

    The outermost part of a path that tells decides. Where a platform names an owner it
    is one above, and of a folder that holds nobody else's.
    """
    exact, partly = {}, {}
    for name, parts in paths.items():
        if name in platforms:
            parts = parts[: platforms[name].depth] if _alone(name, platforms) else ()
        for part in parts:
            bare = without_copy(part.removesuffix(".zip"))
            if student := known.exact(part) or known.exact(bare):
                exact[name] = student
                break
            if student := known.within(part):
                (exact if name in platforms else partly)[name] = student
                break
    return exact, partly


def by_platform(paths):
    """Return the Platform of each path that has one, by its name; paths are parts.

    The outermost name counts. Canvas packs nothing into folders: there it is the file
    itself, or one of several archives, since a class may come as a single one.
    """
    packed, found = {parts[0] for parts in paths.values() if _canvas(*parts[:1])}, {}
    for name, parts in paths.items():
        for k, part in enumerate(parts):
            is_file = k == len(parts) - 1
            is_packed = part.lower().endswith(".zip") and (k or len(packed) > 1)
            said = MOODLE.fullmatch(part)
            if not said and (is_file or is_packed):
                said = _canvas(part)
            if said:
                found[name] = Platform(Owner(said["name"], said["id"], True), k)
                break
    return found


def _parts(name):
    """Return the parts of a path, the last one without its ending."""
    path = pathlib.PurePosixPath(unicodedata.normalize("NFC", name))
    return (*path.parts[:-1], path.stem) if path.parts else ()


def _canvas(part=""):
    """Return how Canvas names a file in a part of a path, None if it does not."""
    said = CANVAS.fullmatch(part)
    return None if said and GENERIC.fullmatch(tokens(said["name"])) else said


def _alone(name, platforms):
    """Return whether nobody else is named where a platform names the owner of a file.

    Then a folder above may be a student's; else it is that of a class.
    """
    top = name.split("/")[0]
    return len({p.owner for n, p in platforms.items() if n.split("/")[0] == top}) == 1


def matched(theirs, known, claimed):
    """Return which of a platform's owners is which student, and who is unclear.

    The platform's numbers count where they are the IDs of the roster: of those that
    have the name of a student most have the ID, too. An ID tells more than a name, and
    a name as it is spelled more than one like it. A student in `claimed` is none of
    them.
    """
    named = {owner: known.exact(owner.name) for owner in theirs}
    same = [owner.id == student.id for owner, student in named.items() if student]
    numbers = known.students if 2 * sum(same) >= len(same) else {}
    ranked = collections.defaultdict(list)
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
