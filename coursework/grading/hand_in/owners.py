"""Who handed a file in, as far as its path tells.

Learning platforms and a roster name the student. Otherwise the student is the path
below the folder; but a folder that holds one notebook and a heap of scripts, or names
that say nothing (homework, Untitled1), is one student's as a whole.
"""

import collections
import itertools
import pathlib
import re
import unicodedata
from typing import NamedTuple

from coursework.grading.hand_in.roster import tokens

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
COPY = re.compile(r"(?P<stem>.*?)(?:\s*\(|[-_ ]*v)(?P<number>\d{1,3})\)?")


class Owner(NamedTuple):
    """Who handed something in, as far as a path tells."""

    name: str
    id: str = ""
    is_sure: bool = False  # by a platform or the roster


def named(name, known):
    """Return the student whom a platform or the roster names, None if nobody."""
    path = pathlib.PurePosixPath(unicodedata.normalize("NFC", name))
    parts = [*path.parts[:-1], path.stem] if path.parts else []
    platform = None
    for part in parts:
        moodle = MOODLE.fullmatch(part)
        canvas = CANVAS.fullmatch(part) if part is parts[-1] else None
        if canvas and GENERIC.fullmatch(tokens(canvas["name"])):
            canvas = None
        found = moodle or canvas
        says = (found["name"], found["id"]) if found else (part,)
        if student := known and known.find(*says):
            return Owner(student.name or student.id, student.id, True)
        if found and not platform:
            platform = Owner(found["name"], found["id"], True)
    return platform


def by_place(names):
    """Return the student of each file by the place where it lies."""
    paths = {name: pathlib.PurePosixPath(name) for name in names}
    direct, below = collections.defaultdict(list), collections.Counter()
    places, packed = collections.defaultdict(set), collections.defaultdict(set)
    within = collections.defaultdict(set)  # of a folder, those in it with notebooks
    for path in paths.values():
        direct[path.parent].append(path)
        places[tokens(path.stem)].add(path.parent)
        if path.suffix.lower() != ".py":
            for inner, folder in itertools.pairwise(path.parents):
                within[folder].add(inner)
        for folder in path.parents:
            below[folder] += path.suffix.lower() == ".py"
            if folder.suffix.lower() == ".zip":
                packed[folder.parent].add(folder)

    def is_one(folder):
        books = [path for path in direct[folder] if path.suffix.lower() != ".py"]
        stems = [tokens(path.stem) for path in books or direct[folder]]
        alike = stems and all(len(places[stem]) > 1 for stem in stems)
        heap = len(books) == 1 and below[folder]
        return len(within[folder]) <= MOST_FOLDERS and (
            any(map(GENERIC.fullmatch, stems))
            or ((alike or heap) and folder.parent not in groups)
            or any(path.stem == "__init__" for path in direct[folder])
            or (folder in packed[folder.parent] and len(packed[folder.parent]) > 1)
        )

    groups = set()  # that hold a folder with the notebooks of several students
    groups = {
        folder.parent
        for folder, held in direct.items()
        if sum(path.suffix.lower() != ".py" for path in held) > 1 and not is_one(folder)
    }
    labels, books = {}, {p.parent for p in paths.values() if p.suffix.lower() != ".py"}
    for name, path in paths.items():
        folders = [*path.parents][-2::-1]
        owner = next((folder for folder in folders if is_one(folder)), None)
        if not owner and path.parent in books and HELPERS.fullmatch(path.stem):
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
