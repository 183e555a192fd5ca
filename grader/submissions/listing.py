"""List what a class has handed in: a file or a folder for each student."""

import calendar
import collections
import hashlib
import lzma
import os
import pathlib
import posixpath
import re
import shutil
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, replace

from grader.submissions.files import (
    GRADABLE,
    LARGEST,
    UnreadableError,
    content_of,
    private_folder,
)
from neuralnet.support.files import write_whole

MOST_FILES, MOST_BYTES = 1_000, 300_000_000  # notebooks and scripts of one student
LONGEST_PATH = 1_000  # characters of the path of one
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError)
OUTSIDE = re.compile(r"/|[A-Za-z]:|(.*/)?\.\.(/|$)")
ARCHIVE = re.compile(r"(?is)[^.].*\.(zip|7z|rar|tar|gz|tgz|bz2|xz)")
CLUTTER = re.compile(r"(?s)\..*|__pycache__|__MACOSX|site-packages|node_modules")
ENVIRONMENT = "pyvenv.cfg"  # the file at the top of a Python environment
ENDING = re.compile(r"(?is)(?<=.)(\.ipynb)?\.[^.]*$")
OTHER = "neither a notebook (.ipynb) nor a script (.py)"
DAMAGED = "damaged in the archive, so that it cannot be unpacked whole"
LOCKED = "locked with a password"
UNKNOWN = "packed in a way that cannot be unpacked here"
HIDDEN = "hidden, since its name begins with a dot"
PACKED = "an archive; unpack it, and grade again"
FOLDER = "a folder of copies, of installed packages, or hidden"
LONG = "of too long a name"
LINK = "a link to a folder; links are not followed"

# How Moodle and Canvas name what they give for download. Moodle writes a space for each
# underscore in a name, and has a folder for each student, or the student's file. Canvas
# has files alone.
MOODLE = re.compile(
    r"(?s)(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_[a-z]+(?P<file>_.+)?_?"
)
CANVAS = re.compile(
    r"(?s)(?P<name>[^_]+)_(LATE_)?(?P<number>\d+)_(?P<version>\d+)_(?P<file>.+)"
)


@dataclass(frozen=True)
class File:
    """A file that a student sent, or anything else below the folder of a class."""

    name: str  # its path below the folder
    path: pathlib.Path
    time: float = 0.0  # of the last change, in seconds
    size: int = 0  # bytes
    reason: str | None = None  # why the file cannot be graded, None if it can
    content: str = ""  # a hash of what it holds, once that has been read
    answers: int = 0  # how many of the asked functions it seems to define

    @property
    def is_sent(self):
        """Whether students send files with such a name, even if it is not read."""
        name = self.path.name
        return bool(GRADABLE.fullmatch(name) or ARCHIVE.fullmatch(name))


@dataclass(frozen=True)
class HandIn:
    """A file or a folder at the top of a class, with its Files."""

    name: str  # as it stands there
    is_folder: bool
    files: tuple

    @property
    def stem(self):
        """The name without an ending."""
        return self.name if self.is_folder else ENDING.sub("", self.name)

    @property
    def is_handed_in(self):
        """Whether it holds a notebook, script or archive, even an unreadable one."""
        return any(file.is_sent for file in self.files)


def unpacked(archive, folder):
    """Unpack the .zip of a class into a new `folder`.

    Return the folder of the class (an archive with a single folder at its top is like
    that folder), and a File with a reason for each member that was not unpacked.
    """
    folder, lost = pathlib.Path(folder), []
    shutil.rmtree(folder, ignore_errors=True)
    private_folder(folder)
    try:
        with zipfile.ZipFile(archive) as opened:
            for member in opened.infolist():
                if file := _lost(opened, member, folder):
                    lost.append(file)
    except DAMAGE as error:
        raise ValueError(f"{archive} cannot be read: {error}") from None
    tops = [path for path in folder.glob("*") if not CLUTTER.fullmatch(path.name)]
    folders = [path for path in tops if path.is_dir()]
    files = [path for path in tops if path.is_file()]
    files += [file.path for file in lost if "/" not in file.name]
    is_class = any(GRADABLE.fullmatch(path.name) for path in files)
    is_wrapped = len(folders) == 1 and not is_class
    if is_wrapped and not MOODLE.fullmatch(folders[0].name):
        folder, top = folders[0], f"{folders[0].name}/"
        lost = [replace(file, name=file.name.removeprefix(top)) for file in lost]
    return folder, lost


