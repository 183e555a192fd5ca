"""List what a class has handed in: a file, an archive or a folder for each student."""

import collections
import dataclasses
import functools
import os
import pathlib
import re
import unicodedata
import zipfile

from coursework.grading.submissions.files import (
    GRADABLE,
    UNREADABLE,
    File,
    excess,
    is_archive,
    is_sent,
    judged,
    looked_into,
    member_of,
    members,
    odd_kind,
    open_file,
    packed,
)

MOST_ARCHIVES = 20  # of one student
ENDING = re.compile(r"(?is)(?<=.)(\.ipynb)?\.[^.]*$")


# How Moodle and Canvas name what they give for download. Moodle writes a space for each
# underscore in a name, and has a folder for each student, or the student's file. Canvas
# has files alone.
MOODLE = re.compile(
    r"(?s)(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_[a-z]+(?P<file>_.+)?_?"
)
CANVAS = re.compile(
    r"(?s)(?P<name>[^_]+)_(LATE_)?(?P<number>\d+)_(?P<version>\d+)_(?P<file>.+)"
)


@dataclasses.dataclass(frozen=True)
class Entry:
    """A file, an archive or a folder at the top of a class, with its Files."""

    name: str  # as it stands there
    is_folder: bool
    is_handed_in: bool  # it holds a notebook, script or archive, even an unreadable one
    files: tuple

    @property
    def stem(self):
        """The name without an ending."""
        return self.name if self.is_folder else ENDING.sub("", self.name)


def entries(submissions, names=()):
    """List the Entries of a folder or zip archive; each file has been looked into.

    `names` are the functions that count in `File.answers`. An archive with a single
    folder at the top is like that folder.
    """
    root = pathlib.Path(submissions).absolute()  # a worker may run elsewhere
    if not root.exists():
        raise FileNotFoundError(f"there is no folder {submissions}")
    if root.is_dir():
        found = judged([*_on_disk(root)])
        return _looked_into(found, 0, names, lambda f: open_file(f.path, f.members))
    if not is_archive(root.name):
        wanted = "name the folder that the submissions are in, or the .zip as it was"
        raise NotADirectoryError(f"{submissions} is a file: {wanted} downloaded")
    try:
        with zipfile.ZipFile(root) as archive:  # once, not once for each student

            def opened(file):
                return member_of(archive, file.members[0])

            found = members(archive, File("", root))
            return _looked_into(found, _depth(found), names, opened)
    except UNREADABLE as error:
        raise ValueError(f"{submissions} cannot be read: {error}") from None


def _depth(found):
    """Return 1 if a single folder holds all that can be graded, otherwise 0."""
    paths = [_parts(file) for file in found if not file.reason]
    tops = {parts[0] for parts in paths if len(parts) > 1}
    is_wrapped = len(tops) == 1 and all(len(parts) > 1 for parts in paths)
    return int(is_wrapped and not MOODLE.fullmatch(*tops))


def _parts(file):
    return pathlib.PurePosixPath(file.name).parts or ("",)


def _looked_into(found, depth, names, opened):
    """Return the Entries of Files; `opened(file)` opens one, and `depth` is the top."""
    tops = collections.defaultdict(list)
    for file in found:
        parts = _parts(file)
        tops[parts[min(depth, len(parts) - 1)]].append(file)
    return [_entry(top, files, depth, names, opened) for top, files in tops.items()]


def _entry(top, files, depth, names, opened):
    """Return the Entry of a name at the top, whose files are then looked into."""
    is_folder = any(len(_parts(f)) > depth + 1 or f.name[-1:] == "/" for f in files)
    sent = [file for file in files if not file.reason]
    done = [file for file in files if file.reason]
    problem = excess(sent)
    if sum(is_archive(file.name) for file in sent) > MOST_ARCHIVES:
        problem = f"holds more than {MOST_ARCHIVES} archives; hand in one notebook"
    if problem:
        name = f"{top}/" if is_folder else top
        done.append(File(name, sent[0].path, reason=f"something that {problem}"))
        sent = []
    for file in sent:
        read = packed if is_archive(file.name) else looked_into
        done += read(file, functools.partial(opened, file), names)
    name = unicodedata.normalize("NFC", top)
    return Entry(name, is_folder, any(map(is_sent, files)), tuple(done))


def _on_disk(root):
    """Yield each File below a folder, and links to folders."""
    failed = []
    for folder, names, found in os.walk(root, onerror=failed.append):
        for path in (pathlib.Path(folder, name) for name in names):
            if path.is_symlink():
                reason = "a link to a folder; links are not followed"
                yield File(path.relative_to(root).as_posix() + "/", path, reason=reason)
        for path in (pathlib.Path(folder, name) for name in found):
            status, name = path.lstat(), path.relative_to(root).as_posix()
            # A link or pipe with the name of a notebook gets a row: somebody sent it.
            reason = odd_kind(status.st_mode)
            reason = None if GRADABLE.fullmatch(path.name) else reason
            yield File(name, path, (), status.st_mtime, status.st_size, reason)
    for error in failed:
        path = pathlib.Path(error.filename)
        name = path.relative_to(root).as_posix() + "/"
        yield File(name, path, reason="cannot be opened")
