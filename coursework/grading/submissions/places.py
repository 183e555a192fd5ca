"""Find the student of a file from its path alone, without a roster.

One student's folder holds a notebook and scripts, or names such as Untitled1.
"""

import collections
import itertools
import pathlib
import re
import unicodedata

from coursework.grading.submissions.roster import Owner, tokens

GENERIC = re.compile(  # matched against the result of `tokens`
    unicodedata.normalize(
        "NFKD",
        r" (copy of )?(home ?works?|hw|assignments?|exercises?|tasks?|problem ?sets?|ps"
        r"|notebooks?|untitled|solutions?|submissions?|final|project|labs?|mnist|src"
        r"|code|main|과제|숙제)(의? ?사본)?( copy| final)?( \d\d?)* | \d\d [a-z ]+ ",
    )
)
MOST_FOLDERS = 2  # a student has at most so many folders with notebooks
HELPERS = re.compile(r"(__init__|setup|conftest|utils?|helpers?|functions?|models?)")
COPY = re.compile(r"(?P<stem>.*?)\s*\(\d{1,3}\)")  # a browser's second download


def by_place(names):
    """Return a dict from file names to Owners; scripts of helpers have none."""
    paths = {name: pathlib.PurePosixPath(name) for name in names}
    # By folder: its files, its notebooks, its folders with notebooks, its archives;
    # `places` are the folders that have a file of this name.
    sets = (collections.defaultdict(set) for _ in range(5))
    direct, books, places, within, packed = sets
    scripts = collections.Counter()
    for path in paths.values():
        direct[path.parent].add(path)
        places[tokens(path.stem)].add(path.parent)
        if not is_script(path.name):
            books[path.parent].add(path)
            for inner, folder in itertools.pairwise(path.parents):
                within[folder].add(inner)
        for folder in path.parents:
            scripts[folder] += is_script(path.name)
            if folder.suffix.lower() == ".zip":
                packed[folder.parent].add(folder)

    def is_personal(folder):
        """Return whether a folder belongs to a single student."""
        stems = [tokens(path.stem) for path in books[folder] or direct[folder]]
        as_elsewhere = stems and all(len(places[stem]) > 1 for stem in stems)
        with_scripts = len(books[folder]) == 1 and scripts[folder]
        return len(within[folder]) <= MOST_FOLDERS and (
            any(map(GENERIC.fullmatch, stems))
            or ((as_elsewhere or with_scripts) and folder.parent not in groups)
            or any(path.stem == "__init__" for path in direct[folder])
            or (folder in packed[folder.parent] and len(packed[folder.parent]) > 1)
        )

    groups = set()  # folders above one that holds several students' notebooks
    groups = {f.parent for f in [*books] if len(books[f]) > 1 and not is_personal(f)}
    labels = {}
    for name, path in paths.items():
        owner = next((f for f in [*path.parents][-2::-1] if is_personal(f)), None)
        if not owner and books[path.parent] and HELPERS.fullmatch(path.stem):
            continue
        parts = [part.removesuffix(".zip") for part in (owner or path.parent).parts]
        if not owner:
            stem = without_copy(path.stem)
            stems = {other.stem for other in direct[path.parent]}
            parts.append(stem if stem in stems else path.stem)
        labels[name] = tuple(unicodedata.normalize("NFC", part) for part in parts)
    short = {label: _without_generic_folders(label) for label in {*labels.values()}}
    counts = collections.Counter(short.values())
    short = {k: label if counts[label] == 1 else k for k, label in short.items()}
    while len(short) > 1 and (
        len({parts[0] for parts in short.values()}) == 1
        and all(len(parts) > 1 for parts in short.values())
    ):
        short = {label: parts[1:] for label, parts in short.items()}
    return {name: Owner("/".join(short[label])) for name, label in labels.items()}


def _without_generic_folders(parts):
    """Remove generic folders from the end of a path: ana/homework becomes ana."""
    while len(parts) > 1 and GENERIC.fullmatch(tokens(parts[-1])):
        parts = parts[:-1]
    return parts


def without_copy(stem):
    """Remove the number that a browser adds to a second download: hw (1)."""
    copy = COPY.fullmatch(stem)
    return copy["stem"] if copy else stem


def is_script(name):
    """Return whether a file has the name of a Python script."""
    return name.lower().endswith(".py")
