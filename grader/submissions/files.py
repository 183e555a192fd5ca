"""Open the files that strangers have sent, and say people their names."""

import os
import re
import stat

from coursework.words import say

LARGEST = 120_000_000  # bytes; a notebook full of pictures has 50 million
CHUNK = 2**20  # bytes read at once
# A browser may add an ending to that of a notebook, and somebody a space.
GRADABLE = re.compile(r"(?is)[^.].*\.(?:py|ipynb(?:\.(?:txt|json))?)\s*")


class UnreadableError(Exception):
    """A file is not read; the text of this error tells people why."""


def content_of(path):
    """Return the bytes of a regular file; an UnreadableError says why this fails.

    Links could lead to any file, which the feedback might quote. Pipes and devices can
    block for ever.
    """
    status = os.lstat(path)  # checked first, since opening a device can do harm
    if stat.S_ISLNK(status.st_mode):
        raise UnreadableError(say("link"))
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(say("no_file"))
    if status.st_size > LARGEST:
        raise UnreadableError(say("large_file", size=LARGEST // 10**6))
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with open(os.open(path, flags), "rb") as file:
        return file.read(status.st_size)


def private_folder(path):
    """Make a folder that only its owner can enter, wherever it is copied to."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)


def is_script(name):
    """Return whether the name of a file is that of a Python script."""
    return name.rstrip().lower().endswith(".py")


def how_many(count, noun):
    """Return a count with its noun, singular or plural: 1 file, 2 files."""
    return f"{count:.15g} {noun}{'s' * (count != 1)}"


def printable(name):
    """Return a name with a question mark for each character that cannot be printed."""
    return "".join(c if c.isprintable() else "?" for c in name)
