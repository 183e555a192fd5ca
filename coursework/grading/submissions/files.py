"""One file of a class, on disk or in an archive, and how it is opened with care."""

import contextlib
import os
import pathlib
import stat
import zipfile
import zlib
from typing import NamedTuple

LARGEST = 120_000_000  # bytes; a notebook full of pictures has 50 million
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)


class UnreadableError(Exception):
    """A sentence for people about why a file is not read."""


class File(NamedTuple):
    """A file that a student sent, or anything else below the folder of a class."""

    name: str  # its path below the folder, through archives: "class.zip/ana/hw.ipynb"
    path: pathlib.Path  # where it lies, or the archive that holds it
    members: tuple = ()  # its place in the archive, see `open_file`
    time: float = 0.0  # when it was changed last, in seconds
    reason: str | None = None  # why it cannot be graded, None if it can


@contextlib.contextmanager
def open_file(path, members=()):
    """Open a regular file for reading; an UnreadableError says why that cannot be.

    Links could lead to any file, which the feedback might quote, and pipes and devices
    can block for ever. Where `path` is a zip archive, `members` holds the place of the
    file in it, then its place in an archive inside, and so on.
    """
    status = os.lstat(path)  # before opening: to open a device can do things
    if stat.S_ISLNK(status.st_mode):
        link = "The file is a link to another file; hand in the file itself."
        raise UnreadableError(link)
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("This is not a file, but a folder, a pipe or a device.")
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
                large = f"The file has more than {LARGEST // 10**6} MB. "
                raise UnreadableError(f"{large}Clear its outputs and save it again.")
            yield file
        except DAMAGE as error:
            raise UnreadableError(f"The archive is damaged: {error}.") from None


def odd_kind(mode):
    """Return what a file of this mode is if it is refused, else None."""
    if stat.S_ISLNK(mode):
        return "a link; links are not followed"
    is_plain = stat.S_IFMT(mode) in (0, stat.S_IFREG, stat.S_IFDIR)
    return None if is_plain else "a pipe or a device"


def is_archive(name):
    """Return whether a file is a zip archive, by its name."""
    return name.lower().endswith(".zip")


def how_many(count, noun):
    """Return a number of things as people write it: 1 file, 2 files."""
    return f"{count:.15g} {noun}{'s' * (count != 1)}"


def printable(name):
    """Return a name with a question mark for each character that cannot be printed."""
    return "".join(c if c.isprintable() else "?" for c in name)
