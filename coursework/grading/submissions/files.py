"""Open the files of a class, on disk or in a zip archive, and list an archive.

Nothing is unpacked, since an archive may be an attack. A child process with limits
lists the files. Refused are paths that lead out of the archive, links, locked files,
and bombs, which are small files that become very large.
"""

import calendar
import contextlib
import itertools
import os
import pathlib
import re
import stat
import zipfile
import zlib
from typing import NamedTuple

from coursework.grading.submissions import forked
from coursework.words import say

LARGEST = 120_000_000  # bytes; a notebook full of pictures has 50 million
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
UNREADABLE = "an archive that cannot be read: {}"
DONE = "all rows are there"
DEEPEST = 2  # an archive of a class with archives of students
MOST_MEMBERS = 50_000
BOMB, SMALL = 200, 2**20  # unpacked bytes for each packed one; small files do no harm
OUTSIDE = re.compile(r"/|[A-Za-z]:|(.*/)?\.\.(/|$)")
ENCODINGS = ("utf-8", "cp949", "cp437")  # tried for names in old archives


class UnreadableError(Exception):
    """A file is not read; the text of this error tells people why."""


class File(NamedTuple):
    """A file that a student sent, or anything else below the folder of a class."""

    name: str  # its path below the folder, through archives: "class.zip/ana/hw.ipynb"
    path: pathlib.Path  # the file, or the archive that holds it
    members: tuple = ()  # the place in the archive, see `open_file`
    time: float = 0.0  # of the last change, in seconds
    reason: str | None = None  # why the file cannot be graded, None if it can


@contextlib.contextmanager
def open_file(path, members=()):
    """Open a regular file for reading; an UnreadableError says why this fails.

    Links could lead to any file, which the feedback might quote. Pipes and devices can
    block for ever. Where `path` is a zip archive, `members` holds the number of a file
    in the archive; if that file is an archive, the number of a file there; and so on.
    """
    status = os.lstat(path)  # checked first, since opening a device can do harm
    if stat.S_ISLNK(status.st_mode):
        raise UnreadableError(say("link"))
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(say("no_file"))
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(open(os.open(path, flags), "rb"))
        size = status.st_size
        try:
            for place in members:
                archive = stack.enter_context(zipfile.ZipFile(file))
                member = archive.infolist()[place]
                file, size = stack.enter_context(archive.open(member)), member.file_size
            if size > LARGEST and (members or not is_archive(str(path))):
                raise UnreadableError(say("large_file", size=LARGEST // 10**6))
            yield file
        except DAMAGE as error:
            raise UnreadableError(say("damaged_archive", error=error)) from None


def odd_kind(mode):
    """Return why a file of this mode is refused, or None for a regular file."""
    if stat.S_ISLNK(mode):
        return "a link; links are not followed"
    is_plain = stat.S_IFMT(mode) in (0, stat.S_IFREG, stat.S_IFDIR)
    return None if is_plain else "a pipe or a device"


def is_archive(name):
    """Return whether the name of a file is that of a zip archive."""
    return name.lower().endswith(".zip")


def how_many(count, noun):
    """Return a count with its noun, singular or plural: 1 file, 2 files."""
    return f"{count:.15g} {noun}{'s' * (count != 1)}"


def printable(name):
    """Return a name with a question mark for each character that cannot be printed."""
    return "".join(c if c.isprintable() else "?" for c in name)


def packed(file):
    """Yield each File in an archive, or the archive itself if it cannot be read."""
    work = _members(file.path, (), f"{file.name}/" if file.name else "")
    rows = forked.results(lambda: itertools.chain(work, [DONE]))
    if rows[-1:] != [DONE]:  # the child was stopped
        reason = UNREADABLE.format("it takes too long, or crashes")
        rows = [[file.name, (), 0, reason], DONE]
    for name, members, time, reason in rows[:-1]:
        yield File(name or file.path.name, file.path, tuple(members), time, reason)


def _members(path, members, folder):
    """Yield (name, members, time, reason) of each File, in inner archives, too."""
    try:
        with open_file(path, members) as file, zipfile.ZipFile(file) as archive:
            found = archive.infolist()
        if len(found) > MOST_MEMBERS:
            raise UnreadableError(f"it holds more than {MOST_MEMBERS:,} files")
    except (UnreadableError, OSError, ValueError) as error:
        yield folder.rstrip("/"), members, 0, UNREADABLE.format(error).rstrip(".")
        return
    for number, member in enumerate(found):
        name, where = _name(member), (*members, number)
        reason = _harm(member, name)
        if is_archive(name) and not reason:
            if len(where) < DEEPEST:
                yield from _members(path, where, f"{folder}{name}/")
                continue
            reason = "an archive in an archive in an archive; unpack it"
        if reason or not member.is_dir():
            year, month, day, *clock = member.date_time  # month 0, day 0 if unknown
            time = calendar.timegm((year, min(month, 12) or 1, day or 1, *clock))
            yield folder + name, where, time, reason


def _name(member):
    """Return a member's name, decoded: old programs use their country's encoding."""
    name = member.filename
    if not member.flag_bits & 0x800:  # not marked as UTF-8, so zipfile took cp437
        for encoding in ENCODINGS:
            with contextlib.suppress(UnicodeError):
                name = member.filename.encode("cp437").decode(encoding)
                break
    return name.replace("\\", "/")


def _harm(member, name):
    """Return why a member of an archive is refused, or None if it is fine."""
    if OUTSIDE.match(name):
        return "a path that leads out of its archive"
    if odd := odd_kind(member.external_attr >> 16):  # these bits are Unix's mode
        return odd
    if member.flag_bits & 1:
        return "locked by a password"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed in an unusual way; pack it as an ordinary .zip"
    if member.file_size > LARGEST:
        return f"more than {LARGEST // 10**6} MB"
    if member.file_size > max(SMALL, BOMB * member.compress_size):
        return f"a bomb: {member.compress_size:,} bytes become {member.file_size:,}"
    return None
