"""Opening a hand-in: nothing but a regular file of a bearable size."""

import contextlib
import os
import stat

LARGEST = 120_000_000  # bytes; a notebook full of pictures has 50 million


class UnreadableError(Exception):
    """A sentence for people about why a file is not read."""


@contextlib.contextmanager
def open_file(path):
    """Open a regular file for reading; links, pipes and devices are refused.

    A link in an unpacked hand-in could lead to any file, and a quotation in the
    feedback would hand it out; to open a pipe or read a device could take forever.

    Parameters
    ----------
    path : str or path-like

    Yields
    ------
    file object
        Of bytes, no more than LARGEST.

    Raises
    ------
    UnreadableError
        If it is no regular file, or too large.
    OSError
        If it cannot be opened.
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
    with open(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError("The file was replaced while it was opened.")
        if found.st_size > LARGEST:
            raise UnreadableError(
                f"The file has more than {LARGEST // 10**6} MB. Clear its outputs and "
                "save it again."
            )
        yield file