def _lost(archive, member, folder):
    """Unpack a member of an open archive; return its File if that fails, or None."""
    name = member.filename.replace("\\", "/")
    if OUTSIDE.match(name):  # without a path, so it makes no row
        return File(name, pathlib.Path(), reason="its path leads out of the archive")
    if name.endswith("/"):
        return None
    name = posixpath.normpath(name)
    if len(name) > LONGEST_PATH:
        name = "/".join(part[:80] for part in name.split("/")[:4])
        return File(name, folder / name, reason=LONG)
    reason = _unpack(archive, member, folder / name)
    return File(name, folder / name, reason=reason) if reason else None


def _unpack(archive, member, path):
    """Write a member of an open archive, all of it or nothing; return why it failed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            return "another file of the archive has the same name"
        is_large = member.file_size > LARGEST
        # All is read first, since the checksum stands at the end.
        write_whole(path, b"" if is_large else archive.read(member))
        if is_large:  # it cannot be read, and takes no space
            os.truncate(path, LARGEST + 1)
        year, month, day, *clock = member.date_time  # month 0, day 0 if unknown
        time = calendar.timegm((year, min(month, 12) or 1, day or 1, *clock))
        os.utime(path, (time, time))
    except NotImplementedError:
        return UNKNOWN
    except RuntimeError:
        return LOCKED
    except DAMAGE:
        return DAMAGED
    except (OSError, ValueError) as error:
        return f"cannot be unpacked: {error}"
    return None


def hand_ins(root, names=(), lost=()):
    """List the HandIns of a folder; each file that can be graded has been read.

    `names` are the functions that count in `File.answers`, and `lost` what `unpacked`
    could not put into the folder.
    """
    tops = collections.defaultdict(list)
    root = pathlib.Path(root).absolute()  # a worker runs elsewhere
    for file in (*files_below(root), *lost):
        tops[file.name.partition("/")[0]].append(file)
    return [_hand_in(top, files, names) for top, files in tops.items()]


def files_below(root):
    """Yield each File below a folder, and one for each folder that is not entered."""

    def fail(error):
        raise error

    for folder, names, files in os.walk(root, onerror=fail):
        for path in [pathlib.Path(folder, name) for name in names]:
            is_clutter = CLUTTER.fullmatch(path.name) or (path / ENVIRONMENT).exists()
            if path.is_symlink() or is_clutter:
                names.remove(path.name)
                reason = LINK if path.is_symlink() else FOLDER
                yield File(f"{path.relative_to(root).as_posix()}/", path, reason=reason)
        for path in (pathlib.Path(folder, name) for name in files):
            status, name = path.lstat(), path.relative_to(root).as_posix()
            reason = reason_against(path.name)
            yield File(name, path, status.st_mtime, status.st_size, reason)


def reason_against(name):
    """Return why a file of this name is not graded; None also for a link or a pipe."""
    if GRADABLE.fullmatch(name):
        return None  # somebody has sent it, so it gets a row
    if name.startswith("."):
        return HIDDEN
    return PACKED if ARCHIVE.fullmatch(name) else OTHER


def _hand_in(top, files, names):
    """Return the HandIn of a name at the top, whose files are then looked into."""
    is_folder = files[0].name != top
    sent = [file for file in files if not file.reason]
    if len(sent) > MOST_FILES or sum(file.size for file in sent) > MOST_BYTES:
        most = f"more than {MOST_FILES:,} notebooks or {MOST_BYTES // 10**6} MB of them"
        files = [File(top, sent[0].path, reason=f"{most}; hand in one notebook")]
    for k, file in enumerate(files):
        if not file.reason:
            files[k] = looked_into(file, names)
    return HandIn(unicodedata.normalize("NFC", top), is_folder, tuple(files))


def looked_into(file, names):
    """Return a File with the hash of its content, and how many `names` it defines."""
    try:
        data = content_of(file.path)
    except (UnreadableError, OSError) as error:
        return replace(file, content=f"unreadable: {error}")
    content, answers = hashlib.sha256(data).hexdigest(), 0
    if names:
        words = rb"\bdef\s+(%b)\s*\(" % "|".join(map(re.escape, names)).encode()
        # Not by findall, whose list could take more memory than the file.
        answers = len({match[1] for match in re.finditer(words, data)})
    return replace(file, content=content, answers=answers)
