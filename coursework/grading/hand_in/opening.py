"""Opening a hand-in: nothing but a regular file of a bearable size."""

import contextlib
import os
import stat
import zipfile
import zlib

LARGEST = 120_000_000  # bytes; a notebook full of pictures has 50 million
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)


class UnreadableError(Exception):
    """A sentence for people about why a file is not read."""


@contextlib.contextmanager
def open_file(path, members=()):
    """Open a regular file for reading; an UnreadableError says why that cannot be.

    A link in an unpacked hand-in could lead to any file, and a quotation in the
    feedback would hand it out; to open a pipe or read a device could take forever.

    Where `path` is a zip archive, `members` is the place of the file in it, and so on
    where that is an archive again; nothing is unpacked on the disk. What is yielded has
    no more than LARGEST bytes; an archive itself may be larger.
    """
    mode = os.lstat(path).st_mode  # before opening: to open a device can do things
    if stat.S_ISLNK(mode):
        raise UnreadableError(
            "The file is a link to another file; hand in the file itself."
        )
    if not stat.S_ISREG(mode):
        raise UnreadableError("This is not a file, but a folder, a pipe or a device.")
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(open(os.open(path, flags), "rb"))
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError("The file was replaced while it was opened.")
        size = found.st_size
        try:
            for place in members:
                archive = stack.enter_context(zipfile.ZipFile(file))
                member = archive.infolist()[place]
                file, size = stack.enter_context(archive.open(member)), member.file_size
            if size > LARGEST and (members or not str(path).lower().endswith(".zip")):
                raise UnreadableError(
                    f"The file has more than {LARGEST // 10**6} MB. Clear its outputs "
                    "and save it again."
                )
            yield file
        except DAMAGE as error:
            raise UnreadableError(f"The archive is damaged: {error}.") from None
