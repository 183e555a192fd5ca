"""Find the student of a file from the path alone, without a roster.

A folder is one student's if it holds a notebook with scripts, or a name like Untitled1.
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
    """Return {file name: Owner}, without the scripts of helpers."""
    paths = {name: pathlib.PurePosixPath(name) for name in names}
    # {folder: its files, its notebooks, its archives, its folders with notebooks}
    files_in, books_in, archives_in, folders_in = (
        collections.defaultdict(set) for _ in range(4)
    )
    folders_with = collections.defaultdict(set)  # {name of a file: its folders}
    scripts_below = collections.Counter()  # {folder: how many scripts, at any depth}
    for path in paths.values():
        files_in[path.parent].add(path)
        folders_with[tokens(path.stem)].add(path.parent)
        if not is_script(path.name):
            books_in[path.parent].add(path)
            for inner, folder in itertools.pairwise(path.parents):
                folders_in[folder].add(inner)
        for folder in path.parents:
            scripts_below[folder] += is_script(path.name)
            if folder.suffix.lower() == ".zip":
                archives_in[folder.parent].add(folder)

    def is_personal(folder):
        """Return whether a folder belongs to a single student."""
        stems = [tokens(path.stem) for path in books_in[folder] or files_in[folder]]
        as_elsewhere = stems and all(len(folders_with[stem]) > 1 for stem in stems)
        with_scripts = len(books_in[folder]) == 1 and scripts_below[folder]
        archives = archives_in[folder.parent]
        return len(folders_in[folder]) <= MOST_FOLDERS and (
            any(map(GENERIC.fullmatch, stems))
            or ((as_elsewhere or with_scripts) and folder.parent not in groups)
            or any(path.stem == "__init__" for path in files_in[folder])  # a package
            or (folder in archives and len(archives) > 1)  # each student sent one
        )

    groups = set()  # `is_personal` needs them, to begin with none
    several = [folder for folder, books in books_in.items() if len(books) > 1]
    # Folders above a folder that holds several students' notebooks.
    groups = {folder.parent for folder in several if not is_personal(folder)}
    labels = {}  # {file name: what names its student, a tuple of parts of the path}
    for name, path in paths.items():
        outermost_first = [*path.parents][-2::-1]  # without "."
        personal = next(filter(is_personal, outermost_first), None)
        if not personal and books_in[path.parent] and HELPERS.fullmatch(path.stem):
            continue
        parts = [part.removesuffix(".zip") for part in (personal or path.parent).parts]
        if not personal:  # the file's name tells; hw (1) is another download of hw
            stem = without_copy(path.stem)
            stems = {other.stem for other in files_in[path.parent]}
            parts.append(stem if stem in stems else path.stem)
        labels[name] = tuple(unicodedata.normalize("NFC", part) for part in parts)
    short = _shortened({*labels.values()})
    return {name: Owner("/".join(short[label])) for name, label in labels.items()}


def _shortened(labels):
    """Return {label: the same without folders that say nothing}, all of them different.

    A label is a tuple of folders, with the name of a file at the end of some.
    """
    short = {label: _without_generic_folders(label) for label in labels}
    counts = collections.Counter(short.values())
    # Labels that would become equal stay as they are.
    short = {k: label if counts[label] == 1 else k for k, label in short.items()}
    # A first folder that all paths share says nothing about the student.
    while len(short) > 1 and (
        len({parts[0] for parts in short.values()}) == 1
        and all(len(parts) > 1 for parts in short.values())
    ):
        short = {label: parts[1:] for label, parts in short.items()}
    return short


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
