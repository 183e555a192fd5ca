"""Where the files of a student go below DIR."""

import pathlib
import re
import unicodedata

from coursework.grading.pages.text import digest

LONGEST = 120  # bytes of one name of a file or folder, endings not counted
DEEPEST = 600  # bytes of the whole path below DIR
PLAIN = " -_.,()[]+=@&#%!'"  # with letters, marks and numbers of any language
# Endings that our own files have: a folder of that name could stand in their way.
OURS = (".html", ".json")
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def place(student):
    """Return the path of a student's files, relative, without an ending.

    An ordinary name stays as it is. One that could leave the folder, hide, be too long
    or mean something to a shell or to Windows is written with '_', '~' and a digest;
    an ordinary name holds no '~', so no two students share a path.
    A student is a path below SUBMISSIONS without its ending, '/' between folders.
    """
    names = [_name(part) for part in student.split("/")]
    if len("/".join(names).encode()) > DEEPEST:
        names = [_replaced(student)]
    return pathlib.PurePosixPath(*names)


def _name(part):
    ordinary = (
        all(map(_is_plain, part))
        and part == part.strip(". ") != ""
        and len(part.encode()) <= LONGEST
        and not part.casefold().endswith(OURS)
        and not RESERVED.fullmatch(part)
    )
    return part if ordinary else _replaced(part)


def _replaced(part):
    start = "".join(c if _is_plain(c) else "_" for c in part[:30])
    return f"{start.strip('. ')}~{digest(part)}"


def _is_plain(character):
    return character in PLAIN or unicodedata.category(character)[0] in "LMN"


def feedback_page(student):
    """Return the path of a student's page, relative to DIR."""
    path = pathlib.PurePosixPath("feedback", place(student))
    return path.with_name(f"{path.name}.html")
